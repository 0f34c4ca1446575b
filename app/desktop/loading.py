"""Loads what the counter is made of while the sign-in page stands and takes letters already."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

# What unlocks the register, then what the window is furnished with.
MODULES = (
    "app.actions.signing_in",
    "app.upkeep.keys",
    "app.upkeep.instance",
    "app.desktop.counter",
    "app.ui.crash",
)


class Loader(QObject):
    """`loaded` comes from a thread of its own, also where a module is missing: who needs it raises what is wrong."""

    loaded = Signal()

    def start(self) -> None:
        """As soon as what was typed meanwhile has been taken."""
        QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        Thread(target=self._load, name="loading").start()

    def _load(self) -> None:
        try:
            for name in MODULES:
                import_module(name)
        finally:
            if isValid(self):
                self.loaded.emit()
