"""Earlier applicants beside the entry: shown below the identity, one key takes one over, another turns them away."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt

from app.ui.pages.intake.lookalikes import Lookalikes
from app.ui.widgets.versions import Version
from tests.office import NI_LUH
from tests.ui.pages.intake_at_work import (
    ALL_HERE,
    ALT,
    BORN,
    ENTER,
    F8,
    MIDWIFE,
    NAME,
    NIK,
    PHONE,
    REGISTER,
    IntakeAtWork,
)

SLIP = "5107034507880030"
ONE, TWO, NOBODY, INTO = ((key, ALT) for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_Down))
REST = ("Banjar Dinas Kertha", ENTER, "mang", ENTER, PHONE, ENTER)


@pytest.fixture
def twins(known: IntakeAtWork) -> IntakeAtWork:
    """And somebody very much like her."""
    other = msgspec.structs.replace(NI_LUH, nik="5107034507880004", name="NI LUH CONTO", phone="+6281234567899")
    office = known.at_work.office
    office.register_file(office.intake(person=other, confirmed={"known_near_nik": "Orang yang berbeda"}))
    return known


def marked(intake: IntakeAtWork, name: str) -> str:
    version = intake.widget(name)
    assert isinstance(version, Version)
    return version.marked()


def panel(intake: IntakeAtWork) -> Lookalikes:
    return intake.page.parts.lookalikes


def test_nobody_is_shown_for_a_clean_entry(known: IntakeAtWork) -> None:
    known.press(NIK, NAME, ENTER, BORN, "p")
    assert not panel(known).is_open()
    known.page.parts.clear()
    known.go("identity", "nik")
    known.press("5107030101800001", "I MADE LAIN", ENTER, "01011980", "l")
    assert not panel(known).is_open()


def test_what_differs_is_marked_digit_by_digit(known: IntakeAtWork) -> None:
    known.press(SLIP, NAME, ENTER, BORN, "p")
    assert panel(known).is_open()
    assert marked(known, "lookalike_1_nik") == "·" * 14 + "03"
    assert marked(known, "lookalike_1_name") == "·" * len(NAME)
    assert known.text("lookalike_1_confirmed") == "23-11-2026"
    assert "terakhir dikonfirmasi 23-11-2026" in known.widget("lookalike_1").accessibleDescription()
    assert known.shows("reason_known_near_nik")


def test_a_missing_letter_is_marked_too(known: IntakeAtWork) -> None:
    known.press(NIK, "NI LUH CONTOHH", ENTER, BORN, "p")
    assert marked(known, "lookalike_1_name") == "·" * 13 + "_"
    assert not known.shows("reasons"), "a slip of the pen is no other person"


def test_one_key_takes_over_and_what_was_typed_stands_beside(known: IntakeAtWork) -> None:
    known.press(SLIP, "NI LUH CONTO", ENTER, BORN, "p", ONE)
    assert known.text("nik") == "5107 0345 0788 0003"
    assert known.text("name") == NAME
    assert known.line("name") == "Tadi diketik: NI LUH CONTO"
    assert known.text("address") == "Banjar Dinas Kertha"
    assert not panel(known).is_open()
    assert not known.shows("reasons")


def test_a_number_from_the_register_is_keyed_from_the_card_all_the_same(known: IntakeAtWork) -> None:
    known.press(SLIP, NAME, ENTER, BORN, "p", ONE)
    assert known.focused() == "last4"
    assert "Tadi diketik" not in known.line("nik"), "covered like the number itself"
    known.press("0003")
    assert "Tadi diketik: 5107 0345 0788 0030" in known.line("nik")
    known.page.parts.clear()
    known.go("identity", "nik")
    known.press(NIK, NAME, ENTER, BORN, "p")
    assert "Tadi diketik" not in known.line("nik")


def test_of_several_one_is_chosen(twins: IntakeAtWork) -> None:
    twins.press(SLIP, NAME, ENTER, BORN, "p")
    assert marked(twins, "lookalike_2_name") == "·" * 12 + "_"
    twins.press(TWO)
    assert (twins.text("nik"), twins.text("name")) == ("5107 0345 0788 0004", "NI LUH CONTO")
    assert twins.text("phone") == "0812 3456 7899"


def test_arrow_keys_choose_too(twins: IntakeAtWork) -> None:
    twins.press(SLIP, NAME, ENTER, BORN, "p", INTO)
    assert twins.focused() == "lookalike_1"
    twins.press(Qt.Key.Key_Down)
    assert twins.focused() == "lookalike_2"
    twins.press(Qt.Key.Key_Down)
    assert twins.focused() == "lookalike_1"
    twins.press(Qt.Key.Key_Up, ENTER)
    assert twins.text("nik") == "5107 0345 0788 0004"


def test_enter_and_tab_never_come_to_a_lookalike(known: IntakeAtWork) -> None:
    known.press(SLIP, NAME, ENTER, BORN, "p", *REST, "0030", ENTER, ENTER)
    assert known.focused() == "reason_known_near_nik"


def test_nobody_of_them(known: IntakeAtWork) -> None:
    known.press(SLIP, NAME, ENTER, BORN, "p", NOBODY)
    assert not panel(known).is_open()
    assert known.page.parts.reasons.given() == {"known_near_nik": "Orang yang berbeda"}
    known.press(*REST, "0030", ENTER, ENTER, ENTER, *MIDWIFE, ALL_HERE, F8, REGISTER)
    assert len(known.registered) == 1
    notes = known.at_work.office.file(known.registered[0].application).identity_notes
    assert notes == {"known_near_nik": "Orang yang berbeda"}


def test_who_was_turned_away_comes_back_with_other_words(known: IntakeAtWork) -> None:
    known.press(SLIP, NAME, ENTER, BORN, "p", NOBODY)
    known.go("identity", "name")
    known.press("NI LUH CONTO", ENTER)
    assert panel(known).is_open()


def test_a_reason_given_before_is_kept(known: IntakeAtWork) -> None:
    known.press(SLIP, NAME, ENTER, BORN, "p")
    known.go("reasons", "known_near_nik")
    known.press("Kembar")
    known.press(NOBODY)
    assert known.page.parts.reasons.given() == {"known_near_nik": "Kembar"}


def test_no_number_is_in_sight_while_one_is_keyed_again(known: IntakeAtWork) -> None:
    known.press(SLIP, NAME, ENTER, BORN, "p", *REST)
    assert known.focused() == "last4"
    assert marked(known, "lookalike_1_nik").strip("·").strip() == ""
    version = known.widget("lookalike_1_nik")
    assert isinstance(version, Version)
    assert not any(sign.isdigit() for sign in version.plain())
    assert "5107" not in known.widget("lookalike_1").accessibleDescription()
    known.press("0030")
    assert marked(known, "lookalike_1_nik") == "·" * 14 + "03"


def test_a_number_with_a_digit_left_out_finds_the_person(known: IntakeAtWork) -> None:
    known.press("510703450780003", ENTER, NAME, ENTER, BORN, "p")
    assert marked(known, "lookalike_1_nik").count("8") == 1
    known.press(ONE)
    assert known.text("nik") == "5107 0345 0788 0003"


def test_the_offer_waits_while_it_is_not_clear_who_it_is(known: IntakeAtWork) -> None:
    known.press(NIK)
    assert known.shows("known_offer")
    known.press("I MADE LAIN", ENTER, BORN, "p")
    assert panel(known).is_open()
    assert not known.shows("known_offer")
    known.press(ONE)
    assert known.text("name") == NAME
    assert known.line("name") == "Tadi diketik: I MADE LAIN"
    assert not known.shows("reasons")
