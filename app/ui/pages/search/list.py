"""The files that were found: how many, and a button for the next where there are more. Enter opens one."""

from __future__ import annotations

from operator import attrgetter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.queries.finding import After, FoundRow, SearchResult
from app.rules.wording import thousands
from app.ui.look.tokens import SMALL
from app.ui.pages.search.columns import COLUMNS, DUE, ESTIMATE_LETTERS, LEFT_OUT_FIRST
from app.ui.shell.navigator import Navigator
from app.ui.widgets.button import Button
from app.ui.widgets.card import label
from app.ui.widgets.table import DataTable, RowActivated

FILE = "file"
NAME_LETTERS, GAP_LETTERS = 20, 3
NOTHING = "Tidak ada permohonan yang cocok. Mohon periksa ejaan, atau longgarkan saringan."
NONE_YET = "Belum ada permohonan."


class FoundList(QWidget):
    more_wanted = Signal()

    def __init__(self, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._navigator = navigator
        self._rows: tuple[FoundRow, ...] = ()
        self._after: After | None = None
        self._table: DataTable[FoundRow] = DataTable(
            tuple(column.on_screen for column in COLUMNS),
            attrgetter("id"),
            self,
            name="found",
            title="Permohonan yang ditemukan",
            empty=NONE_YET,
            icon="search",
        )
        self._count = label("", "muted", self, name="count")
        self._more = Button("Tampilkan berikutnya", self, icon="chevron-down", shortcut="Ctrl+M", name="more")
        self._more.hide()
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self._table, 1)
        column.addLayout(foot)
        self.setFocusProxy(self._table)
        self._table.activated.connect(self._on_activated)
        self._more.clicked.connect(self.more_wanted)

    @property
    def after(self) -> After | None:
        return self._after

    def show_loading(self) -> None:
        self._table.show_loading()

    def show_found(self, found: SearchResult, *, sought: bool) -> None:
        """`sought`: something was asked for, so that nothing found is not the same as nothing there."""
        self._table.set_empty_text(NOTHING if sought else NONE_YET)
        self._show(found.rows, found.after)

    def add(self, found: SearchResult) -> None:
        self._show(self._rows + found.rows, found.after)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_in(self) -> None:
        """Open the only one, or put the cursor on the first of several."""
        if len(self._rows) == 1:
            self._navigator.open(FILE, self._rows[0].id)
        elif self._rows:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the least telling columns where the others would be cut."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        view = self._table.view
        room = self.width() // view.fontMetrics().averageCharWidth()
        letters = [column.letters for column in COLUMNS]
        if any(row.estimate for row in self._rows):
            letters[DUE] = ESTIMATE_LETTERS
        for place in LEFT_OUT_FIRST:
            too_many = sum(letters) + NAME_LETTERS + GAP_LETTERS * len(letters) > room
            view.setColumnHidden(place, too_many)
            letters[place] = 1 if too_many else letters[place]
        view.set_widths(tuple(letters))

    def _show(self, rows: tuple[FoundRow, ...], after: After | None) -> None:
        self._rows, self._after = rows, after
        self._table.set_rows(rows)
        self._spread()
        newest = " terbaru" if after else ""
        self._count.setText(f"{thousands(len(rows))} permohonan{newest}" if rows else "")
        self._more.setVisible(after is not None)

    def _on_activated(self, activated: RowActivated) -> None:
        self._navigator.open(FILE, activated.key)
