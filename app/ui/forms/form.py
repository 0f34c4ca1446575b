"""A section of a form, made from a tuple of field descriptions: values, drafts, errors, focus. No business word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.ui.forms.fields import Field
from app.ui.widgets.choice import Option
from app.ui.widgets.field_columns import FieldColumns
from app.ui.widgets.field_row import FieldChanged, FieldCompleted
from app.ui.words.notices import NoticeLevel, words

__all__ = ["CursorPlace", "Field", "FieldChanged", "FieldCompleted", "FormSection", "Option"]


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
