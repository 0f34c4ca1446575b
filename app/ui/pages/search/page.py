"""Cari: every key asks anew, Enter opens. Numbers, scans, names, telephones; narrowed by filters; kept as XLSX."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.queries.finding import Filters, SearchResult, choices, everything, find
from app.queries.finding_words import LEAST
from app.queries.look import Look
from app.queries.registers import Heading, heading
from app.rules.wording import thousands
from app.ui.look.tokens import SMALL
from app.ui.pages.reports import columns as reports_columns
from app.ui.pages.reports.columns import Report
from app.ui.pages.reports.saving import XLSX, Saver
from app.ui.pages.search.columns import EXPORTED
from app.ui.pages.search.filters import FilterRow
from app.ui.pages.search.list import FoundList
from app.ui.pages.workplace import Workplace
from app.ui.shell.live_query import LiveQuery
from app.ui.widgets.button import Button
from app.ui.widgets.progress_strip import ProgressStrip


class Exporter(QObject):
    def __init__(self, workplace: Workplace, strip: ProgressStrip, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._session = workplace.desk, workplace.session
        self._saver = Saver(workplace, strip, folder, self)

    def export(self, text: str, filters: Filters) -> None:
        """Every file that is found, also those the list has not fetched yet."""
        self._desk.ask(self, partial(_found, text=text, filters=filters), self._on_found, latest="export")

    def _on_found(self, answer: tuple[SearchResult, Heading]) -> None:
        found, head = answer
        person = self._session.signed_in
        count = f"{thousands(len(found.rows))} permohonan"
        about = f"{count} terbaru; masih ada yang lain" if found.after else count
        report = Report("Daftar Permohonan", about, EXPORTED, found.rows)
        made = reports_columns.card(report, head, person.display_name if person else "")
        self._saver.save(made, f"daftar-permohonan_{head.made:%Y-%m-%d}", XLSX)


def _found(look: Look, text: str, filters: Filters) -> tuple[SearchResult, Heading]:
    return everything(look, text, filters), heading(look)


WAIT = 120
"""Milliseconds after the last key before the question is asked."""
HELP = (
    "Ketik nomor registrasi, kode lacak, NIK, nama, telepon, atau nomor izin; atau pindai tanda terima. "
    "Panah bawah pindah ke daftar, Enter membuka."
)
OTHER = Qt.FocusReason.OtherFocusReason


class SearchPage(QWidget):
    """`folder` takes the exports. `activate` may be given a text as if Enter were pressed on it; who comes back to
    the page brings the same object again and finds the list as it was."""

    def __init__(self, workplace: Workplace, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = workplace.desk
        self._live = LiveQuery(workplace.desk, self, self._query, self._on_found)
        self._asked = ("", Filters())
        self._answered: tuple[str, Filters] | None = None
        self._enter_waits = False
        self._given = ""
        self._field = QLineEdit(self)
        self._toggle = Button("Saring", self, icon="filter", shortcut="Ctrl+F", name="toggle_filters")
        self._export = Button("Ekspor XLSX", self, icon="download", shortcut="Ctrl+E", name="export")
        self._filters = FilterRow(self)
        self._strip = ProgressStrip(self)
        self._list = FoundList(workplace.navigator, self)
        self._exporter = Exporter(workplace, self._strip, folder, self)
        self._timer = QTimer(self)
        self._lay_out()
        self._wire()

    @property
    def subtitle(self) -> str:
        return "Nomor registrasi, kode lacak, NIK, nama, telepon, atau nomor izin"

    def activate(self, argument: object) -> None:
        if isinstance(argument, str) and argument is not self._given:
            self._given = argument
            self._field.setText(argument.strip())
            self._enter_waits = True
        self._desk.ask(self, choices, self._filters.offer, latest="choices")
        self._list.show_loading()
        self._live.ask()
        self._field.setFocus(OTHER)
        self._field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self._field.hasFocus():
            self._list.setFocus(OTHER)
        elif event.key() == Qt.Key.Key_Escape and not self._field.hasFocus():
            self._field.setFocus(OTHER)
            self._field.selectAll()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._field.setObjectName("search_text")
        self._field.setAccessibleName("Cari permohonan")
        self._field.setPlaceholderText("Ketik atau pindai")
        self._field.setProperty("help", HELP)
        self._field.setClearButtonEnabled(True)
        self._toggle.setCheckable(True)
        self._filters.hide()
        top = QHBoxLayout()
        top.setSpacing(SMALL)
        top.addWidget(self._field, 1)
        top.addWidget(self._toggle)
        top.addWidget(self._export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(top)
        column.addWidget(self._filters)
        column.addWidget(self._strip)
        column.addWidget(self._list, 1)

    def _wire(self) -> None:
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._live.ask)
        self._field.textChanged.connect(self._on_edited)
        self._field.returnPressed.connect(self._on_entered)
        self._filters.changed.connect(self._on_edited)
        self._toggle.toggled.connect(self._on_toggled)
        self._export.clicked.connect(self._on_export)
        self._list.more_wanted.connect(self._on_more)

    def _query(self) -> Callable[[Look], SearchResult]:
        self._timer.stop()
        text, filters = self._asked = (self._field.text(), self._filters.filters())
        return partial(find, text=text, filters=filters)

    def _on_edited(self) -> None:
        self._enter_waits = False
        self._timer.start()

    def _on_found(self, found: SearchResult) -> None:
        text, filters = self._answered = self._asked
        self._list.show_found(found, sought=len(text.strip()) >= LEAST or filters != Filters())
        self._export.setEnabled(bool(found.rows))
        if self._enter_waits:
            self._enter_waits = False
            self._list.go_in()

    def _on_entered(self) -> None:
        """Open the only answer, or go into the list."""
        if self._answered == (self._field.text(), self._filters.filters()):
            self._list.go_in()
        else:
            self._enter_waits = True
            self._live.ask()

    def _on_toggled(self, on: bool) -> None:
        self._filters.setVisible(on)
        self._toggle.set_words("Tutup saringan" if on else "Saring")
        if on:
            self._filters.stage.setFocus(OTHER)
        else:
            self._filters.clear()
            self._field.setFocus(OTHER)

    def _on_more(self) -> None:
        if self._answered and self._list.after:
            text, filters = self._answered
            asked = partial(find, text=text, filters=filters, after=self._list.after)
            self._live.ask_besides(asked, self._list.add)

    def _on_export(self) -> None:
        if self._answered:
            self._exporter.export(*self._answered)
