"""What a list says when it has nothing: a drawing, a sentence, and an act that leads on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.look import icons
from app.ui.look.tokens import MEDIUM, current_tokens
from app.ui.widgets.button import Button
from app.ui.widgets.card import label


class EmptyState(QWidget):
    acted = Signal()

    def __init__(self, icon: str, text: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = icon
        self._mark = QLabel(self)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = label(text, "muted", self, wrap=True, name="empty_text")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._act = Button(action, self, name="empty_action")
        self._act.setVisible(bool(action))
        self._act.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setSpacing(MEDIUM)
        column.addStretch(1)
        column.addWidget(self._mark)
        column.addWidget(self._words)
        column.addWidget(self._act, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        self._dress()

    def text(self) -> str:
        return self._words.text()

    def show_text(self, text: str, icon: str = "") -> None:
        self._words.setText(text)
        self._drawing = icon or self._drawing
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_words"):
            self._dress()

    def _dress(self) -> None:
        colour = current_tokens().muted
        self._mark.setPixmap(icons.pixmap(self._drawing, colour, 36, self.devicePixelRatioF()))
