"""The window with its sign-in page and nothing else: what is painted first, and what takes typing from then on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.settings import Settings
from app.ui.pages.entrance.sign_in import SignInPage
from app.ui.shell.window import Window
from app.upkeep.counter_file import CounterFile

TITLE = "Loket PTSP"


class FirstPaint(QObject):
    """Tells once, after the widget has been painted for the first time."""

    painted = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            self.painted.emit()
        return False


class Foyer(QObject):
    """`painted` comes once, from the event loop: then the rest may be loaded."""

    painted = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.memory = CounterFile(settings.data)
        self.window = Window(TITLE, memory=self.memory, practising=settings.training)
        self.sign_in = SignInPage(self.window)
        self.window.cover.put(self.sign_in)
        first = FirstPaint(self.sign_in)
        first.painted.connect(self.painted, Qt.ConnectionType.QueuedConnection)
