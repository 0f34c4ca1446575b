"""A form section: values and drafts, errors where they belong, keyboard from the first field to the last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.forms.fields import MAKERS
from app.ui.forms.form import CursorPlace, Field, FieldChanged, FieldCompleted, FormSection, Option
from app.ui.look.scroll import Scroll
from app.ui.widgets.picker import Answer
from app.ui.widgets.picker_list import PickRow
from app.ui.words.notices import NoticeLevel

KEY = Qt.Key
ABANG = PickRow("2001", "Abang", "Kec. Abang")


def villages(text: str, answer: Answer) -> None:
    answer((ABANG,))


PERSON = (
    Field("nik", "NIK", "nik", True, help="Enam belas angka pada KTP-el."),
    Field("nama", "Nama", "text", True, max_length=20),
    Field("lahir", "Tanggal lahir", "date", True),
    Field("jk", "Jenis kelamin", "sex", True),
    Field("alamat", "Alamat", "address", True, wide=True),
    Field("desa", "Desa/Kelurahan", "village", True, provider=villages),
    Field("hp", "Nomor HP", "phone"),
)


@pytest.fixture
def person(shown: Callable[[FormSection], FormSection]) -> FormSection:
    made = FormSection(PERSON)
    made.resize(500, 700)
    return shown(made)


def edit(form: FormSection, field: str) -> QLineEdit:
    widget = form.control(field)
    assert isinstance(widget, QLineEdit)
    return widget


def test_every_kind_of_the_catalogue_has_an_editor() -> None:
    kinds = "text longtext digits nik date sex choice multichoice boolean integer decimal money address village phone"
    assert set(f"{kinds} plate time_range latlon list_text choice_master".split()) <= set(MAKERS)


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_every_editor_has_a_name_a_help_and_comes_back_from_a_draft(qtbot: QtBot, kind: str) -> None:
    options = (Option("a", "Apotek"), Option("b", "Bidan"))
    form = FormSection((Field("x", "Isian", kind, options=options, help="Bantuan", provider=villages),))
    qtbot.addWidget(form)
    widget = form.control("x")
    assert (widget.objectName(), widget.accessibleName(), widget.property("help")) == ("x", "Isian", "Bantuan")
    assert form.check() == {}
    form.set_typed(form.typed())
    assert form.values()["x"] in ("", None, ())


def test_a_search_without_a_provider_is_a_bug(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="desa"):
        FormSection((Field("desa", "Desa", "village"),))


def test_enter_goes_through_all_fields_in_reading_order(person: FormSection, qtbot: QtBot) -> None:
    person.focus("nik")
    order = []
    for _ in PERSON:
        order.append(person.place().field)
        qtbot.keyClick(person.focusWidget(), KEY.Key_Return)
    assert order == [field.id for field in PERSON]


def test_tab_order_is_reading_order_in_two_columns_too(person: FormSection, qtbot: QtBot) -> None:
    person.resize(1000, 500)
    nik, name, born = (person.control(field) for field in ("nik", "nama", "lahir"))
    qtbot.waitUntil(lambda: person.row("nik").y() == person.row("nama").y())
    assert person.row("nama").x() > person.row("nik").x()
    assert person.row("lahir").y() > person.row("nik").y()
    nik.setFocus()
    for expected in (name, born):
        qtbot.keyClick(person.focusWidget(), KEY.Key_Tab)
        assert expected.hasFocus()
    person.resize(500, 700)
    qtbot.waitUntil(lambda: person.row("nama").y() > person.row("nik").y())


def test_a_wide_field_takes_the_whole_width(person: FormSection, qtbot: QtBot) -> None:
    person.resize(1000, 500)
    qtbot.waitUntil(lambda: person.row("nik").width() < 500)
    assert person.row("alamat").width() > 900


def test_a_whole_person_by_keyboard_alone(person: FormSection, qtbot: QtBot) -> None:
    person.focus("nik")
    for typed in ("5107034507880003", "NI LUH CONTOH", "05071988", "p", "Banjar Kaler"):
        qtbot.keyClicks(person.focusWidget(), typed)
        qtbot.keyClick(person.focusWidget(), KEY.Key_Return)
    qtbot.keyClicks(person.focusWidget(), "ab")
    qtbot.keyClick(person.focusWidget(), KEY.Key_Return)
    qtbot.waitUntil(lambda: person.place() == CursorPlace("hp", 0))
    qtbot.keyClicks(person.focusWidget(), "081234567890")
    assert person.values() == {
        "nik": "5107034507880003",
        "nama": "NI LUH CONTOH",
        "lahir": date(1988, 7, 5),
        "jk": "P",
        "alamat": "Banjar Kaler",
        "desa": "2001",
        "hp": "081234567890",
    }
    assert person.check() == {}


def test_ctrl_enter_is_left_to_the_page(person: FormSection, qtbot: QtBot) -> None:
    person.focus("nik")
    qtbot.keyClick(person.control("nik"), KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert person.place() == CursorPlace("nik", 0)


def test_changes_and_completions_are_told_with_their_field(person: FormSection, qtbot: QtBot) -> None:
    changed: list[FieldChanged] = []
    completed: list[FieldCompleted] = []
    person.changed.connect(changed.append)
    person.completed.connect(completed.append)
    qtbot.keyClicks(person.control("jk"), "p")
    qtbot.keyClicks(person.control("nama"), "N")
    assert changed == [FieldChanged("jk", "P"), FieldChanged("nama", "N")]
    assert completed == [FieldCompleted("jk", "P")]


def test_help_is_live_only_while_the_field_has_focus(person: FormSection, qtbot: QtBot) -> None:
    person.focus("nik")
    qtbot.keyClicks(person.control("nik"), "5107")
    assert person.row("nik").line() == "4/16"
    person.remark("nik", "Karangasem")
    assert person.row("nik").line() == "4/16 · Karangasem"
    person.focus("nama")
    assert person.row("nik").line() == "Karangasem"


def test_nothing_turns_red_on_mere_leaving(person: FormSection, qtbot: QtBot) -> None:
    person.focus("nik")
    qtbot.keyClicks(person.control("nik"), "5107")
    person.focus("nama")
    person.focus("lahir")
    assert (person.errors(), person.first_error()) == ({}, "")


def test_errors_stand_beside_their_fields_and_the_first_is_known(person: FormSection) -> None:
    person.set_typed({"nik": "5107 0345", "nama": "NI LUH", "lahir": "30-02-1988", "hp": "0812"})
    codes = person.check()
    assert codes == {
        "nik": "length", "lahir": "not_a_date", "jk": "required", "alamat": "required", "desa": "required",
        "hp": "not_a_phone",
    }  # fmt: skip
    person.show_codes(codes)
    assert person.errors()["nik"] == "NIK harus terdiri atas 16 angka. Saat ini terisi 8 angka."
    assert person.first_error() == "nik"
    widget = person.control("nik")
    assert widget.property("wrong") is True
    assert widget.accessibleDescription() == f"wajib diisi; {person.errors()['nik']}"


def test_an_error_goes_when_its_field_is_edited_and_only_that(person: FormSection, qtbot: QtBot) -> None:
    person.show_codes({"nik": "length", "nama": "required"})
    qtbot.keyClicks(person.control("nama"), "N")
    assert list(person.errors()) == ["nik"]
    person.show_codes({})
    assert person.errors() == {}
    person.error("nama", "Nama belum sesuai.")
    assert person.row("nama").line() == "Nama belum sesuai."


@pytest.mark.parametrize(
    ("field", "typed", "text"),
    [
        (Field("x", "Luas", "decimal", least=Decimal("0.1")), "0,05", "Paling sedikit 0,1."),
        (Field("x", "Unit", "integer", least=Decimal(1), most=Decimal(9)), "12", "Paling banyak 9."),
        (Field("x", "KBLI", "digits", length=5), "471", "Isian harus 5 angka."),
        (Field("x", "Tujuan", "longtext", max_length=3), "abcd", "Isian terlalu panjang, paling banyak 3 huruf."),
        (Field("x", "Jam", "time_range"), "09.00", "Isian belum lengkap."),
    ],
)
def test_errors_name_the_limit(qtbot: QtBot, field: Field, typed: str, text: str) -> None:
    form = FormSection((field,))
    qtbot.addWidget(form)
    form.set_typed({"x": typed})
    form.show_codes(form.check())
    assert form.errors() == {"x": text}


def test_a_warning_is_no_error_but_is_seen_and_read_out(person: FormSection) -> None:
    person.remark("lahir", "Berbeda dengan NIK.", NoticeLevel.WARNING)
    assert person.errors() == {}
    assert person.control("lahir").accessibleDescription() == "wajib diisi; Berbeda dengan NIK."
    person.remark("lahir", "")
    assert person.row("lahir").line() == ""


def test_a_draft_keeps_everything_half_typed_and_the_cursor(person: FormSection, qtbot: QtBot) -> None:
    person.focus("lahir")
    qtbot.keyClicks(person.control("lahir"), "0507")
    edit(person, "lahir").setCursorPosition(3)
    kept, place = person.typed(), person.place()
    person.clear()
    assert person.typed()["lahir"] == ""
    again = FormSection(PERSON)
    qtbot.addWidget(again)
    again.show()
    again.activateWindow()
    qtbot.waitUntil(again.isActiveWindow)
    again.set_typed(kept)
    assert place == CursorPlace("lahir", 3)
    again.go(place)
    assert again.typed() == kept
    assert again.place() == place


def test_values_and_drafts_of_fields_that_are_gone_are_passed_over(person: FormSection) -> None:
    person.set_values({"nama": "NI LUH", "gone": 1})
    person.set_typed({"gone": "x"})
    person.go(CursorPlace("gone", 1))
    assert person.values()["nama"] == "NI LUH"


def test_the_cursor_outside_is_in_no_place(person: FormSection) -> None:
    person.setFocus()
    person.control("nik").clearFocus()
    assert person.place() is None
    person.go(CursorPlace("jk"))
    assert person.place() == CursorPlace("jk", 0)


def test_a_field_that_does_not_apply_is_out_of_sight_out_of_values_and_out_of_the_way(
    person: FormSection, qtbot: QtBot
) -> None:
    person.error("jk", "Wajib diisi.")
    person.show_field("jk", False)
    assert "jk" not in person.values()
    assert "jk" not in person.check()
    assert (person.is_shown("jk"), person.errors()) == (False, {})
    person.focus("lahir")
    qtbot.keyClick(person.control("lahir"), KEY.Key_Return)
    assert person.place() == CursorPlace("alamat", 0)
    person.show_field("jk", True)
    assert person.check()["jk"] == "required"


def test_a_field_may_become_required(person: FormSection) -> None:
    assert "hp" not in person.check()
    person.require("hp", True)
    assert person.check()["hp"] == "required"
    assert "Nomor HP\u00a0*" in [label.text() for label in person.row("hp").findChildren(QLabel)]


def test_going_to_a_field_marks_what_stands_there(person: FormSection) -> None:
    person.set_values({"nama": "NI LUH"})
    person.focus("nama")
    assert edit(person, "nama").selectedText() == "NI LUH"


def test_a_long_remark_is_read_in_full_in_two_columns(person: FormSection, qtbot: QtBot) -> None:
    person.resize(800, 700)
    person.remark("lahir", "Tanggal lahir pada NIK berbeda dengan tanggal lahir yang diisi. " * 2, NoticeLevel.WARNING)
    row = person.row("lahir")
    words = next(label for label in row.findChildren(QLabel) if label.text().startswith("Tanggal lahir pada"))
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()))


def test_a_page_taller_than_the_screen_follows_the_cursor(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    form = FormSection(PERSON)
    column.addWidget(form)
    scroll = shown(Scroll(page))
    scroll.resize(400, 160)
    form.focus("hp")
    field = form.control("hp")
    qtbot.waitUntil(lambda: scroll.viewport().rect().contains(field.mapTo(scroll.viewport(), field.rect().center())))


def test_a_page_stays_at_its_top_while_the_field_is_in_sight_there(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    form = FormSection(PERSON)
    column.addWidget(form)
    column.addSpacing(400)
    scroll = shown(Scroll(page))
    field = form.control("lahir")
    scroll.resize(400, 400)
    qtbot.waitUntil(lambda: field.y() > 0 or field.mapTo(page, field.rect().bottomLeft()).y() > 60)
    low = field.mapTo(page, field.rect().bottomLeft()).y()
    scroll.resize(400, low + 30)
    form.focus("hp")
    assert scroll.verticalScrollBar().value() > 0
    form.focus("lahir")
    assert scroll.verticalScrollBar().value() == 0


def test_a_page_that_grows_shorter_comes_back_to_its_top(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    hint, form = QLabel("Isian sebelumnya.", page), FormSection(PERSON)
    hint.setFixedHeight(20)
    column.addWidget(hint)
    column.addWidget(form)
    column.addSpacing(400)
    scroll = shown(Scroll(page))
    field = form.control("lahir")
    scroll.resize(400, 400)
    qtbot.waitUntil(lambda: field.mapTo(page, field.rect().bottomLeft()).y() > 100)
    low = field.mapTo(page, field.rect().bottomLeft()).y()
    scroll.resize(400, low + 10)
    form.focus("lahir")
    assert 0 < scroll.verticalScrollBar().value() < 24
    hint.hide()
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().value() == 0)
