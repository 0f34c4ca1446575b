"""A certificate's fingerprint as people compare it: four lines of eight pairs, every pair at its own place, and what is
another than on the other side on a ground of its own and in bold."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.look.tokens import SMALL, TIGHT, current_tokens

IN_LINE, IN_GROUP = 8, 4
CELL_EDGE = 3  # pixels around a pair
LETTERS = "0123456789ABCDEF"


class Fingerprint(QWidget):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._pairs: tuple[str, ...] = ()
        self._against: tuple[str, ...] = ()
        self._title = ""

    def set_title(self, title: str) -> None:
        """Said before the fingerprint by a screen reader."""
        self._title = title

    def show_value(self, fingerprint: str, against: str = "") -> None:
        """`AB:CD:...`; pairs that are others in `against` are marked, none where that is empty."""
        self._pairs, self._against = _pairs(fingerprint), _pairs(against)
        self.setAccessibleName(f"{self._title}: {self.text()}")
        self.setVisible(bool(self._pairs))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        lines = [self._pairs[at : at + IN_LINE] for at in range(0, len(self._pairs), IN_LINE)]
        return "\n".join(" ".join(line) for line in lines)

    def others(self) -> int:
        """How many pairs are marked."""
        return sum(self._is_other(place) for place in range(len(self._pairs)))

    def sizeHint(self) -> QSize:
        cell, height = self._cell(), self._height()
        lines = -(-len(self._pairs) // IN_LINE)
        return QSize(IN_LINE * (cell + TIGHT) + SMALL, lines * (height + TIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, cell, height = current_tokens(), self._cell(), self._height()
        for place, pair in enumerate(self._pairs):
            line, column = divmod(place, IN_LINE)
            x = column * (cell + TIGHT) + (SMALL if column >= IN_GROUP else 0)
            area = QRect(x, line * (height + TIGHT), cell, height)
            other = self._is_other(place)
            if other:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.warning_soft))
                painter.drawRoundedRect(area, CELL_EDGE, CELL_EDGE)
            painter.setFont(self._font(bold=other))
            painter.setPen(QColor(tokens.warning if other else tokens.text))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, pair)
        painter.end()

    def _is_other(self, place: int) -> bool:
        return bool(self._against) and self._against[place : place + 1] != self._pairs[place : place + 1]

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        return font

    def _cell(self) -> int:
        """As wide as the widest pair, so that letters of any width stand below each other."""
        metrics = QFontMetrics(self._font(bold=True))
        return 2 * max(metrics.horizontalAdvance(letter) for letter in LETTERS) + 2 * CELL_EDGE

    def _height(self) -> int:
        return self.fontMetrics().height() + CELL_EDGE


def _pairs(fingerprint: str) -> tuple[str, ...]:
    return tuple(filter(None, fingerprint.split(":")))
