"""Passphrases and addresses in files, as editors write them; and a backup opened by what stands on the paper."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path
from unicodedata import normalize

import pytest

from app.database import Register
from app.errors import Refused, Unavailable
from app.reference.messages import messages
from app.server.command_line.one_line import LONGEST, line_of
from app.server.command_line.terminal import DONE, REFUSED, say
from app.server.register.store import open_centre
from app.server.safety import keeping
from app.server.safety.passphrase import as_typed, spellings, strong
from tests.server.backups import NOW, found
from tests.server.real import command

WORDS = {code: each.sentences[0] for code, each in messages("centre").items()}

WORDS_ON_PAPER = "kata sandi cadangán 1"
NFC, NFD = normalize("NFC", WORDS_ON_PAPER), normalize("NFD", WORDS_ON_PAPER)
LEGIBLE = {
    "plain": NFC.encode(),
    "last newline": f"{NFC}\n".encode(),
    "CRLF": f"{NFC}\r\n".encode(),
    "CR": f"{NFC}\r".encode(),
    "empty lines around it": f"\n  \n{NFC}\n\n".encode(),
    "UTF-8 with a byte order mark": f"\ufeff{NFC}\r\n".encode(),
    "UTF-16 LE": f"\ufeff{NFC}\r\n".encode("utf-16-le"),
    "UTF-16 BE": f"\ufeff{NFC}\r\n".encode("utf-16-be"),
    "UTF-32": f"{NFC}\r\n".encode("utf-32"),
    "spaces around it": f"  {NFC} \t\n".encode(),
    "decomposed": NFD.encode(),
    "spaces that do not break": NFC.replace(" ", "\u00a0").encode(),
    "a typesetter's spaces": NFC.replace(" ", "\u2009").encode(),
}
ILLEGIBLE = {
    "ANSI": (NFC.encode("cp1252"), "file_encoding"),
    "UTF-16 without its mark": (NFC.encode("utf-16-le"), "file_encoding"),
    "UTF-16 BE without its mark": (NFC.encode("utf-16-be"), "file_encoding"),
    "half a letter": ("\ufeffkata".encode("utf-16-le") + b"x", "file_encoding"),
    "NUL": (b"kata sandi\0cadangan", "file_encoding"),
    "two lines": (b"kata sandi cadangan\nyang kedua\n", "file_lines"),
    "too long": (b"x" * (LONGEST + 1), "file_lines"),
    "empty": (b"", "file_empty"),
    "only a mark": (b"\xef\xbb\xbf", "file_empty"),
    "only spaces": (b" \r\n \n", "file_empty"),
    "a tab inside": (b"kata sandi\tcadangan", "passphrase_characters"),
    "a sign without width": ("kata sandi\u200b cadangan".encode(), "passphrase_characters"),
    "short": (b"pendek\n", "passphrase_short"),
    "short but for its mark": ("\ufeffsebelas huru".encode()[:-1], "passphrase_short"),
}


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Register, Path]:
    folder = tmp_path_factory.mktemp("founded")
    (folder / "register.key").write_text("11" * 32)
    with closing(open_centre(data=folder)) as register:
        found(register)
    return folder


def backed_up(data: Path, file: Path, target: Path) -> tuple[int, str]:
    code, out, errors = command("backup", "--data", str(data), "--out", str(target), "--passphrase-file", str(file))
    return code, out + errors


@pytest.mark.parametrize("label", LEGIBLE)
def test_the_words_on_the_paper_open_the_backup(label: str, founded: Path, tmp_path: Path) -> None:
    file, target = tmp_path / "phrase.txt", tmp_path / "a.loket"
    file.write_bytes(LEGIBLE[label])
    assert backed_up(founded, file, target)[0] == DONE
    assert keeping.verify(target, WORDS_ON_PAPER).head == 7


def test_the_words_are_typed_or_read_from_the_file(founded: Path, tmp_path: Path) -> None:
    file, target = tmp_path / "phrase.txt", tmp_path / "a.loket"
    file.write_text(NFD)
    assert backed_up(founded, file, target)[0] == DONE
    assert keeping.verify(target, f" {NFD} ").head == 7
    words = ("restore", str(target), "--data", str(tmp_path / "new"))
    assert command(*words, secrets=(WORDS_ON_PAPER,))[0] == DONE
    assert command(*words, "--replace", "--passphrase-file", str(file))[0] == DONE


@pytest.mark.parametrize("label", ILLEGIBLE)
def test_what_nobody_could_type_again_seals_nothing(label: str, founded: Path, tmp_path: Path) -> None:
    content, code = ILLEGIBLE[label]
    file, target = tmp_path / "phrase.txt", tmp_path / "a.loket"
    file.write_bytes(content)
    facts = {"file": str(file), "least": "12"}
    assert backed_up(founded, file, target) == (REFUSED, say(code, facts) + "\n")
    assert not target.exists()


@pytest.mark.parametrize(
    "phrase", ["\ufeffkata sandi cadangan 1", NFD, "kata\tsandi cadangan", "baris satu\nbaris dua"]
)
def test_what_earlier_programs_sealed_still_opens(
    phrase: str, founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.loket"
    with closing(open_centre(data=founded)) as register, monkeypatch.context() as before:
        before.setattr(keeping, "strong", str)
        keeping.backup(register, target, phrase, data=founded, now=NOW)
    assert keeping.verify(target, phrase.removeprefix("\ufeff")).head == 7
    (tmp_path / "phrase.txt").write_text(f"{phrase}\n")
    words = ("restore", str(target), "--data", str(tmp_path / "new"), "--passphrase-file", str(tmp_path / "phrase.txt"))
    assert command(*words)[0] == DONE


def test_another_passphrase_does_not_open_it(founded: Path, tmp_path: Path) -> None:
    file, target = tmp_path / "phrase.txt", tmp_path / "a.loket"
    file.write_text(WORDS_ON_PAPER)
    assert backed_up(founded, file, target)[0] == DONE
    for wrong in (WORDS_ON_PAPER.upper(), WORDS_ON_PAPER.replace(" ", ""), "", "\udce9" * 12):
        with pytest.raises(Unavailable, match="backup_key"):
            keeping.verify(target, wrong)


def test_files_that_are_none(tmp_path: Path) -> None:
    for wanted, code in (
        (tmp_path, "file_folder"),
        (tmp_path / "x", "file_missing"),
        (Path("x" * 300), "file_unreadable"),
    ):
        with pytest.raises(Unavailable) as refused:
            line_of(wanted)
        assert (refused.value.code, refused.value.facts) == (code, {"file": str(wanted)})
        assert code in WORDS


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_is_somebody_elses(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("kata")
    (tmp_path / "x").chmod(0)
    with pytest.raises(Unavailable, match="file_forbidden"):
        line_of(tmp_path / "x")


def test_what_looks_alike_is_one_spelling() -> None:
    assert as_typed("a\u00a0b\u3000c") == "a b c"
    assert as_typed(NFD) == NFC
    assert as_typed("  dua  kata  ") == "dua  kata"
    assert spellings("dua kata") == ("dua kata", "\ufeffdua kata")
    assert strong("x" * 12 + " ") == "x" * 12
    with pytest.raises(Refused, match="passphrase_short"):
        strong(" " * 20 + "x")
