"""The drafts of the person at the counter, newest first: open with Enter, delete with a question."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.queries.drafts import DraftRow
from app.rules.wording import clock_time, plain_date
from app.ui.look.tokens import MEDIUM
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card
from app.ui.widgets.confirm import Confirm
from app.ui.words.notices import say


@dataclass(frozen=True)
class DraftWish:
    """One of the drafts, by its id."""

    id: str


class DraftRows(QListWidget):
    """Enter opens, Del deletes."""

    opened = Signal()
    dropped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class DraftList(Card):
    opened = Signal(DraftWish)
    dropped = Signal(DraftWish)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Draf Anda", parent, name="drafts")
        self._rows: tuple[DraftRow, ...] = ()
        self.list = DraftRows(self)
        self.list.setObjectName("draft_list")
        self.list.setAccessibleName("Draf Anda")
        self.list.setProperty("help", "Enter melanjutkan draf, Del menghapusnya.")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        resume = Button("Lanjutkan", self, shortcut="F6", name="draft_open")
        drop = Button("Hapus", self, icon="trash-2", name="draft_drop")
        self.add(self.list, 1)
        self.add(resume)
        self.add(drop)
        self.list.opened.connect(self._on_opened)
        self.list.itemDoubleClicked.connect(self._on_opened)
        self.list.dropped.connect(self._on_dropped)
        resume.clicked.connect(self._on_opened)
        drop.clicked.connect(self._on_dropped)
        self.hide()

    def set_rows(self, rows: tuple[DraftRow, ...]) -> None:
        self._rows = rows
        self.set_title(f"Draf Anda ({len(rows)})" if len(rows) > 1 else "Draf Anda")
        self.list.clear()
        height = 2 * self.fontMetrics().height() + MEDIUM
        for row in rows:
            item = QListWidgetItem(f"{row.label or 'Tanpa nama'}\n{_when(row)}", self.list)
            item.setToolTip(row.label)
            item.setSizeHint(QSize(0, height))
        if rows:
            self.list.setCurrentRow(0)

    def _current(self) -> str:
        place = self.list.currentRow()
        return self._rows[place].id if 0 <= place < len(self._rows) else ""

    def _on_opened(self) -> None:
        if self._current():
            self.opened.emit(DraftWish(self._current()))

    def _on_dropped(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._rows):
            row = self._rows[place]
            said = say("draft_delete", {"draft": f"{row.label or 'tanpa nama'} ({_when(row)})"})
            question = Confirm(self, "Hapus draf", said.text, "Hapus", danger=True)
            question.confirmed.connect(self._on_confirmed)
            question.open()

    def _on_confirmed(self) -> None:
        if self._current():
            self.dropped.emit(DraftWish(self._current()))


def _when(row: DraftRow) -> str:
    return f"{plain_date(row.kept.date())}, {clock_time(row.kept)}"
