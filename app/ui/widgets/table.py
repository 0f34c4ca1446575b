"""The table of the house: rows of 34 pixels, numbers at the right, Enter opens, the selection survives a refresh."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedLayout, QStyledItemDelegate, QTableView, QWidget

from app.ui.look.tokens import control_height
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.rows_model import Column, RowsModel

__all__ = ["Column", "DataTable", "RowActivated", "TableView"]

LEAST = 0.7  # a column gives up at most this much of what it wants before the table scrolls sideways


def fit(wanted: tuple[int, ...], flexible: int, room: int) -> tuple[int, ...]:
    """Widths in pixels. `wanted` is 0 for a column that takes what is left, at least `flexible` pixels of it.

    With too little room all give up the same share, down to LEAST; then the table is wider than the room.
    """
    claims = [width or flexible for width in wanted]
    total = sum(claims)
    if room < total:
        share = max(LEAST, room / total)
        return tuple(int(claim * share) for claim in claims)
    takers = sum(width == 0 for width in wanted)
    if not takers:
        return tuple(claims)
    spare = (room - total) // takers
    return tuple(claim + spare if not width else claim for claim, width in zip(claims, wanted, strict=True))


R = TypeVar("R")
PADDING = 22
FLEXIBLE = 20  # letters a column without a width of its own needs at least
Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True)
class RowActivated:
    """Enter or a double click on a row."""

    key: str
    row: Any


class TableView(QTableView):
    """The bare view: Enter is told, Tab leaves, Home and End go to the first and last row."""

    entered_row = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(control_height(self.fontMetrics()))
        rows.hide()
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setMinimumHeight(control_height(self.fontMetrics()))
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heads.setSortIndicatorClearable(True)
        self._wanted: tuple[int, ...] = ()

    def set_widths(self, letters: tuple[int, ...]) -> None:
        """What each column wants, in average letters; 0 takes what is left."""
        letter = self.fontMetrics().averageCharWidth()
        self._wanted = tuple(count * letter + PADDING if count else 0 for count in letters)
        self.spread()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.spread()

    def spread(self) -> None:
        """Share out the width among the columns that are shown."""
        flexible = self.fontMetrics().averageCharWidth() * FLEXIBLE
        shown = [place for place in range(len(self._wanted)) if not self.isColumnHidden(place)]
        widths = fit(tuple(self._wanted[place] for place in shown), flexible, self.viewport().width())
        for place, width in zip(shown, widths, strict=True):
            self.setColumnWidth(place, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.model().rowCount() - 1 if self.model() else -1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            self.entered_row.emit()
        elif event.key() == Qt.Key.Key_Home and last >= 0:
            self.selectRow(0)
        elif event.key() == Qt.Key.Key_End and last >= 0:
            self.selectRow(last)
        else:
            super().keyPressEvent(event)


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class DataTable(QWidget, Generic[R]):
    """`set_rows` fills it; `show_loading` and an empty tuple show a sentence instead."""

    activated = Signal(RowActivated)
    selection_changed = Signal()

    def __init__(
        self,
        columns: tuple[Column[R], ...],
        key: Callable[[R], str],
        parent: QWidget | None = None,
        *,
        name: str,
        title: str,
        empty: str = "Belum ada data.",
        icon: str = "inbox",
        many: bool = False,
    ) -> None:
        super().__init__(parent)
        self.model = RowsModel(columns, key, self)
        self.view = TableView(self)
        self.view.setModel(self.model)
        self.view.setObjectName(name)
        self.view.setAccessibleName(title)
        self.view.setProperty("help", "Panah memilih baris; Home dan End ke yang pertama dan terakhir.")
        mode = QAbstractItemView.SelectionMode
        self.view.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self._empty_text = empty
        self._empty = EmptyState(icon, empty, parent=self)
        self._empty.setObjectName(f"{name}_empty")
        self._empty.setAccessibleName(title)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(self.view)
        self.view.set_widths(tuple(column.width for column in columns))
        self.view.setSortingEnabled(True)
        self.view.entered_row.connect(self._on_entered)
        self.view.doubleClicked.connect(self._on_entered)
        self.view.selectionModel().selectionChanged.connect(self.selection_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With large letters the columns that can be spared make room for the others."""
        super().resizeEvent(event)
        letters = self.width() // self.fontMetrics().averageCharWidth()
        for place, column in enumerate(self.model.columns):
            if column.room:
                self.view.setColumnHidden(place, letters < column.room)
        self.view.spread()

    def set_rows(self, rows: tuple[R, ...]) -> None:
        """Show rows; what was selected stays selected where its key is still there, else the first row is."""
        chosen, current = self.keys(), self.current_key()
        self.model.set_rows(rows)
        self._empty.show_text(self._empty_text)
        self._turn_to(self.view if rows else self._empty)
        if rows:
            self._select(chosen, current)
        self.selection_changed.emit()

    def show_loading(self, text: str = "Memuat data") -> None:
        """Only where there is nothing yet: rows in sight stay until newer ones come."""
        if not self.model.rowCount():
            self._empty.show_text(text)
            self._turn_to(self._empty)

    def set_empty_text(self, text: str) -> None:
        self._empty_text = text
        self._empty.show_text(text)

    def is_empty(self) -> bool:
        return self._stack.currentWidget() is self._empty

    def current(self) -> R | None:
        index = self.view.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def current_key(self) -> str:
        index = self.view.currentIndex()
        return self.model.key(index.row()) if index.isValid() else ""

    def selected(self) -> tuple[R, ...]:
        return tuple(self.model.row(place) for place in self._places())

    def keys(self) -> tuple[str, ...]:
        return tuple(self.model.key(place) for place in self._places())

    def select(self, key: str) -> None:
        """Not by `selectRow`, which toggles while somebody holds Ctrl."""
        place = self.model.place(key)
        if place >= 0:
            flags = Flag.ClearAndSelect | Flag.Rows
            self.view.selectionModel().setCurrentIndex(self.model.index(place, 0), flags)

    def set_delegate(self, column: int, delegate: QStyledItemDelegate) -> None:
        self.view.setItemDelegateForColumn(column, delegate)

    def _turn_to(self, shown: QWidget) -> None:
        """The cursor stays in the table. A hidden view as focus proxy would be a trap that Tab never leaves."""
        held = self.hasFocus()
        self.setFocusProxy(shown)
        self._stack.setCurrentWidget(shown)
        if held:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _places(self) -> list[int]:
        return sorted(index.row() for index in self.view.selectionModel().selectedRows())

    def _select(self, chosen: tuple[str, ...], current: str) -> None:
        places = [place for place in map(self.model.place, chosen) if place >= 0]
        last = self.model.columnCount() - 1
        selection = QItemSelection()
        for place in places or [0]:
            selection.select(self.model.index(place, 0), self.model.index(place, last))
        at = max(0, self.model.place(current))
        self.view.selectionModel().setCurrentIndex(self.model.index(at, 0), Flag.NoUpdate)
        self.view.selectionModel().select(selection, Flag.ClearAndSelect)

    def _on_entered(self, _: QModelIndex | None = None) -> None:
        row = self.current()
        if row is not None:
            self.activated.emit(RowActivated(self.current_key(), row))
