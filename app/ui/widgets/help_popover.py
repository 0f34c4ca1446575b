"""F1: what the field in focus wants, shown beside it. Esc, F1 or going on closes it; focus stays in the field."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.look.tokens import LARGE, MEDIUM, SMALL, TIGHT
from app.ui.widgets.button import shown

NOTHING = "Tidak ada penjelasan tambahan di sini."
GENERAL = "Tab maju, Shift+Tab mundur, Ctrl+K mencari, F5 memuat ulang, Esc kembali."


class HelpPopover(QFrame):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("help_popover")
        self.setProperty("role", "popover")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = QLabel(self)
        self._title.setProperty("role", "strong")
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setObjectName("help_text")
        keys = QLabel(GENERAL, self)
        keys.setProperty("role", "help")
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(TIGHT)
        for label in (self._title, self._words, keys):
            column.addWidget(label)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.hide)

    def toggle(self, widget: QWidget | None) -> None:
        """Show the help of `widget` or of what it stands in; hide if shown."""
        if self.isVisible() or widget is None:
            self.hide()
            return
        self._title.setText(widget.accessibleName() or self.window().windowTitle())
        self._words.setText(" ".join(filter(None, (help_of(widget), keys_of(widget)))) or NOTHING)
        self._place(widget)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, self._words.text()))

    def text(self) -> str:
        return self._words.text()

    def _place(self, widget: QWidget) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.setFixedWidth(min(self.fontMetrics().averageCharWidth() * 48, window.width() - 2 * LARGE))
        self.adjustSize()
        spot = widget.mapTo(window, QPoint(0, widget.height() + SMALL))
        if spot.y() + self.height() > window.height():
            spot = widget.mapTo(window, QPoint(0, -self.height() - SMALL))
        self.move(max(SMALL, min(spot.x(), window.width() - self.width() - SMALL)), max(SMALL, spot.y()))


def keys_of(widget: QWidget) -> str:
    """How a button is pressed."""
    if not isinstance(widget, QPushButton):
        return ""
    keys = [each.key().toString() for each in widget.findChildren(QShortcut) if each.isEnabled()]
    return f"Spasi menekan tombol ini; dari tempat lain {shown(keys[0])}." if keys else "Spasi menekan tombol ini."


def help_of(widget: QWidget) -> str:
    """The `help` property of the widget or the nearest one it stands in."""
    around: QWidget | None = widget
    while around is not None:
        text = around.property("help")
        if text:
            return str(text)
        around = around.parentWidget()
    return ""
