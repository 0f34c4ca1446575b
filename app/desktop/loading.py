"""Loads what the counter is made of while the sign-in page stands and takes letters already.

A module that makes a class of Qt is loaded by the thread of the window, always: PySide keeps what it knows of a class
by its address, and remembers the last one in each thread, so that a class made in another thread now and then had
nothing to it and ended the program (two or three starts in a thousand). What takes long makes none.
"""

from __future__ import annotations

from importlib import import_module
from threading import Thread

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

# What unlocks the register; then the counter.
PLAIN = ("app.actions.signing_in", "app.upkeep.keys", "app.upkeep.instance", "app.sync.state")
OF_QT = ("app.ui.crash", "app.desktop.counter")
# What the office is opened with; then what the window is furnished with.
OFFICE_PLAIN = (
    *("app.actions.door", "app.database", "app.desktop.beside", "app.reference.reference"),
    *("app.print.render", "app.print.preview", "app.print.printers"),
    *("app.queries.front", "app.queries.exchange", "app.queries.scans", "app.queries.public", "app.queries.tray"),
    *("app.queries.finding", "app.queries.registers", "app.queries.on_time"),
    *("app.lookup.service", "app.upkeep.lookup_token", "app.upkeep.safekeeping"),
)
OFFICE_OF_QT = (
    *("app.ui.paper_desk", "app.ui.form", "app.ui.pages.front", "app.desktop.pages", "app.desktop.outlets"),
    *("app.desktop.applicant", "app.desktop.scans"),
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
