"""What the centre has refused and taken since it was started, by code; shown at /health."""

from __future__ import annotations

from collections import Counter
from threading import Lock


class Counts:
    """Any thread may count. Codes are the program's own, so that there are never many."""

    def __init__(self) -> None:
        self._counter: Counter[str] = Counter()
        self._lock = Lock()

    def add(self, code: str, times: int = 1) -> None:
        with self._lock:
            self._counter[code] += times

    def all(self) -> dict[str, int]:
        with self._lock:
            return dict(sorted(self._counter.items()))
