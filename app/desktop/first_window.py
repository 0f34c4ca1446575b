"""The window with its sign-in page and nothing else, painted first; what the counter is made of is loaded while it
stands and takes letters already.

A module that makes a class of Qt is loaded by the thread of the window, always: PySide keeps what it knows of a
class by its address, and remembers the last one in each thread, so that a class made in another thread now and then
had nothing to it and ended the program (two or three starts in a thousand). What takes long makes none."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

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


class FirstWindow(QObject):
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


# What unlocks the register; then the counter.
PLAIN = ("app.actions.signing_in", "app.upkeep.keys", "app.upkeep.instance", "app.sync.state")
OF_QT = ("app.ui.shell.crash", "app.desktop.counter")
# What the office is opened with; then what the window is furnished with.
OFFICE_PLAIN = (
    *("app.actions.door", "app.database", "app.desktop.beside", "app.reference.reference"),
    *("app.print.render", "app.print.preview", "app.print.printers"),
    *("app.queries.front", "app.queries.exchange", "app.queries.scans", "app.queries.public", "app.queries.tray"),
    *("app.queries.finding", "app.queries.registers", "app.queries.on_time"),
    *("app.lookup.service", "app.upkeep.lookup_token", "app.upkeep.safekeeping"),
)
OFFICE_OF_QT = (
    *(
        "app.ui.papers.paper_desk",
        "app.ui.forms.form",
        "app.ui.pages.front.page",
        "app.desktop.pages",
        "app.desktop.devices",
    ),
    *("app.desktop.devices", "app.desktop.devices"),
)


class Steps(QObject):
    """Modules one by one in the window's thread, what is typed in between; `done` after the last."""

    done = Signal()

    def __init__(self, names: tuple[str, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._names = list(names)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        self._timer.start(0)

    def finish(self) -> None:
        """What is left of them at once."""
        while self._names:
            self._step()

    def _step(self) -> None:
        if self._names:
            import_module(self._names.pop(0))
        if not self._names and self._timer.isActive():
            self._timer.stop()
            self.done.emit()


class Loader(QObject):
    """`loaded` once the counter can be made, also where a module is missing: who needs it raises what is wrong."""

    loaded = Signal()
    _plain = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._plain.connect(self._on_plain, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """As soon as what was typed meanwhile has been taken."""
        QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        Thread(target=self._load, name="loading").start()

    def _load(self) -> None:
        try:
            for name in PLAIN:
                import_module(name)
        finally:
            if isValid(self):
                self._plain.emit()

    def _on_plain(self) -> None:
        steps = Steps(OF_QT, self)
        steps.done.connect(self.loaded)
        steps.begin()
