"""Keying the number a second time: blind, both versions shown where it differs, either corrected with few keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import select

from app.models.journal import Entry
from app.ui.widgets.versions import Version
from tests.ui.pages.intake_at_work import ALL_HERE, BORN, ENTER, F8, MIDWIFE, NAME, NIK, PHONE, REGISTER, IntakeAtWork

UP = Qt.Key.Key_Up
OTHER = "5107034507880030"
AWAY = "5106034507880003"


def to_last4(nik: str, village: str = "mang") -> tuple[str | Qt.Key, ...]:
    return (nik, NAME, ENTER, BORN, "p", "Banjar Dinas Kertha", ENTER, village, ENTER, PHONE, ENTER)


def version(intake: IntakeAtWork, name: str) -> Version:
    found = intake.widget(name)
    assert isinstance(found, Version)
    return found


def number(intake: IntakeAtWork) -> QLineEdit:
    found = intake.widget("nik")
    assert isinstance(found, QLineEdit)
    return found


def test_both_versions_are_shown_digit_by_digit(intake: IntakeAtWork) -> None:
    intake.press(*to_last4(OTHER))
    assert intake.focused() == "last4"
    assert not intake.shows("last4_versions")
    intake.press("0003")
    assert intake.focused() == "last4"
    assert (version(intake, "last4_first").marked(), version(intake, "last4_again").marked()) == ("··30", "··03")
    assert "font-weight:bold; text-decoration:underline" in version(intake, "last4_first").text()
    assert "pada angka ke-15 dan 16" in intake.line("last4")
    said = intake.widget("last4").accessibleDescription()
    assert "NIK 0 0 3 0, diketik ulang 0 0 0 3" in said


def test_the_second_keying_is_typed_over(intake: IntakeAtWork) -> None:
    intake.press(*to_last4(NIK), "0030")
    intake.press("0")
    assert intake.text("last4") == "0"
    assert not intake.shows("last4_versions"), "nobody copies from the screen"
    assert number(intake).echoMode() is QLineEdit.EchoMode.Password
    intake.press("003")
    assert intake.focused() == "birth_place"
    assert intake.page.parts.identity.rekeying.differed == ("last4",)


def test_the_number_is_corrected_and_keyed_again_blind(intake: IntakeAtWork) -> None:
    intake.press(*to_last4(OTHER), "0003", UP)
    assert intake.focused() == "nik"
    assert number(intake).selectedText() == "0030"
    intake.press("0003")
    assert intake.text("nik") == "5107 0345 0788 0003"
    assert intake.focused() == "last4"
    assert intake.text("last4") == ""
    assert not intake.shows("last4_versions")
    assert intake.page.parts.identity.check()["last4"] == "required"
    intake.press("0003")
    assert intake.focused() == "birth_place"
    assert "last4" not in intake.page.parts.identity.check()


def test_the_first_six_of_the_number_are_corrected(intake: IntakeAtWork) -> None:
    intake.press(*to_last4(AWAY), "0003")
    assert intake.focused() == "first6"
    intake.press("510703")
    assert intake.focused() == "first6"
    assert "pada angka ke-4." in intake.line("first6")
    intake.press(UP)
    assert number(intake).selectedText() == "5106 03"
    intake.press("510703")
    assert intake.text("nik") == "5107 0345 0788 0003"
    assert not intake.shows("first6"), "the district is home now"
    assert intake.text("last4") == "0003", "it stands for the same digits"
    assert intake.page.parts.identity.rekeying.differed == ("first6",)


def test_another_number_makes_what_was_keyed_again_stale(intake: IntakeAtWork) -> None:
    intake.press(*to_last4(NIK), "0003")
    intake.go("identity", "nik")
    intake.press(Qt.Key.Key_End, Qt.Key.Key_Backspace, "4")
    assert intake.text("last4") == ""
    assert intake.focused() == "last4"


def test_a_number_corrected_before_its_end_keeps_what_stands_for_the_same_digits(intake: IntakeAtWork) -> None:
    intake.press(*to_last4(AWAY), "0003")
    intake.go("identity", "nik")
    intake.press(Qt.Key.Key_Home, *[Qt.Key.Key_Right] * 3, Qt.Key.Key_Delete, "7")
    assert intake.text("nik") == "5107 0345 0788 0003"
    assert intake.text("last4") == "0003"


def test_up_stays_where_nothing_differs(intake: IntakeAtWork) -> None:
    intake.press(*to_last4(NIK), "00", UP)
    assert intake.focused() == "last4"


def test_the_difference_is_still_shown_after_the_section_was_judged(intake: IntakeAtWork) -> None:
    intake.press(*to_last4(NIK), "0030")
    intake.go("permit", "permit")
    assert "4 angka akhir NIK berbeda" in intake.matters()
    assert intake.shows("last4_versions")
    assert "pada angka ke-15 dan 16" in intake.line("last4")


def test_what_differed_is_recorded_without_digits(intake: IntakeAtWork) -> None:
    intake.press(*to_last4(NIK), "0030", "0003", ENTER, ENTER, *MIDWIFE, ALL_HERE, F8, REGISTER)
    assert len(intake.registered) == 1
    assert payload(intake)["rekeyed"] == ["last4"]
    assert intake.page.parts.identity.rekeying.differed == (), "the next person begins anew"


def test_nothing_is_recorded_where_nothing_differed(intake: IntakeAtWork) -> None:
    """Acts of before this was recorded are written again as they were: the key is not there at all."""
    intake.fill()
    intake.press(F8, REGISTER)
    assert len(intake.registered) == 1
    assert "rekeyed" not in payload(intake)


def payload(intake: IntakeAtWork) -> dict[str, object]:
    with intake.at_work.office.register.reading() as session:
        kept = session.scalars(select(Entry.payload).where(Entry.kind == "register_application")).one()
    intaken: dict[str, object] = kept["intake"]
    return intaken
