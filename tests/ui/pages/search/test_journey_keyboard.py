"""Cari from beginning to end by keyboard alone, in the window that 150 % text leaves."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.office import Office
from tests.queries.people import person
from tests.ui.at_work import AtWork
from tests.ui.pages.search.room import CONTROL, LONG_SHOWN, LONGEST, STRANGE, SearchRoom
from tests.ui.seen import chosen, seen, shows

Key = Qt.Key


@pytest.fixture
def room(at_work: AtWork, qtbot: QtBot) -> SearchRoom:
    return SearchRoom(at_work, qtbot)


@pytest.fixture
def three(office: Office) -> dict[str, str]:
    """Three applicants, the oldest first."""
    return {
        "luh": office.register_file(),
        "strange": office.register_file(office.intake(person=person(STRANGE, "5107031203900001"))),
        "longest": office.register_file(office.intake(person=person(LONGEST, "5107035203900002"))),
    }


def test_a_clerk_looks_one_up_opens_it_and_comes_back_to_the_next(room: SearchRoom, three: dict[str, str]) -> None:
    """Somebody on the telephone asks how far a file is; the next caller asks for another."""
    room.sit()
    assert room.cursor() == "search_text"
    room.key("luh contoh")
    room.until("Ni Luh Contoh")
    room.key(Key.Key_Return)
    assert room.heading() == "Permohonan"
    number = room.at_work.office.file(three["luh"]).number
    assert number in room.labels()
    room.key(Key.Key_Escape)
    assert room.heading() == "Cari"
    assert room.names() == ["Ni Luh Contoh"]
    assert (room.cursor(), room.field.selectedText()) == ("search_text", "luh contoh")
    room.key("kusumaningrat")
    assert len(room.field.text()) == len("kusumaningrat"), "typed over what stood there"
    room.until(LONG_SHOWN)


ALL = ("longest", "strange", "luh")
SIGNS = {
    "d'artagnan": ("strange",),
    "o'neil-putri": ("strange",),
    "100%": ("strange",),
    "_ayu_": ("strange",),
    "ayu_ d'art": ("strange",),
    "putri  o'neil": ("strange",),
    '"ayu"': (),
    "*": ALL,
    '"': ALL,
}


def test_signs_that_mean_something_to_a_computer_are_only_signs(room: SearchRoom, three: dict[str, str]) -> None:
    """A clerk types a name with every sign that stands on the card: nobody else is found; one sign is too little."""
    room.sit()
    for words, found in SIGNS.items():
        room.key("kusumaningrat")
        room.until(LONG_SHOWN)
        room.key(Key.Key_A, held=CONTROL)
        room.key(words)
        room.qtbot.waitUntil(partial(shows_these, room, [room.at_work.office.file(three[who]).number for who in found]))
        room.key(Key.Key_A, held=CONTROL)
    assert room.said() == ()


def shows_these(room: SearchRoom, numbers: list[str]) -> bool:
    return room.numbers() == numbers


def test_a_number_read_from_a_receipt_with_spaces_finds_it(room: SearchRoom, three: dict[str, str]) -> None:
    """An applicant reads out the number of the identity card in fours."""
    room.sit()
    room.key("5107 0345 0788 0003")
    room.until("Ni Luh Contoh")
    assert room.count() == "1 permohonan"


def test_an_office_without_files_lets_every_key_be_pressed(room: SearchRoom, office: Office) -> None:
    """The first day: a clerk tries every key of the page, and then the first file of the office appears."""
    room.sit()
    assert room.empty() == "Belum ada permohonan."
    room.key(Key.Key_Return, Key.Key_Down, Key.Key_Return)
    for key in (Key.Key_E, Key.Key_M):
        room.key(key, held=CONTROL)
    assert (room.heading(), room.said()) == ("Cari", ())
    assert not any(room.at_work.folder.glob("*")), "nothing to be saved"
    office.register_file()
    room.at_work.desk.changed.emit()
    room.until("Ni Luh Contoh")
    assert room.count() == "1 permohonan"


def test_a_word_too_few_is_said_and_put_right(room: SearchRoom, three: dict[str, str]) -> None:
    """A misspelt name finds nobody, the page says what to do, and Esc leaves the list for the words again."""
    room.sit()
    room.key("kusumaningrot")
    room.until()
    assert room.empty().startswith("Tidak ada permohonan yang cocok. Mohon periksa ejaan")
    assert room.count() == ""
    room.key(Key.Key_Return)
    assert (room.cursor(), room.heading()) == ("search_text", "Cari")
    room.key(Key.Key_Backspace, Key.Key_Backspace, "at")
    assert room.field.text() == "kusumaningrat"
    room.until(LONG_SHOWN)
    room.key(Key.Key_Down)
    assert room.cursor() == "found"
    room.key(Key.Key_Escape)
    assert (room.cursor(), room.field.selectedText()) == ("search_text", "kusumaningrat")


def test_a_file_that_moves_on_elsewhere_keeps_its_place_under_the_cursor(
    room: SearchRoom, office: Office, three: dict[str, str]
) -> None:
    """A clerk stands on the second of three when a verifier at another counter takes it further."""
    room.sit()
    room.key(Key.Key_Down, Key.Key_Down)
    assert chosen(room.page, "found") == [1]
    before = room.stages()
    office.advance(three["strange"], "penyusunan_draf")
    room.at_work.desk.changed.emit()
    room.at_work.settle()
    assert room.stages()[1] != before[1]
    assert [room.stages()[0], room.stages()[2]] == [before[0], before[2]]
    assert (chosen(room.page, "found"), room.cursor()) == ([1], "found")
    room.key(Key.Key_Return)
    assert room.at_work.office.file(three["strange"]).number in room.labels()


def test_the_days_of_receipt_are_typed_and_lifted_again(
    room: SearchRoom, office: Office, three: dict[str, str]
) -> None:
    """A head of division wants the files of one day only, and then all again, without the mouse."""
    office.clock.advance(days=1)
    later = office.register_file(office.intake(person=person("I MADE SUDARMA", "5107031203900003")))
    room.sit("kabid")
    room.key(Key.Key_F, held=CONTROL)
    assert room.cursor() == "filter_stage"
    room.key(Key.Key_Tab, Key.Key_Tab)
    assert room.cursor() == "filter_since"
    room.key("2411")
    assert len(room.names()) == 4, "half a date narrows nothing"
    room.key("2026")
    room.until("I Made Sudarma")
    assert room.numbers() == [office.file(later).number]
    room.key(Key.Key_F, held=CONTROL)
    assert room.cursor() == "search_text"
    assert not shows(room.page, "filters")
    room.qtbot.waitUntil(lambda: len(room.names()) == 4)
    room.key(Key.Key_F, held=CONTROL)
    assert seen(room.page, QLineEdit, "filter_since").text() == "", "the second time it begins anew"


def test_another_person_sits_down_and_reads_nothing_of_the_one_before(room: SearchRoom, three: dict[str, str]) -> None:
    """A clerk leaves the counter; whoever signs in next finds an empty field and the whole list."""
    room.sit()
    room.key("kusumaningrat")
    room.until(LONG_SHOWN)
    room.sit("kabid")
    assert room.field.text() == ""
    room.qtbot.waitUntil(lambda: len(room.names()) == 3)


def test_the_search_box_of_the_window_leads_here_and_back_to_where_one_was(
    room: SearchRoom, three: dict[str, str]
) -> None:
    """Ctrl+K from the page of a file, nothing chosen, Esc: back in the page, nothing lost."""
    room.sit()
    room.key("luh contoh")
    room.until("Ni Luh Contoh")
    room.key(Key.Key_K, held=CONTROL)
    assert room.cursor() == "search"
    room.key("abc", Key.Key_Escape)
    assert room.heading() == "Cari"
    assert (room.cursor(), room.field.text()) == ("search_text", "luh contoh")
    assert room.names() == ["Ni Luh Contoh"]
