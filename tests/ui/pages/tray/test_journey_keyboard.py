"""Perlu keputusan from beginning to end by keyboard alone, in the window that 150 % text leaves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.rules import stages
from app.ui.look import style
from tests.ui.pages.tray.room import CONTROL, TrayRoom
from tests.ui.pages.two_counters import TwoCounters

Key = Qt.Key


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[TrayRoom]:
    style.apply(qapp, dark=False)
    counters = TwoCounters(tmp_path, qtbot)
    yield TrayRoom(counters)
    counters.close()


def test_an_author_thinks_better_of_it_and_then_closes_it_with_words(room: TrayRoom) -> None:
    """A verifier was too late; she closes it without a reason, leaves, and gives one that begins with its keys."""
    file = room.counters.collision()
    room.sit("verifikator")
    assert (room.cursor(), room.chosen()) == ("tray_open", [0])
    room.key("t")
    assert "tetap terbaca pada daftar Selesai" in room.asked()
    assert room.cursor() == "reason"
    room.key(Key.Key_Return, held=CONTROL)
    assert "Alasan atau keterangan yang diminta wajib diisi" in room.asked(), "still there, with what is missing"
    room.key("Salah", Key.Key_Escape)
    assert room.question() is None
    assert room.settled() == []
    assert (room.cursor(), room.waiting()) == ("tray_open", [room.number(file)])
    room.key("t")
    assert room.reason().toPlainText() == "", "the second time it begins anew"
    room.key("TATA naskah sudah dibicarakan.")
    room.key(Key.Key_Return, held=CONTROL)
    assert room.settled() == [("withdraw", "Petugas Verifikator", "TATA naskah sudah dibicarakan.")]
    assert room.waiting() == []
    assert room.subtitle() == "Tidak ada yang perlu diputuskan."
    assert room.number(file) in room.said()
    assert room.offered() == []


def test_one_after_another_with_the_arrow(room: TrayRoom) -> None:
    """A head of division reads two matters, closes the second, and finds the cursor on the one that is left."""
    room.two_collisions()
    room.sit("kabid")
    first, second = room.waiting()
    assert room.subtitle() == "2 hal dari semua petugas menunggu keputusan"
    assert room.matter() == f"Kembalikan {first}"
    room.key(Key.Key_Down)
    assert room.matter() == f"Kembalikan {second}"
    room.key("t")
    assert second in room.asked()
    room.key("Tidak perlu lagi.")
    room.key(Key.Key_Return, held=CONTROL)
    assert room.waiting() == [first]
    assert (room.chosen(), room.matter(), room.cursor()) == ([0], f"Kembalikan {first}", "tray_open")
    assert room.subtitle() == "1 hal dari semua petugas menunggu keputusan"


def test_the_file_is_looked_at_and_the_list_is_as_it_was_left(room: TrayRoom) -> None:
    """Before deciding, a head of division opens the second file with Enter and comes back with Esc."""
    room.two_collisions()
    room.sit("kabid")
    second = room.waiting()[1]
    room.key(Key.Key_Down, Key.Key_Return)
    assert room.window.pages.current() == "file"
    room.key(Key.Key_Escape)
    assert room.window.pages.current() == "tray"
    assert (room.chosen(), room.matter(), room.cursor()) == ([1], f"Kembalikan {second}", "tray_open")


def test_taken_over_with_three_keys_and_read_afterwards(room: TrayRoom) -> None:
    """A supervisor returns the file in the own name, and reads in the other list that it was so."""
    file = room.counters.collision()
    room.sit("penyelia").key("a")
    assert "atas nama Anda, dengan isi yang sama seperti oleh Petugas Verifikator" in room.asked()
    room.key(Key.Key_Return)
    assert room.stage(file) == stages.RETURNED
    assert len(room.at_work.out) == 1
    room.key(Key.Key_Backtab)
    assert room.focus() is room.tabs
    room.key(Key.Key_Right)
    assert [row[:2] for row in room.closed()] == [["Kembalikan", room.number(file)]]
    assert room.matter() == f"Kembalikan {room.number(file)}"
    assert room.offered() == ["Buka berkas"], "what is decided is not decided again"
    room.key(Key.Key_Tab, "t", "a", Key.Key_F8)
    assert room.question() is None
    assert len(room.settled()) == 1


def test_a_question_that_is_left_leaves_all_as_it_was(room: TrayRoom) -> None:
    """A supervisor asks to take over, reads what that means, and lets it be."""
    file = room.counters.collision()
    before = room.stage(file)
    room.sit("penyelia").key("a", Key.Key_Escape)
    assert (room.stage(file), room.settled(), room.at_work.out) == (before, [], [])
    assert (room.cursor(), room.said()) == ("tray_open", "")


def test_done_again_after_another_page_was_seen(room: TrayRoom) -> None:
    """The author sets out to do it again, looks at the queue first, and does it in the end: it is closed by itself."""
    file = room.counters.collision()
    room.sit("verifikator").key(Key.Key_F8)
    assert room.window.pages.current() == "file"
    room.window.open("queue")
    room.settle()
    assert len(room.open_matters()) == 1
    room.counters.clock.advance(minutes=1)
    room.counters.give_back(room.counters.one, file)
    room.at_work.desk.changed.emit()
    room.settle()
    assert [how for how, _, _ in room.settled()] == ["redo"]
    assert room.again().waiting() == []


def test_nothing_to_decide_and_then_something_while_one_looks(room: TrayRoom) -> None:
    """An empty list takes no key amiss; what comes from the centre meanwhile stands there by itself."""
    room.sit("kabid")
    assert (room.waiting(), room.offered(), room.matter()) == ([], [], "")
    room.key("a", "t", Key.Key_Return, Key.Key_F8, Key.Key_Down)
    assert (room.question(), room.said(), room.window.pages.current()) == (None, "", "tray")
    file = room.counters.collision()
    assert room.waiting() == [room.number(file)]
    assert room.subtitle() == "1 hal dari semua petugas menunggu keputusan"
    assert room.matter() == f"Kembalikan {room.number(file)}"
    assert room.counters.numbers[-1] == 1
