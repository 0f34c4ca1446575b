"""What the public listener asks the register: in a thread, and whatever waits meanwhile together in the next question.

So a rush of visitors costs one reader of the register, and the counters' readers do not wait for the public.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from app.queries.look import Look
from app.queries.public import OfficeContact, Shown, behind, contact
from app.rules import tracking
from app.server.public.pages import KEPT_SECONDS

T = TypeVar("T")
TOGETHER = 50
"""Tokens in one question."""


class AskRegister(Protocol):
    """Puts a question to the register, as `Door.ask`. Raises Unavailable."""

    def __call__(self, query: Callable[[Look], T], /) -> T: ...


@dataclass(frozen=True)
class TokenFound:
    """What a token stands for; `genuine` where only its MAC is known."""

    shown: Shown | None = None
    genuine: bool = False


class PublicQuestions:
    """`at` is in seconds. `last_office` is what was known of the office when the register last answered."""

    def __init__(self, ask: AskRegister, mac_key_of: Callable[[str], str | None]) -> None:
        self._ask = ask
        self._mac_key_of = mac_key_of
        self._waiting: dict[str, asyncio.Future[TokenFound]] = {}
        self._asking: asyncio.Task[None] | None = None
        self._asked = -math.inf
        self.last_office: OfficeContact | None = None

    async def find(self, token: str) -> TokenFound:
        """Nothing is asked for what cannot be a token. Raises Unavailable."""
        if not tracking.valid(token):
            return TokenFound()
        answer = self._waiting.get(token)
        if answer is None:
            answer = self._waiting[token] = asyncio.get_running_loop().create_future()
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask_on())
        return await asyncio.shield(answer)

    async def office(self, at: float) -> OfficeContact | None:
        """How to ask the office, read anew as often as a page. Raises Unavailable."""
        if not 0 <= at - self._asked < KEPT_SECONDS:
            self.last_office = await asyncio.to_thread(self._ask, contact)
            self._asked = at
        return self.last_office

    async def _ask_on(self) -> None:
        """As long as anybody waits. What goes wrong goes to those who asked."""
        while self._waiting:
            tokens = list(self._waiting)[:TOGETHER]
            answers = [self._waiting.pop(token) for token in tokens]
            try:
                found = await asyncio.to_thread(self._find, tokens)
            except Exception as error:  # noqa: BLE001 - raised again where it belongs
                for answer in answers:
                    answer.set_exception(error)
                continue
            for answer, each in zip(answers, found, strict=True):
                answer.set_result(each)

    def _find(self, tokens: list[str]) -> list[TokenFound]:
        shown = self._ask(lambda look: [behind(look, token) for token in tokens])
        return [
            TokenFound(each, each is None and self._is_genuine(token))
            for token, each in zip(tokens, shown, strict=True)
        ]

    def _is_genuine(self, token: str) -> bool:
        key = self._mac_key_of(tracking.device_of(token))
        return key is not None and tracking.genuine(token, key)
