"""Search while typing: the first by Enter, even before the answer has come."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.ui.widgets.picker import Answer, PickRow, SearchPicker
from app.ui.widgets.picker_list import PickerList

KEY = Qt.Key
VILLAGES = (
    PickRow("2001", "Abang", "Kec. Abang"),
    PickRow("2002", "Ababi", "Kec. Abang"),
    PickRow("2004", "Culik", "Kec. Abang"),
)


class Villages:
    """Answers at once, or holds the questions until it is told to."""

    def __init__(self) -> None:
        self.hold = False
        self.asked: list[tuple[str, Answer]] = []

    def __call__(self, text: str, answer: Answer) -> None:
        self.asked.append((text, answer))
        if not self.hold:
            self.reply(len(self.asked) - 1)

    def reply(self, place: int) -> None:
        text, answer = self.asked[place]
        answer(tuple(row for row in VILLAGES if text.lower() in row.label.lower()))


class Page(QWidget):
    def __init__(self, villages: Villages, least: int = 1) -> None:
        super().__init__()
        self.resize(500, 300)
        self.picker = SearchPicker(villages, self, wait=0, least=least)
        self.after = QLineEdit(self)
        column = QVBoxLayout(self)
        column.addWidget(self.picker)
        column.addStretch(1)
        column.addWidget(self.after)


@pytest.fixture
def villages() -> Villages:
    return Villages()


@pytest.fixture
def page(villages: Villages, shown: Callable[[Page], Page]) -> Page:
    made = shown(Page(villages))
    made.picker.setFocus()
    return made


def labels(page: Page) -> list[str]:
    return [row.label for row in page.picker.list_rows()]


def test_rows_come_while_typing(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.picker, "ab")
    qtbot.waitUntil(lambda: labels(page) == ["Abang", "Ababi"])
    assert page.picker.accessibleDescription() == "Abang, Kec. Abang; 2 pilihan"
    assert (page.picker.value(), page.picker.problem()) == ("", "not_picked")


def test_enter_takes_the_first_and_goes_on(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.picker, "ab")
    qtbot.waitUntil(lambda: bool(labels(page)))
    with qtbot.waitSignals([page.picker.picked, page.picker.completed]):
        qtbot.keyClick(page.picker, KEY.Key_Return)
    assert (page.picker.value(), page.picker.text(), labels(page)) == ("2001", "Abang", [])
    assert page.after.hasFocus()
    assert page.picker.live() == "Kec. Abang"


def test_arrows_mark_another_row_and_go_round(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.picker, "a")
    qtbot.waitUntil(lambda: bool(labels(page)))
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Up, KEY.Key_Return):
        qtbot.keyClick(page.picker, key)
    assert page.picker.row() == VILLAGES[1]


def test_who_types_fast_gets_the_first_row_when_it_comes(page: Page, villages: Villages, qtbot: QtBot) -> None:
    villages.hold = True
    qtbot.keyClicks(page.picker, "cul")
    qtbot.keyClick(page.picker, KEY.Key_Return)
    assert page.picker.hasFocus()
    villages.reply(-1)
    assert page.picker.value() == "2004"
    assert page.after.hasFocus()


def test_enter_on_nothing_found_says_so_and_stays(page: Page, villages: Villages, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.picker, "zzz")
    qtbot.keyClick(page.picker, KEY.Key_Return)
    assert page.picker.hasFocus()
    assert page.picker.accessibleDescription() == "Tidak ditemukan; 0 pilihan"
    page.findChild(PickerList).grab()


def test_an_answer_to_an_older_text_is_passed_over(page: Page, villages: Villages, qtbot: QtBot) -> None:
    villages.hold = True
    qtbot.keyClicks(page.picker, "ab")
    qtbot.waitUntil(lambda: len(villages.asked) == 1)
    qtbot.keyClicks(page.picker, "i")
    villages.reply(0)
    assert labels(page) == []


def test_an_answer_that_comes_after_all_is_closed_does_no_harm(page: Page, villages: Villages, qtbot: QtBot) -> None:
    villages.hold = True
    qtbot.keyClicks(page.picker, "ab")
    qtbot.waitUntil(lambda: len(villages.asked) == 1)
    delete(page.picker)
    villages.reply(0)


def test_an_answer_that_comes_after_one_went_on_opens_no_list(page: Page, villages: Villages, qtbot: QtBot) -> None:
    villages.hold = True
    qtbot.keyClicks(page.picker, "ab")
    qtbot.waitUntil(lambda: len(villages.asked) == 1)
    page.after.setFocus()
    villages.reply(0)
    assert labels(page) == []


def test_typing_lets_go_of_what_was_taken(page: Page, qtbot: QtBot) -> None:
    page.picker.set_value(VILLAGES[0])
    assert page.picker.problem() == ""
    qtbot.keyClick(page.picker, KEY.Key_Backspace)
    assert (page.picker.text(), page.picker.value()) == ("Aban", "")


def test_enter_on_an_empty_or_settled_field_goes_on(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClick(page.picker, KEY.Key_Return)
    assert page.after.hasFocus()
    page.picker.set_value(VILLAGES[0])
    page.picker.setFocus()
    qtbot.keyClick(page.picker, KEY.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert page.after.hasFocus()


def test_esc_closes_the_list_and_down_opens_it_again(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.picker, "ab")
    qtbot.waitUntil(lambda: bool(labels(page)))
    qtbot.keyClick(page.picker, KEY.Key_Escape)
    assert (labels(page), page.picker.text()) == ([], "ab")
    qtbot.keyClick(page.picker, KEY.Key_Down)
    assert len(labels(page)) == 2


def test_going_on_with_tab_or_clearing_closes_the_list(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.picker, "a")
    qtbot.waitUntil(lambda: bool(labels(page)))
    qtbot.keyClick(page.picker, KEY.Key_Backspace)
    assert labels(page) == []
    qtbot.keyClicks(page.picker, "a")
    qtbot.waitUntil(lambda: bool(labels(page)))
    qtbot.keyClick(page.picker, KEY.Key_Tab)
    assert labels(page) == []


def test_a_click_takes_a_row(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.picker, "ab")
    qtbot.waitUntil(lambda: bool(labels(page)))
    offered = page.findChild(PickerList)
    qtbot.mouseClick(offered.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, offered.viewport().height() - 10))
    assert page.picker.value() == "2002"


def test_the_list_opens_upwards_where_the_window_ends(page: Page, qtbot: QtBot) -> None:
    page.picker.setParent(page)
    page.layout().removeWidget(page.picker)
    page.picker.setGeometry(10, 250, 300, 34)
    page.picker.show()
    page.picker.setFocus()
    qtbot.keyClicks(page.picker, "ab")
    qtbot.waitUntil(lambda: bool(labels(page)))
    assert page.findChild(PickerList).geometry().bottom() < 250


def test_short_texts_are_not_asked(shown: Callable[[Page], Page], villages: Villages, qtbot: QtBot) -> None:
    page = shown(Page(villages, least=3))
    page.picker.setFocus()
    qtbot.keyClicks(page.picker, "ab")
    qtbot.keyClick(page.picker, KEY.Key_Down)
    assert villages.asked == []


def test_a_draft_brings_the_row_back_without_a_search(page: Page, villages: Villages) -> None:
    page.picker.set_value(VILLAGES[2])
    kept = page.picker.typed()
    page.picker.set_value(None)
    assert page.picker.text() == ""
    page.picker.set_typed(kept)
    assert (page.picker.row(), villages.asked) == (VILLAGES[2], [])
    page.picker.set_typed("cul")
    assert (page.picker.text(), page.picker.value(), page.picker.typed()) == ("cul", "", "cul")
