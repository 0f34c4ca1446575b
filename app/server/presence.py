"""Which PC it is that asks, and that it was here."""

from __future__ import annotations

import time
from functools import partial

from starlette.background import BackgroundTask
from starlette.requests import Request

from app.errors import Refused, Unavailable
from app.server.counts import Counts
from app.server.enrolment import Enrolment
from app.server.lanes import Lanes
from app.server.visits import Visit

SEEN_SECONDS = 60.0


class Presence:
    """Belongs to one event loop."""

    def __init__(self, enrolment: Enrolment, lanes: Lanes, counts: Counts) -> None:
        self._enrolment, self._lanes, self._counts = enrolment, lanes, counts
        self._codes: dict[str, str] = {}
        self._seen: dict[str, float] = {}

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

    def noted(self, terminal: str) -> BackgroundTask | None:
        """Once a minute it is written down, after the answer."""
        now = time.monotonic()
        if not terminal or now - self._seen.get(terminal, now - SEEN_SECONDS) < SEEN_SECONDS:
            return None
        self._seen[terminal] = now
        return BackgroundTask(self._write_down, terminal)

    async def _write_down(self, terminal: str) -> None:
        try:
            await self._lanes.write(partial(self._enrolment.seen, terminal))
        except Unavailable as trouble:
            self._counts.add(trouble.code)
            del self._seen[terminal]  # the next contact tries again
