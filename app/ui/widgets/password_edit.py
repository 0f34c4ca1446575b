"""A password's field, with a calm word where Caps Lock seems to be on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

CAPITALS = "Caps Lock tampaknya aktif."


class PasswordEdit(QLineEdit):
    """Qt does not tell the state of the key, so it is read from the letters: a capital without Shift."""

    capitals_changed = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoAutoUppercase)
        self._capitals = False
        self.textChanged.connect(self.edited)

    def value(self) -> object:
        return self.text()

    def set_value(self, value: object) -> None:
        self.setText("" if value is None else str(value))

    def typed(self) -> str:
        """Nothing: a draft never keeps a password."""
        return ""

    def set_typed(self, typed: str) -> None:
        self.clear()

    def problem(self) -> str:
        return ""

    def live(self) -> str:
        return self.capitals_words()

    def capitals_words(self) -> str:
        return CAPITALS if self._capitals else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._set_capitals(False)
        elif len(letter) == 1 and letter.isalpha():
            held = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._set_capitals(letter.isupper() != held)
        super().keyPressEvent(event)

    def _set_capitals(self, on: bool) -> None:
        if on != self._capitals:
            self._capitals = on
            self.capitals_changed.emit()
