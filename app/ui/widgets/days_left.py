"""Days left as words and a bar, painted in a table cell."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.look.tokens import SMALL, Tokens, current_tokens

BAR = 4


@dataclass(frozen=True, order=True)
class DaysLeft:
    """Working days: `left` may be negative; `total` is the service standard; `stopped` while the clock stands still;
    `estimate` where holidays are not known. Sorts by urgency."""

    stopped: bool
    left: int
    total: int = 0
    estimate: bool = False

    @property
    def words(self) -> str:
        if self.stopped:
            return "jam berhenti"
        more = "" if self.estimate else " lagi"
        rest = f"lewat {-self.left} hari" if self.left < 0 else f"{self.left} hari{more}"
        said = {0: "hari ini", 1: "besok"}.get(self.left, rest)
        return f"perkiraan {said}" if self.estimate else said

    @property
    def level(self) -> str:
        if self.stopped:
            return "neutral"
        return "error" if self.left < 0 else "warning" if self.left <= 1 else "success"

    @property
    def share(self) -> float:
        """How much of the time is used, 0 to 1."""
        if self.left < 0:
            return 1.0
        return 1 - self.left / self.total if self.total >= self.left > 0 else float(self.left == 0)


ESTIMATE_LETTERS = 18
"""Width of a column in which one is an estimate."""


def days_words(days: DaysLeft | None) -> str:
    """The formatter of such a column."""
    return days.words if days else ""


class DaysLeftDelegate(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        option.text = ""
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        days = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(days, DaysLeft):
            paint_days(painter, option.rect, days, current_tokens())

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.fontMetrics.averageCharWidth() * 16, super().sizeHint(option, index).height())


def paint_days(painter: QPainter, area: QRect, days: DaysLeft, tokens: Tokens) -> None:
    colour = tokens.muted if days.level == "neutral" else tokens.of_level(days.level)[0]
    inside = area.adjusted(SMALL + 3, 3, -SMALL - 3, -6)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = painter.font()
    font.setBold(days.level in ("error", "warning"))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(inside.adjusted(0, 0, 0, -BAR), Qt.AlignmentFlag.AlignVCenter, days.words)
    bar = QRect(inside.left(), inside.bottom() - BAR + 3, inside.width(), BAR)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.neutral_soft))
    painter.drawRoundedRect(bar, 2, 2)
    if not days.stopped:
        bar.setWidth(round(bar.width() * days.share))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(bar, 2, 2)
    painter.restore()
