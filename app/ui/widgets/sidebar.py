"""The dark navigation: icon, label and shortcut of each page; icons alone where the window is narrow."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.look import icons
from app.ui.look.tokens import LARGE, RADIUS, SIDEBAR_NARROW, SIDEBAR_WIDE, SMALL, control_height, current_tokens

VCENTER = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class SidebarEntry:
    """`number` is its place, 1 to 9 reachable by Ctrl and Alt with that digit."""

    key: str
    title: str
    icon: str
    number: int = 0

    @property
    def shortcut(self) -> str:
        return f"Ctrl+{self.number}" if 0 < self.number <= 9 else ""


@dataclass(frozen=True)
class PageChosen:
    key: str


class SidebarButton(QAbstractButton):
    """One entry. `number` shows how much waits behind it."""

    pressed_key = Signal(PageChosen)

    def __init__(self, entry: SidebarEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self._narrow = False
        self._number = 0
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(entry.title)
        self.setObjectName(f"nav_{entry.key}")
        self.setAccessibleName(entry.title)
        self.setToolTip(f"{entry.title} ({entry.shortcut})" if entry.shortcut else entry.title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        if entry.shortcut:
            keys = QShortcut(self)
            keys.setKeys([QKeySequence(f"Ctrl+{entry.number}"), QKeySequence(f"Alt+{entry.number}")])
            keys.activated.connect(self.click)

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.update()

    def set_number(self, number: int) -> None:
        self._number = number
        self.setAccessibleDescription(f"{number} menunggu" if number else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDEBAR_NARROW - 16, control_height(self.fontMetrics()) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = current_tokens()
        lit = self.isChecked()
        area = self.rect().toRectF().adjusted(1, 1, -1, -1)
        if lit or self.underMouse():
            tint = QColor(tokens.navigation_active if lit else tokens.on_navigation)
            tint.setAlphaF(1.0 if lit else 0.10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(area, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.on_navigation_active), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, RADIUS, RADIUS)
        self._paint_words(painter, tokens.on_navigation_active if lit else tokens.on_navigation)

    def _paint_words(self, painter: QPainter, colour: str) -> None:
        tokens = current_tokens()
        drawing = icons.pixmap(self.entry.icon, colour, 20, self.devicePixelRatioF())
        left = (self.width() - 20) // 2 if self._narrow else LARGE - 4
        painter.drawPixmap(left, (self.height() - 20) // 2, drawing)
        if self._narrow:
            return
        font = self.font()
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        text = QRect(left + 32, 0, self.width() - left - 32 - SMALL, self.height())
        painter.drawText(text, VCENTER, self.entry.title)
        font.setBold(False)
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        painter.setPen(QColor(colour if self.isChecked() else tokens.muted_on_navigation))
        hint = str(self._number) if self._number else self.entry.shortcut
        painter.drawText(text, VCENTER | Qt.AlignmentFlag.AlignRight, hint)

    def _on_clicked(self) -> None:
        self.pressed_key.emit(PageChosen(self.entry.key))


class Sidebar(QWidget):
    chosen = Signal(PageChosen)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, SidebarButton] = {}
        self._narrow = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SMALL, LARGE, SMALL, LARGE)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self.setObjectName("sidebar")
        self.setAccessibleName("Navigasi")
        self.set_narrow(False)

    def set_entries(self, entries: tuple[SidebarEntry, ...]) -> None:
        for old in self._buttons.values():
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {entry.key: SidebarButton(entry, self) for entry in entries}
        for place, button in enumerate(self._buttons.values()):
            button.pressed_key.connect(self.chosen)
            self._column.insertWidget(place, button)
        self.set_narrow(self._narrow)

    def mark(self, key: str) -> None:
        for name, button in self._buttons.items():
            button.setAutoExclusive(False)
            button.setChecked(name == key)
            button.setAutoExclusive(True)

    def set_number(self, key: str, number: int) -> None:
        if key in self._buttons:
            self._buttons[key].set_number(number)

    def keys(self) -> tuple[str, ...]:
        return tuple(self._buttons)

    def is_narrow(self) -> bool:
        return self._narrow

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        bold = QFont(self.font())
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        longest = max((metrics.horizontalAdvance(b.entry.title) for b in self._buttons.values()), default=0)
        wide = max(SIDEBAR_WIDE, longest + metrics.horizontalAdvance("Ctrl+9") + 80)
        self.setFixedWidth(SIDEBAR_NARROW if narrow else wide)
        for button in self._buttons.values():
            button.set_narrow(narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(current_tokens().navigation))
