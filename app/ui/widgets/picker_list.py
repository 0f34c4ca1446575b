"""The list under a search field: label in strong type, detail beside it, the marked row tinted and named."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.look.tokens import MEDIUM, SMALL, TIGHT, current_tokens

Index = QModelIndex | QPersistentModelIndex
MOST = 8
ROW = Qt.ItemDataRole.UserRole
LINE = 1  # pixel: the frame, which the style draws
VCENTER = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class PickRow:
    """`key` is the value, `label` what is shown in the field, `detail` what tells it from the others."""

    key: str
    label: str
    detail: str = ""


class PickRowDelegate(QStyledItemDelegate):
    """Draws a `PickRow`; the marked one stands on a tint."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + MEDIUM)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, tokens = index.data(ROW), current_tokens()
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.primary_soft))
            painter.drawRoundedRect(option.rect.adjusted(TIGHT - LINE, 1, LINE - TIGHT, -1), TIGHT, TIGHT)
        area = option.rect.adjusted(MEDIUM - LINE, 0, LINE - MEDIUM, 0)
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        bold = QFontMetrics(font)
        label = bold.elidedText(row.label, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, VCENTER, label)
        painter.setFont(option.font)
        painter.setPen(QColor(tokens.text if marked else tokens.muted))
        rest = area.adjusted(bold.horizontalAdvance(label) + MEDIUM, 0, 0, 0)
        detail = option.fontMetrics.elidedText(row.detail, Qt.TextElideMode.ElideRight, max(0, rest.width()))
        painter.drawText(rest, VCENTER, detail)


class PickerList(QListView):
    """Shows at most eight rows below `field`, above it where the window ends. The field keeps the keys."""

    clicked_row = Signal(PickRow)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self._field.installEventFilter(self)
        self._field.destroyed.connect(self.deleteLater)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(PickRowDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("picker_list")
        self.setAccessibleName("Pilihan")
        self.pressed.connect(self._on_pressed)
        self.hide()

    def rows(self) -> tuple[PickRow, ...]:
        return tuple(self._rows.index(place, 0).data(ROW) for place in range(self._rows.rowCount()))

    def marked(self) -> PickRow | None:
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, PickRow) else None

    def handles(self, key: int) -> bool:
        """Up, Down and Escape are the list's while it is in sight."""
        steps = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}
        if not self.isVisible():
            return False
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        if key in steps and self._rows.rowCount():
            self._mark((self.currentIndex().row() + steps[key]) % self._rows.rowCount())
        return key in steps

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        return False

    def show_rows(self, rows: tuple[PickRow, ...]) -> None:
        self._rows.clear()
        for row in rows[:MOST]:
            item = QStandardItem(" ".join(filter(None, (row.label, row.detail))))
            item.setData(row, ROW)
            self._rows.appendRow(item)
        self.setParent(self._field.window())
        height = (self.fontMetrics().height() + MEDIUM) * max(1, self._rows.rowCount()) + 2 * TIGHT
        top = self._field.mapTo(self.window(), QPoint(0, self._field.height() + 2))
        if top.y() + height > self.window().height():
            top = self._field.mapTo(self.window(), QPoint(0, -height - 2))
        width = min(max(self._field.width(), self._wanted_width()), self.window().width() - top.x() - SMALL)
        self.setGeometry(QRect(top.x(), top.y(), width, height))
        self.show()
        self.raise_()
        self._mark(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._rows.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(current_tokens().muted))
            area = self.viewport().rect().adjusted(MEDIUM - LINE, 0, LINE - MEDIUM, 0)
            painter.drawText(area, VCENTER, "Tidak ditemukan. Mohon periksa ejaannya.")

    def _wanted_width(self) -> int:
        metrics = self.fontMetrics()
        letters = (f"{row.label}{row.detail}" for row in self.rows())
        return max((round(metrics.horizontalAdvance(each) * 1.15) + 60 for each in letters), default=0)

    def _on_pressed(self, index: Index) -> None:
        self.clicked_row.emit(index.data(ROW))

    def _mark(self, place: int) -> None:
        """And say the row where a screen reader looks: at the field, which keeps the focus."""
        self.setCurrentIndex(self._rows.index(place, 0))
        marked = self.marked()
        said = f"{marked.label}, {marked.detail}" if marked else "Tidak ditemukan"
        self._field.setAccessibleDescription(f"{said}; {self._rows.rowCount()} pilihan")
