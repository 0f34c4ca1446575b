"""Tells when nobody has touched keyboard or mouse for some minutes, so that the window can be locked.

Qt's timers stand still while the PC sleeps, and a wall clock can be set back: the time is taken from outside, whenever
the program wakes to do something and once a second, and the clock that has gone furthest counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, QTimer, Signal

from app.sync.centre_time import steady_clock

TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)
LOOK = 1_000  # milliseconds
Clocks = tuple[Callable[[], float], ...]


def clocks() -> Clocks:
    """Seconds. The first counts sleep and nobody can set it; the wall clock also shows that a virtual machine stood."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)  # Linux; elsewhere the steady clock counts sleep
    return partial(time.clock_gettime, boot) if boot is not None else steady_clock(), time.time


class IdleWatch(QObject):
    """Install on the application. `minutes` 0 never tells. The touch that ends a time that was too long goes to nobody:
    what is under the cursor by then is no longer for whoever touched it."""

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject | None = None, *, seconds: Clocks | None = None) -> None:
        super().__init__(parent)
        self._limit = minutes * 60
        self._clocks = seconds or clocks()
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(min(LOOK, round(self._limit * 1000)))
        self._timer.timeout.connect(self.look)
        self._since = self._read()
        if self._limit:
            self._timer.start()
            QAbstractEventDispatcher.instance().awake.connect(self.look)  # before what woke the PC is shown anything

    def look(self) -> bool:
        """Whether it is told now: once, until somebody touches something again."""
        passed = max(now - then for now, then in zip(self._read(), self._since, strict=True))
        if self._told or not self._limit or passed < self._limit:
            return False
        self._told = True
        self.idle.emit()
        return True

    def touched(self) -> None:
        self._since, self._told = self._read(), False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in TOUCHES:
            return False
        late = self.look()
        self.touched()
        return late

    def _read(self) -> tuple[float, ...]:
        return tuple(clock() for clock in self._clocks)
