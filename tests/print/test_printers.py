"""Printing through a real CUPS."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import Unavailable
from app.print.printers import Cups, media
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


def refusal(printer: Cups, name: str) -> str:
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
