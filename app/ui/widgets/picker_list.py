"""The list under a search field: label in strong type, detail beside it, the marked row tinted and named."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.look.tokens import MEDIUM, RADIUS, SMALL, TIGHT, current_tokens

MOST = 8
VCENTER = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class PickRow:
    """`key` is the value, `label` what is shown in the field, `detail` what tells it from the others."""

    key: str
    label: str
    detail: str = ""


class PickerList(QWidget):
    """Shows at most eight rows below `field`, above it where the window ends."""

    clicked_row = Signal(PickRow)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self._field.installEventFilter(self)
        self._field.destroyed.connect(self.deleteLater)
        self._rows: tuple[PickRow, ...] = ()
        self._mark = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("picker_list")
        self.hide()

    def rows(self) -> tuple[PickRow, ...]:
        return self._rows

    def marked(self) -> PickRow | None:
        return self._rows[self._mark] if self._rows else None

    def handles(self, key: int) -> bool:
        """Up, Down and Escape are the list's while it is in sight."""
        steps = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}
        if not self.isVisible():
            return False
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        if key in steps and self._rows:
            self._mark = (self._mark + steps[key]) % len(self._rows)
            self._tell()
        return key in steps

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        return False

    def show_rows(self, rows: tuple[PickRow, ...]) -> None:
        self._rows, self._mark = rows[:MOST], 0
        self.setParent(self._field.window())
        height = self._row_height() * max(1, len(self._rows)) + 2 * TIGHT
        top = self._field.mapTo(self.window(), QPoint(0, self._field.height() + 2))
        if top.y() + height > self.window().height():
            top = self._field.mapTo(self.window(), QPoint(0, -height - 2))
        width = min(max(self._field.width(), self._wanted_width()), self.window().width() - top.x() - SMALL)
        self.setGeometry(QRect(top.x(), top.y(), width, height))
        self.show()
        self.raise_()
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int((event.position().y() - TIGHT) // self._row_height())
        if 0 <= place < len(self._rows):
            self.clicked_row.emit(self._rows[place])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = current_tokens()
        painter.setPen(QPen(QColor(tokens.control_line), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if not self._rows:
            painter.setPen(QColor(tokens.muted))
            painter.drawText(self._area(0), VCENTER, "Tidak ditemukan. Mohon periksa ejaannya.")
        for place, row in enumerate(self._rows):
            self._paint_row(painter, place, row)

    def _paint_row(self, painter: QPainter, place: int, row: PickRow) -> None:
        tokens = current_tokens()
        area = self._area(place)
        if place == self._mark:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.primary_soft))
            painter.drawRoundedRect(area.adjusted(-SMALL, 1, SMALL, -1), TIGHT, TIGHT)
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        bold = QFontMetrics(font)
        label = bold.elidedText(row.label, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, VCENTER, label)
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.muted if place != self._mark else tokens.text))
        rest = area.adjusted(bold.horizontalAdvance(label) + MEDIUM, 0, 0, 0)
        detail = self.fontMetrics().elidedText(row.detail, Qt.TextElideMode.ElideRight, max(0, rest.width()))
        painter.drawText(rest, VCENTER, detail)

    def _area(self, place: int) -> QRect:
        height = self._row_height()
        return QRect(MEDIUM, TIGHT + place * height, self.width() - 2 * MEDIUM, height)

    def _row_height(self) -> int:
        return self.fontMetrics().height() + MEDIUM

    def _wanted_width(self) -> int:
        metrics = self.fontMetrics()
        return max(
            (round(metrics.horizontalAdvance(f"{r.label}{r.detail}") * 1.15) + 60 for r in self._rows), default=0
        )

    def _tell(self) -> None:
        """Say the marked row where a screen reader looks: at the field, which keeps the focus."""
        marked = self.marked()
        said = f"{marked.label}, {marked.detail}" if marked else "Tidak ditemukan"
        self._field.setAccessibleDescription(f"{said}; {len(self._rows)} pilihan")
        self.update()
