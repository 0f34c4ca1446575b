"""Dates, numbers, money, times and places, typed with as few keys as they have digits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui.forms.fields import Field, make
from app.ui.widgets.dates import month_number, read_date
from app.ui.widgets.number_edit import DateEdit, DecimalEdit, LatLonEdit, MoneyEdit, TimeEdit, TimeRangeEdit, WholeEdit

BORN = date(1988, 7, 5)


@pytest.fixture
def day(qtbot: QtBot) -> DateEdit:
    made = DateEdit()
    qtbot.addWidget(made)
    return made


def paste(field: QLineEdit, text: str) -> None:
    QApplication.clipboard().setText(text)
    field.paste()


@pytest.mark.parametrize("typed", ["05071988", "5-7-1988", "5/7/1988", "05.07.1988", "5 7 1988"])
def test_a_date_is_typed_as_digits_and_the_hyphens_come_by_themselves(day: DateEdit, qtbot: QtBot, typed: str) -> None:
    qtbot.keyClicks(day, typed)
    assert (day.text(), day.value(), day.problem()) == ("05-07-1988", BORN, "")
    assert day.live() == "Selasa, 5 Juli 1988"


@pytest.mark.parametrize("pasted", ["1988-07-05", "5 Juli 1988", "Selasa, 5 Jul 1988", "05071988", " 5/7/1988 "])
def test_a_pasted_date_may_be_written_as_people_do(day: DateEdit, pasted: str) -> None:
    paste(day, pasted)
    assert day.text() == "05-07-1988"


def test_it_is_complete_at_the_eighth_digit(day: DateEdit, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(day.completed):
        qtbot.keyClicks(day, "0507198")
    assert (day.problem(), day.value()) == ("incomplete", None)
    with qtbot.waitSignal(day.completed):
        qtbot.keyClicks(day, "8")


def test_a_day_that_never_was_is_no_date(day: DateEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(day, "30021988")
    assert (day.problem(), day.value(), day.live()) == ("not_a_date", None, "")


def test_letters_and_a_ninth_digit_are_refused(day: DateEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(day, "05x")
    assert (day.text(), day.live()) == ("05", "Ketik angka saja: tanggal, bulan, tahun")
    day.set_value(BORN)
    qtbot.keyClicks(day, "9")
    assert day.text() == "05-07-1988"


def test_backspace_goes_through_the_hyphens(day: DateEdit, qtbot: QtBot) -> None:
    day.set_value(BORN)
    for _ in range(8):
        qtbot.keyClick(day, Qt.Key.Key_Backspace)
    assert (day.text(), day.problem()) == ("", "")


def test_a_half_typed_date_survives_in_a_draft(day: DateEdit) -> None:
    day.set_typed("05-07-19")
    assert (day.typed(), day.problem()) == ("05-07-19", "incomplete")
    day.set_value(None)
    assert day.typed() == ""


@pytest.mark.parametrize("text", ["", "5 Ju 1988", "juli", "5 7", "99999999", "5 Ma 1988", "1988"])
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(("word", "number"), [("jul", 7), ("juli", 7), ("mei", 5), ("ju", 0), ("xyz", 0)])
def test_months_by_name(word: str, number: int) -> None:
    assert month_number(word) == number


def test_whole_numbers_get_points_and_keep_the_cursor(qtbot: QtBot) -> None:
    field = WholeEdit(least=1, most=5000000, unit="orang")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "1234567")
    assert (field.text(), field.value(), field.live()) == ("1.234.567", 1234567, "orang")
    field.setCursorPosition(1)
    qtbot.keyClicks(field, "9")
    assert (field.text(), field.cursorPosition(), field.problem()) == ("19.234.567", 2, "too_large")
    field.set_value(0)
    assert field.problem() == "too_small"
    field.set_value(None)
    assert (field.value(), field.problem(), field.typed()) == (None, "", "")


def test_whole_numbers_refuse_letters_and_what_nobody_counts_to(qtbot: QtBot) -> None:
    field = WholeEdit()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "12x")
    assert (field.value(), field.live()) == (12, "Hanya angka")
    qtbot.keyClicks(field, "3456789012345")
    assert (field.value(), field.live()) == (123456789012345, "")
    qtbot.keyClicks(field, "6")
    assert field.live() == "Angka terlalu panjang"


def left(field: QLineEdit) -> None:
    field.editingFinished.emit()


MONEY = ("15000", "Rp15.000", "Rp 15.000,00", "15.000,00", "15000.00", "15,000.00", "Rp\u00a015.000,-", "15 000")


@pytest.mark.parametrize("given", MONEY)
@pytest.mark.parametrize("way", ["typed", "pasted"])
def test_money(qtbot: QtBot, given: str, way: str) -> None:
    """However it is written; a mark of one's own stands until the field is left."""
    field = MoneyEdit()
    qtbot.addWidget(field)
    if way == "pasted" or not given.isascii():
        paste(field, given)
    elif given == "15000.00":
        qtbot.keyClicks(field, given)
        assert (field.value(), field.problem()) == (None, "not_a_number"), "15.000.00 is no sum"
        return
    else:
        qtbot.keyClicks(field, given)
    assert (field.value(), field.problem()) == (15000, "")
    left(field)
    assert (field.text(), field.value(), field.live()) == ("Rp15.000", 15000, "")
    field.set_value(1250000)
    assert field.text() == "Rp1.250.000"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("15,000", "number_unclear"),
        ("15.000,50", "not_whole"),
        ("-15.000", "too_small"),
        ("\u2212Rp15.000", "too_small"),
        ("15.000.00", "not_a_number"),
        ("Rp", "not_a_number"),
    ],
)
def test_a_sum_that_is_doubtful_is_asked_and_not_guessed(qtbot: QtBot, given: str, problem: str) -> None:
    field = MoneyEdit()
    qtbot.addWidget(field)
    paste(field, given)
    assert (field.problem(), field.text()) == (problem, given)
    left(field)
    assert field.text() == given, "nothing that was typed is thrown away"


def test_how_a_sum_is_read_stands_below_it(qtbot: QtBot) -> None:
    field = MoneyEdit()
    qtbot.addWidget(field)
    paste(field, "1,500,000")
    assert field.live() == "Terbaca Rp1.500.000"


def test_digits_go_on_being_grouped_after_a_mark_was_deleted(qtbot: QtBot) -> None:
    field = WholeEdit()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "15000")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert (field.text(), field.value()) == ("1.500", 1500)
    qtbot.keyClicks(field, ",")
    assert (field.text(), field.problem()) == ("1.500,", "not_a_number")
    for _ in range(6):
        qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field, "2500")
    assert (field.text(), field.value()) == ("2.500", 2500)


def test_what_is_cut_or_pasted_over_is_no_deletion_of_digits(qtbot: QtBot) -> None:
    """1.5 put over 1.500 is one and a half, not fifteen."""
    field = WholeEdit()
    qtbot.addWidget(field)
    field.set_value(1500)
    field.selectAll()
    paste(field, "1.5")
    assert (field.text(), field.problem()) == ("1.5", "not_whole")


def test_a_paste_with_letters_leaves_what_stood(qtbot: QtBot) -> None:
    field = WholeEdit()
    qtbot.addWidget(field)
    field.set_value(12)
    paste(field, "3 gedung")
    assert (field.text(), field.live()) == ("12", "Hanya angka")


@pytest.mark.parametrize("way", ["typed", "pasted"])
@pytest.mark.parametrize(
    ("given", "value"),
    [("2 juta", 2_000_000), ("Rp. 250 ribu", 250_000), ("1,5 jt", 1_500_000), ("Rp250.000,=", 250_000)],
)
def test_a_word_behind_a_sum_counts(qtbot: QtBot, given: str, value: int, way: str) -> None:
    """Turned away letter by letter it would leave another sum."""
    field = MoneyEdit()
    qtbot.addWidget(field)
    paste(field, given) if way == "pasted" else qtbot.keyClicks(field, given)
    assert (field.value(), field.problem()) == (value, "")
    left(field)
    assert field.text() == f"Rp{value:,}".replace(",", ".")


@pytest.mark.parametrize(
    ("label", "given", "value", "problem"),
    [
        ("Luas (m2)", "1,5 ha", Decimal(15000), ""),
        ("Luas (m2)", "15 are", Decimal(1500), ""),
        ("Luas (m2)", "1500m\u00b2", Decimal(1500), ""),
        ("Panjang (m)", "150 cm", Decimal("1.5"), ""),
        ("Panjang (m)", "1,5 ha", None, "not_a_number"),
        ("Jumlah", "1,5 ha", None, "not_a_number"),
    ],
)
def test_a_unit_behind_a_number_counts(
    qtbot: QtBot, label: str, given: str, value: Decimal | None, problem: str
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    field = make(Field("luas", label, "decimal"), holder).widget
    assert isinstance(field, DecimalEdit)
    qtbot.keyClicks(field, given)
    assert (field.value(), field.problem()) == (value, problem)


def test_money_can_be_taken_back_to_nothing(qtbot: QtBot) -> None:
    field = MoneyEdit()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert (field.text(), field.value()) == ("", None)


@pytest.mark.parametrize(
    ("typed", "shown_as", "value"),
    [
        ("12,5", "12,5", Decimal("12.5")),
        ("12.5", "12,5", Decimal("12.5")),
        ("1.500", "1.500", Decimal(1500)),
        ("1.500,5", "1.500,5", Decimal("1500.5")),
        ("2.500.000", "2.500.000", Decimal(2500000)),
        ("1,250.75", "1.250,75", Decimal("1250.75")),
        ("10.000 m2", "10.000", Decimal(10000)),
        ("0,125", "0,125", Decimal("0.125")),
    ],
)
def test_decimals_have_a_comma(qtbot: QtBot, typed: str, shown_as: str, value: Decimal) -> None:
    field = DecimalEdit(least=Decimal("0.1"), unit="meter")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    assert (field.value(), field.problem()) == (value, "")
    assert field.live() == ("meter" if typed == shown_as else f"Terbaca {shown_as} · meter")
    left(field)
    assert (field.text(), field.value(), field.live()) == (shown_as, value, "meter")


@pytest.mark.parametrize(("typed", "problem"), [("1,500", "number_unclear"), ("1,2,3", "not_a_number")])
def test_a_decimal_that_can_be_read_in_two_ways_is_not_read(qtbot: QtBot, typed: str, problem: str) -> None:
    field = DecimalEdit()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    left(field)
    assert (field.text(), field.value(), field.problem()) == (typed, None, problem)


def test_decimals_that_cannot_be(qtbot: QtBot) -> None:
    field = DecimalEdit(least=Decimal("0.1"))
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "0,05x")
    assert (field.text(), field.problem(), field.live()) == ("0,05", "too_small", "Hanya angka")
    field.set_typed(",")
    assert (field.problem(), field.value()) == ("not_a_number", None)
    field.set_value(Decimal("2.50"))
    assert field.text() == "2,50"
    field.set_value(Decimal("1.125"))
    assert (field.text(), field.value()) == ("1,1250", Decimal("1.125")), "never a text that is read in two ways"
    field.set_value(None)
    assert field.problem() == ""


@pytest.mark.parametrize(
    ("typed", "shown_as", "problem"),
    [
        ("09001200", "09.00 - 12.00", ""),
        ("09.00-12.00", "09.00 - 12.00", ""),
        ("0900", "09.00", "incomplete"),
        ("25001200", "25.00 - 12.00", "not_a_time"),
        ("09601200", "09.60 - 12.00", "not_a_time"),
        ("", "", ""),
    ],
)
def test_times(qtbot: QtBot, typed: str, shown_as: str, problem: str) -> None:
    field = TimeRangeEdit()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    assert (field.text(), field.problem()) == (shown_as, problem)
    assert field.value() == (shown_as if shown_as and not problem else None)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("-8.45, 115.61", "-8.45, 115.61"),
        ("-8,45 115,61", "-8.45, 115.61"),
        ("-8.45", None),
        ("-98.45, 115.61", None),
        ("di Abang", None),
        ("8.45 S, 115.61 E", "-8.45, 115.61"),
        ("8,45 LS; 115,61 BT", "-8.45, 115.61"),
        ("\u22128.45, 115.61", "-8.45, 115.61"),
        ("8\u00b027'12\" LS 115\u00b036'36\" BT", "-8.453333, 115.610000"),
    ],
)
def test_places(qtbot: QtBot, typed: str, value: str | None) -> None:
    field = LatLonEdit()
    qtbot.addWidget(field)
    paste(field, typed)
    assert (field.value(), field.problem()) == (value, "" if value else "not_a_place")
    reading = "" if value is None else f"Terbaca {value.split(', ')[0][1:]}° LS, {value.split(', ')[1]}° BT"
    assert field.live() == reading.replace(".", ",")


def test_a_place_that_lost_its_south_is_asked(qtbot: QtBot) -> None:
    field = LatLonEdit()
    qtbot.addWidget(field)
    paste(field, "8.45, 115.61")
    assert (field.problem(), field.live()) == ("place_abroad", "Terbaca 8,45° LU, 115,61° BT")


def test_no_place_is_no_mistake(qtbot: QtBot) -> None:
    field = LatLonEdit()
    qtbot.addWidget(field)
    assert field.problem() == ""


@pytest.mark.parametrize("typed", ["1430", "14.30", "14:30", " 14.30"])
def test_a_time_is_typed_with_any_mark_or_none(qtbot: QtBot, typed: str) -> None:
    edit = TimeEdit()
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, typed)
    assert (edit.text(), edit.value(), edit.problem()) == ("14.30", "14:30", "")
    edit.set_value("09:05")
    assert (edit.text(), edit.value()) == ("09.05", "09:05")


@pytest.mark.parametrize(
    ("typed", "shown", "value", "problem"),
    [
        ("9.30", "09.30", "09:30", ""),
        ("9:", "09", None, "incomplete"),
        ("2400", "24.00", None, "time"),
        ("14.60", "14.60", None, "time"),
        ("", "", None, ""),
    ],
)
def test_a_time_that_is_none_has_no_value(
    qtbot: QtBot, typed: str, shown: str, value: str | None, problem: str
) -> None:
    edit = TimeEdit()
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, typed)
    assert (edit.text(), edit.value(), edit.problem()) == (shown, value, problem)
