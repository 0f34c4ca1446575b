"""A section of a form, made from a tuple of field descriptions: values, drafts, errors, focus. No business word.

Fields stand in one column, or in two where there is room; Enter goes on like Tab.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QSizePolicy, QWidget

from app.ui.forms.fields import Field
from app.ui.look.tokens import HUGE, TIGHT
from app.ui.widgets.choice import Option
from app.ui.widgets.field_row import FieldChanged, FieldCompleted, FieldRow
from app.ui.words.notices import NoticeLevel, words

__all__ = ["CursorPlace", "Field", "FieldChanged", "FieldCompleted", "FormSection", "Option"]


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


@dataclass(frozen=True)
class CursorPlace:
    """Where the cursor stands, kept with a draft."""

    field: str
    position: int = 0


class FormSection(FieldColumns):
    """`changed` tells every change of a field, `completed` that nothing more fits (the 16th digit, a whole date)."""

    def values(self) -> dict[str, object]:
        """What was meant, of every field in sight."""
        return {name: row.control.editor.value() for name, row in self._rows.items() if self.is_shown(name)}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Put values in; fields not named stay as they are."""
        for name, value in values.items():
            if name in self._rows:
                self._rows[name].control.editor.set_value(value)

    def typed(self) -> dict[str, str]:
        """What stands there, half-typed or not, for a draft."""
        return {name: row.control.editor.typed() for name, row in self._rows.items()}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        for name, text in typed.items():
            if name in self._rows:
                self._rows[name].control.editor.set_typed(text)

    def clear(self) -> None:
        for row in self._rows.values():
            row.control.editor.set_value(None)
            row.set_error("")
            row.set_remark("", NoticeLevel.INFO)

    def check(self) -> dict[str, str]:
        """Field -> code, of every field in sight that is not right yet. Shows nothing."""
        found = {name: row.problem() for name, row in self._rows.items() if self.is_shown(name)}
        return {name: code for name, code in found.items() if code}

    def show_codes(self, codes: Mapping[str, str], facts: Mapping[str, str] | None = None) -> None:
        """Write what is wrong beside each field, and clear the others."""
        for name, row in self._rows.items():
            row.set_error(words(codes[name], {**row.facts(), **(facts or {})}) if name in codes else "")

    def error(self, field: str, text: str) -> None:
        """Write an error beside a field; "" clears it. It goes by itself when the field is edited."""
        self._rows[field].set_error(text)

    def errors(self) -> dict[str, str]:
        return {name: row.error for name, row in self._rows.items() if row.error}

    def first_error(self) -> str:
        """The first field with an error in reading order, or ""."""
        return next(iter(self.errors()), "")

    def remark(self, field: str, text: str, level: NoticeLevel = NoticeLevel.INFO) -> None:
        """A lasting line under a field that is no error: a region's name, a warning to confirm."""
        self._rows[field].set_remark(text, level)

    def focus(self, field: str) -> None:
        """Go to a field and mark what stands there, ready to be typed over."""
        widget = self.control(field)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def place(self) -> CursorPlace | None:
        """Where the cursor stands, or None if it is in no field of this section."""
        for name, row in self._rows.items():
            widget = row.control.widget
            if widget.hasFocus():
                return CursorPlace(name, widget.cursorPosition() if isinstance(widget, QLineEdit) else 0)
        return None

    def go(self, place: CursorPlace) -> None:
        """Put the cursor back where a draft left it."""
        if place.field not in self._rows:
            return
        widget = self.control(place.field)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit):
            widget.setCursorPosition(place.position)
