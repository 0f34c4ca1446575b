"""Mutu Isian in Laporan: who sees it, how its numbers read, what it says it is not for, and on paper."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabBar
from pytestqt.qtbot import QtBot

from app.queries import quality as q
from app.queries.quality import Quality, QualityRow
from app.rules.workflow import ROLES
from app.ui.pages.reports.columns import card
from app.ui.pages.reports.page import ReportsPage
from app.ui.pages.reports.quality import EMPTY, NOT_FOR, READERS, quality_report
from tests.office import Office
from tests.ui.at_work import AtWork
from tests.ui.pages.reports.test_tables import HEADING
from tests.ui.seen import rows, says

NONE = (0,) * len(q.KINDS)
SERVICE = QualityRow(q.SERVICE, "SIPB", 240, 12, (5, 4, 0, 3, 0, 0, 0))
SMALL = QualityRow(q.COUNTER_HOUR, "Loket 1, 08.00-08.59", 3, 1, (1, 0, 0, 0, 0, 0, 0), hidden=True)


def shown(at_work: AtWork, qtbot: QtBot, *roles: str) -> ReportsPage:
    at_work.sit(*roles)
    page = ReportsPage(at_work.workplace, at_work.folder)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    page.activate(None)
    at_work.settle()
    return page


def tabs(page: ReportsPage) -> QTabBar:
    found = page.findChild(QTabBar, "reports")
    assert found is not None
    return found


def offered(page: ReportsPage) -> list[str]:
    bar = tabs(page)
    return [bar.tabText(at) for at in range(bar.count()) if bar.isTabVisible(at)]


def cells(row: QualityRow) -> dict[str, object]:
    report = quality_report(Quality(date(2026, 11, 1), date(2026, 11, 30), (row,)))
    return {column.title: column.cell(row) for column in report.columns}


@pytest.mark.parametrize("role", ROLES)
def test_for_those_who_arrange_the_work(at_work: AtWork, qtbot: QtBot, role: str) -> None:
    assert ("Mutu Isian" in offered(shown(at_work, qtbot, role))) == (role in READERS)
    assert {"penyelia", "kabid", "sekretaris", "kadis", "administrator"} == READERS


def test_by_keyboard_with_what_it_is_not_for(at_work: AtWork, office: Office, qtbot: QtBot) -> None:
    page = shown(at_work, qtbot, "kabid")
    about = page.findChild(QLabel, "report_about")
    assert about is not None
    assert not about.isVisible()
    tabs(page).setFocus()
    for _ in range(3):
        qtbot.keyClick(tabs(page), Qt.Key.Key_Right)
    at_work.settle()
    assert about.isVisible()
    assert NOT_FOR in about.text()
    assert rows(page, "Mutu Isian") == []
    assert says(page, "empty_text") == EMPTY
    office.register_file()
    at_work.desk.changed.emit()
    at_work.settle()
    assert rows(page, "Mutu Isian")[0][:4] == ["Semua", "Semua pendaftaran", "1", "0 dari 1, 0,0 %"]
    qtbot.keyClick(tabs(page), Qt.Key.Key_Left)
    assert not about.isVisible()


def test_a_number_stands_beside_the_registrations() -> None:
    told = cells(SERVICE)
    assert told["Dengan temuan"] == "12 dari 240, 5,0 %"
    assert (told["Menurut"], told["Kelompok"], told["Pendaftaran"]) == ("Layanan", "SIPB", 240)
    assert (told["Dikoreksi setelah terdaftar"], told["Dikembalikan"], told["Diubah saat perbaikan"]) == (5, 4, 0)


def test_a_small_group_shows_no_figure() -> None:
    told = cells(SMALL)
    assert {title: cell for title, cell in told.items() if title not in ("Menurut", "Kelompok")} == dict.fromkeys(
        [title for title in told if title not in ("Menurut", "Kelompok")], "<5"
    )


def test_on_paper_with_its_remarks_and_nobody_named() -> None:
    made = card(quality_report(Quality(date(2026, 11, 1), date(2026, 11, 30), (SERVICE, SMALL))), HEADING, "Kabid")
    assert made.title == "Mutu Isian"
    assert made.period == "November 2026"
    assert NOT_FOR in made.remarks
    assert not any("etugas" in column.title for column in made.columns)
    assert made.rows[1][3:] == ("<5",) * (len(made.columns) - 3)


def test_it_is_saved_like_the_others(at_work: AtWork, office: Office, qtbot: QtBot) -> None:
    office.register_file()
    page = shown(at_work, qtbot, "penyelia")
    tabs(page).setCurrentIndex(3)
    at_work.settle()
    for keys in (Qt.Key.Key_P, Qt.Key.Key_E):
        at_work.chord(page, keys, Qt.KeyboardModifier.ControlModifier)
        at_work.settle()
    names = {path.name for path in at_work.folder.iterdir()}
    assert {f"mutu-isian_2026-11-01_2026-11-30.{ending}" for ending in ("pdf", "xlsx")} <= names
