"""Printing through a real CUPS, and through the Windows shell by stand-ins for its two calls."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from time import time
from types import SimpleNamespace

import pytest

from app.errors import Unavailable
from app.print.printers import LINGER, Cups, WindowsShell, media, system_printer
from app.print.render import pdf
from tests.print.samples import PERMIT, RECEIPT, REGISTER
from tests.print.spooler import Spooler

PAPER = pdf(RECEIPT)


def test_names_of_the_queues(cups: Spooler) -> None:
    assert Cups(cups.socket).names() == ("Laser", "Macet", "Mati", "Rantai")


def test_a_paper_arrives_as_it_was_sent(cups: Spooler) -> None:
    Cups(cups.socket).send(PAPER, "Laser", "Tanda Terima Berkas")
    title, options, paper = cups.received()
    assert title == "Tanda Terima Berkas"
    assert "media=A5" in options
    assert "print-scaling=none" in options
    assert paper == PAPER


@pytest.mark.parametrize(("card", "box"), [(RECEIPT, b"0 0 421.00 595.00"), (PERMIT, b"0 0 595.00 842.00")])
def test_the_filters_of_a_driver_keep_the_size(cups: Spooler, card: object, box: bytes) -> None:
    Cups(cups.socket).send(pdf(card), "Rantai", "Surat")
    _, _, paper = cups.received()
    assert paper.startswith(b"%!PS-Adobe")
    assert b"%%HiResBoundingBox: " + box in paper


def test_the_spooler_sees_no_personal_data(cups: Spooler) -> None:
    Cups(cups.socket).send(PAPER, "Laser", "Tanda Terima Berkas")
    title, options, _ = cups.received()
    logs = "".join(file.read_text(errors="replace") for file in cups.base.glob("*_log"))
    for word in ("Luh", "0003"):
        assert word not in title + options + logs


def refusal(printer: Cups | WindowsShell, name: str) -> str:
    with pytest.raises(Unavailable) as caught:
        printer.send(PAPER, name, "Tanda Terima Berkas")
    return caught.value.code


def test_a_missing_printer(cups: Spooler) -> None:
    assert refusal(Cups(cups.socket), "Nihil") == "printer_missing"


def test_a_disabled_queue_gets_no_job(cups: Spooler) -> None:
    before = cups.call("lpstat", "-o", "Mati")
    assert refusal(Cups(cups.socket), "Mati") == "printer_stopped"
    assert cups.call("lpstat", "-o", "Mati") == before


def test_jammed_paper_is_known_before_the_next_job(cups: Spooler) -> None:
    Cups(cups.socket).send(PAPER, "Macet", "Tanda Terima Berkas")
    cups.until("media-jam-error", "lpstat", "-l", "-p", "Macet")
    assert refusal(Cups(cups.socket), "Macet") == "printer_stopped"


def test_a_printer_that_calls_for_paper_but_is_enabled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "printer Laser is idle.  enabled\n\tAlerts: media-empty-error"
    commands(tmp_path, monkeypatch, lpstat=f"printf '{said}\\n'", lp="exit 0")
    assert refusal(Cups(), "Laser") == "printer_stopped"


def test_no_spooler_runs(tmp_path: Path) -> None:
    nowhere = Cups(str(tmp_path / "none.sock"))
    assert nowhere.names() == ()
    assert refusal(nowhere, "Laser") == "printer_missing"


def commands(folder: Path, monkeypatch: pytest.MonkeyPatch, **scripts: str) -> None:
    """Stand-ins for `lp` and `lpstat`, for what a healthy CUPS does not do."""
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


def test_nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable, match="printer_missing"):
        Cups().names()


def test_a_job_the_spooler_does_not_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands(tmp_path, monkeypatch, lpstat="echo 'printer Laser is idle.'", lp="exit 1")
    assert refusal(Cups(), "Laser") == "printer_failed"


def test_a_spooler_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands(tmp_path, monkeypatch, lpstat="exec sleep 60")
    with pytest.raises(Unavailable, match="printer_failed"):
        Cups(patience=0.2).names()


def test_paper_by_name_or_size() -> None:
    assert media(PAPER) == "A5"
    assert media(pdf(REGISTER)) == "A4"
    assert media(pdf(RECEIPT, receipt_size="roll")).startswith("Custom.80x")


def test_the_system_decides() -> None:
    assert isinstance(system_printer("posix"), Cups)


class Registry:
    """winreg as far as the list of printers needs it."""

    HKEY_CURRENT_USER = 1

    def __init__(self, *printers: str) -> None:
        self.printers = printers
        self.closed = False

    def OpenKey(self, root: int, path: str) -> Registry:
        if not self.printers:
            raise FileNotFoundError(path)
        return self

    def __enter__(self) -> Registry:
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True

    def QueryInfoKey(self, key: Registry) -> tuple[int, int, int]:
        return 0, len(self.printers), 0

    def EnumValue(self, key: Registry, at: int) -> tuple[str, str, int]:
        return self.printers[at], "winspool,Ne00:", 1


@pytest.fixture
def started() -> list[tuple[str, str, str]]:
    return []


@pytest.fixture
def shell(started: list[tuple[str, str, str]]):
    made = WindowsShell(lambda *words: started.append(words), Registry("Laser", "Epson L3210"))
    yield made
    made.close()


def test_windows_names(shell: WindowsShell) -> None:
    assert shell.names() == ("Epson L3210", "Laser")


def test_windows_without_printers() -> None:
    empty = WindowsShell(print, Registry())
    with pytest.raises(Unavailable, match="printer_missing"):
        empty.names()
    empty.close()


def test_windows_prints_through_the_shell(shell: WindowsShell, started: list[tuple[str, str, str]]) -> None:
    shell.send(PAPER, "Epson L3210", "Tanda Terima Berkas")
    file, verb, printer = started[0]
    assert (verb, printer) == ("printto", '"Epson L3210"')
    assert Path(file).read_bytes() == PAPER
    assert Path(file).name == "cetak-0.pdf"


def test_windows_papers_do_not_overwrite_each_other(shell: WindowsShell, started: list[tuple[str, str, str]]) -> None:
    shell.send(PAPER, "Laser", "Tanda Terima Berkas")
    shell.send(pdf(PERMIT), "Laser", "Surat Izin")
    assert [Path(file).name for file, *_ in started] == ["cetak-0.pdf", "cetak-1.pdf"]
    assert Path(started[0][0]).read_bytes() == PAPER


def test_windows_files_are_removed_afterwards(shell: WindowsShell, started: list[tuple[str, str, str]]) -> None:
    shell.send(PAPER, "Laser", "Tanda Terima Berkas")
    old = Path(started[0][0])
    os.utime(old, (time() - LINGER - 1,) * 2)
    shell.send(pdf(PERMIT), "Laser", "Surat Izin")
    assert [file.read_bytes() for file in old.parent.iterdir()] == [pdf(PERMIT)]
    shell.close()
    assert not old.parent.exists()


def test_windows_leaves_a_file_that_is_still_open(
    shell: WindowsShell, started: list[tuple[str, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_: Path) -> None:
        raise PermissionError

    shell.send(PAPER, "Laser", "Tanda Terima Berkas")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        shell.sweep(time() + 1)
    assert Path(started[0][0]).exists()
    shell.sweep(time() + 1)
    assert not Path(started[0][0]).exists()


def test_windows_knows_the_printer_first(shell: WindowsShell, started: list[tuple[str, str, str]]) -> None:
    assert refusal(shell, "Nihil") == "printer_missing"
    assert started == []


def test_windows_without_a_program_that_prints() -> None:
    def refused(*_: str) -> None:
        raise OSError(1155, "no application is associated")

    shell = WindowsShell(refused, Registry("Laser"))
    assert refusal(shell, "Laser") == "printer_failed"
    shell.close()


def test_windows_takes_its_own_calls(monkeypatch: pytest.MonkeyPatch, started: list[tuple[str, str, str]]) -> None:
    monkeypatch.setattr(os, "startfile", lambda *words: started.append(words), raising=False)
    monkeypatch.setitem(__import__("sys").modules, "winreg", SimpleNamespace(**vars_of(Registry("Laser"))))
    shell = system_printer("nt")
    assert isinstance(shell, WindowsShell)
    shell.send(PAPER, "Laser", "Tanda Terima Berkas")
    assert started[0][1:] == ("printto", '"Laser"')
    shell.close()


def vars_of(registry: Registry) -> dict[str, object]:
    names = ("HKEY_CURRENT_USER", "OpenKey", "QueryInfoKey", "EnumValue")
    return {name: getattr(registry, name) for name in names}


def test_titles_do_not_reach_file_names(shell: WindowsShell, started: list[tuple[str, str, str]]) -> None:
    shell.send(pdf(replace(RECEIPT, applicant="Ketut")), "Laser", "Ketut")
    assert "Ketut" not in started[0][0]
