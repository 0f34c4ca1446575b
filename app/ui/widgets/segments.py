"""Choices of two or three that one key makes: Ya or Tidak, L or P. All stay visible; Enter goes on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.look.tokens import RADIUS, Tokens, control_height, current_tokens


@dataclass(frozen=True)
class Segment:
    """`key` is the letter that chooses it: the first of the label, underlined."""

    value: object
    label: str
    key: str


class SegmentsEdit(QWidget):
    """A row of segments, one at most chosen. The letter, arrows or a click choose; Delete clears."""

    edited = Signal()
    completed = Signal()

    def __init__(self, segments: tuple[Segment, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments = segments
        self._chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def value(self) -> object:
        return self._segments[self._chosen].value if self._chosen >= 0 else None

    def set_value(self, value: object) -> None:
        self._choose(next((i for i, segment in enumerate(self._segments) if segment.value == value), -1))

    def typed(self) -> str:
        return self._segments[self._chosen].key if self._chosen >= 0 else ""

    def set_typed(self, typed: str) -> None:
        self._choose(next((i for i, segment in enumerate(self._segments) if segment.key == typed), -1))

    def problem(self) -> str:
        return ""

    def live(self) -> str:
        return "Tekan " + " atau ".join(f"{segment.key} ({segment.label})" for segment in self._segments)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = sum(metrics.horizontalAdvance(f"✓ {s.label}") + 28 for s in self._segments)
        return QSize(width, control_height(metrics))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        pressed = event.text().upper()
        named = next((i for i, segment in enumerate(self._segments) if segment.key == pressed), -1)
        if named >= 0:
            self._choose(named)
            self.completed.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose(-1)
        elif Qt.Key(event.key()) in steps:
            self._choose(max(0, min(len(self._segments) - 1, self._chosen + steps[Qt.Key(event.key())])))
        elif event.key() == Qt.Key.Key_Space:
            self._choose((self._chosen + 1) % len(self._segments))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        width = self.width() / len(self._segments)
        self._choose(min(len(self._segments) - 1, int(event.position().x() / width)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = current_tokens()
        width = self.width() / len(self._segments)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(self.rect().toRectF(), RADIUS, RADIUS)
        for place, segment in enumerate(self._segments):
            self._paint(painter, tokens, place, segment, width)
        focused = self.hasFocus()
        wrong = bool(self.property("wrong"))
        edge = tokens.focus if focused else tokens.danger if wrong else tokens.control_line
        thick = 2 if focused or wrong else 1
        painter.setPen(QPen(QColor(edge), thick))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = thick / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)

    def _paint(self, painter: QPainter, tokens: Tokens, place: int, segment: Segment, width: float) -> None:
        chosen = place == self._chosen
        area = self.rect().toRectF()
        area.setLeft(place * width)
        area.setWidth(width)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.primary))
            painter.drawRoundedRect(area.adjusted(3, 3, -3, -3), RADIUS - 2, RADIUS - 2)
        font = painter.font()
        font.setBold(chosen)
        painter.setFont(font)
        mark = "✓ " if chosen else ""
        painter.setPen(QColor(tokens.on_primary if chosen else tokens.text))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextShowMnemonic)
        painter.drawText(area, flags, f"{mark}&{segment.label}")

    def _choose(self, place: int) -> None:
        self._chosen = place
        chosen = self._segments[place].label if place >= 0 else "belum dipilih"
        self.setAccessibleDescription(chosen)
        self.update()
        self.edited.emit()


MALE = Segment("L", "Laki-laki", "L")
FEMALE = Segment("P", "Perempuan", "P")
YES = Segment(True, "Ya", "Y")
NO = Segment(False, "Tidak", "T")


class SexEdit(SegmentsEdit):
    """Value "L" or "P"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((MALE, FEMALE), parent)


class YesNo(SegmentsEdit):
    """Value True, False, or None while not answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((YES, NO), parent)
