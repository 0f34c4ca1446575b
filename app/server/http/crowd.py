"""How much one PC, or one address, may ask at the same time or in a row."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import Request

from app.errors import Refused
from app.server.http.forwarded import client_of
from app.server.http.limits import Buckets, Limits

AT_ONCE = 6
STRANGERS = 8
"""PCs that are being paired at the same time."""


class Crowd:
    """Belongs to one event loop. An empty name stands for all who are not paired yet, together."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._buckets = Buckets(limits)
        self._here: Counter[str] = Counter()

    def knock(self, request: Request, terminal: str) -> None:
        """Raises Refused `too_many_tries` for a PC, or where it is not paired yet an address, that tries passwords or
        codes too fast. Many PCs may share an address, and none of them shuts out the others."""
        peer = request.client.host if request.client else ""
        client = terminal or client_of(peer, request.headers, self._limits.trusted)
        wait = self._buckets.take(client, time.monotonic())
        if wait:
            raise Refused("too_many_tries", seconds=str(math.ceil(wait)))

    @contextmanager
    def one_of(self, terminal: str) -> Iterator[None]:
        """Raises Refused `too_many_at_once`."""
        if self._here[terminal] >= (AT_ONCE if terminal else STRANGERS):
            raise Refused("too_many_at_once")
        self._here[terminal] += 1
        try:
            yield
        finally:
            self._here[terminal] -= 1
            if not self._here[terminal]:
                del self._here[terminal]
