"""An offer that one key takes: the data of a known applicant, the fields of the last application."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.look.tokens import MEDIUM, SMALL, TIGHT
from app.ui.widgets.button import Button
from app.ui.widgets.card import label
from app.ui.words.notices import NoticeLevel

KEY = "F2"


class OfferCard(QFrame):
    """Only one of a page's offers is open at a time, because they share the key."""

    taken = Signal()

    def __init__(self, act: str, parent: QWidget | None = None, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "notice")
        self.setProperty("level", str(NoticeLevel.INFO))
        self._text = label("", "", self, wrap=True, name=f"{name}_text")
        self._act = Button(act, self, shortcut=KEY, name=f"{name}_take")
        self._act.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._act.clicked.connect(self.taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, SMALL - 2, SMALL, SMALL - 2)
        row.setSpacing(MEDIUM)
        row.addWidget(self._text, 1)
        row.addWidget(self._act, 0, Qt.AlignmentFlag.AlignTop)
        row.setSpacing(TIGHT)
        self.withdraw()

    def text(self) -> str:
        return self._text.text()

    def is_open(self) -> bool:
        return not self.isHidden()

    def make(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()

    def withdraw(self) -> None:
        self._text.setText("")
        self.hide()
