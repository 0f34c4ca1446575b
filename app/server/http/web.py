"""The counters' interface over HTTP: docs/sync.md says what is said, this says how.

Everything is refused as early as can be: the PC's token before the body, the body's size before its content."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.decoding import from_plain
from app.errors import Refused, Unavailable
from app.server.admission.enrolment import Enrolment
from app.server.admission.founding import complete
from app.server.admission.person_keys import listed
from app.server.http import answers, bodies
from app.server.http.answers import AWAY, Prepared
from app.server.http.bodies import Most
from app.server.http.counts import Counts
from app.server.http.description import ANONYMOUS, READ, description
from app.server.http.forwarded import client_of
from app.server.http.lanes import PROVING, Lanes
from app.server.http.limits import Buckets, Limits
from app.server.http.log import Log
from app.server.http.presence import Presence
from app.server.http.pushes import Pushes, Sent
from app.server.http.visits import Visit, Visits
from app.server.http.waiting import HeadWatch
from app.server.register.centre import Centre
from app.server.register.snapshot import snapshot
from app.sync.protocol import ENDPOINTS, WAIT_SECONDS, CentreAnswer, Count, CounterMessage

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


T = TypeVar("T")
LIMITS = Limits(burst=20, seconds=3.0)
LITTLE = Most(packed=64 << 10, plain=256 << 10)
ORDINARY = Most()


class WaitRequest(CounterMessage, frozen=True, kw_only=True):
    cursor: Count


class Interface:
    """`limits` are those on pairing and signing in, for each address; `most` those of an ordinary body; `patience` is
    how long (seconds) a counter may wait for news."""

    def __init__(
        self,
        centre: Centre,
        enrolment: Enrolment,
        log: Log,
        counts: Counts,
        *,
        limits: Limits = LIMITS,
        most: Most = ORDINARY,
        patience: float = WAIT_SECONDS,
    ) -> None:
        self._centre, self._enrolment = centre, enrolment
        self._most, self._patience = most, patience
        self._lanes = Lanes()
        self._pushes = Pushes(centre, self._lanes)
        self._reception = Visits(log, counts)
        self._presence = Presence(enrolment, self._lanes, counts)
        self._crowd = Crowd(limits)
        self._description = msgspec.json.encode(description())
        self.waiting = HeadWatch(self._head)

    def app(self) -> Starlette:
        calls = [
            Route(f"/v1/{name}", partial(self._call, name), methods=["GET" if name in READ else "POST"])
            for name in ENDPOINTS
        ]
        more = [
            Route("/v1/wait", self._wait, methods=["GET"]),
            Route("/v1/openapi.json", self._describe, methods=["GET"]),
            Route("/health", self._health, methods=["GET"]),
        ]
        app = Starlette(routes=calls + more, exception_handlers={HTTPException: self._reception.no_such_path})
        app.router.redirect_slashes = False
        return app

    async def _call(self, name: str, request: Request) -> Response:
        return await self._reception.receive(Visit(f"/v1/{name}"), partial(self._exchange, name, request))

    async def _wait(self, request: Request) -> Response:
        return await self._reception.receive(Visit("/v1/wait"), partial(self._long_poll, request))

    async def _health(self, _: Request) -> Response:
        status, head = 200, 0
        try:
            head = await self._head()
        except Unavailable:
            status = AWAY
        told = {"status": "ok" if status == 200 else "away", "head": head, "waiting": self.waiting.count}
        return answers.plain(status, told | {"counts": self._reception.counts.all()})

    async def _describe(self, _: Request) -> Response:
        return answers.plain(200, msgspec.Raw(self._description))

    async def _exchange(self, name: str, request: Request, visit: Visit) -> Response:
        if name not in ANONYMOUS:
            await self._presence.recognise(request, visit)
        if name in PROVING:
            self._crowd.knock(request, visit.terminal)
        with self._crowd.one_of(visit.terminal):
            asked = await self._asked(name, request)
            accepts = request.headers.get("accept-encoding", "")
            if name == "push" and isinstance(asked, bytes):
                prepared = await self._pushes.taken(Sent(visit.terminal, asked, accepts))
            else:
                prepared = await self._lanes.call(name, partial(self._work, name, visit.terminal, asked, accepts))
        if name not in READ:
            self.waiting.told(prepared.answer.head)
        self._presence.heard(visit.terminal, prepared.answer)
        self._reception.note(visit, prepared.answer)
        return prepared.response(self._presence.noted(visit.terminal))

    async def _long_poll(self, request: Request, visit: Visit) -> Response:
        await self._presence.recognise(request, visit)
        cursor = _from_query(request, WaitRequest).cursor
        with self._crowd.one_of(visit.terminal):
            head = await self.waiting.beyond(cursor, self._patience)
        return answers.nothing({"Loket-Head": str(head)}, self._presence.noted(visit.terminal))

    async def _asked(self, name: str, request: Request) -> bytes | CounterMessage:
        if name in READ:
            return _from_query(request, ENDPOINTS[name][0])
        return await bodies.read(request, LITTLE if name in ANONYMOUS else self._most)

    def _work(self, name: str, terminal: str, asked: bytes | CounterMessage, accepts: str) -> Prepared:
        """In a thread."""
        request = bodies.decoded(asked, ENDPOINTS[name][0]) if isinstance(asked, bytes) else asked
        return answers.prepared(self._answer(name, terminal, request), accepts)

    def _answer(self, name: str, terminal: str, request: Any) -> CentreAnswer:
        match name:
            case "enrol":
                return self._enrolment.enrol(request)
            case "sign-in":
                return self._enrolment.sign_in(terminal, request)
            case "fork":
                return self._enrolment.fork(terminal, request)
            case "pull":
                return self._centre.pull(request)
            case "keys":
                return listed(self._centre, terminal, request)
            case "known":
                return self._centre.known(request)
            case _:
                complete(self._centre.register, terminal)
                return snapshot(self._centre, request)

    async def _head(self) -> int:
        return await self._lanes.read(self._centre.head)


def _from_query(request: Request, kind: type[T]) -> T:
    """Raises Refused `malformed`."""
    try:
        return from_plain(dict(request.query_params), kind, strict=False)
    except msgspec.ValidationError:
        raise Refused("malformed") from None
