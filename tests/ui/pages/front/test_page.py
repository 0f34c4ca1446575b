"""Beranda: numbers that open their lists, what presses, and reminders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from app.actions.commands.office import AddMandate
from app.queries.front import LATE, MINE, READY, RECEIVED, RETURNED, SOON, TILES
from app.queries.work import MATCHING
from app.ui.pages.front.list import FrontListPage
from app.ui.pages.front.page import FrontPage
from app.ui.shell.navigator import Route
from app.ui.widgets.card import Card
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.tile import Tile
from app.upkeep.counter_file import BACKUP_AT, SHEET_AT
from app.upkeep.keys import ObtainedKey
from app.upkeep.safekeeping import Safekeeping
from tests.conftest import KEY
from tests.ui.at_work import AtWork
from tests.ui.seen import chosen, column, part, rows, says, seen, shows

Show = Callable[..., FrontPage]


@pytest.fixture
def show(at_work: AtWork, qtbot: QtBot, register_path: Path) -> Show:
    def made(*roles: str, memory: dict[str, str] | None = None, place: str = "credentials") -> FrontPage:
        at_work.sit(*roles)
        door, now = at_work.office.door, at_work.office.clock.now
        kept = Safekeeping(register_path, ObtainedKey(KEY, False, place), memory or {}, door.ask, now)
        page = FrontPage(at_work.workplace, kept, now)
        qtbot.addWidget(page)
        page.resize(1100, 640)
        page.show()
        page.activate(None)
        at_work.settle()
        return page

    return made


def number(page: FrontPage, key: str) -> int | None:
    return tile(page, key).number()


def tile(page: FrontPage, key: str) -> Tile:
    return part(page, Tile, f"tile_{key}")


def steps(page: FrontPage) -> str:
    return seen(page, QLabel, "start_steps").text()


def reminding(page: FrontPage) -> Card:
    return seen(page, Card, "reminders")


def reminders(page: FrontPage) -> list[str]:
    return [line.text() for line in reminding(page).findChildren(HelpLine) if not line.isHidden()]


def test_an_empty_register_says_how_to_begin(show: Show) -> None:
    page = show("administrator")
    assert [number(page, key) for key in TILES] == [0] * 6
    assert steps(page).startswith("1. Pengaturan, Pengguna")
    assert page.subtitle == "Senin, 23 November 2026, pukul 10.00 WITA"


def test_a_clerk_is_led_to_the_form_only(show: Show) -> None:
    page = show("petugas_loket")
    assert steps(page).startswith("1. Permohonan Baru")


def test_the_numbers_follow_the_register(show: Show, at_work: AtWork) -> None:
    page = show("verifikator")
    file = at_work.office.register_file()
    at_work.desk.changed.emit()
    at_work.settle()
    assert not shows(page, "start_help")
    assert (number(page, MINE), number(page, RECEIVED), number(page, LATE)) == (1, 1, 0)
    assert column(page, "pressing", "Nomor") == [at_work.office.file(file).number]
    assert chosen(page, "pressing") == [0]
    at_work.office.clock.advance(days=30)
    at_work.desk.changed.emit()
    at_work.settle()
    assert (number(page, LATE), number(page, RECEIVED)) == (1, 0)


def test_what_waits_to_be_compared_is_a_number_for_whom_that_is_work(show: Show, at_work: AtWork) -> None:
    at_work.office.register_file()
    page = show("kadis")
    assert not tile(page, MATCHING).isVisible()
    page = show("verifikator")
    assert number(page, MATCHING) == 1
    seen(page, Tile, f"tile_{MATCHING}").setFocus()
    at_work.press(page, Qt.Key.Key_Return)
    assert at_work.routes[-1] == Route("queue", MATCHING)


@pytest.mark.parametrize("key", [SOON, LATE, RECEIVED, READY, RETURNED])
def test_each_number_opens_its_list_by_enter(show: Show, at_work: AtWork, key: str) -> None:
    page = show("verifikator")
    tile(page, key).setFocus()
    at_work.press(page, Qt.Key.Key_Return)
    assert at_work.routes == [Route("front_list", key)]


def test_what_waits_for_me_is_the_queue_and_a_row_opens_its_file(show: Show, at_work: AtWork) -> None:
    file = at_work.office.register_file()
    page = show("verifikator")
    tile(page, MINE).setFocus()
    at_work.press(page, Qt.Key.Key_Space)
    seen(page, QTableView, "pressing").setFocus()
    at_work.press(page, Qt.Key.Key_Return)
    assert at_work.routes == [Route("queue"), Route("file", file)]


def test_administrators_are_reminded_of_copies_and_key(show: Show, at_work: AtWork) -> None:
    assert reminders(show("administrator", place="file")) == [
        "Cadangan ke luar komputer ini belum pernah dibuat.",
        "Lembar kunci pemulihan belum dicetak atau disimpan.",
        "Kunci data disimpan dalam berkas karena penyimpanan sandi sistem tidak tersedia.",
    ]
    old = (at_work.office.clock.now() - timedelta(days=9)).isoformat()
    page = show("administrator", memory={BACKUP_AT: old, SHEET_AT: old})
    assert reminders(page) == ["Cadangan terakhir ke luar komputer ini dibuat 9 hari yang lalu."]
    seen(page, QPushButton, "reminder_backup").click()
    assert at_work.routes[-1] == Route("settings", "backup")


def test_others_are_not_and_are_told_what_would_stand_there(show: Show) -> None:
    page = show("verifikator")
    assert reminders(page) == []
    assert says(page, "no_reminder") == "Tidak ada yang perlu diingatkan saat ini."
    assert "Memuat data" not in [each.text() for each in reminding(page).findChildren(QLabel) if each.isVisible()]


def test_there_is_room_on_a_small_screen(show: Show, at_work: AtWork) -> None:
    page = show("verifikator")
    page.resize(760, 500)
    at_work.settle()
    below, above = reminding(page), seen(page, Card, "pressing_card")
    assert below.y() >= above.geometry().bottom()


def test_the_list_behind_a_number(at_work: AtWork, qtbot: QtBot) -> None:
    at_work.sit("verifikator")
    file = at_work.office.register_file()
    page = FrontListPage(at_work.workplace)
    qtbot.addWidget(page)
    page.show()
    page.activate(RECEIVED)
    at_work.settle()
    assert page.subtitle.startswith("Diterima hari ini")
    (cells,) = rows(page, "front_rows")
    assert cells[0] == at_work.office.file(file).number
    assert chosen(page, "front_rows") == [0]
    assert cells[1:4] == ["Ni Luh Contoh", "SIPB", "Verifikasi Berkas"]
    assert cells[5] == "5 hari lagi"
    seen(page, QTableView, "front_rows").setFocus()
    at_work.press(page, Qt.Key.Key_Return)
    assert at_work.routes == [Route("file", file)]


def test_a_mandate_that_ends_is_named_to_everybody(show: Show, at_work: AtWork) -> None:
    today = at_work.office.clock.now().date()
    at_work.office.do(
        "administrator",
        AddMandate,
        role="kadis",
        substitute="kabid",
        mandate="plh",
        letter_number="800/1",
        letter_date=today,
        starts=today,
        ends=today,
    )
    assert reminders(show("verifikator")) == [
        "Penugasan Plh. Kepala Dinas oleh Petugas Kabid berakhir Senin, 23 November 2026."
    ]


def test_a_missing_calendar_is_named(show: Show, at_work: AtWork) -> None:
    at_work.office.clock.advance(days=4000)
    assert reminders(show("verifikator"))[0].startswith("Kalender hari libur tahun 2037 belum diisi.")
