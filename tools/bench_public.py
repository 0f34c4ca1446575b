"""The public page under load, served by uvicorn in a process of its own: `python tools/bench.py public`.

Requests leave when they are due, 500 a second, whether or not earlier ones have been answered; the time of each
counts from then. Tokens are drawn from all files of the register, so that pages are rendered as well as kept; the
first seconds, in which every page is a new one, are not counted, but those in which all of them grow old are.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import uvicorn

from app.database import Register, open_register
from app.server.public.public import public_app
from tests.conftest import KEY, FixedClock
from tests.office import Office

Figure = tuple[str, float, float, str]

FILES = 2_000
PER_SECOND = 500
SECONDS = 40
RAMP = 8
CONNECTIONS = 50
MOST_BYTES = 30_000


def filled(register: Register, count: int) -> list[str]:
    """The tokens of files that all lie in the first stage."""
    office = Office(register, FixedClock()).open()
    intake = office.intake(confirmed={"duplicate": "permohonan lain"})
    return [office.file(office.register_file(intake)).tracking for _ in range(count)]


def serve(folder: str, count: int, told: Connection) -> None:
    """A process of its own: fills a register, tells its port and tokens, and serves until it is ended."""
    register = open_register(Path(folder) / "register.db", KEY)
    tokens = filled(register, count)
    door = Office(register, FixedClock()).door
    app = public_app(door.ask, lambda _: None, now=lambda: datetime.now(UTC))
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", access_log=False)

    class Told(uvicorn.Server):
        async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
            await super().startup(None)
            told.send((self.servers[0].sockets[0].getsockname()[1], tokens))

    Told(config).run()


class Visitor:
    """One connection that is kept open, as a reverse proxy keeps it."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)

    async def close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    async def get(self, path: str) -> tuple[int, int]:
        """Status and bytes of the page."""
        self._writer.write(f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        size = int(head.split("content-length: ")[1].split("\r\n")[0])
        await self._reader.readexactly(size)
        return int(head.split()[1]), size


async def load(port: int, choose: Callable[[], str]) -> tuple[list[float], int]:
    """Milliseconds of every request, and bytes of the largest page."""
    visitors: asyncio.Queue[Visitor] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        visitor = Visitor(port)
        await visitor.open()
        visitors.put_nowait(visitor)
    taken: list[float] = []
    largest = 0

    async def visit(due: float) -> None:
        nonlocal largest
        visitor = await visitors.get()
        status, size = await visitor.get(f"/t/{choose()}")
        assert status == 200
        visitors.put_nowait(visitor)
        if due >= start + RAMP:
            taken.append((time.perf_counter() - due) * 1000)
        largest = max(largest, size)

    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(PER_SECOND * (RAMP + SECONDS)):
            due = start + number / PER_SECOND
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(visit(due))
    while not visitors.empty():
        await visitors.get_nowait().close()
    return sorted(taken), largest


def figures() -> list[Figure]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    dice = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        process = context.Process(target=serve, args=(folder, FILES, there), daemon=True)
        process.start()
        port, tokens = here.recv()
        spread, largest = asyncio.run(load(port, lambda: dice.choice(tokens)))
        one, _ = asyncio.run(load(port, lambda: tokens[0]))
        process.terminate()
        process.join()
    share = f"{PER_SECOND} requests/s"
    return [
        (f"{share} over {len(tokens)} files, median, at most", spread[len(spread) // 2], 50.0, "ms"),
        (f"{share} over {len(tokens)} files, 99th percentile, at most", spread[len(spread) * 99 // 100], 50.0, "ms"),
        (f"{share} for one page that is kept, 99th percentile, at most", one[len(one) * 99 // 100], 50.0, "ms"),
        ("a page, bytes, at most", float(largest), float(MOST_BYTES), "B"),
    ]
