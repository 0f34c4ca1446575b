"""One row of a form: label, editor, and the line below that helps or says what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ui.forms.fields import Control, Field, make
from app.ui.look.redress import redress
from app.ui.look.tokens import MEDIUM, control_height
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import NoticeLevel

LABEL_LETTERS = 17  # width of the label column in average letters, the same in every section


@dataclass(frozen=True)
class FieldChanged:
    field: str
    value: object


@dataclass(frozen=True)
class FieldCompleted:
    field: str
    value: object


class FieldRow(QWidget):
    """An error stands until its field is edited or it is cleared; a remark until it is replaced; live help while
    the field has focus."""

    changed = Signal(FieldChanged)
    completed = Signal(FieldCompleted)

    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self.control: Control = make(field, self)
        self._error = ""
        self._remark = ""
        self._remark_level = NoticeLevel.INFO
        self._focused = False
        self._line = HelpLine(self)
        self._extra: QWidget | None = None
        self._label = QLabel(self)
        self._label.setProperty("role", "field")
        self._label.setWordWrap(True)
        self._label.setBuddy(self.control.widget)
        self._label.setFixedWidth(self.fontMetrics().averageCharWidth() * LABEL_LETTERS)
        self._label.setMinimumHeight(control_height(self.fontMetrics()))
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.set_required(field.required)
        self.setFocusProxy(self.control.widget)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._lay_out()
        self.control.editor.edited.connect(self._on_edited)
        if self.control.completed is not None:
            self.control.completed.connect(self._on_completed)

    def _lay_out(self) -> None:
        self._cell = QVBoxLayout()
        self._cell.setSpacing(0)
        self._cell.addWidget(self.control.widget)
        self._cell.addWidget(self._line)
        self._cell.addStretch(1)
        name = QVBoxLayout()
        name.setSpacing(0)
        name.addWidget(self._label)
        name.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addLayout(name)
        row.addLayout(self._cell, 1)

    def put_below(self, extra: QWidget) -> None:
        """Something that belongs to the field, hidden while there is nothing to show; its accessible name is said."""
        self._extra = extra
        extra.hide()
        self._cell.insertWidget(2, extra)

    @property
    def required(self) -> bool:
        return self._required

    def set_required(self, required: bool) -> None:
        self._required = required
        self._label.setText(f"{self.field.label}\u00a0*" if required else self.field.label)

    @property
    def error(self) -> str:
        return self._error

    def set_error(self, text: str) -> None:
        self._error = text
        redress(self.control.widget, "wrong", bool(text))
        self.refresh()

    def set_remark(self, text: str, level: NoticeLevel) -> None:
        self._remark, self._remark_level = text, level
        self.refresh()

    def set_focused(self, focused: bool) -> None:
        self._focused = focused
        self.refresh()

    def refresh(self) -> None:
        """Say what matters most: the error, then live help with the remark, then the remark alone."""
        live = self.control.editor.live() if self._focused else ""
        if self._error:
            self._line.show_text(self._error, NoticeLevel.ERROR)
        else:
            together = " · ".join(part for part in (live, self._remark) if part)
            self._line.show_text(together, self._remark_level if self._remark else NoticeLevel.INFO)
        required = "wajib diisi" if self._required else ""
        extra = self._extra.accessibleName() if self._extra is not None and not self._extra.isHidden() else ""
        said = "; ".join(part for part in (required, self._line.text(), extra) if part)
        self.control.widget.setAccessibleDescription(said)

    def problem(self) -> str:
        """A code: what stands there cannot be right, or nothing stands where something must."""
        found = self.control.editor.problem()
        empty = self.control.editor.value() in (None, "", ())
        return found or ("required" if self._required and empty else "")

    def line(self) -> str:
        """What the line below the editor says now."""
        return self._line.text()

    def facts(self) -> dict[str, str]:
        """What the sentence about `problem` may name."""
        field, found = self.field, self.problem()
        own = field.length or field.max_length or getattr(self.control.editor, "limit", 0)
        limit = {"too_small": field.least, "too_large": field.most}.get(found, own)
        digits = sum(c.isdigit() for c in self.control.editor.typed())
        return {"count": str(digits), "limit": str(limit).replace(".", ",")}

    def _on_edited(self) -> None:
        if self._error:
            self.set_error("")
        self.refresh()
        self.changed.emit(FieldChanged(self.field.id, self.control.editor.value()))

    def _on_completed(self) -> None:
        self.completed.emit(FieldCompleted(self.field.id, self.control.editor.value()))
