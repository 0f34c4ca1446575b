"""Cards: a quiet surface with a title, for sections of a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from app.ui.look.tokens import LARGE, MEDIUM, SMALL


class Card(QFrame):
    """`body` takes the content; `add_action` puts a button beside the title."""

    def __init__(self, title: str = "", parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setObjectName(name)
        self._title = label(title, "section", self)
        self._title.setVisible(bool(title))
        self._head = QHBoxLayout()
        self._head.setSpacing(SMALL)
        self._head.addWidget(self._title, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        column.addLayout(self._head)
        column.addLayout(self.body, 1)

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        if isinstance(content, QWidget):
            self.body.addWidget(content, stretch)
        else:
            self.body.addLayout(content, stretch)

    def add_action(self, button: QWidget) -> None:
        self._head.addWidget(button)

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self._title.setVisible(bool(title))


def label(text: str, role: str = "", parent: QWidget | None = None, *, wrap: bool = False, name: str = "") -> QLabel:
    """A label in one of the roles of the style sheet: title, section, strong, muted, help, small, number."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setObjectName(name)
    if role:
        made.setProperty("role", role)
    return made
