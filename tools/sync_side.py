"""A counter in a measurement: `python -m tools.sync_side FOLDER ADDRESS`. Each line of its input is an order, each is
answered by one line of JSON with the moment (seconds of the wall clock) it was done."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, select

from app.models.application import Application
from app.models.link import Link
from tests.whole.processes.desk import Desk, open_desk

FIRST = "verifikasi_berkas"


class Counting(httpx.HTTPTransport):
    """Bytes of requests and answers as they travel, by path; heads included."""

    def __init__(self) -> None:
        super().__init__()
        self.carried: Counter[str] = Counter()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        sent = len(request.url.raw_path) + len(request.content) + _head(request.headers)
        got = int(response.headers.get("content-length", 0)) + _head(response.headers)
        self.carried[request.url.path.removeprefix("/v1/")] += sent + got
        return response


def _head(headers: httpx.Headers) -> int:
    """With the first line, and the empty one after the last."""
    return 20 + sum(len(name) + len(value) + 4 for name, value in headers.raw)


class Side:
    def __init__(self, desk: Desk, wire: Counting) -> None:
        self._desk, self._wire = desk, wire

    def register(self, count: int) -> None:
        """Without contact."""
        office = self._desk.office
        intake = office.intake(confirmed={"duplicate": "Tempat praktik lain"})
        for _ in range(count):
            office.receive(intake)

    def verify(self, count: int) -> None:
        """Without contact: so many files found correct."""
        with self._desk.register.reading() as session:
            found = select(Application.id).where(Application.stage == FIRST).order_by(Application.id)
            files = list(session.scalars(found.limit(count)))
        for file in files:
            self._desk.office.step(file, FIRST)

    def push(self, count: int) -> None:
        """Contact again: rounds until everything that waited is confirmed."""
        self._wire.carried.clear()
        self._desk.settle()

    def follow(self, count: int) -> None:
        """Wait and take, as the worker does, until so many acts more have come."""
        self._wire.carried.clear()
        until = self._cursor() + count
        while self._cursor() < until:
            self._desk.wire.wait(self._cursor())
            self._desk.exchange.once()

    def seen(self, count: int) -> int:
        """Files beyond the first stage."""
        with self._desk.register.reading() as session:
            return session.scalar(select(func.count(Application.id)).where(Application.stage != FIRST)) or 0

    def _cursor(self) -> int:
        with self._desk.register.reading() as session:
            return session.get_one(Link, 1).cursor

    def told(self, result: Any) -> str:
        return json.dumps({"at": time.time(), "result": result, "bytes": self._wire.carried})


def main(folder: Path, address: str) -> None:
    wire = Counting()
    side = Side(open_desk(folder, address, transport=wire), wire)
    print(side.told(None), flush=True)
    for line in sys.stdin:
        order, count = line.split()
        print(side.told(getattr(side, order)(int(count))), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
