"""The dark half of what covers the window: the program's name and whose counter this is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.look.tokens import HUGE, MEDIUM, SMALL

PROGRAM = "Loket PTSP"
PROMISE = "Pelayanan yang pasti, dari berkas diterima sampai izin diserahkan."


class FrontPanel(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "front")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._program = self._label(PROGRAM, "brand", "program")
        self._office = self._label("", "brand_office", "office_name")
        self._counter = self._label("", "brand_muted", "counter_name")
        self._promise = self._label(PROMISE, "brand_muted", "promise")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * HUGE, 2 * HUGE, 2 * HUGE, 2 * HUGE)
        column.setSpacing(SMALL)
        column.addWidget(self._program)
        column.addStretch(1)
        column.addWidget(self._office)
        column.addWidget(self._counter)
        column.addSpacing(MEDIUM)
        column.addStretch(2)
        column.addWidget(self._promise)

    def show_office(self, office: str, counter: str) -> None:
        self._office.setText(office)
        self._counter.setText(counter)

    def _label(self, text: str, role: str, name: str) -> QLabel:
        made = QLabel(text, self)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(True)
        made.setProperty("role", role)
        made.setObjectName(name)
        return made


def beside(panel: FrontPanel, card: QWidget, page: QWidget) -> None:
    """Lay a page out: the panel at the left, the card in the middle of the rest."""
    right = QVBoxLayout()
    right.addStretch(1)
    right.addWidget(card)
    right.addStretch(1)
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(panel, 4)
    row.addStretch(1)
    row.addLayout(right, 5)
    row.addStretch(1)
