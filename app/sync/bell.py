"""Waiting that somebody can end: what the worker sleeps on. A test brings its own, so that nothing sleeps there."""

from __future__ import annotations

from threading import Event
from typing import Protocol


class Bell(Protocol):
    def wait(self, seconds: float | None) -> bool:
        """Until it is rung, or so many seconds; whether it was. A ring before counts."""

    def ring(self) -> None: ...


class RealBell:
    def __init__(self) -> None:
        self._rung = Event()

    def wait(self, seconds: float | None) -> bool:
        rung = self._rung.wait(seconds)
        self._rung.clear()
        return rung

    def ring(self) -> None:
        self._rung.set()
