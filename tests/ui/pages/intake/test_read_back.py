"""The applicant reads it back: what it costs, what is written down, and what is on the slip; keys only."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from sqlalchemy import select

from app.models.journal import Document, Entry, Printing
from tests.print.reading import text
from tests.ui.pages.intake_at_work import ENTER, F8, REGISTER, SHIFT, IntakeAtWork
from tests.ui.seen import part

F4 = Qt.Key.Key_F4
UNREAD = (F8, SHIFT)
ROWS = ("5107 0345 0788 0003", "NI LUH CONTOH", "5 Juli 1988", "Banjar Dinas Kertha, Manggis, Kec. Manggis")


def written(intake: IntakeAtWork) -> tuple[Any, Any, Any]:
    """Of the newest registration."""
    with intake.at_work.office.register.reading() as session:
        registered = select(Entry).where(Entry.kind == "register_application")
        entry = session.scalar(registered.order_by(Entry.position.desc()))
        assert entry is not None
        return entry.payload["read_back"], entry.payload["read_how"], entry.payload["unread_reason"]


def slip(intake: IntakeAtWork) -> str:
    assert intake.at_work.tray is not None
    return " ".join(text(pdf) for pdf, title in intake.at_work.tray.sheets if title == "Lembar periksa data")


def words(intake: IntakeAtWork) -> str:
    button = intake.widget("show_applicant")
    assert isinstance(button, QPushButton)
    return button.text()


def test_without_a_screen_and_a_slip_one_key_says_that_it_was_read_aloud(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(F8, REGISTER)
    assert written(intake) == (True, "lisan", "")


def test_a_slip_is_printed_and_nothing_of_it_is_kept(intake: IntakeAtWork) -> None:
    intake.fill()
    assert words(intake) == "Cetak lembar periksa   F4"
    intake.press(F4)
    said = slip(intake)
    for row in ROWS:
        assert row in said
    assert "Loket 1" in said
    assert any("Lembar periksa data dikirim ke pencetak" in each for each in intake.notices())
    with intake.at_work.office.register.reading() as session:
        assert session.scalar(select(Document)) is None
        assert session.scalar(select(Printing)) is None
    assert not intake.at_work.folder.exists()
    intake.press(F8, REGISTER)
    assert written(intake) == (True, "lembar", "")


def test_a_slip_of_before_a_change_counts_no_longer(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(F4)
    intake.go("identity", "name")
    intake.press(Qt.Key.Key_End, "A", F8, REGISTER)
    assert written(intake) == (True, "lisan", "")


def test_the_slip_of_the_person_before_counts_for_nobody_else(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(F4, F8, REGISTER)
    assert written(intake) == (True, "lembar", "")
    intake.fill()
    intake.press(F8, REGISTER)
    assert intake.focused() == "reason_duplicate"
    intake.press("Tempat lain", F8, REGISTER)
    assert len(intake.registered) == 2
    assert written(intake) == (True, "lisan", "")


def test_without_a_printer_it_is_read_aloud(intake: IntakeAtWork) -> None:
    intake.at_work.tray = None
    intake.fill()
    intake.press(F4)
    assert "pencetak tanda terima belum dipilih" in intake.notices()[-1]
    intake.press(F8, REGISTER)
    assert written(intake) == (True, "lisan", "")


def test_a_printer_that_fails_is_said(intake: IntakeAtWork) -> None:
    assert intake.at_work.tray is not None
    intake.at_work.tray.trouble = "printer_failed"
    intake.fill()
    intake.press(F4)
    assert "Lembar periksa belum tercetak" in intake.notices()[-1]
    intake.press(F8, REGISTER)
    assert written(intake) == (True, "lisan", "")


@pytest.mark.parametrize(
    ("digit", "reason"),
    [
        ("1", "Pemohon tidak dapat membaca, dibacakan petugas"),
        ("2", "Diajukan kuasa"),
        ("3", "Pemohon tidak di tempat"),
    ],
)
def test_why_it_was_not_read_is_one_digit(intake: IntakeAtWork, digit: str, reason: str) -> None:
    intake.fill()
    intake.press(UNREAD)
    assert intake.focused() == "unread_reason"
    intake.press(digit)
    assert intake.focused() == "register"
    intake.press(REGISTER)
    assert written(intake) == (False, "", reason)


def test_why_it_was_not_read_may_be_typed(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(UNREAD, "Listrik padam")
    assert intake.matters() == ()
    intake.press(REGISTER)
    assert written(intake) == (False, "", "Listrik padam")


def test_the_tick_takes_the_place_of_the_reason_and_the_reason_that_of_the_tick(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(UNREAD, "2", F8)
    assert part(intake.page, QCheckBox, "read_back").isChecked()
    assert not intake.shows("unread_reason")
    intake.press(UNREAD, "2")
    assert not part(intake.page, QCheckBox, "read_back").isChecked()
    intake.press(REGISTER)
    assert written(intake) == (False, "", "Diajukan kuasa")


def test_what_is_changed_after_the_reason_asks_again(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(UNREAD, "1")
    intake.go("identity", "address")
    intake.press("Y", REGISTER)
    assert intake.registered == []
    assert intake.focused() == "read_back"


def test_an_empty_reason_is_none(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(UNREAD, REGISTER)
    assert intake.registered == []
    assert "2 Diajukan kuasa" in " ".join(label.text() for label in intake.page.summary.findChildren(QLabel))


def test_enter_in_the_reason_goes_on(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(UNREAD, "Listrik padam", ENTER)
    assert intake.focused() == "register"
