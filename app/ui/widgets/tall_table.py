"""A table as tall as its rows, in a page that scrolls: no second scroll bar, and the page follows the current row."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui.look.scroll import show
from app.ui.look.tokens import control_height

Flag = QItemSelectionModel.SelectionFlag
FRAME = 6
PADDING, TICK, AIR = 24, 28, 12


class TallTable(QTableView):
    """For a handful of rows: every row is measured. The tint of the current row is there only with the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        height = control_height(self.fontMetrics())
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().hide()
        self.horizontalHeader().setMinimumHeight(height)
        self.horizontalHeader().setHighlightSections(False)

    def set_widths(self, letters: tuple[int, ...]) -> None:
        """In average letters; 0 takes what is left. Call it when the model is set."""
        for column, count in enumerate(letters):
            if count:
                self.setColumnWidth(column, self.fontMetrics().averageCharWidth() * count)
            else:
                self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def fit_height(self) -> None:
        """Long texts take two lines, and the page grows by as much."""
        count = self.model().rowCount()
        for place in range(count):
            self.setRowHeight(place, self._needed(place))
        rows = sum(map(self.rowHeight, range(count)))
        wanted = rows + self.horizontalHeader().minimumHeight() + FRAME
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def _needed(self, row: int) -> int:
        """Pixels of a row. Qt's own measure forgets the padding that the style sheet gives to cells."""
        model, metrics = self.model(), self.fontMetrics()
        heights = [control_height(metrics)]
        for column in range(model.columnCount()):
            index = model.index(row, column)
            ticked = index.data(Qt.ItemDataRole.CheckStateRole) is not None
            room = QRect(0, 0, max(1, self.columnWidth(column) - PADDING - (TICK if ticked else 0)), 1000)
            text = str(index.data() or "")
            heights.append(metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height() + AIR)
        return max(heights)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_height()

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            show(self, self.visualRect(current).translated(0, self.horizontalHeader().height()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentIndex().isValid():
            self.selectionModel().select(self.currentIndex(), Flag.ClearAndSelect | Flag.Rows)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A popup, such as a menu, leaves the tint."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.clearSelection()
