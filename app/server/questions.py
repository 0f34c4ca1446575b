"""What the public listener asks the register, a few questions at a time, in threads."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from anyio import CapacityLimiter, to_thread

from app.queries.look import Look
from app.queries.public import Contact, Shown, behind, contact
from app.rules import tracking
from app.server.pages import KEPT_SECONDS

T = TypeVar("T")
READERS = 3
"""Questions at a time: the counters' readers must not wait for the public."""


class Ask(Protocol):
    """Puts a question to the register, as `Door.ask`. Raises Unavailable."""

    def __call__(self, query: Callable[[Look], T], /) -> T: ...


@dataclass(frozen=True)
class Found:
    """What a token stands for; `genuine` where only its MAC is known."""

    shown: Shown | None = None
    genuine: bool = False


class Questions:
    """`at` is in seconds. `last_office` is what was known of the office when the register last answered."""

    def __init__(self, ask: Ask, mac_key_of: Callable[[str], str | None]) -> None:
        self._ask = ask
        self._mac_key_of = mac_key_of
        self._readers = CapacityLimiter(READERS)
        self._asked = -math.inf
        self.last_office: Contact | None = None

    async def find(self, token: str) -> Found:
        """Nothing is asked for what cannot be a token. Raises Unavailable."""
        return await self._in_thread(lambda: self._find(token)) if tracking.valid(token) else Found()

    async def office(self, at: float) -> Contact | None:
        """How to ask the office, read anew as often as a page. Raises Unavailable."""
        if not 0 <= at - self._asked < KEPT_SECONDS:
            self.last_office = await self._in_thread(lambda: self._ask(contact))
            self._asked = at
        return self.last_office

    def _find(self, token: str) -> Found:
        shown = self._ask(lambda look: behind(look, token))
        key = None if shown else self._mac_key_of(tracking.device_of(token))
        return Found(shown, bool(key) and tracking.genuine(token, key or ""))

    async def _in_thread(self, question: Callable[[], T]) -> T:
        return await to_thread.run_sync(question, limiter=self._readers)
