"""Cari from beginning to end by mouse, in the window that 150 % text leaves; letters are typed where one clicked."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.ui.widgets.choice import ChoiceEdit
from app.ui.widgets.number_edit import DateEdit
from tests.office import Office
from tests.queries.people import person
from tests.ui.at_work import AtWork
from tests.ui.pages.by_hand import in_sight
from tests.ui.pages.search.room import LONG_SHOWN, LONGEST, SearchRoom
from tests.ui.seen import chosen, says, seen, shows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # an open list, where no screen is
PARTS = ("filter_stage", "filter_permit", "filter_since", "filter_until", "filter_counter", "clear_filters")


@pytest.fixture
def room(at_work: AtWork, qtbot: QtBot) -> SearchRoom:
    return SearchRoom(at_work, qtbot)


@pytest.fixture
def files(office: Office) -> tuple[str, str]:
    """One at the first stage, of the longest name; one further on. The younger comes first in the list."""
    ahead = office.register_file()
    office.advance(ahead, "penyusunan_draf")
    return office.register_file(office.intake(person=person(LONGEST, "5107035203900002"))), ahead


def button(room: SearchRoom, name: str) -> QPushButton:
    return seen(room.window, QPushButton, name)


def test_days_in_the_wrong_order_are_said(room: SearchRoom, files: tuple[str, str]) -> None:
    """Nothing is found between them, and the reason stands at the filters until one of them is changed."""
    room.sit("penyelia")
    room.hand.click(button(room, "toggle_filters"))
    for name, typed in (("filter_since", "24112026"), ("filter_until", "23112026")):
        room.hand.type(seen(room.page, DateEdit, name), typed)
    room.until()
    assert says(room.page, "filter_wrong").startswith("Tanggal sampai mendahului tanggal sejak")
    room.hand.click(button(room, "clear_filters"))
    room.until(LONG_SHOWN, "Ni Luh Contoh")
    assert not shows(room.page, "filter_wrong")


def test_a_stage_is_chosen_and_let_go_of_again(room: SearchRoom, files: tuple[str, str]) -> None:
    """A head of section wants what is being drafted, and then everything again, with no key pressed."""
    room.sit("penyelia")
    room.hand.click(button(room, "toggle_filters"))
    room.hand.choose(seen(room.page, ChoiceEdit, "filter_stage"), "Penyusunan Draf")
    room.until("Ni Luh Contoh")
    assert room.count() == "1 permohonan"
    room.hand.click(button(room, "clear_filters"))
    room.until(LONG_SHOWN, "Ni Luh Contoh")
    assert seen(room.page, ChoiceEdit, "filter_stage").currentText() == ""
    room.hand.choose(seen(room.page, ChoiceEdit, "filter_stage"), "Penomoran")
    room.until()
    assert room.empty().endswith("longgarkan saringan.")
    assert not button(room, "export").isEnabled()
    room.hand.click(button(room, "toggle_filters"))
    room.until(LONG_SHOWN, "Ni Luh Contoh")
    assert button(room, "export").isEnabled()
    assert not shows(room.page, "filters")


def test_a_permit_and_a_counter_are_chosen_by_their_names(room: SearchRoom, files: tuple[str, str]) -> None:
    """Which files of one permit came in at one counter: clicked together, and each changed by itself."""
    room.sit("penyelia")
    room.hand.click(button(room, "toggle_filters"))
    counters, permits = (seen(room.page, ChoiceEdit, name) for name in ("filter_counter", "filter_permit"))
    assert [counters.itemText(at).split()[1:] for at in range(counters.count())] == [["Loket", "1"]]
    room.hand.choose(counters, "Loket 1")
    room.hand.choose(permits, "SIPB")
    room.until(LONG_SHOWN, "Ni Luh Contoh")
    room.hand.choose(permits, next(name for at in range(permits.count()) if (name := permits.itemText(at)) != "SIPB"))
    room.until()
    room.hand.choose(permits, "SIPB")
    room.until(LONG_SHOWN, "Ni Luh Contoh")
    assert counters.currentText().endswith("Loket 1")


def test_days_the_wrong_way_round_find_nobody_and_say_where_to_look(room: SearchRoom, files: tuple[str, str]) -> None:
    """Since and until are mixed up: the list is empty and names the filters, which one click empties."""
    room.sit()
    room.hand.click(button(room, "toggle_filters"))
    room.hand.type(seen(room.page, DateEdit, "filter_since"), "24112026")
    room.hand.type(seen(room.page, DateEdit, "filter_until"), "22112026")
    room.until()
    assert "longgarkan saringan" in room.empty()
    room.hand.click(button(room, "clear_filters"))
    room.until(LONG_SHOWN, "Ni Luh Contoh")
    assert [seen(room.page, DateEdit, name).text() for name in ("filter_since", "filter_until")] == ["", ""]


def test_a_row_is_looked_at_with_one_click_and_opened_with_two(room: SearchRoom, files: tuple[str, str]) -> None:
    """A clerk clicks a row, thinks, double-clicks it, and comes back to the same list with Alt and the arrow."""
    room.sit()
    room.hand.cell(room.table, 1)
    assert (room.heading(), chosen(room.page, "found")) == ("Cari", [1])
    room.hand.cell(room.table, 1, double=True)
    assert room.heading() == "Permohonan"
    assert room.at_work.office.file(files[1]).number in room.labels()
    room.key(Qt.Key.Key_Left, held=Qt.KeyboardModifier.AltModifier)
    assert (room.heading(), len(room.names())) == ("Cari", 2)


def test_below_the_last_row_there_is_nothing_to_open(room: SearchRoom, files: tuple[str, str]) -> None:
    """A double click into the empty part of the list opens nobody's file."""
    room.sit()
    viewport = room.table.viewport()
    room.hand.double(viewport, QPoint(40, viewport.height() - 10))
    assert room.heading() == "Cari"
    assert room.at_work.routes == []


def test_the_words_are_wiped_away_with_the_cross_in_the_field(room: SearchRoom, files: tuple[str, str]) -> None:
    """Somebody else's name is still in the field; one click takes it out, and all are there again."""
    room.sit()
    room.hand.type(room.field, "kusumaningrat")
    room.until(LONG_SHOWN)
    (cross,) = (each for each in room.field.findChildren(QToolButton) if each.isVisible())
    room.hand.click(cross)
    room.until(LONG_SHOWN, "Ni Luh Contoh")
    assert room.field.text() == ""


def test_what_was_narrowed_is_what_is_saved(room: SearchRoom, files: tuple[str, str]) -> None:
    """A head of section saves the list of one stage; the sheet holds that list and no other, the notice goes away."""
    room.sit("penyelia")
    room.hand.click(button(room, "toggle_filters"))
    room.hand.choose(seen(room.page, ChoiceEdit, "filter_stage"), "Penyusunan Draf")
    room.until("Ni Luh Contoh")
    room.hand.click(button(room, "export"))
    (path,) = room.at_work.folder.iterdir()
    sheet = load_workbook(BytesIO(path.read_bytes())).active
    assert sheet is not None
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "Ni Luh Contoh" in cells
    assert LONG_SHOWN not in cells
    assert "1 permohonan" in " ".join(cells)
    assert path.name in room.said()[0]
    room.hand.click(seen(room.window, QToolButton, "notice_dismiss"))
    assert room.said() == ()


def test_a_second_list_on_one_day_does_not_take_the_place_of_the_first(
    room: SearchRoom, files: tuple[str, str]
) -> None:
    """The whole list is saved, then a narrower one: both are there afterwards."""
    room.sit()
    room.hand.click(button(room, "export"))
    room.hand.type(room.field, "kusumaningrat")
    room.until(LONG_SHOWN)
    room.hand.click(button(room, "export"))
    assert len(list(room.at_work.folder.iterdir())) == 2


def test_all_of_it_has_room_where_text_is_large(room: SearchRoom, files: tuple[str, str]) -> None:
    """With filters and a notice open everything is in sight whole, and at least a row of the list."""
    room.sit()
    room.hand.click(button(room, "toggle_filters"))
    room.hand.click(button(room, "export"))
    assert len(room.said()) == 1
    for name in (*PARTS, "search_text", "toggle_filters", "export"):
        (found,) = (each for each in room.page.findChildren(object) if each.objectName() == name)
        assert in_sight(found), name
    for each in room.page.findChildren(QPushButton):
        assert not each.isVisible() or each.width() >= each.sizeHint().width(), each.text()
    row = room.table.visualRect(room.table.model().index(0, 0))
    assert room.table.viewport().rect().contains(row)
    assert room.names()[0] == LONG_SHOWN
    assert room.table.isColumnHidden(6), "the counter makes room for the name"
