"""Which PC it is that asks, and that it was here."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from starlette.background import BackgroundTask
from starlette.requests import Request

from app.errors import Refused, Unavailable
from app.models.centre import Terminal
from app.server.admission.enrolment import Enrolment
from app.server.http.counts import Counts
from app.server.http.lanes import Lanes
from app.server.http.visits import Visit
from app.sync.protocol import STOPPING, CentreAnswer, PullAnswer, PushAnswer

SEEN_SECONDS = 60.0
LAGS = timedelta(seconds=SEEN_SECONDS)
DAY = timedelta(days=1)


@dataclass
class TerminalContact:
    """What the centre knows of the visits of one PC, by its own time (UTC): `clear` is when it had nothing left to
    send, `last` its last word, `since` the first one with never a day between it and the last, `left` the last one of
    the visit before."""

    clear: datetime | None = None
    last: datetime | None = None
    since: datetime | None = None
    left: datetime | None = None
    behind: bool = False

    def came(self, now: datetime) -> datetime:
        """The first word of this visit. What lies in the future is of an hour when the centre's own clock was wrong."""
        last = self.last if self.last is None or self.last <= now else None
        if self.clear is not None and self.clear > now:
            self.clear = now
        if self.since is None or last is None or self.since > now or now - last > DAY:
            self.is_clear(self.left if self.left is None or self.left <= now else None)
            self.since, self.left = now, last or self.left
        self.last = now
        return self.since

    def is_clear(self, at: datetime | None) -> None:
        if at is not None:
            self.clear = max(at, self.clear or at)


class Contacts:
    """A PC sends all it has before it asks for news: then it had nothing left to send.

    Where it always has something left it is in contact all the same: what is older than a day would have come. So
    would what is older than its last visit but one, where between two visits there is more than a day.
    """

    def __init__(self) -> None:
        self._known: dict[str, TerminalContact] = {}

    def of(self, terminal: str) -> TerminalContact:
        return self._known.setdefault(terminal, TerminalContact())

    def remember(self, known: Iterable[Terminal]) -> None:
        """What was written down before the centre was started."""
        for each in known:
            last, since = each.last_seen, each.contact_since or each.last_seen
            self._known.setdefault(each.id, TerminalContact(each.clear, last, since, each.contact_left))

    def heard(self, terminal: str, answer: CentreAnswer) -> None:
        """What the PC was told; one whose act was not looked at has something left."""
        contact, now = self.of(terminal), answer.server_now
        since = contact.came(now)
        if isinstance(answer, PushAnswer):
            contact.behind = answer.reset or any(each.result in STOPPING for each in answer.results)
        elif isinstance(answer, PullAnswer) and not answer.reset and not contact.behind:
            contact.is_clear(now)
        if now - since > DAY:
            contact.is_clear(now - DAY)


class Presence:
    """Belongs to one event loop."""

    def __init__(self, enrolment: Enrolment, lanes: Lanes, counts: Counts) -> None:
        self._enrolment, self._lanes, self._counts = enrolment, lanes, counts
        self._codes: dict[str, str] = {}
        self._seen: dict[str, float] = {}
        self._written: dict[str, datetime | None] = {}
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
            self._contacts.remember(known)
        visit.device = self._codes.get(visit.terminal, "")

    def heard(self, terminal: str, answer: CentreAnswer) -> None:
        self._contacts.heard(terminal, answer)

    def noted(self, terminal: str) -> BackgroundTask | None:
        """Once a minute it is written down, after the answer; and in between where it had nothing left to send since
        long after what is written: a visit may last seconds."""
        now = time.monotonic()
        if not terminal:
            return None
        clear, written = self._contacts.of(terminal).clear, self._written.get(terminal)
        is_news = clear is not None and (written is None or clear - written > LAGS)
        if not is_news and now - self._seen.get(terminal, now - SEEN_SECONDS) < SEEN_SECONDS:
            return None
        self._seen[terminal], self._written[terminal] = now, clear
        return BackgroundTask(self._write_down, terminal)

    async def _write_down(self, terminal: str) -> None:
        try:
            contact = self._contacts.of(terminal)
            await self._lanes.write(partial(self._enrolment.seen, terminal, contact.clear, contact.since, contact.left))
        except Unavailable as trouble:
            self._counts.add(trouble.code)
            self._seen.pop(terminal, None)  # the next contact tries again
            self._written.pop(terminal, None)
