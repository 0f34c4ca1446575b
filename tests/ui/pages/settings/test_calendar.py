"""Pengaturan, Kalender: a holiday is written down, taken back, a year declared; open files follow."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.ui.pages.settings.calendar import CalendarSettings
from app.ui.widgets.confirm import Confirm
from tests.ui.at_work import AtWork

CONTROL = Qt.KeyboardModifier.ControlModifier
DAY = date(2026, 11, 25)
TYPED: dict[str, Any] = {"day": DAY, "kind": "libur_daerah", "name": "Hari berkabung", "source": "SE Bupati 1/2026"}


@pytest.fixture
def page(at_work: AtWork, qtbot: QtBot) -> CalendarSettings:
    at_work.sit("administrator")
    page = CalendarSettings(at_work.workplace)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.activateWindow()
    at_work.settle()
    return page


def press(at_work: AtWork, page: CalendarSettings, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    button.click()
    at_work.settle()


def confirm(at_work: AtWork, page: CalendarSettings) -> None:
    asked = page.window().findChild(Confirm)
    assert asked is not None
    button = asked.findChild(QPushButton, "confirm")
    assert button is not None
    button.click()
    at_work.settle()


def select(page: CalendarSettings, day: date) -> None:
    rows = page.days.table.model.rows()
    page.days.table.select(next(row.key for row in rows if row.day == day))


def save(at_work: AtWork, page: CalendarSettings, **changes: Any) -> None:
    page.form.set_values(TYPED | changes)
    at_work.chord(page, Qt.Key.Key_S, CONTROL)


def own(page: CalendarSettings) -> list[tuple[date, bool]]:
    return [(row.day, row.counts_for_sla) for row in page.days.table.model.rows() if row.own]


def test_the_year_of_today_stands_there(page: CalendarSettings) -> None:
    assert page.days.year == 2026
    assert date(2026, 12, 25) in {row.day for row in page.days.table.model.rows()}
    whole = page.findChild(QPushButton, "year_whole")
    assert whole is not None
    assert not whole.isVisible()


def test_a_holiday_moves_what_is_due(at_work: AtWork, page: CalendarSettings) -> None:
    file = at_work.office.register_file()
    save(at_work, page)
    assert own(page) == [(DAY, False)]
    assert at_work.office.file(file).due == date(2026, 12, 1)
    assert "dihitung ulang" in at_work.texts()[-1]
    assert page.form.values()["day"] is None


def test_what_is_missing_stays_on_the_screen(at_work: AtWork, page: CalendarSettings) -> None:
    save(at_work, page, source="")
    assert set(page.form.errors()) == {"source"}
    assert own(page) == []


def test_a_known_day_is_made_a_working_day_and_back(at_work: AtWork, page: CalendarSettings) -> None:
    christmas = date(2026, 12, 25)
    select(page, christmas)
    at_work.press(page.days.table.view, Qt.Key.Key_Return)
    assert page.form.values()["day"] == christmas
    page.form.set_values({"counts": "kerja", "source": "SE Bupati 2/2026"})
    at_work.chord(page, Qt.Key.Key_S, CONTROL)
    assert own(page) == [(christmas, True)]
    select(page, christmas)
    press(at_work, page, "remove_day")
    confirm(at_work, page)
    assert own(page) == []


def test_only_the_offices_own_word_is_taken_back(page: CalendarSettings) -> None:
    back = page.findChild(QPushButton, "remove_day")
    assert back is not None
    select(page, date(2026, 12, 25))
    assert not back.isEnabled()


def test_a_year_is_declared_whole(at_work: AtWork, page: CalendarSettings) -> None:
    press(at_work, page, "year_after")
    press(at_work, page, "year_after")
    assert page.days.year == 2028
    press(at_work, page, "year_whole")
    confirm(at_work, page)
    assert 2028 in at_work.office.door.ask(lambda look: look.known_calendar.years)
    press(at_work, page, "year_before")
    assert page.days.year == 2027


def test_somebody_who_may_not_is_told(at_work: AtWork, page: CalendarSettings) -> None:
    at_work.sit("kadis")
    save(at_work, page)
    assert "hak akses" in page.text()
    assert page.form.values()["name"] == "Hari berkabung"
