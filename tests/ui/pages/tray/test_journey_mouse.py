"""Perlu keputusan from beginning to end by mouse, in the window that 150 % text leaves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.rules import stages
from app.ui.look import style
from tests.ui.pages.by_hand import in_sight, scrolled_to, whole
from tests.ui.pages.tray.room import ACTS, TrayRoom
from tests.ui.pages.two_counters import TwoCounters
from tests.ui.seen import says, seen

LONG = "Sudah dibicarakan dengan pemohon dan penyelia. " * 5


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[TrayRoom]:
    style.apply(qapp, dark=False)
    counters = TwoCounters(tmp_path, qtbot)
    yield TrayRoom(counters)
    counters.close()


def test_a_supervisor_hesitates_and_then_takes_it_over(room: TrayRoom) -> None:
    """He clicks, reads, clicks Batal, clicks again and agrees; the file goes back to the applicant, with its paper."""
    file = room.counters.collision()
    room.sit("penyelia")
    room.hand.cell(room.open_list, 0)
    room.press("tray_adopt")
    assert f"Kembalikan {room.number(file)} dilakukan sekarang atas nama Anda" in room.asked()
    room.press("cancel")
    assert (room.question(), room.settled(), room.at_work.out) == (None, [], [])
    room.press("tray_adopt")
    room.press("confirm")
    assert room.stage(file) == stages.RETURNED
    assert len(room.at_work.out) == 1
    assert [(how, who) for how, who, _ in room.settled()] == [("adopt", "Petugas Penyelia")]
    room.tab(1)
    assert [row[1] for row in room.closed()] == [room.number(file)]
    assert says(room.page, "matter_end").startswith("Diambil alih oleh Petugas Penyelia, ")
    room.tab(0)
    assert (room.matter(), room.offered()) == ("", [])
    for _ in range(len(room.window.notices.texts())):
        room.hand.click(room.window.notices.strips()[0].findChildren(QToolButton)[-1])
    assert room.said() == ""


def test_the_tab_counts_what_waits_and_the_menu_too(room: TrayRoom) -> None:
    """Two matters wait; with each that is closed, with many words, the tab and the bell in the menu say one less."""
    room.two_collisions()
    room.sit("kabid")
    counted = []
    for _ in range(2):
        counted.append((room.tabs.tabText(0), room.counters.numbers[-1]))
        room.press("tray_close")
        room.hand.type(room.reason(), LONG)
        room.press("confirm")
    counted.append((room.tabs.tabText(0), room.counters.numbers[-1]))
    assert counted == [("Terbuka (2)", 2), ("Terbuka (1)", 1), ("Terbuka", 0)]
    assert [note for _, _, note in room.settled()] == [LONG.strip()] * 2
    room.tab(1)
    assert says(room.page, "matter_end").endswith(f"Alasan: {LONG.strip()}")


def test_a_click_on_the_second_shows_the_second_and_acts_on_it(room: TrayRoom) -> None:
    """The file of the lower matter is opened with its button, that of the upper one by a double click."""
    files = room.two_collisions()
    room.sit("kabid")
    second = room.waiting()[1]
    room.hand.cell(room.open_list, 1)
    assert room.matter() == f"Kembalikan {second}"
    room.press("tray_open_file")
    shown = room.window.pages.currentWidget()
    assert shown is not None
    assert any(second in each.text() for each in shown.findChildren(QLabel) if each.isVisible())
    room.again()
    room.hand.cell(room.open_list, 0, 1, double=True)
    assert room.at_work.routes[-1].argument == next(file for file in files if room.number(file) != second)


def test_closed_elsewhere_while_the_question_is_open(room: TrayRoom) -> None:
    """Another supervisor is quicker: this one's answer changes nothing, is told so, and the matter is gone."""
    room.counters.collision()
    room.sit("kabid")
    room.press("tray_close")
    room.hand.type(room.reason(), "Saya juga.")
    room.close_elsewhere(room.counters.two.office, "penyelia", "Sudah diurus.")
    room.counters.settle()
    assert room.question() is not None, "what is being typed is not taken away"
    room.press("confirm")
    assert [note for _, _, note in room.settled()] == ["Sudah diurus."]
    assert room.said() != ""
    assert (room.waiting(), room.offered()) == ([], [])
    room.tab(1)
    assert "Alasan: Sudah diurus." in says(room.page, "matter_end")


def test_whoever_sits_down_next_reads_only_what_concerns_them(room: TrayRoom) -> None:
    """The author leaves, a treasurer sits down and has nothing to decide, then a head of division, who has all."""
    file = room.counters.collision()
    assert room.sit("verifikator").waiting() == [room.number(file)]
    room.sit("bendahara")
    assert (room.waiting(), room.offered(), room.matter()) == ([], [], "")
    assert room.subtitle() == "Tidak ada yang perlu diputuskan."
    assert room.sit("kabid").waiting() == [room.number(file)]
    assert "Ambil alih" in room.offered()


def test_everything_can_be_read_and_clicked_where_text_is_large(room: TrayRoom) -> None:
    """The long matter scrolls to its end, the buttons below stay in sight with their words whole."""
    room.two_collisions()
    room.sit("kabid")
    for row in range(2):
        room.hand.cell(room.open_list, row)
        for name in ACTS:
            button = seen(room.page, QPushButton, name)
            assert in_sight(button), name
            assert button.width() >= button.sizeHint().width(), button.text()
        told = seen(room.page, QLabel, "matter_told")
        scrolled_to(told)
        room.settle()
        assert in_sight(told)
        assert whole(told)
    view = room.open_list
    wanted = max(view.fontMetrics().horizontalAdvance(number) for number in room.waiting())
    assert view.columnWidth(1) > wanted, "no number is cut"
