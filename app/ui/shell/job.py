"""Slow work that can be watched and given up: its progress as seen by the worker and by the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot


class GivenUpError(Exception):
    """The person gave the work up. Raised in the worker, reaches nobody."""


@dataclass(frozen=True)
class JobStep:
    """`total` 0 means that the end is not known. `text` is a sentence for people."""

    done: int
    total: int
    text: str = ""


class JobProgress:
    """What the worker has in its hand. No Qt here: the same work runs without a screen."""

    def __init__(self, tell: Callable[[JobStep], None]) -> None:
        self._tell = tell
        self._given_up = threading.Event()

    @property
    def cancelled(self) -> bool:
        return self._given_up.is_set()

    def cancel(self) -> None:
        self._given_up.set()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the work is. Raises `GivenUpError` once it is given up: call it where stopping is safe."""
        if self.cancelled:
            raise GivenUpError
        self._tell(JobStep(done, total, text))


class Job(QObject):
    """One piece of slow work as the screen sees it; lives on the UI thread."""

    stepped = Signal(JobStep)
    ended = Signal()
    _told = Signal(JobStep)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.progress = JobProgress(self._told.emit)
        self._told.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._over = False

    @property
    def over(self) -> bool:
        return self._over

    def cancel(self) -> None:
        """Ask the worker to stop at its next step; `ended` follows, the answer does not."""
        self.progress.cancel()

    def end(self) -> None:
        self._over = True
        self.ended.emit()
        self.deleteLater()

    @Slot(JobStep)
    def _show(self, step: JobStep) -> None:
        if not self._over:
            self.stepped.emit(step)
