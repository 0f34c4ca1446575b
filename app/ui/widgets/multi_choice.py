"""Several of several: rows with ticks. The number before a row, or Space on it, ticks it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from app.ui.look.tokens import control_height
from app.ui.widgets.choice import Option


class MultiChoice(QListWidget):
    """The value is a tuple of keys in the order of the options."""

    edited = Signal()

    def __init__(self, options: tuple[Option, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = control_height(self.fontMetrics()) - 4
        for number, option in enumerate(options, 1):
            item = QListWidgetItem(f"{number}  {option.label}", self)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, row))
        self.setFixedHeight(row * max(1, len(options)) + 6)
        if options:
            self.setCurrentRow(0)
        self.itemChanged.connect(self._on_item_changed)

    def value(self) -> object:
        return tuple(o.key for i, o in enumerate(self._options) if self._ticked(i))

    def set_value(self, value: object) -> None:
        keys = tuple(value) if isinstance(value, tuple | list) else ()
        for place, option in enumerate(self._options):
            self._tick(place, option.key in keys)

    def typed(self) -> str:
        return "\n".join(o.key for i, o in enumerate(self._options) if self._ticked(i))

    def set_typed(self, typed: str) -> None:
        self.set_value(tuple(typed.split("\n")))

    def problem(self) -> str:
        return ""

    def live(self) -> str:
        return "Tekan nomornya, atau panah dan Spasi"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = int(event.text()) - 1 if event.text().isdigit() else -1
        if 0 <= place < len(self._options):
            self.setCurrentRow(place)
            self._tick(place, not self._ticked(place))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _ticked(self, place: int) -> bool:
        return self.item(place).checkState() is Qt.CheckState.Checked

    def _tick(self, place: int, on: bool) -> None:
        self.item(place).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _on_item_changed(self) -> None:
        self.edited.emit()
