"""Laporan, by keyboard: which report, which days, what is seen, what is saved."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTabBar, QTableView
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app.ui.pages.handover.parts import AnswerStrip
from app.ui.pages.reports.page import ReportsPage
from app.ui.pages.reports.period import PeriodRow
from app.ui.shell.desk import Desk
from app.ui.shell.navigator import Route
from app.ui.widgets.choice import ChoiceEdit
from app.ui.widgets.number_edit import DateEdit
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.words.notices import NoticeLevel
from tests.office import Office
from tests.queries.histories import NEW, History, Turn
from tests.ui.at_work import AtOnce, AtWork
from tests.ui.seen import line_of, part, rows, says, seen

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Reports:
    """The page, and what can be seen on it."""

    def __init__(self, at_work: AtWork, qtbot: QtBot, desk: Desk | None = None) -> None:
        self.at_work = at_work
        at_work.sit("kabid")
        self.page = ReportsPage(replace(at_work.workplace, desk=desk or at_work.desk), at_work.folder)
        qtbot.addWidget(self.page)
        self.page.resize(1100, 600)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.activate(None)
        at_work.settle()

    def press(self, *keys: Qt.Key | str) -> None:
        self.at_work.press(self.page, *keys)

    def chord(self, key: Qt.Key) -> None:
        self.at_work.chord(self.page, key, CTRL)

    def rows(self) -> list[list[str]]:
        """Of the report that is chosen."""
        tabs = part(self.page, QTabBar, "reports")
        return rows(self.page, tabs.tabText(tabs.currentIndex()))

    def text(self, name: str) -> str:
        return says(self.page, name)

    def day(self, name: str) -> DateEdit:
        return seen(self.page, DateEdit, name)

    def days(self) -> tuple[str, str]:
        return self.day("period_first").text(), self.day("period_last").text()

    def usual(self) -> ChoiceEdit:
        return seen(self.page, ChoiceEdit, "period")

    def wrong(self) -> str:
        """What is said beside the days."""
        return line_of(part(self.page, PeriodRow))

    def balance(self) -> str:
        return str(seen(self.page, AnswerStrip, "answer").property("level"))

    def focus(self) -> str:
        widget = self.page.focusWidget()
        return widget.objectName() if widget else ""


@pytest.fixture
def history(office: Office) -> History:
    """One issued on time, one still open, both of November."""
    lives = History(office)
    lives.play([Turn(0, NEW, 0), Turn(0, NEW, 1)])
    office.advance(lives.files[0], "penyerahan")
    return lives


@pytest.fixture
def reports(at_work: AtWork, qtbot: QtBot, history: History) -> Reports:
    return Reports(at_work, qtbot)


def test_the_register_of_this_month_comes_first(reports: Reports, history: History) -> None:
    assert reports.days() == ("01-11-2026", "30-11-2026")
    assert [row[0].split(" · ")[0] for row in reports.rows()] == [
        reports.at_work.office.file(file).number for file in history.files
    ]
    assert reports.text("summary") == "2 permohonan diterima. Enter membuka permohonan."
    assert reports.focus() == "reports"


def test_reports_by_arrow_keys(reports: Reports) -> None:
    reports.press(Key.Key_Right)
    assert reports.rows() == [
        ["Surat Izin Praktik Bidan", "1", "1", "0", "100,00", "0,00", "0,00", "0", "5", "0"],
    ]
    assert reports.text("summary").startswith("Jumlah: 1 terbit, 1 tepat waktu (100,00 %), 0 terlambat; 0 ditolak.")
    reports.press(Key.Key_Right)
    assert reports.rows() == [
        ["Izin Penggunaan Tanah Makam", "0", "1", "0", "0", "0", "1", "seimbang"],
        ["Surat Izin Praktik Bidan", "0", "1", "1", "0", "0", "0", "seimbang"],
    ]
    assert reports.text("answer_text").startswith("Neraca seimbang: sisa lalu 0 + masuk 2 = 2; terbit 1 + ")
    assert reports.text("summary") == ""
    reports.press(Key.Key_Left)
    assert reports.text("answer_text") == ""


def test_periods_by_one_key(reports: Reports) -> None:
    reports.press(Key.Key_Tab)
    while reports.focus() != "period":
        reports.press(Key.Key_Tab)
    reports.press("2")
    assert reports.days() == ("01-10-2026", "31-10-2026")
    assert reports.rows() == []
    assert reports.text("empty_text") == "Tidak ada data pada periode ini."
    reports.press("4")
    assert reports.days() == ("01-01-2026", "31-12-2026")
    assert len(reports.rows()) == 2


def test_any_days_typed(reports: Reports) -> None:
    first = reports.day("period_first")
    first.setFocus()
    first.selectAll()
    reports.press("24112026")
    assert reports.usual().value() == "other"
    assert reports.rows() == []
    first.selectAll()
    reports.press("23112026")
    assert len(reports.rows()) == 2


def test_days_in_the_wrong_order_are_said_and_nothing_is_asked(reports: Reports) -> None:
    first = reports.day("period_first")
    first.setFocus()
    first.selectAll()
    reports.press("01122026")
    assert reports.wrong() == "Tanggal selesai tidak boleh mendahului tanggal mulai."
    assert reports.rows() == [], "they belong to other days"
    first.selectAll()
    reports.press("31112026")
    assert reports.wrong().startswith("Tanggal ini tidak ada pada kalender.")
    first.selectAll()
    reports.press("01112026")
    assert reports.wrong() == ""
    assert len(reports.rows()) == 2


def test_enter_opens_a_file_of_the_register(reports: Reports, history: History) -> None:
    seen(reports.page, QTableView).setFocus()
    reports.press(Key.Key_Down, Key.Key_Return)
    assert reports.at_work.routes == [Route("file", history.files[1])]


def test_saved_as_pdf_and_spreadsheet(reports: Reports) -> None:
    reports.chord(Key.Key_P)
    reports.chord(Key.Key_E)
    reports.chord(Key.Key_P)
    assert sorted(path.name for path in reports.at_work.folder.iterdir()) == [
        "buku-register_2026-11-01_2026-11-30.pdf",
        "buku-register_2026-11-01_2026-11-30.xlsx",
        "buku-register_2026-11-01_2026-11-30_2.pdf",
    ]
    levels = {pinned.notice.level for pinned in reports.at_work.said}
    assert levels == {NoticeLevel.SUCCESS}
    assert "Buku Register Permohonan disimpan sebagai PDF" in reports.at_work.texts()[0]


def test_what_is_shown_is_saved_each_report_under_its_name(reports: Reports) -> None:
    for _ in range(2):
        reports.press(Key.Key_Right)
        reports.chord(Key.Key_P)
    assert sorted(path.name for path in reports.at_work.folder.iterdir()) == [
        "ketepatan-waktu_2026-11-01_2026-11-30.pdf",
        "rekapitulasi_2026-11-01_2026-11-30.pdf",
    ]


def test_an_empty_report_is_not_saved(at_work: AtWork, qtbot: QtBot) -> None:
    page = Reports(at_work, qtbot)
    page.chord(Key.Key_P)
    assert not at_work.folder.exists()


def test_a_row_changed_past_the_journal_is_seen(reports: Reports, history: History) -> None:
    with reports.at_work.office.register.writing() as session:
        session.execute(text("UPDATE application SET stage = 'selesai' WHERE id = :id"), {"id": history.files[1]})
    reports.press(Key.Key_Right, Key.Key_Right)
    assert reports.text("answer_text").startswith("Neraca tidak seimbang: ")
    assert reports.balance() == "error"


def test_a_balance_with_a_stray_date_is_a_warning(reports: Reports, history: History) -> None:
    with reports.at_work.office.register.writing() as session:
        session.execute(text("UPDATE application SET ended = '2026-11-24' WHERE id = :id"), {"id": history.files[0]})
    reports.press(Key.Key_Right, Key.Key_Right)
    assert reports.balance() == "warning"
    assert reports.at_work.office.file(history.files[0]).number in reports.text("answer_text")


def test_an_act_elsewhere_is_seen_here(reports: Reports) -> None:
    office = reports.at_work.office
    office.register_file(office.intake(confirmed={"duplicate": "-"}))
    reports.at_work.desk.changed.emit()
    reports.at_work.settle()
    assert len(reports.rows()) == 3
    reports.page.hide()
    office.register_file(office.intake(confirmed={"duplicate": "-"}))
    reports.at_work.desk.changed.emit()
    reports.at_work.settle()
    assert len(reports.rows()) == 3


def test_the_period_stays_when_one_comes_back(reports: Reports) -> None:
    reports.usual().setFocus()
    reports.press("5")
    reports.page.activate(None)
    reports.at_work.settle()
    assert reports.days() == ("01-01-2025", "31-12-2025")


class OneByOne(Executor):
    """Keeps the work until it is told to do it."""

    def __init__(self) -> None:
        self._kept: list[tuple[Future[Any], Any]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._kept.append((future, fn))
        return future

    def go(self) -> None:
        for future, work in self._kept:
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001 - a future keeps whatever was raised
                future.set_exception(error)
        self._kept = []


def test_long_work_is_shown_and_given_up(at_work: AtWork, qtbot: QtBot, history: History) -> None:
    slow = OneByOne()
    desk = Desk(at_work.office.door, at_work.stamp, writes=AtOnce(), reads=AtOnce(), slow=slow, parent=at_work)
    page = Reports(at_work, qtbot, desk)
    page.chord(Key.Key_P)
    strip = part(page.page, ProgressStrip)
    assert strip.isVisible()
    assert strip.text() == "Menyusun Buku Register Permohonan sebagai PDF"
    page.chord(Key.Key_E)
    seen(strip, QPushButton, "Batalkan").click()
    slow.go()
    at_work.settle()
    assert not strip.isVisible()
    assert not at_work.folder.exists()
    assert at_work.said == []
    page.chord(Key.Key_P)
    slow.go()
    at_work.settle()
    assert [path.suffix for path in at_work.folder.iterdir()] == [".pdf"]
