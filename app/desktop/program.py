"""The process around the counter: command line, the one QApplication, and the change between office and training.

Only what the first picture needs is imported at the top.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.desktop.foyer import Foyer
from app.settings import Settings, settings
from app.ui import style

if TYPE_CHECKING:
    from app.desktop.counter import Counter
    from app.desktop.world import World
    from app.ui.training import TrainingMark


class Program(QObject):
    """One counter at a time: of the real office, or of the training office in its own folder."""

    def __init__(self, arguments: list[str], world: World | None = None) -> None:
        wanted = parsed(arguments)
        app = application()
        super().__init__()
        self._app, self._data = app, wanted.data
        self._world = world
        self._mark: TrainingMark | None = None
        self.counter: Counter | None = None
        self.foyer = self._enter(settings(self._data, training=wanted.training))

    def run(self) -> int:
        """Until the last window is closed."""
        code = self._app.exec()
        if self.counter is not None:
            self.counter.close()
        return code

    def change_office(self) -> None:
        """From the real office to training, or back. The new window stands before the old one goes."""
        left, foyer = self.counter, self.foyer
        assert left is not None  # it asked for the change
        self.foyer = self._enter(settings(self._data, training=not left.parts.settings.training))
        left.close()
        left.window.deleteLater()
        left.deleteLater()
        foyer.deleteLater()

    def _enter(self, of: Settings) -> Foyer:
        self._mark_dialogs(practising=of.training)
        foyer = Foyer(of, self)
        foyer.painted.connect(self._on_painted)
        self._wanted = of
        foyer.window.show()
        return foyer

    def _on_painted(self) -> None:
        """The window stands: load the rest, and open the office."""
        from app.desktop.counter import Counter
        from app.desktop.world import real
        from app.ui.crash import CrashKeeper

        world = self._world or real()
        if self.counter is None:
            CrashKeeper(self._wanted.data / "reports", world.now, self).install()
        self.counter = Counter(self._wanted, world, self.foyer, parent=self)
        self.counter.other_office_wanted.connect(self.change_office, Qt.ConnectionType.QueuedConnection)
        self.counter.begin()

    def _mark_dialogs(self, *, practising: bool) -> None:
        """While practising, every window and dialog has the frame."""
        if practising and self._mark is None:
            from app.ui.training import TrainingMark

            self._mark = TrainingMark(self)
            self._app.installEventFilter(self._mark)
        elif not practising and self._mark is not None:
            self._app.removeEventFilter(self._mark)
            self._mark = None


def application() -> QApplication:
    """The application with its look, made once."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
        app.setApplicationName("Loket PTSP")
        style.apply(app)
    return app


def parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="loket", description="Loket PTSP")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder data register (bawaan: LOKET_DATA)")
    parser.add_argument("--training", action="store_true", help="buka kantor latihan")
    return parser.parse_args(arguments)
