"""`loket-server` as its administrator meets it."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, nullcontext
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from sqlalchemy import select

from app.actions.signing_in import matches
from app.errors import Refused
from app.models.centre import Head, PairingCode, PersonKey, Terminal
from app.models.exchange import Act
from app.models.journal import Entry
from app.models.office import Staff
from app.reference.messages import messages
from app.server.admission import founding
from app.server.admission.founding import CentreLocation, OpenCentre, place
from app.server.command_line.cli import address, network
from app.server.command_line.terminal import DONE, REFUSED, TROUBLE, say
from app.server.http.running import LOOPBACK, Address, Orders
from app.server.safety.doctor import digest_of
from app.sync.http import HttpWire
from app.sync.protocol import PushRequest
from tests.conftest import FixedClock
from tests.office import Office
from tests.server.over_http import OwnedOffice
from tests.server.real import PASSWORD, Process, command, running

WORDS = {code: each.sentences[0] for code, each in messages("centre").items()}

PATIENCE = 20.0  # four seconds are granted to whoever is being answered; the rest is this machine


def centre(data: Path, *words: str, secrets: tuple[str, ...] = ()) -> tuple[int, str]:
    """Exit code, and what was said on either stream."""
    code, out, errors = command(*words, "--data", str(data), secrets=secrets)
    return code, out + errors


def opened(data: Path) -> OpenCentre:
    return founding.open_up(CentreLocation("", data))


@pytest.fixture
def office(data: Path, clock: FixedClock) -> Path:
    """The data folder of a centre whose office is at work."""
    with closing(opened(data)) as here:
        made = Office(here.register, clock).open()
        made.register_file()
        OwnedOffice(made, clock).key_of("kabid")
        with here.register.writing() as session:
            session.get_one(Head, 1).digest = digest_of(session)
    return data


# ----- beginning


def test_a_new_centre(data: Path) -> None:
    code, said = centre(data, "init")
    assert (code, "masih kosong" in said) == (DONE, True)
    with closing(opened(data)) as here, here.register.reading() as session:
        head = session.scalars(select(Head)).one()
        assert (head.head, head.digest, len(head.epoch)) == (0, "", 32)
        assert (data / "epoch").read_text() == head.epoch
    assert centre(data, "init") == (REFUSED, WORDS["already_founded"] + "\n")
    code, said = centre(data, "device", "add", "--name", "Loket 1")
    assert code == DONE
    with closing(opened(data)) as here, here.register.reading() as session:
        kept = session.scalars(select(PairingCode)).one()
        assert kept.name == "Loket 1"
        assert kept.expires - kept.made == timedelta(hours=24)
        assert kept.code_hash not in said


@pytest.mark.parametrize(
    "words",
    [
        ("user", "list"),
        ("device", "list"),
        ("device", "add", "--name", "x"),
        ("backup", "--out", "x"),
        ("user", "disable", "x"),
    ],
)
def test_nothing_goes_before_the_beginning(data: Path, words: tuple[str, ...]) -> None:
    assert centre(data, *words, secrets=("a" * 12, "a" * 12)) == (REFUSED, WORDS["not_founded"] + "\n")


def test_a_certificate_of_ones_own(tmp_path: Path) -> None:
    code, said, _ = command(
        "certificate", "--host", "pusat.lan", "--host", "192.168.1.2", "--out", str(tmp_path / "tls")
    )
    made = x509.load_pem_x509_certificate((tmp_path / "tls" / "centre.pem").read_bytes())
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert code == DONE
    assert names.get_values_for_type(x509.DNSName) == ["pusat.lan"]
    assert [str(each) for each in names.get_values_for_type(x509.IPAddress)] == ["192.168.1.2"]
    assert timedelta(days=1820) < made.not_valid_after_utc - made.not_valid_before_utc < timedelta(days=1830)
    assert not made.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    if sys.platform != "win32":
        assert (tmp_path / "tls" / "centre.key").stat().st_mode & 0o777 == 0o600
    assert made.fingerprint(made.signature_hash_algorithm).hex(":").upper() in said  # type: ignore[arg-type]
    assert command("certificate", "--host", "x", "--out", str(tmp_path / "tls"))[0] == REFUSED


# ----- people


def test_people(office: Path) -> None:
    added = ("user", "add", "Ketut.Baru", "--name", "Ketut Baru", "--role", "verifikator", "--role", "kabid")
    assert centre(office, *added, secrets=(PASSWORD, PASSWORD))[0] == DONE
    assert centre(office, "user", "disable", "penyelia")[0] == DONE
    assert centre(office, "user", "password", "kabid", "--by", "admin", secrets=(PASSWORD, PASSWORD))[0] == DONE
    code, said = centre(office, "user", "list")
    lines = {line.split("\t")[0]: line.split("\t")[1:] for line in said.splitlines()}
    assert lines["ketut.baru"] == ["aktif", "0 kunci", "kabid, verifikator", "Ketut Baru"]
    assert lines["penyelia"][0] == "tutup"
    assert (code, lines["kabid"][:2]) == (DONE, ["aktif", "1 kunci"])
    with closing(opened(office)) as here, here.register.reading() as session:
        head = session.get_one(Head, 1)
        kinds = {act.kind: act for act in session.scalars(select(Act))}
        entries = session.scalars(select(Entry.actor_id).order_by(Entry.position.desc()).limit(3)).all()
        assert set(kinds) == {"add_staff", "change_staff", "set_password"}
        assert {(act.result, act.body, act.actor_id) for act in kinds.values()} == {("applied", b"", "administrator")}
        assert max(act.feed or 0 for act in kinds.values()) == head.head
        assert entries == ["administrator"] * 3
        assert digest_of(session) == head.digest
        assert matches(session.get_one(Staff, "kabid").password, PASSWORD)
        told = b"".join(act.rows or b"" for act in kinds.values())
        assert b"argon2" not in told


def test_keys_are_revoked(office: Path) -> None:
    assert centre(office, "user", "key-revoke", "kabid")[1].startswith("1 kunci dicabut")
    assert centre(office, "user", "key-revoke", "kabid")[1].startswith("0 kunci dicabut")
    with closing(opened(office)) as here, here.register.reading() as session:
        assert session.get_one(PersonKey, "key-of-kabid").revoked is not None


def test_every_key_is_listed(office: Path) -> None:
    with closing(opened(office)) as here, here.register.writing() as session:
        known = session.get_one(PersonKey, "key-of-kabid")
        known.confirmed_by = "administrator"
        for staff, by in (("kadis", "kadis"), ("penyelia", "founding")):
            made = {"id": staff, "staff_id": staff, "confirmed_by": by, "revoked": None}
            same = {name: getattr(known, name) for name in ("terminal_id", "public", "registered")}
            session.add(PersonKey(**made, **same))
    centre(office, "user", "key-revoke", "kabid")
    code, said = centre(office, "user", "keys")
    lines = {line.split("\t")[0]: line.split("\t")[1:] for line in said.splitlines()}
    assert code == DONE
    assert (lines["kabid"][0], lines["kabid"][2]) == ("7Q4", "oleh admin")
    assert lines["kabid"][3].startswith("dicabut 20")
    assert lines["kadis"][2:] == ["sendiri", "berlaku", "Loket 1"]
    assert lines["penyelia"][2:4] == ["pemasangan", "berlaku"]


@pytest.mark.parametrize(
    ("words", "secrets", "code"),
    [
        (("user", "add", "x.y", "--name", "X", "--role", "raja"), (), "role_unknown"),
        (("user", "add", "x.y", "--name", "X", "--role", "kabid"), (PASSWORD, "lain"), "passwords_differ"),
        (("user", "add", "x.y", "--name", "X", "--role", "kabid"), ("kecil", "kecil"), "password_short"),
        (("user", "add", "x y", "--name", "X", "--role", "kabid"), (PASSWORD, PASSWORD), "username"),
        (("user", "add", "kabid", "--name", "X", "--role", "kabid"), (PASSWORD, PASSWORD), "username_taken"),
        (("user", "disable", "nobody"), (), "staff_unknown"),
        (("user", "disable", "admin"), (), "last_administrator"),
        (("user", "disable", "kabid", "--by", "kabid"), (), "no_administrator"),
        (("user", "key-revoke", "nobody"), (), "staff_unknown"),
        (("device", "revoke", "9ZZ"), (), "device_not_found"),
    ],
)
def test_what_is_refused(office: Path, words: tuple[str, ...], secrets: tuple[str, ...], code: str) -> None:
    with closing(opened(office)) as here:
        before = here.centre.head()
    answer = centre(office, *words, secrets=secrets)
    assert answer[0] == REFUSED
    assert answer[1].startswith(WORDS[code].partition("{")[0].strip())
    with closing(opened(office)) as here:
        assert here.centre.head() == before


# ----- PCs


def test_a_lost_pc(office: Path) -> None:
    assert "7Q4\tactive\t-\tpc-1\tLoket 1" in centre(office, "device", "list")[1]
    assert centre(office, "device", "revoke", "7Q4")[0] == DONE
    assert "7Q4\trevoked" in centre(office, "device", "list")[1]
    with closing(opened(office)) as here, here.register.reading() as session:
        assert session.get_one(Terminal, "pc-1").state == "revoked"
        assert session.get_one(PersonKey, "key-of-kabid").revoked is not None


# ----- safety


def test_there_and_back(office: Path, tmp_path: Path) -> None:
    phrase = tmp_path / "phrase"
    phrase.write_text("kata sandi cadangan\n")
    target, elsewhere = tmp_path / "c.loket", tmp_path / "elsewhere"
    assert centre(office, "backup", "--out", str(target), "--passphrase-file", str(phrase))[0] == DONE
    assert centre(office, "restore", str(target), secrets=("kata sandi cadangan",))[1] == WORDS["not_empty"] + "\n"
    code, said = centre(elsewhere, "restore", str(target), secrets=("kata sandi cadangan",))
    assert (code, said.startswith("Dipulihkan: 11 tindakan")) == (DONE, True)
    assert "dicabut lagi" in said  # no counter knows of a revocation
    assert centre(elsewhere, "restore", str(target), secrets=("lain",)) == (
        TROUBLE,
        WORDS["backup_key"] + "\n",
    )
    with closing(opened(office)) as here, closing(opened(elsewhere)) as there:
        epochs = [_epoch(each) for each in (here, there)]
    assert epochs[0] != epochs[1]


def _epoch(here: OpenCentre) -> str:
    with here.register.reading() as session:
        return session.scalars(select(Head.epoch)).one()


def test_a_daily_backup(office: Path, tmp_path: Path) -> None:
    secrets = ("kata sandi cadangan",) * 2
    assert centre(office, "backup", "--daily", str(tmp_path / "b"), secrets=secrets)[0] == DONE
    assert len(list((tmp_path / "b").glob("centre-*.loket"))) == 1
    assert centre(office, "backup", "--daily", str(tmp_path / "b"), secrets=("pendek", "pendek"))[0] == REFUSED


def test_doctor(data: Path) -> None:
    centre(data, "init")
    code, said = centre(data, "doctor")
    assert (code, "[ BURUK ] Belum ada cadangan" in said) == (TROUBLE, True)
    assert centre(data, "backup", "--out", str(data / "c.loket"), secrets=("kata sandi cadangan",) * 2)[0] == DONE
    code, said = centre(data, "doctor", "--json")
    assert code == DONE, said
    assert {"backup", "digest", "feed"} <= {each["code"] for each in json.loads(said)}


def test_the_status_file(office: Path, tmp_path: Path) -> None:
    target = tmp_path / "status.json"
    assert centre(office, "export-status", "--out", str(target))[0] == DONE
    assert len(json.loads(target.read_text())["files"]) == 1
    assert centre(office, "export-status", "--out", str(tmp_path / "status.csv"))[0] == DONE
    assert (tmp_path / "status.csv").read_bytes().count(b"\n") == 2
    assert centre(office, "export-status", "--out", str(tmp_path / "none" / "x.json"))[0] == TROUBLE


# ----- running


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"listen": Address("0.0.0.0", 0)}, "tls_wanted"),
        ({"listen": Address("pusat.lan", 0)}, "tls_wanted"),
        ({"certificate": Path("a")}, "tls_half"),
        ({"key": Path("a")}, "tls_half"),
        ({"key": Path("a"), "behind_proxy": True}, "tls_half"),
        ({"certificate": Path("a"), "behind_proxy": True}, ""),
        ({"public": Address("0.0.0.0", 0)}, "proxy_wanted"),
        ({"listen": Address("0.0.0.0", 0), "behind_proxy": True}, ""),
        ({"listen": Address("::1", 0)}, ""),
        ({"listen": Address("localhost", 0), "public": Address("127.0.0.1", 0)}, ""),
        ({"listen": Address("0.0.0.0", 0), "certificate": Path("a"), "key": Path("b")}, ""),
    ],
)
def test_passwords_never_travel_in_the_open(changes: dict[str, object], code: str) -> None:
    orders = Orders(**({"place": CentreLocation("", Path("x")), "listen": Address("127.0.0.1", 0)} | changes))  # type: ignore[arg-type]
    with pytest.raises(Refused, match=code) if code else nullcontext():
        orders.check()


def test_addresses() -> None:
    assert address("[::1]:80") == Address("::1", 80)
    assert address("0.0.0.0:0") == Address("0.0.0.0", 0)
    for wrong in ("80", ":80", "host", "host:x", "host:70000"):
        with pytest.raises(Exception, match="bukan alamat"):
            address(wrong)
    assert network("127.0.0.0/8") == LOOPBACK[0]
    with pytest.raises(Exception, match="bukan jaringan"):
        network("x")


def test_where_a_centre_lies() -> None:
    assert place(None, None, {"LOKET_SERVER_DATA": "a", "LOKET_SERVER_DATABASE": "u"}) == CentreLocation("u", Path("a"))
    assert place("", Path("b"), {"LOKET_SERVER_DATABASE": "u"}) == CentreLocation("", Path("b"))
    assert place(None, None, {}).data.name == "loket-server"


def test_words_without_their_facts() -> None:
    assert say("address_taken", {}).startswith("Alamat - sudah")
    assert say("never_heard_of", {}) == "Tidak dapat dilakukan (kode: never_heard_of)."


def test_one_command_shows_it(data: Path) -> None:
    """Founded, paired with a code, both listeners; stopped while somebody waits, in time and with nothing left open."""
    with running(data, "--public-listen", "127.0.0.1:0", lines=4) as process:
        assert httpx.get(f"{process.address}/health", trust_env=False).json()["status"] == "ok"
        assert httpx.get(f"{process.public}/", trust_env=False).status_code == 200
        assert len(process.code) == 8
        with socket.create_connection(("127.0.0.1", int(process.address.rpartition(":")[2]))) as slow:
            slow.sendall(b"GET /hea")
            code, took = stopped(process)
        assert code == 0
        assert took < PATIENCE
        lines = [json.loads(line) for line in process.log.splitlines()]
        assert [lines[0]["event"], lines[-1]["event"]] == ["listening", "stopped"]
        assert process.code not in process.log


def stopped(process: Process) -> tuple[int, float]:
    """Exit code, and the seconds it took."""
    began = time.monotonic()
    return process.stop(signal.SIGTERM), time.monotonic() - began


def test_waiters_are_let_go_at_a_stop(office: Path) -> None:
    with running(office) as process:
        heard: list[int] = []

        def wait() -> None:
            headers = {"Authorization": "Bearer token-of-the-first-pc"}
            with httpx.Client(trust_env=False, timeout=40) as client:
                heard.append(client.get(f"{process.address}/v1/wait?cursor=11", headers=headers).status_code)

        waiter = threading.Thread(target=wait)
        waiter.start()
        with httpx.Client(trust_env=False) as client:
            while not client.get(f"{process.address}/health").json()["waiting"]:
                pass
        code, took = stopped(process)
        waiter.join(10)
    assert (code, heard) == (0, [204])
    assert took < PATIENCE


def test_one_at_a_time(data: Path) -> None:
    with running(data, lines=3) as process:
        assert centre(data, "run", "--listen", "127.0.0.1:0") == (TROUBLE, WORDS["already_running"] + "\n")
        assert centre(data, "restore", "x", secrets=("y",)) == (TROUBLE, WORDS["already_running"] + "\n")
        assert centre(data, "device", "add", "--name", "Loket 2")[0] == DONE
        with closing(HttpWire(process.address, token="x")) as wire, pytest.raises(Exception, match="device_unknown"):
            wire.push(PushRequest(epoch="", acts=()))


def test_an_address_that_is_taken(data: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        code, said = centre(data, "run", "--listen", listen)
    assert (code, listen in said) == (TROUBLE, True)


def test_a_certificate_that_is_none(data: Path, tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("none")
    tls = ("--tls-cert", str(tmp_path / "x.pem"), "--tls-key", str(tmp_path / "x.pem"))
    assert centre(data, "run", "--listen", "127.0.0.1:0", *tls) == (TROUBLE, WORDS["certificate"] + "\n")


def test_an_empty_postgresql_is_not_founded_unasked(database: str, data: Path) -> None:
    words = ("--database", database)
    assert centre(data, "run", "--listen", "127.0.0.1:0", *words) == (REFUSED, WORDS["not_founded"] + "\n")
    assert centre(data, "init", *words)[0] == DONE
    assert centre(data, "device", "add", "--name", "Loket 1", *words)[0] == DONE


def test_a_command_line_that_is_none() -> None:
    program = [sys.executable, "-c", "import sys; from app.cli import server; sys.exit(server())"]
    done = subprocess.run([*program, "nothing"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "usage: loket-server" in done.stderr
