"""Text of several lines in a form: Enter goes on like everywhere else, Shift+Enter breaks the line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class LongTextEdit(QPlainTextEdit):
    edited = Signal()

    def __init__(self, parent: QWidget | None = None, *, limit: int = 2000, lines: int = 2) -> None:
        super().__init__(parent)
        self._limit = limit
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 22)
        self.textChanged.connect(self._on_text_changed)

    @property
    def limit(self) -> int:
        """Letters at most."""
        return self._limit

    def value(self) -> object:
        return self.toPlainText().strip()

    def set_value(self, value: object) -> None:
        self.setPlainText("" if value is None else str(value))

    def typed(self) -> str:
        return self.toPlainText()

    def set_typed(self, typed: str) -> None:
        self.setPlainText(typed)

    def problem(self) -> str:
        return "too_long" if len(self.toPlainText()) > self._limit else ""

    def live(self) -> str:
        return f"{len(self.toPlainText())}/{self._limit} · Shift+Enter untuk baris baru"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def _on_text_changed(self) -> None:
        self.edited.emit()


class ListEdit(LongTextEdit):
    """Several short texts, one a line."""

    def value(self) -> object:
        return tuple(line.strip() for line in self.toPlainText().splitlines() if line.strip())

    def set_value(self, value: object) -> None:
        self.setPlainText("\n".join(map(str, value)) if isinstance(value, tuple | list) else "")

    def live(self) -> str:
        count = len(tuple(line for line in self.toPlainText().splitlines() if line.strip()))
        return f"{count} baris · Shift+Enter untuk baris berikut"
