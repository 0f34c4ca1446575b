"""A page that may be taller than the screen: it scrolls, and follows the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from app.ui.look.tokens import HUGE


class Scroll(QScrollArea):
    """The vertical bar keeps its room, so that nothing jumps sideways; sideways it scrolls only when it must."""

    def __init__(self, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setProperty("role", "scrolled")
        page.setAutoFillBackground(False)
        self.setWidget(page)
        self.viewport().setAutoFillBackground(False)
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.timeout.connect(self._follow)
        self._waits = False
        self._app = QApplication.instance()
        if isinstance(self._app, QApplication):
            self._app.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page that grew shorter may fit again, but for the little it was scrolled. Once the mouse is let go, what it
        has put the cursor on comes into sight."""
        if event.type() == QEvent.Type.MouseButtonRelease and self._waits:
            self._hear(on=False)
            self._laid_out.start()
        little = 0 < self.verticalScrollBar().value() <= HUGE
        if little and event.type() == QEvent.Type.Resize and watched is self.widget():
            self._laid_out.start()
        return super().eventFilter(watched, event)

    def _on_focus_changed(self, _: QWidget | None, new: QWidget | None) -> None:
        """At once, and again when what came into sight together with the focus has been laid out."""
        page = self.widget()
        if new is not None and page is not None and page.isAncestorOf(new):
            if self._is_pressed():
                return
            self.ensureWidgetVisible(new, HUGE, HUGE * 2)
            self._follow()
            self._laid_out.start()

    def _is_pressed(self) -> bool:
        """Nothing moves under a pressed button: the click would end beside what it was meant for."""
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if pressed and not self._waits:
            self._hear(on=True)
        return pressed

    def _hear(self, *, on: bool) -> None:
        """Of the mouse's release, wherever it is."""
        self._waits = on
        if self._app is not None:
            (self._app.installEventFilter if on else self._app.removeEventFilter)(self)

    def _follow(self) -> None:
        """What is taller than the room finds its place by itself, row by row."""
        if self._is_pressed():
            return
        page, focused = self.widget(), QApplication.focusWidget()
        room = self.viewport().height()
        if focused is None or page is None or not page.isAncestorOf(focused) or focused.height() >= room:
            return
        show(focused, focused.rect())
        line = focused.fontMetrics().height()
        if focused.mapTo(page, focused.rect().bottomLeft()).y() + line < room:
            self.verticalScrollBar().setValue(0)  # with the line below it, it is in sight there too


def show(widget: QWidget, area: QRect) -> None:
    """Scroll the page `widget` stands in until `area` of it is in sight, as when a row of a long list is reached."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, Scroll):
        around = around.parentWidget()
    page = around.widget() if around is not None else None
    if around is None or page is None:
        return
    middle = widget.mapTo(page, area.center())
    around.ensureVisible(middle.x(), middle.y(), min(area.width() // 2, HUGE), area.height() // 2 + HUGE)
