"""Rows of fields laid out in one column, or two where there is room; Enter goes on like Tab."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QSizePolicy, QWidget

from app.ui.forms.fields import Field
from app.ui.look.tokens import HUGE, TIGHT
from app.ui.widgets.field_row import FieldChanged, FieldCompleted, FieldRow

WIDE = frozenset({"longtext", "address", "multichoice", "list_text"})
CHOICE_LETTERS = 22  # of a choice; more would be cut in one of two columns
COLUMN_LETTERS = 42  # a field needs this many average letters, label included, to stand beside another


class FieldColumns(QWidget):
    """`entered`: Enter in the last field, of a form that is made to act on it (`enters`)."""

    changed = Signal(FieldChanged)
    completed = Signal(FieldCompleted)
    entered = Signal()

    def __init__(self, fields: tuple[Field, ...], parent: QWidget | None = None, *, enters: bool = False) -> None:
        super().__init__(parent)
        self._enters = enters
        self._rows: dict[str, FieldRow] = {}
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(HUGE)
        self._grid.setVerticalSpacing(TIGHT)
        for field in fields:
            self._add(field)
        self._chain()
        self._flow(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def row(self, field: str) -> FieldRow:
        return self._rows[field]

    def control(self, field: str) -> QWidget:
        """The editor itself, for what only its own kind can do."""
        return self._rows[field].control.widget

    def show_field(self, field: str, shown: bool) -> None:
        """Hide what does not apply; a hidden field has no value and no error."""
        row = self._rows[field]
        row.setVisible(shown)
        row.set_error("")
        self._flow(self._columns, again=True)

    def is_shown(self, field: str) -> bool:
        return not self._rows[field].isHidden()

    def require(self, field: str, required: bool) -> None:
        self._rows[field].set_required(required)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that no editor wanted goes on to the next field."""
        widget = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _held(event) and widget is not None:
            if self._enters and widget is list(self._rows.values())[-1].control.widget:
                self.entered.emit()
            else:
                widget.focusNextChild()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = 2 * self.fontMetrics().averageCharWidth() * COLUMN_LETTERS + HUGE
        self._flow(2 if self.width() >= needed else 1)

    def _add(self, field: Field) -> None:
        row = FieldRow(field, self)
        self._rows[field.id] = row
        row.changed.connect(self.changed)
        row.completed.connect(self.completed)

    def _chain(self) -> None:
        """Tab order is reading order, however many columns there are."""
        for before, after in pairwise(row.control.widget for row in self._rows.values()):
            QWidget.setTabOrder(before, after)

    def _flow(self, columns: int, *, again: bool = False) -> None:
        if columns == self._columns and not again:
            return
        self._columns = columns
        line = column = 0
        for name, row in self._rows.items():
            if not self.is_shown(name):
                continue
            wide = columns == 1 or _takes_the_width(row.field)
            if wide and column:
                line, column = line + 1, 0
            self._grid.addWidget(row, line, column, 1, columns if wide else 1)
            column = 0 if wide else (column + 1) % columns
            line += column == 0
        for place in range(2):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        for row in self._rows.values():
            if row.control.widget in (old, new):
                row.set_focused(row.control.widget is new)


def _takes_the_width(field: Field) -> bool:
    return field.wide or field.kind in WIDE or any(len(option.label) > CHOICE_LETTERS for option in field.options)


def _held(event: QKeyEvent) -> bool:
    """Whether Ctrl, Alt or Shift is down; the keypad's Enter alone is not held."""
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
