"""What is typed is shaped while it is typed, and nothing typed in excess hides a slip."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.widgets.line_edit import DigitsEdit, EmailEdit, NikEdit, PhoneEdit, PlateEdit, TextEdit, grouped

KEY = Qt.Key
NIK = "5107 0345 0788 0003"


@pytest.fixture
def nik(shown: Callable[[NikEdit], NikEdit]) -> NikEdit:
    return shown(NikEdit())


def paste(field: QLineEdit, text: str) -> None:
    QApplication.clipboard().setText(text)
    field.paste()


def test_a_nik_stands_in_groups_of_four_and_counts_along(nik: NikEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(nik, "510703450")
    assert (nik.text(), nik.value(), nik.live()) == ("5107 0345 0", "510703450", "9/16")


def test_it_is_complete_at_the_sixteenth_digit(nik: NikEdit, qtbot: QtBot) -> None:
    done: list[object] = []

    def on_completed() -> None:
        done.append(nik.value())

    nik.completed.connect(on_completed)
    qtbot.keyClicks(nik, "510703450788000")
    assert (done, nik.problem()) == ([], "length")
    qtbot.keyClicks(nik, "3")
    assert (done, nik.problem(), nik.text()) == (["5107034507880003"], "", NIK)


def test_a_seventeenth_digit_is_refused_wherever_it_is_typed(nik: NikEdit, qtbot: QtBot) -> None:
    nik.set_value("5107034507880003")
    qtbot.keyClicks(nik, "9")
    assert nik.text() == NIK
    nik.setCursorPosition(2)
    qtbot.keyClicks(nik, "9")
    assert (nik.text(), nik.cursorPosition()) == (NIK, 2)
    assert nik.live() == "16/16 · 17 angka, seharusnya 16: tidak dimasukkan"


def test_letters_are_refused_and_said(nik: NikEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(nik, "51O7")
    assert (nik.text(), nik.live()) == ("517", "3/16")
    qtbot.keyClicks(nik, "x")
    assert nik.live() == "3/16 · Hanya angka"


@pytest.mark.parametrize("pasted", ["5107-0345-0788-0003", " 5107.0345.0788.0003\n", "5107034507880003", NIK])
def test_a_pasted_nik_may_be_written_with_gaps(nik: NikEdit, pasted: str) -> None:
    paste(nik, pasted)
    assert nik.text() == NIK


def test_a_pasted_nik_with_a_digit_too_many_is_not_cut_but_refused(nik: NikEdit) -> None:
    paste(nik, "51070345078800033")
    assert (nik.text(), nik.live()) == ("", "0/16 · 17 angka, seharusnya 16: tidak dimasukkan")


def test_correcting_in_the_middle_keeps_the_cursor_there(nik: NikEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(nik, "51070450788")
    nik.setCursorPosition(6)
    qtbot.keyClicks(nik, "3")
    assert (nik.text(), nik.cursorPosition()) == ("5107 0345 0788", 7)


def test_backspace_and_delete_step_over_the_gaps(nik: NikEdit, qtbot: QtBot) -> None:
    nik.set_value("51070345")
    nik.setCursorPosition(5)
    qtbot.keyClick(nik, KEY.Key_Backspace)
    assert (nik.value(), nik.cursorPosition()) == ("5100345", 3)
    nik.set_value("51070345")
    nik.setCursorPosition(4)
    qtbot.keyClick(nik, KEY.Key_Delete)
    assert nik.value() == "5107345"


def test_deleting_what_is_marked_deletes_just_that(nik: NikEdit, qtbot: QtBot) -> None:
    nik.set_value("51070345")
    nik.setSelection(4, 3)
    qtbot.keyClick(nik, KEY.Key_Backspace)
    assert nik.value() == "510745"


def test_a_draft_keeps_what_stands_there_half_typed(nik: NikEdit) -> None:
    nik.set_typed("5107 03")
    assert (nik.typed(), nik.value(), nik.problem()) == ("5107 03", "510703", "length")
    nik.set_value(None)
    assert (nik.typed(), nik.value(), nik.problem()) == ("", "", "")


def test_every_change_is_told_by_hand_or_not(nik: NikEdit, qtbot: QtBot) -> None:
    with qtbot.waitSignals([nik.edited] * 2):
        qtbot.keyClicks(nik, "5")
        nik.set_value("51")


def test_text_is_kept_as_typed_but_for_spaces_round_it(qtbot: QtBot) -> None:
    field = TextEdit(limit=10)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, " Ni Luh ")
    assert (field.text(), field.value(), field.problem()) == (" Ni Luh ", "Ni Luh", "")


def test_text_longer_than_allowed_is_refused_and_said(qtbot: QtBot) -> None:
    field = TextEdit(limit=5)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "Abangs")
    assert (field.text(), field.live()) == ("Abang", "Paling banyak 5 huruf")
    qtbot.keyClick(field, KEY.Key_Backspace)
    assert field.live() == ""


def test_digits_of_a_fixed_length_count_and_complete(qtbot: QtBot) -> None:
    field = DigitsEdit(length=5)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "4711")
    assert (field.problem(), field.live()) == ("too_short", "4/5")
    with qtbot.waitSignal(field.completed):
        qtbot.keyClicks(field, "1")
    assert field.problem() == ""


def test_digits_of_any_length_neither_count_nor_complete(qtbot: QtBot) -> None:
    field = DigitsEdit()
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.completed):
        qtbot.keyClicks(field, "12")
    assert (field.live(), field.problem()) == ("", "")


@pytest.mark.parametrize(
    ("typed", "shown_as", "value", "problem"),
    [
        ("081234567890", "0812 3456 7890", "081234567890", ""),
        ("0812345678901", "0812 3456 78901", "0812345678901", ""),
        ("+6281234567890", "+62 812 3456 7890", "+6281234567890", ""),
        ("6281234567890", "6281 2345 67890", "6281234567890", ""),
        ("0812", "0812", "0812", "not_a_phone"),
        ("036312345678", "0363 1234 5678", "036312345678", "not_a_phone"),
        ("", "", "", ""),
    ],
)
def test_phones(qtbot: QtBot, typed: str, shown_as: str, value: str, problem: str) -> None:
    field = PhoneEdit()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    assert (field.text(), field.value(), field.problem()) == (shown_as, value, problem)


def test_a_phone_says_how_it_begins_until_it_does(qtbot: QtBot) -> None:
    field = PhoneEdit()
    qtbot.addWidget(field)
    assert field.live() == "Diawali 08"
    paste(field, "(0812) 3456-7890")
    assert (field.value(), field.live()) == ("081234567890", "12 angka")


@pytest.mark.parametrize(
    ("typed", "shown_as", "problem"),
    [
        ("dk1234ab", "DK 1234 AB", ""),
        ("DK 1234 AB", "DK 1234 AB", ""),
        ("b9", "B 9", ""),
        ("dk", "DK", "not_a_plate"),
        ("1234", "1234", "not_a_plate"),
        ("", "", ""),
    ],
)
def test_plates(qtbot: QtBot, typed: str, shown_as: str, problem: str) -> None:
    field = PlateEdit()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    assert (field.text(), field.problem()) == (shown_as, problem)


def test_what_is_left_over_stays_together() -> None:
    assert grouped("123456789", (2, 3)) == "12 345 6789"
    assert grouped("1", (2, 3)) == "1"


@pytest.mark.parametrize(
    "typed", ["ni.luh@contoh.go.id", "a+b@x.co", "N_I-1@sub.kantor-bali.example", " sean@x.id ", ""]
)
def test_an_address_for_mail(qtbot: QtBot, typed: str) -> None:
    edit = EmailEdit()
    qtbot.addWidget(edit)
    edit.setText(typed)
    assert (edit.problem(), edit.value()) == ("", typed.strip())


@pytest.mark.parametrize(
    "typed", ["14.30", "sean@x", "sean@", "@x.id", "a b@x.id", "a@x..id", "a@-x.id", "a@b@c.id", "a@x.i1"]
)
def test_what_is_no_address_for_mail(qtbot: QtBot, typed: str) -> None:
    edit = EmailEdit()
    qtbot.addWidget(edit)
    edit.setText(typed)
    assert edit.problem() == "email"
