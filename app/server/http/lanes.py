"""Threads for the work of requests, by kind: writing waits for writing only, and passwords starve nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from app.errors import Unavailable

T = TypeVar("T")
READERS, PROVERS = 4, 2
QUEUE = 200
"""Requests that may stand before a lane."""
PROVING, WRITING = ("enrol", "sign-in"), ("fork",)


class Lanes:
    """Belongs to one event loop."""

    def __init__(self) -> None:
        self._writing = CapacityLimiter(1)
        self._reading = CapacityLimiter(READERS)
        self._proving = CapacityLimiter(PROVERS)

    async def read(self, work: Callable[[], T]) -> T:
        return await _in(self._reading, work)

    async def write(self, work: Callable[[], T]) -> T:
        return await _in(self._writing, work)

    async def call(self, name: str, work: Callable[[], T]) -> T:
        """In the lane of that endpoint."""
        if name in PROVING:
            return await _in(self._proving, work)
        return await (self.write(work) if name in WRITING else self.read(work))


async def _in(lane: CapacityLimiter, work: Callable[[], T]) -> T:
    """First come, first served. Raises Unavailable `centre_busy` where too many stand before it."""
    if lane.statistics().tasks_waiting >= QUEUE:
        raise Unavailable("centre_busy")
    return await to_thread.run_sync(work, limiter=lane)
