"""Notices are calm: they come, say what to do, and go; never more than three; never modal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.shell.board import Board, NoticeButton, NoticePressed
from app.ui.widgets.notice_bar import NAMES, NoticeBar
from app.ui.words.notices import Notice, NoticeLevel, say


@pytest.fixture
def board(qtbot: QtBot) -> Board:
    return Board()


@pytest.fixture
def bar(board: Board, shown: Callable[[QWidget], QWidget]) -> NoticeBar:
    made = NoticeBar(board)
    frame = QWidget()
    made.setParent(frame)
    shown(frame)
    return made


def test_it_is_not_there_while_there_is_nothing_to_say(bar: NoticeBar) -> None:
    assert bar.isHidden()


@pytest.mark.parametrize("level", list(NoticeLevel))
def test_a_notice_is_read_out_with_its_kind(bar: NoticeBar, board: Board, level: NoticeLevel) -> None:
    board.pin(Notice("Perubahan telah disimpan.", level, "Silakan lanjut."))
    strip = bar.strips()[0]
    assert strip.accessibleName() == f"{NAMES[level]}: Perubahan telah disimpan. Silakan lanjut."
    assert strip.findChild(QLabel, "notice_text").text() == "Perubahan telah disimpan. Silakan lanjut."
    assert bar.isVisible()


def test_newer_ones_stand_first_and_the_fourth_pushes_the_oldest_out(bar: NoticeBar, board: Board) -> None:
    for number in range(4):
        board.tell(f"Nomor {number}", NoticeLevel.WARNING, topic=str(number))
    assert bar.texts() == ("Nomor 3", "Nomor 2", "Nomor 1")


def test_good_news_makes_room_sooner_and_goes_with_the_person(bar: NoticeBar, board: Board) -> None:
    board.tell("Pencetak tidak ditemukan.", NoticeLevel.WARNING, topic="printer")
    for number in range(3):
        board.tell(f"Nomor {number}", NoticeLevel.SUCCESS, topic=str(number))
    assert bar.texts() == ("Nomor 2", "Nomor 1", "Pencetak tidak ditemukan.")
    bar.forget_good_news()
    assert bar.texts() == ("Pencetak tidak ditemukan.",)


def test_a_notice_takes_the_place_of_an_older_one_on_the_same_topic(bar: NoticeBar, board: Board) -> None:
    board.tell("Luring sejak 09.12", topic="connection")
    board.tell("Daring", topic="connection")
    assert bar.texts() == ("Daring",)
    board.remove("connection")
    assert (bar.texts(), bar.isHidden()) == ((), True)


def test_what_lasts_is_neither_dismissed_nor_pushed_out(bar: NoticeBar, board: Board) -> None:
    board.pin(
        Notice("Jam komputer mundur.", NoticeLevel.WARNING),
        "clock",
        NoticeButton("Jam sudah benar", "right"),
        lasts=True,
    )
    for number in range(4):
        board.tell(f"Nomor {number}", NoticeLevel.WARNING, topic=str(number))
    assert bar.texts() == ("Nomor 3", "Nomor 2", "Jam komputer mundur.")
    assert bar.dismiss_newest()
    assert bar.dismiss_newest()
    assert not bar.dismiss_newest()
    bar.forget_good_news()
    taken = []
    board.taken.connect(taken.append)
    strip = bar.strips()[0]
    assert strip.findChild(QToolButton, "notice_dismiss").isHidden()
    strip.findChild(QPushButton, "notice_act_right").click()
    assert (taken, bar.texts()) == ([NoticePressed("clock", "right")], ("Jam komputer mundur.",))
    board.remove("clock")
    assert bar.isHidden()


def test_it_can_be_dismissed_with_the_mouse_or_from_the_keyboard(bar: NoticeBar, board: Board, qtbot: QtBot) -> None:
    board.tell("Satu", topic="1")
    board.tell("Dua", topic="2")
    qtbot.mouseClick(bar.strips()[0].findChild(QToolButton, "notice_dismiss"), Qt.MouseButton.LeftButton)
    assert bar.texts() == ("Satu",)
    assert bar.dismiss_newest()
    assert not bar.dismiss_newest()


def test_its_button_tells_what_was_taken_and_the_notice_goes(bar: NoticeBar, board: Board, qtbot: QtBot) -> None:
    board.pin(say("printer_missing"), "printer", NoticeButton("Cetak ulang", "again"))
    button = bar.strips()[0].findChild(QPushButton, "notice_act_again")
    assert button.accessibleName() == "Cetak ulang"
    with qtbot.waitSignal(board.taken) as told:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (told.args, bar.texts()) == ([NoticePressed("printer", "again")], ())


def test_it_takes_no_focus_away_from_typing(bar: NoticeBar, board: Board, qtbot: QtBot) -> None:
    field = QToolButton(bar.window())
    field.show()
    field.setFocus()
    board.tell("Daring")
    assert field.hasFocus()


def test_its_drawing_follows_a_change_of_palette(bar: NoticeBar, board: Board) -> None:
    board.tell("Daring")
    strip = bar.strips()[0]
    mark = strip.findChildren(QLabel)[0]
    before = mark.pixmap().cacheKey()
    mark.clear()
    strip.changeEvent(QEvent(QEvent.Type.PaletteChange))
    assert mark.pixmap().cacheKey() == before
