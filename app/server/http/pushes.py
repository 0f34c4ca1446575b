"""Pushes that wait while another one is written: taken together, in one commit, and answered after it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from app.errors import Refused, Unavailable
from app.server.http import answers, bodies
from app.server.http.answers import Prepared
from app.server.http.lanes import QUEUE, Lanes
from app.server.register.batch import Push
from app.server.register.centre import Centre
from app.sync.protocol import PushRequest

TOGETHER = 48 << 10
"""Bytes of bodies in one commit, but for a single one that is larger."""


@dataclass
class Sent:
    """One request, and who waits for its answer."""

    terminal: str
    body: bytes
    accepts: str
    answered: asyncio.Future[Prepared] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Pushes:
    """Belongs to one event loop. First come, first served."""

    def __init__(self, centre: Centre, lanes: Lanes) -> None:
        self._centre, self._lanes = centre, lanes
        self._waiting: deque[Sent] = deque()
        self._writing: asyncio.Task[None] | None = None

    async def taken(self, sent: Sent) -> Prepared:
        """Raises Unavailable `centre_busy` where too many wait, and whatever the push itself raises."""
        if len(self._waiting) >= QUEUE:
            raise Unavailable("centre_busy")
        self._waiting.append(sent)
        if self._writing is None:
            self._writing = asyncio.get_running_loop().create_task(self._write())
        return await sent.answered

    async def _write(self) -> None:
        """As long as somebody waits."""
        while self._waiting:
            some = self._next()
            try:
                outcomes = await self._lanes.write(partial(self._work, some))
            except Exception as trouble:  # noqa: BLE001 - it is told to each who waits
                outcomes = [trouble] * len(some)
            for sent, outcome in zip(some, outcomes, strict=True):
                _answer(sent.answered, outcome)
        self._writing = None

    def _next(self) -> list[Sent]:
        some = [self._waiting.popleft()]
        size = len(some[0].body)
        while self._waiting and (size := size + len(self._waiting[0].body)) <= TOGETHER:
            some.append(self._waiting.popleft())
        return some

    def _work(self, some: Sequence[Sent]) -> list[Prepared | Exception]:
        """In a thread."""
        read = [_read(each) for each in some]
        told = iter(self._centre.push_all([each for each in read if isinstance(each, Push)]))
        outcomes = [next(told) if isinstance(each, Push) else each for each in read]
        return [
            outcome if isinstance(outcome, Exception) else answers.prepared(outcome, sent.accepts)
            for sent, outcome in zip(some, outcomes, strict=True)
        ]


def _read(sent: Sent) -> Push | Refused:
    try:
        return Push(sent.terminal, bodies.decoded(sent.body, PushRequest))
    except Refused as refused:
        return refused


def _answer(waits: asyncio.Future[Prepared], outcome: Prepared | Exception) -> None:
    if waits.done():
        return  # its connection is gone
    if isinstance(outcome, Exception):
        waits.set_exception(outcome)
    else:
        waits.set_result(outcome)
