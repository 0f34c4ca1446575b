"""`loket-server` as systemd, cron or a pipe runs it: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import errno
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.server.command_line import cli
from app.server.command_line.terminal import (
    BROKEN,
    DONE,
    INTERRUPTED,
    REFUSED,
    TROUBLE,
    Console,
    let_go,
    say,
    this_process,
)
from app.server.register.store import open_centre
from tests.server.backups import found
from tests.server.real import PROGRAM, command

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="what a POSIX system gives a process")
SECRET = "rahasia-basis-data"
NAME = "Ni Wayan Contoh"
Run = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("centre")
    (folder / "register.key").write_text("11" * 32)
    with closing(open_centre(data=folder)) as register:
        found(register)
    return folder


def alone(data: Path, *words: str, shell: str = "", given: str | None = None, **more: str) -> tuple[int, str]:
    """Exit code and what was said, in a session without a terminal. `shell` is how it is called from one."""
    call = [sys.executable, "-c", PROGRAM, *words]
    if shell:
        call = ["sh", "-c", shell, "sh", *call]
    said = {"stdin": subprocess.DEVNULL} if given is None else {"input": given.encode()}
    done = subprocess.run(
        call,
        **said,
        capture_output=True,
        start_new_session=True,
        check=False,
        env=os.environ | {"LOKET_SERVER_DATA": str(data), "LOKET_CREDENTIALS": "file"} | more,
    )
    heard = (done.stdout + done.stderr).decode()
    assert "Traceback" not in heard
    assert "Exception ignored" not in heard
    assert SECRET not in heard
    return done.returncode, heard


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same in this process, where no stream and no terminal matters."""

    def run(data: Path, *words: str, **more: str) -> tuple[int, str]:
        def nobody(_: str) -> str:
            raise EOFError

        for name, value in ({"LOKET_SERVER_DATA": str(data), "LOKET_CREDENTIALS": "file"} | more).items():
            monkeypatch.setenv(name, value)
        out, errors = io.StringIO(), io.StringIO()
        code = cli.main(words, Console(out, errors, nobody))
        assert SECRET not in out.getvalue() + errors.getvalue()
        return code, out.getvalue() + errors.getvalue()

    return run


def sentence(code: str, **facts: str) -> str:
    return say(code, facts) + "\n"


def test_nobody_to_ask(data: Path, tmp_path: Path) -> None:
    assert alone(data, "backup", "--out", str(tmp_path / "b.loket")) == (REFUSED, sentence("no_passphrase"))
    asked = ("user", "add", "dewi", "--name", NAME, "--role", "petugas_loket")
    for words in (asked, ("user", "password", "admin")):
        assert alone(data, *words) == (REFUSED, sentence("no_terminal"))
        assert alone(data, *words, given="satu baris saja\n") == (REFUSED, sentence("no_terminal"))


def test_a_passphrase_comes_through_a_pipe(data: Path, tmp_path: Path) -> None:
    words = ("backup", "--out", str(tmp_path / "b.loket"))
    assert alone(data, *words, given="kata sandi cadangan\n" * 2)[0] == DONE
    assert alone(data, *words, given="kata sandi cadangan\nlain\n") == (REFUSED, sentence("passwords_differ"))
    piped = alone(data, *words, shell='printf "kata sandi \\351\\n" | "$@"')
    assert piped == (REFUSED, sentence("passphrase_characters"))


@pytest.mark.parametrize("shell", ['"$@" <&-', '"$@" <&- 2>&-', '"$@" <&- >&-'])
def test_streams_that_were_closed_before(data: Path, tmp_path: Path, shell: str) -> None:
    code, said = alone(data, "backup", "--out", str(tmp_path / "b.loket"), shell=shell)
    assert code == REFUSED
    assert said in ("", sentence("no_passphrase"))
    assert alone(data, "device", "list", shell=shell)[0] == DONE


def test_output_that_goes_nowhere(data: Path) -> None:
    assert alone(data, "doctor", shell='"$@" >/dev/full') == (TROUBLE, sentence("disk_full"))
    assert alone(data, "user", "list", shell='"$@" 2>/dev/full')[0] == DONE
    assert alone(data, "user", "disable", "x", shell='"$@" 2>/dev/full')[0] == REFUSED
    code, said = alone(data, "doctor", shell='("$@"; echo "$?" >&2) | true')
    assert (code, said.splitlines()[-1]) == (0, "1")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("postgresql://loket:rahasia-basis-data@127.0.0.1:abc/loket", "database_address"),
        ("postgresql://loket@127.0.0.1:99999/loket", "database_address"),
        ("postgres://loket:rahasia-basis-data@127.0.0.1:9/loket", "database_gone"),
        ("postgresql://loket@/loket?host=/nowhere", "database_gone"),
        ("postgresql://loket@/loket?passwort=rahasia-basis-data", "database_address"),
        ("postgresql://loket@/loket?sslmode=strict&host=127.0.0.1&port=9", "database_address"),
        ("postgresql://loket@no.such.host.invalid/loket", "database_gone"),
        ("mysql://loket@127.0.0.1/loket", "database_address"),
        ("127.0.0.1", "database_address"),
        ("://", "database_address"),
        ("sqlite:////nowhere/at/all/register.db", "database_readonly"),
    ],
)
def test_addresses_of_databases(here: Run, tmp_path: Path, address: str, code: str) -> None:
    data = tmp_path / "data"
    assert here(data, "doctor", LOKET_SERVER_DATABASE=address) == (TROUBLE, sentence(code))


def test_the_address_of_a_database_in_a_file(here: Run, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "database"
    kept = {"LOKET_SERVER_DATABASE_FILE": str(file)}
    assert here(data, "doctor", **kept) == (TROUBLE, sentence("file_missing", file=str(file)))
    file.write_bytes(b"\xef\xbb\xbfpostgresql://loket:rahasia-basis-data@127.0.0.1:9/loket\r\n")
    assert here(data, "doctor", **kept) == (TROUBLE, sentence("database_gone"))
    file.write_text("a\nb")
    assert here(data, "doctor", **kept) == (REFUSED, sentence("file_lines", file=str(file)))
    file.write_text(f"sqlite:///{data}/register.db")
    assert here(data, "device", "list", **kept) == (DONE, "")
    assert here(data, "device", "list", **kept, LOKET_SERVER_DATABASE=" ") == (DONE, "")


@pytest.mark.parametrize(
    "address", [f"postgresql://loket:{SECRET}@127.0.0.1:9/loket", f"postgresql://loket@/loket?password={SECRET}"]
)
def test_no_password_on_a_command_line(here: Run, data: Path, address: str) -> None:
    assert here(data, "doctor", "--database", address) == (REFUSED, sentence("database_password_shown"))


def test_folders_that_cannot_be(here: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for words in (
        ("doctor",),
        ("init",),
        ("run", "--listen", "127.0.0.1:0"),
        ("restore", "x", "--passphrase-file", "y"),
    ):
        code, said = here(tmp_path / "file" / "data", *words)
        assert (code, said.count("\n")) == (TROUBLE, 1)


def test_a_register_without_its_key(here: Run, data: Path, tmp_path: Path) -> None:
    (tmp_path / "register.db").write_bytes((data / "register.db").read_bytes())
    assert here(tmp_path, "doctor") == (TROUBLE, sentence("key_missing"))
    (tmp_path / "register.key").write_text("22" * 32)
    assert here(tmp_path, "doctor") == (TROUBLE, sentence("database_key"))
    (tmp_path / "register.db").write_bytes(b"x" * 8192)
    assert here(tmp_path, "doctor")[0] == TROUBLE


def test_backups_that_cannot_be(here: Run, data: Path, tmp_path: Path) -> None:
    phrase = ("--passphrase-file", str(tmp_path / "phrase"))
    (tmp_path / "phrase").write_text("kata sandi cadangan")
    assert here(data, "backup", "--out", str(tmp_path / "no" / "b"), *phrase) == (
        TROUBLE,
        sentence("backup_unwritable"),
    )
    assert here(data, "backup", "--out", str(tmp_path), *phrase)[0] == TROUBLE
    assert here(data, "backup", "--daily", str(tmp_path / "phrase"), *phrase)[0] == TROUBLE
    for wrong, code in (("no", "backup_missing"), ("phrase", "backup_key"), ("", "backup_unreadable")):
        assert here(tmp_path / "new", "restore", str(tmp_path / wrong), *phrase) == (TROUBLE, sentence(code))
    (tmp_path / "empty").write_bytes(b"")
    assert here(tmp_path / "new", "restore", str(tmp_path / "empty"), *phrase) == (TROUBLE, sentence("backup_damaged"))


def test_where_nothing_can_be_listened_at(here: Run, data: Path) -> None:
    for listen, code in (("203.0.113.7:0", "address_unknown"), ("no.such.host.invalid:0", "address_unknown")):
        words = ("run", "--listen", listen, "--behind-proxy")
        assert here(data, *words) == (TROUBLE, sentence(code, address=listen))


def test_a_port_for_root_only(here: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says to everybody else is said here by hand: a test may be root itself."""

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "x")

    monkeypatch.setattr("socket.create_server", forbidden)
    words = ("run", "--listen", "127.0.0.1:443")
    assert here(data, *words) == (TROUBLE, sentence("address_forbidden", address="127.0.0.1:443"))


def test_certificates_that_do_not_fit(here: Run, data: Path, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
        load_pem_private_key,
    )

    for name in ("a", "b"):
        assert command("certificate", "--host", "pusat.lan", "--out", str(tmp_path / name))[0] == DONE
    pem, key = tmp_path / "a" / "centre.pem", tmp_path / "a" / "centre.key"
    private = load_pem_private_key(key.read_bytes(), None)
    sealed = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x"))
    (tmp_path / "sealed").write_bytes(sealed)
    (tmp_path / "garbage").write_bytes(b"\xff\0")
    pairs: list[tuple[Path, Path]] = [
        (pem, tmp_path / "b" / "centre.key"),
        (pem, tmp_path / "sealed"),
        (tmp_path / "no.pem", key),
        (pem, tmp_path),
        (tmp_path / "garbage", tmp_path / "garbage"),
    ]
    for certificate, other in pairs:
        words = ("run", "--listen", "127.0.0.1:0", "--tls-cert", str(certificate), "--tls-key", str(other))
        assert here(data, *words) == (TROUBLE, sentence("certificate"))


@pytest.mark.parametrize("host", ["", "pusat lan", "x" * 64, "é.lan", "a..b", "https://pusat.lan", "x." * 127])
def test_hosts_that_no_certificate_can_name(tmp_path: Path, host: str) -> None:
    code, _, said = command("certificate", "--host", host, "--out", str(tmp_path / "tls"))
    assert (code, said) == (REFUSED, sentence("host_name", host=host))
    assert not (tmp_path / "tls").exists()


def test_letters_the_terminal_has_not(data: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for words in (("device", "add", "--name", "Lokét"), ("user", "add", "x", "--name", "X", "--role", "é")):
        assert alone(data, *words, **plain) == (REFUSED, sentence("letters"))
    words = ("user", "add", "x", "--name", "X", "--role", "raja")
    assert alone(data, *words, PYTHONIOENCODING="ascii")[0] == REFUSED
    assert alone(data, "certificate", "--host", "é", "--out", "x", PYTHONIOENCODING="ascii")[0] == REFUSED


def test_stopped_while_it_asks(data: Path) -> None:
    def interrupt(_: str) -> str:
        signal.raise_signal(signal.SIGINT)  # its handler runs before the next line
        return ""

    errors = io.StringIO()
    words = ("user", "password", "admin", "--data", str(data))
    assert cli.main(words, Console(io.StringIO(), errors, interrupt)) == INTERRUPTED
    assert errors.getvalue() == sentence("interrupted")


def ended(error: BaseException) -> tuple[int, str]:
    def do() -> int:
        raise error

    errors = io.StringIO()
    return Console(io.StringIO(), errors, str).ending(do), errors.getvalue()


def test_what_nobody_foresaw_is_told_without_its_words() -> None:
    code, said = ended(ValueError(f"{NAME} 5107034507880003 {SECRET}"))
    assert code == BROKEN
    assert "ValueError" in said
    assert not any(word in said for word in (NAME, "5107", SECRET))
    assert ended(OSError(errno.EIO, "x", SECRET)) == (TROUBLE, sentence("system", reason=os.strerror(errno.EIO)))
    assert ended(OSError(SECRET)) == (TROUBLE, sentence("system", reason="OSError"))
    assert ended(OSError(errno.EDQUOT, SECRET)) == (TROUBLE, sentence("disk_full"))
    assert ended(BrokenPipeError()) == (TROUBLE, "")


def test_the_place_of_it_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise KeyError(NAME)

    monkeypatch.setattr("app.server.admission.founding.is_founded", broken)
    code, out, errors = command("device", "list", "--data", str(data))
    assert (code, out) == (BROKEN, "")
    assert "KeyError app.server.command_line.cli_office:" in errors
    assert NAME not in errors


def test_the_process_has_all_its_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    here = this_process()
    here.say("x")
    here.errors.write("y")
    assert sys.stdin.read() == ""
    for stream in (sys.stdin, here.out, here.errors):
        stream.close()


def test_what_cannot_be_written_is_forgotten(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        full.write("x")
        assert not let_go(full)
        full.write("y")
        assert let_go(full)
