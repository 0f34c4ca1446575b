"""Laporan: register book, on-time table and recap of any period, on the screen, as PDF and as XLSX."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.queries.look import Look
from app.queries.recap import Recap
from app.queries.registers import Heading, heading
from app.ui.look.tokens import SMALL
from app.ui.pages.handover.parts import AnswerStrip
from app.ui.pages.reports.columns import card
from app.ui.pages.reports.kinds import KINDS, Kind, ReportAnswer, answer
from app.ui.pages.reports.period import Period, PeriodRow
from app.ui.pages.reports.saving import PDF, XLSX, Saver
from app.ui.pages.reports.tables import balance_words, stray_words
from app.ui.pages.workplace import Workplace
from app.ui.shell.live_query import LiveQuery
from app.ui.shell.navigator import Navigator
from app.ui.widgets import tab_bar
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import label
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.widgets.table import DataTable, RowActivated
from app.ui.words.notices import Notice, NoticeLevel

FILE = "file"


class ReportStack(QStackedWidget):
    def __init__(self, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._navigator = navigator
        for kind in KINDS:
            self.addWidget(self._table(kind))

    def current(self) -> DataTable[Any]:
        table = self.currentWidget()
        assert isinstance(table, DataTable)
        return table

    def _table(self, kind: Kind) -> DataTable[Any]:
        columns = tuple(column.on_screen for column in kind.columns)
        table: DataTable[Any] = DataTable(
            columns, kind.key, self, name=kind.stem, title=kind.tab, empty=kind.empty, icon="chart-column"
        )
        if kind.opens:
            table.activated.connect(self._on_activated)
        return table

    def _on_activated(self, activated: RowActivated) -> None:
        self._navigator.open(FILE, activated.key)


class ReportsPage(QWidget):
    """`folder` takes the files."""

    def __init__(self, workplace: Workplace, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = workplace.desk, workplace.session
        self._live = LiveQuery(workplace.desk, self, self._query, self._on_answer)
        self._asked: tuple[Kind, Period] | None = None
        self._shown: tuple[Kind, Period, ReportAnswer] | None = None
        self._tabs = QTabBar(self)
        self._period = PeriodRow(self)
        self._pdf = PrimaryButton("PDF", self, icon="download", shortcut="Ctrl+P", name="save_pdf")
        self._xlsx = Button("XLSX", self, icon="download", shortcut="Ctrl+E", name="save_xlsx")
        self._balance = AnswerStrip(self)
        self._tables = ReportStack(workplace.navigator, self)
        self._about = label("", "muted", self, wrap=True, name="report_about")
        self._summary = label("", "muted", self, name="summary")
        self._strip = ProgressStrip(self)
        self._saver = Saver(workplace, self._strip, folder, self)
        self._lay_out()
        self._wire()

    @property
    def subtitle(self) -> str:
        return "Buku register dan tabel laporan bulanan"

    def activate(self, argument: object) -> None:
        for place, kind in enumerate(KINDS):
            self._tabs.setTabVisible(place, kind.is_for(self._session.roles))
        self._desk.ask(self, heading, self._on_today, latest="today")
        self._tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._tabs.setObjectName("reports")
        # Said in short, so that at large text no tab hides behind arrows.
        self._pdf.setAccessibleName("Simpan PDF")
        self._xlsx.setAccessibleName("Simpan XLSX")
        tab_bar.dress(self._tabs, "Jenis laporan", "Panah kiri dan kanan memilih laporan.")
        self._tabs.setExpanding(False)
        for kind in KINDS:
            self._tabs.addTab(kind.tab)
        top, line = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._tabs, 1)
        for button in (self._xlsx, self._pdf):
            top.addWidget(button)
        line.addWidget(self._period)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(top)
        column.addLayout(line)
        self._about.hide()
        for widget in (self._strip, self._balance, self._about):
            column.addWidget(widget)
        column.addWidget(self._tables, 1)
        column.addWidget(self._summary)

    def _wire(self) -> None:
        self._tabs.currentChanged.connect(self._on_tab)
        self._period.changed.connect(self._live.ask)
        self._pdf.clicked.connect(self._on_pdf)
        self._xlsx.clicked.connect(self._on_xlsx)

    def _on_today(self, head: Heading) -> None:
        self._period.begin(head.made.date())
        self._live.ask()

    def _on_tab(self, place: int) -> None:
        self._tables.setCurrentIndex(place)
        self._about.setText(KINDS[place].about)
        self._about.setVisible(bool(KINDS[place].about))
        self._live.ask()

    def _query(self) -> Callable[[Look], ReportAnswer] | None:
        period, kind = self._period.period(), KINDS[self._tabs.currentIndex()]
        if self._shown is None or self._shown[:2] != (kind, period):
            self._clear()
        table = self._tables.current()
        table.set_empty_text(kind.empty if period else "Lengkapi tanggal periode, dari dan sampai.")
        if period is None:
            return None
        table.show_loading("Menyusun laporan")
        self._asked = kind, period
        return partial(answer, kind=kind, first=period.first, last=period.last)

    def _clear(self) -> None:
        """What stood there belongs to another period or report; it can neither be read nor saved for this one."""
        self._shown = None
        self._tables.current().set_rows(())
        self._summary.hide()
        self._balance.say(None)
        for button in (self._pdf, self._xlsx):
            button.setEnabled(False)

    def _on_answer(self, found: ReportAnswer) -> None:
        assert self._asked is not None  # it is the answer to that
        kind, period = self._asked
        self._shown = (kind, period, found)
        report = kind.report(found.found)
        self._tables.current().set_rows(tuple(report.rows))
        summary = kind.summary(found.found)
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))
        self._balance.say(_balance(found.found) if isinstance(found.found, Recap) else None)
        for button in (self._pdf, self._xlsx):
            button.setEnabled(bool(report.rows))

    def _on_pdf(self) -> None:
        self._save(PDF)

    def _on_xlsx(self) -> None:
        self._save(XLSX)

    def _save(self, ending: str) -> None:
        """What is shown."""
        if self._shown is None:
            return
        kind, period, found = self._shown
        person = self._session.signed_in
        made = card(kind.report(found.found), found.heading, person.display_name if person else "")
        self._saver.save(made, f"{kind.stem}_{period.first}_{period.last}", ending)


def _balance(found: Recap) -> Notice:
    level = NoticeLevel.ERROR if not found.balanced else NoticeLevel.WARNING if found.strays else NoticeLevel.SUCCESS
    return Notice(balance_words(found), level, " ".join(stray_words(found)))
