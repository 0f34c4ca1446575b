"""Puts a text into a field as if it were typed there, so that the field judges it as it judges a hand's."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


def takes_text(widget: QWidget | None) -> bool:
    """Whether keys become text there now."""
    return widget is not None and widget.isEnabled() and widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def type_into(widget: QWidget, text: str) -> None:
    """Several lines become one."""
    for character in " ".join(text.split("\n")):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, _key(character), Qt.KeyboardModifier.NoModifier, character)
            QCoreApplication.sendEvent(widget, key)


def _key(character: str) -> int:
    """Qt's keys of ASCII are those of the capital letters."""
    return ord(character.upper()) if character.isascii() else Qt.Key.Key_unknown.value
