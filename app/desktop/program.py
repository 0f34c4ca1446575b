"""The process around the counter: the one QApplication, and the change between office and training.

Only what the first picture needs is imported at the top.
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.desktop.command_line import StartWords
from app.desktop.first_window import FirstWindow, Loader
from app.settings import Settings, settings
from app.ui.look import style
from app.ui.pages.entrance.sign_in import BROKEN

if TYPE_CHECKING:
    from app.desktop.counter import Counter
    from app.desktop.world import World
    from app.ui.look.training import TrainingMark
    from app.ui.shell.crash import CrashKeeper


class Program(QObject):
    """One counter at a time: of the real office, or of the training office in its own folder."""

    def __init__(self, wanted: StartWords, world: World | None = None) -> None:
        app = application()
        super().__init__()
        self._app, self._data = app, wanted.data
        self._world = world
        self._mark: TrainingMark | None = None
        self._crashes: CrashKeeper | None = None
        self.counter: Counter | None = None
        self._loader = Loader(self)
        self._loader.loaded.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)
        self.first_window = self._enter(settings(self._data, training=wanted.training))

    def run(self) -> int:
        """Until the last window is closed."""
        code = self._app.exec()
        if self.counter is not None:
            self.counter.close()
        return code

    def change_office(self) -> None:
        """From the real office to training, or back; asked again while that is under way, nothing."""
        if self.counter is not None:
            self._change(self.counter, training=not self.counter.parts.settings.training)

    def start_anew(self) -> None:
        """The training office from its first day; all that was practised on goes. As `change_office`, once."""
        from app.upkeep.practice import forget

        if (left := self.counter) is not None:
            self._change(left, training=True)
            forget(left.parts.settings.database)

    def _change(self, left: Counter, *, training: bool) -> None:
        """The new window stands before the old one goes."""
        first_window = self.first_window
        self.counter = None
        self.first_window = self._enter(settings(self._data, training=training))
        left.close()
        left.window.deleteLater()
        left.deleteLater()
        first_window.deleteLater()

    def _enter(self, of: Settings) -> FirstWindow:
        self._mark_dialogs(practising=of.training)
        first_window = FirstWindow(of, self)
        first_window.painted.connect(self._loader.start)
        self._wanted = of
        first_window.window.show()
        return first_window

    def _on_loaded(self) -> None:
        """The window stands, and what it needs is there: open the office."""
        gc.freeze()  # what is loaded stays: looking through it again and again held up whatever makes many objects
        gc.enable()
        try:
            self._open()
        except Exception:
            self.first_window.sign_in.show_notice(BROKEN, last=True)
            raise

    def _open(self) -> None:
        """Whoever looks after errors first: what comes next may be what cannot be loaded."""
        from app.desktop.world import real
        from app.ui.shell.crash import CrashKeeper

        world = self._world or real()
        if self._crashes is None:
            self._crashes = CrashKeeper(self._wanted.data / "reports", world.now, self)
            self._crashes.install()
        from app.desktop.counter import Counter

        self.counter = Counter(self._wanted, world, self.first_window, parent=self)
        self.counter.other_office_wanted.connect(self.change_office, Qt.ConnectionType.QueuedConnection)
        self.counter.anew_wanted.connect(self.start_anew, Qt.ConnectionType.QueuedConnection)
        self.counter.begin()

    def _mark_dialogs(self, *, practising: bool) -> None:
        """While practising, every window and dialog has the frame."""
        if practising and self._mark is None:
            from app.ui.look.training import TrainingMark

            self._mark = TrainingMark(self)
            self._app.installEventFilter(self._mark)
        elif not practising and self._mark is not None:
            self._app.removeEventFilter(self._mark)
            self._mark = None


def application() -> QApplication:
    """The application with its look, made once."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = style.application(sys.argv[0])
        app.setApplicationName("Loket PTSP")
    return app
