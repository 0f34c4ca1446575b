"""The public listener over a register with a file at every place, and served for real on loopback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
import uvicorn
from sqlalchemy import select
from starlette.applications import Starlette

from app.database import Register
from app.errors import Unavailable
from app.models.application import Permit
from app.rules import tracking
from app.server.http.limits import Limits
from app.server.public.public import public_app
from tests.actions.situations import Situations, prepare
from tests.conftest import FixedClock
from tests.office import Office

PAIRED, KEY = "9ZZ", bytes(range(32)).hex()
LIMITS = Limits(burst=3, seconds=10.0, most=5)


@dataclass(frozen=True)
class Client:
    """Asks the app itself, one request after another. Nothing is followed."""

    transport: httpx.ASGITransport

    def get(self, path: str, **values: Any) -> httpx.Response:
        return self.request("GET", path, **values)

    def post(self, path: str, **values: Any) -> httpx.Response:
        return self.request("POST", path, **values)

    def request(self, method: str, path: str, **values: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            async with httpx.AsyncClient(transport=self.transport, base_url="http://lacak.test") as client:
                return await client.request(method, path, **values)

        return asyncio.run(send())


@dataclass
class Site:
    """`asked` counts the questions put to the register; `down` makes them fail."""

    office: Office
    clock: FixedClock
    made: Situations | None = None
    limits: Limits = LIMITS
    asked: int = 0
    down: bool = False
    app: Starlette = field(init=False)
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self, limits: Limits = LIMITS, **options: Any) -> Client:
        """A listener that remembers nothing. `options` are those of `httpx.ASGITransport`."""
        self.app = public_app(self.ask, {PAIRED: KEY}.get, now=self.now, limits=limits)
        self.client = Client(httpx.ASGITransport(self.app, **options))
        return self.client

    def ask(self, query: Callable[..., Any], /) -> Any:
        self.asked += 1
        if self.down:
            raise Unavailable("database_busy")
        return self.office.door.ask(query)

    def now(self) -> datetime:
        return self.clock.now()

    def token(self, name: str) -> str:
        assert self.made is not None
        return self.office.file(self.made.files[name]).tracking

    def permit(self, name: str) -> Permit:
        assert self.made is not None
        with self.office.register.reading() as session:
            return session.scalars(select(Permit).where(Permit.application_id == self.made.files[name])).one()

    def genuine(self) -> str:
        """Printed by a paired PC; its data have not come."""
        return tracking.make(PAIRED, self.office.draw, KEY)


def site_of(register: Register) -> Site:
    clock = FixedClock()
    made = prepare(register, clock)
    return Site(made.office, clock, made)


class Announced(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """By uvicorn in a thread; the address without a slash at its end."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", access_log=False, lifespan="off")
    server = Announced(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert server.ready.wait(30), "uvicorn did not start"
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
