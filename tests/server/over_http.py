"""A centre's interface served on loopback by a thread of the test, and a PC of which the test holds every key."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import msgspec
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select

from app.database import Register
from app.models.centre import Head, PersonKey, Terminal
from app.models.journal import Entry
from app.server.admission.enrolment import Enrolment
from app.server.http.bodies import Most
from app.server.http.connections import protocol
from app.server.http.counts import Counts
from app.server.http.limits import Limits
from app.server.http.log import Log
from app.server.http.running import configured
from app.server.http.web import Interface
from app.server.register.centre import Centre
from app.sync.http import HttpWire
from app.sync.signing import Key
from tests.conftest import FixedClock
from tests.office import Office

HASTY = Most(seconds=0.6)
MANY = Limits(burst=100_000, seconds=0.001)
TOKEN = "token-of-the-first-pc"
OFFICE = "office-1"


class Announced(uvicorn.Server):
    """Starts and stops without the tenths of a second that uvicorn waits by the clock."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self.ready.set()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self._stopping.wait()

    async def shutdown(self, sockets: Any = None) -> None:
        for listener in self.servers:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        while self.server_state.connections or self.server_state.tasks:
            await asyncio.sleep(0.001)
        await self.lifespan.shutdown()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)


@dataclass
class Served:
    """A running interface. `log` is what it has written so far."""

    url: str
    interface: Interface
    counts: Counts
    stream: io.StringIO

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    def wire(self, token: str = "") -> HttpWire:
        return HttpWire(self.url, token=token)

    def client(self, token: str = TOKEN) -> httpx.Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=self.url, headers=headers, trust_env=False, verify=False, timeout=20)


@contextmanager
def served(
    centre: Centre,
    enrolment: Enrolment,
    *,
    limits: Limits = MANY,
    most: Most = HASTY,
    patience: float = 1.0,
    head_seconds: float = 0.6,
    from_one_address: int = 0,
) -> Iterator[Served]:
    counts, stream = Counts(), io.StringIO()
    log = Log(stream, centre.now)
    interface = Interface(centre, enrolment, log, counts, limits=limits, most=most, patience=patience)
    http = protocol(head_seconds=head_seconds, from_one_address=from_one_address)
    with closing(socket.create_server(("127.0.0.1", 0))) as bound:
        server = Announced(configured(interface.app(), http))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            assert server.ready.wait(30), "uvicorn did not start"
            yield Served(f"http://127.0.0.1:{bound.getsockname()[1]}", interface, counts, stream)
        finally:
            interface.waiting.close()
            server.stop()
            thread.join(30)


@dataclass
class OwnedOffice:
    """An office's own register made into a centre with one paired PC, and the keys of everybody on it.

    `start` is the head it begins with: what the office did before is in the journal, not in the feed.
    """

    office: Office
    clock: FixedClock
    keys: dict[str, Key] = field(default_factory=dict)
    failures: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.register: Register = self.office.register
        with self.register.writing() as session:
            self.start = session.scalar(select(func.max(Entry.position))) or 0
            session.add(Head(id=1, office=OFFICE, epoch="e1", head=self.start, digest="", durable=0))
            session.add(
                Terminal(
                    id="pc-1",
                    code="7Q4",
                    name="Loket 1",
                    token_hash=hashlib.sha256(TOKEN.encode()).hexdigest(),
                    mac_key="00" * 32,
                    machine="machine-1",
                    state="active",
                    enrolled=self.clock.now(),
                    last_seen=None,
                    version="",
                )
            )
        self.centre = Centre(
            self.register,
            self.office.reference,
            draw=self.office.draw,
            now=self.clock.now,
            noticed=lambda kind, act: self.failures.append((kind, act)),
        )
        self.enrolment = Enrolment(self.centre, self.office.new_id)

    def key_of(self, staff: str) -> str:
        """The id of a person's key on the PC, registered when first asked for."""
        key_id = f"key-of-{staff}"
        if key_id not in self.keys:
            self.keys[key_id] = key = Key(Ed25519PrivateKey.generate())
            with self.register.writing() as session:
                session.add(
                    PersonKey(
                        id=key_id,
                        staff_id=staff,
                        terminal_id="pc-1",
                        public=key.public,
                        confirmed_by=staff,
                        registered=self.clock.now(),
                        revoked=None,
                    )
                )
        return key_id

    def body(self, kind: str, actor: str, payload: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """An act as a PC writes it, done just now; `changes` replace what it says."""
        stamp = {"id": self.office.new_id(), "at": self.clock.now(), "actor": actor, "counter": "7Q4"}
        now = self.clock.now()
        act = {
            "id": stamp["id"],
            "office": OFFICE,
            "device": "7Q4",
            "prev": None,
            "actor": actor,
            "kind": kind,
            "version": 1,
            "application": payload.get("application"),
            "at": now,
            "lo": now - timedelta(seconds=1),
            "hi": now,
            "base": 0,
            "stage": "",
            "dep": None,
            "payload": {"act": kind, "stamp": stamp} | payload,
        }
        return act | changes

    def envelope(self, body: dict[str, Any] | bytes, signer: str, **changes: Any) -> dict[str, Any]:
        """Signed by that person's key; `changes` replace what stands around the act."""
        raw = body if isinstance(body, bytes) else msgspec.json.encode(body)
        key_id = self.key_of(signer)
        signed = {"sig": self.keys[key_id].sign(raw).hex(), "key": key_id}
        return {"body": msgspec.Raw(raw)} | signed | changes


def push(client: httpx.Client, *envelopes: dict[str, Any], **changes: Any) -> httpx.Response:
    content = msgspec.json.encode({"epoch": "e1", "acts": envelopes} | changes)
    return client.post("/v1/push", content=content, headers={"Content-Type": "application/json"})


def results(response: httpx.Response) -> list[tuple[str, str]]:
    assert response.status_code == 200, response.text
    return [(each["result"], each.get("reason", "")) for each in response.json()["results"]]
