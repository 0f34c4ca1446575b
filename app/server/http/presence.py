"""Which PC it is that asks, and that it was here."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from functools import partial

from starlette.background import BackgroundTask
from starlette.requests import Request

from app.errors import Refused, Unavailable
from app.server.admission.enrolment import Enrolment
from app.server.http.counts import Counts
from app.server.http.lanes import Lanes
from app.server.http.visits import Visit
from app.sync.protocol import STOPPING, CentreAnswer, PullAnswer, PushAnswer

SEEN_SECONDS = 60.0
DAY = timedelta(days=1)


class Contacts:
    """A PC sends all it has before it asks for news: `clear` is when (the centre's time) it had nothing left to send.

    Where it always has something left it is in contact all the same: what is older than a day would have come. So
    would what is older than its last visit but one, where between two visits there is more than a day.
    """

    def __init__(self) -> None:
        self.clear: dict[str, datetime] = {}
        self._behind: set[str] = set()
        self._since: dict[str, datetime] = {}
        self._last: dict[str, datetime] = {}
        self._left: dict[str, datetime] = {}

    def heard(self, terminal: str, answer: CentreAnswer) -> None:
        """What the PC was told; one whose act was not looked at has something left."""
        now = answer.server_now
        last = self._last.get(terminal)
        if last is None or now - last > DAY:
            self._visits(terminal, last, now)
        self._last[terminal] = now
        if isinstance(answer, PushAnswer):
            done = not answer.reset and all(each.result not in STOPPING for each in answer.results)
            (self._behind.discard if done else self._behind.add)(terminal)
        elif isinstance(answer, PullAnswer) and not answer.reset and terminal not in self._behind:
            self._clear(terminal, now)
        if now - self._since[terminal] > DAY:
            self._clear(terminal, now - DAY)

    def _visits(self, terminal: str, last: datetime | None, now: datetime) -> None:
        self._since[terminal] = now
        if terminal in self._left:
            self._clear(terminal, self._left[terminal])
        if last is not None:
            self._left[terminal] = last

    def _clear(self, terminal: str, at: datetime) -> None:
        self.clear[terminal] = max(at, self.clear.get(terminal, at))


class Presence:
    """Belongs to one event loop."""

    def __init__(self, enrolment: Enrolment, lanes: Lanes, counts: Counts) -> None:
        self._enrolment, self._lanes, self._counts = enrolment, lanes, counts
        self._codes: dict[str, str] = {}
        self._seen: dict[str, float] = {}
        self._contacts = Contacts()

    async def recognise(self, request: Request, visit: Visit) -> None:
        """Whose token it is, asked anew each time. Raises Refused `device_unknown`, `device_revoked`."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refused("device_unknown")
        visit.terminal = await self._lanes.read(partial(self._enrolment.terminal, token.strip()))
        if visit.terminal not in self._codes:
            known = await self._lanes.read(self._enrolment.terminals)
            self._codes = {each.id: each.code for each in known}
        visit.device = self._codes.get(visit.terminal, "")

    def heard(self, terminal: str, answer: CentreAnswer) -> None:
        self._contacts.heard(terminal, answer)

    def noted(self, terminal: str) -> BackgroundTask | None:
        """Once a minute it is written down, after the answer."""
        now = time.monotonic()
        if not terminal or now - self._seen.get(terminal, now - SEEN_SECONDS) < SEEN_SECONDS:
            return None
        self._seen[terminal] = now
        return BackgroundTask(self._write_down, terminal)

    async def _write_down(self, terminal: str) -> None:
        try:
            await self._lanes.write(partial(self._enrolment.seen, terminal, self._contacts.clear.get(terminal)))
        except Unavailable as trouble:
            self._counts.add(trouble.code)
            del self._seen[terminal]  # the next contact tries again
