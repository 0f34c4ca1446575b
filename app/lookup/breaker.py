"""After some failures in a row a service is left alone for a while; then one question is a trial.

Written here: pybreaker 1.4 and purgatory 3.0 read the wall clock themselves, and the time comes from outside in this
program. It says since when the service has been failing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from app.errors import Refused, Unavailable

T = TypeVar("T")
MOST = 3
REST = timedelta(seconds=60)


class Breaker:
    """`now` gives the time in UTC. Any thread may use it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._failures = 0
        self._since: datetime | None = None
        self._asked: datetime | None = None

    @property
    def since(self) -> datetime | None:
        """When the first of the failures in a row was; None while all is well."""
        return self._since

    def run(self, ask: Callable[[], T]) -> T:
        """Raises Unavailable: `lookup_resting` without asking, or what `ask` raises. A refusal is an answer."""
        self._admit()
        try:
            answer = ask()
        except Unavailable:
            self._failed()
            raise
        except Refused:
            self.reset()
            raise
        self.reset()
        return answer

    def reset(self) -> None:
        """The service has answered."""
        with self._lock:
            self._failures, self._since, self._asked = 0, None, None

    def _admit(self) -> None:
        """One trial each time the rest is over; a clock that was set back ends it too."""
        with self._lock:
            now, asked = self._now(), self._asked
            if self._failures >= MOST and asked is not None and timedelta(0) <= now - asked < REST:
                raise Unavailable("lookup_resting")
            self._asked = now

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            self._asked = self._now()
            self._since = self._since or self._asked
