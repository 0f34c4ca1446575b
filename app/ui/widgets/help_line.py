"""The line under a field: neutral help, a remark, or an error. A drawing and words tell the kind, not colour alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.ui.look.redress import redress
from app.ui.look.tokens import TIGHT, current_tokens
from app.ui.words.notices import NoticeLevel

DRAWINGS = {
    NoticeLevel.ERROR: "circle-alert",
    NoticeLevel.WARNING: "triangle-alert",
    NoticeLevel.SUCCESS: "circle-check",
    NoticeLevel.INFO: "",
}


class HelpLine(QWidget):
    """Keeps the room of one line free, so that the form does not jump; longer texts wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = NoticeLevel.INFO
        self._mark = QLabel(self)
        self._mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words = QLabel(self)
        self._words.setProperty("role", "help")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 1, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self._words.setMinimumHeight(self.fontMetrics().height() - 1)
        self._mark.hide()

    def text(self) -> str:
        return self._words.text()

    def level(self) -> NoticeLevel:
        return self._level

    def show_text(self, text: str, level: NoticeLevel = NoticeLevel.INFO) -> None:
        if (text, level) == (self._words.text(), self._level):
            return
        self._words.setText(text)
        self._level = level
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_words"):
            self._dress()

    def _dress(self) -> None:
        colour, _ = current_tokens().of_level(self._level)
        drawing = DRAWINGS[self._level] if self._words.text() else ""
        self._mark.setVisible(bool(drawing))
        if drawing:
            from app.ui.look import icons  # late: the first window is painted without

            self._mark.setPixmap(icons.pixmap(drawing, colour, 14, self.devicePixelRatioF()))
        redress(self._words, "tone", str(self._level))
