"""A short text with ready-made ones beside it: in the empty field a digit takes the one of that number."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.widgets.line_edit import TextEdit

LIMIT = 120


class ReadyTextEdit(TextEdit):
    def __init__(self, ready: tuple[str, ...], parent: QWidget | None = None, *, limit: int = LIMIT) -> None:
        super().__init__(parent, limit=limit)
        self._ready = ready

    def live(self) -> str:
        return super().live() or " · ".join(f"{i} {text}" for i, text in enumerate(self._ready, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = int(event.text()) if event.text() in tuple("123456789") else 0
        if 0 < number <= len(self._ready) and not self.text():
            self.set_typed(self._ready[number - 1])
            self.completed.emit()
            return
        super().keyPressEvent(event)
