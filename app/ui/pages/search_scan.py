"""A field for typing and for the scanner, which types like a keyboard: all lines of one scan are one answer.

A code may hold several lines, and the scanner ends each with Enter. Whatever comes within a moment of an Enter belongs
to the same scan; without this the second line would be typed into whatever has the focus then.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

QUIET = 80
"""Milliseconds without a key after Enter: slower than any scanner, faster than any hand."""


@dataclass(frozen=True)
class Scanned:
    """`text` may have several lines; `lines` are how many were sent."""

    text: str

    @property
    def lines(self) -> int:
        return self.text.count("\n") + 1


class ScanEdit(QLineEdit):
    """`scanned` follows Enter."""

    scanned = Signal(Scanned)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rest = ""
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET)
        self._quiet.timeout.connect(self._on_quiet)

    def take_over(self, text: str) -> None:
        """Enter was pressed on `text` in another field; the lines that follow it in a scan come here."""
        self.setText(text)
        self._rest = "\n"
        self._quiet.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._quiet.isActive() and (entered or event.text()):
            self._rest += "\n" if entered else event.text()
            self._quiet.start()
        elif entered and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._rest = "\n"
            self._quiet.start()
        else:
            super().keyPressEvent(event)

    def _on_quiet(self) -> None:
        text, self._rest = (self.text() + self._rest).strip(), ""
        self.scanned.emit(Scanned(text))
