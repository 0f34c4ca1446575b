"""The process around the counter: command line, the one QApplication, and the change between office and training."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.desktop.counter import Counter
from app.desktop.world import World, real
from app.settings import settings
from app.ui import style
from app.ui.crash import CrashKeeper
from app.ui.training import TrainingMark


class Program(QObject):
    """One counter at a time: of the real office, or of the training office in its own folder."""

    def __init__(self, arguments: list[str], world: World | None = None) -> None:
        wanted = parsed(arguments)
        app = application()
        super().__init__()
        self._app = app
        self._data: Path | None = wanted.data
        self._world = world or real()
        self._mark: TrainingMark | None = None
        self._crash = CrashKeeper(settings(self._data).data / "reports", self._world.now, self)
        self._crash.install()
        self.counter = self._open(training=wanted.training)

    def run(self) -> int:
        """Until the last window is closed."""
        code = self._app.exec()
        self.counter.close()
        return code

    def change_office(self) -> None:
        """From the real office to training, or back. The new window stands before the old one goes."""
        left = self.counter
        self.counter = self._open(training=not left.parts.settings.training)
        left.close()
        left.window.deleteLater()
        left.deleteLater()

    def _open(self, *, training: bool) -> Counter:
        if training and self._mark is None:
            self._mark = TrainingMark(self)
            self._app.installEventFilter(self._mark)
        if not training and self._mark is not None:
            self._app.removeEventFilter(self._mark)
            self._mark = None
        counter = Counter(settings(self._data, training=training), self._world, parent=self)
        counter.other_office_wanted.connect(self.change_office, Qt.ConnectionType.QueuedConnection)
        counter.show()
        return counter


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
