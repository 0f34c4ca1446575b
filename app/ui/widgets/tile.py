"""A number that can be opened: large, calm, with the words of what is counted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.look import icons
from app.ui.look.tokens import LARGE, MEDIUM, current_tokens

VCENTER = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Opened:
    key: str


class Tile(QAbstractButton):
    """`level` colours the number when it is not 0: info, warning or error. Enter and Space open it."""

    opened = Signal(Opened)

    def __init__(self, key: str, title: str, icon: str, level: str = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._drawing, self._level = key, icon, level
        self._number: int | None = None
        self.setObjectName(f"tile_{key}")
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("help", f"Enter membuka daftar: {title.lower()}.")
        self.clicked.connect(self._on_clicked)
        self.show_number(None)

    def show_number(self, number: int | None) -> None:
        """None while it is not known yet."""
        self._number = number
        self.setAccessibleName(f"{self.text()}: {'memuat' if number is None else number}")
        self.update()

    def number(self) -> int | None:
        return self._number

    def sizeHint(self) -> QSize:
        return QSize(150, round(self.fontMetrics().height() * 3.4) + 2 * MEDIUM)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(QColor(tokens.focus if focus else tokens.line), 2 if focus else 1))
        painter.setBrush(QColor(tokens.raised if self.underMouse() else tokens.surface))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 8, 8)
        accent = tokens.of_level(self._level)[0] if self._number else tokens.muted
        drawing = icons.pixmap(self._drawing, accent, 20, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - LARGE - 20, MEDIUM + 2, drawing)
        self._paint_words(painter, accent if self._level != "info" else tokens.text)

    def _paint_words(self, painter: QPainter, colour: str) -> None:
        tokens = current_tokens()
        left, room = LARGE, self.width() - 2 * LARGE
        font = self.font()
        line = self.fontMetrics().height()
        words = QRect(left, self.height() - MEDIUM - line + 2, room, line)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(words, VCENTER, self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room))
        font.setPointSizeF(font.pointSizeF() * 2.4)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colour if self._number else tokens.muted))
        number = QRect(left, MEDIUM, room, words.top() - MEDIUM)
        painter.drawText(number, VCENTER, "-" if self._number is None else str(self._number))

    def _on_clicked(self) -> None:
        self.opened.emit(Opened(self._key))
