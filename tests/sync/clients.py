"""A worker over a counter of tests.network, with a bell that moves the clock instead of waiting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.sync.centre_client import CentreClient, SyncEvents
from app.sync.link_file import LinkFile
from app.sync.mirror import Mirror
from app.sync.mirroring import Mirroring
from app.sync.outages import OutageLog
from app.sync.state import State
from app.sync.worker import Worker
from tests.conftest import KEY, FixedClock
from tests.network import Counter


@dataclass
class FakeBell:
    """`asked` are the waits in seconds. A wait lasts until `rings` says so, or moves the clock to its end."""

    clock: FixedClock
    asked: list[float | None] = field(default_factory=list)
    rung: int = 0
    most: int = 50

    def wait(self, seconds: float | None) -> bool:
        self.asked.append(seconds)
        assert len(self.asked) < self.most, "waits for ever"
        if self.rung:
            self.rung -= 1
            return True
        self.clock.advance(seconds=seconds or 0.0)
        return False

    def ring(self) -> None:
        self.rung += 1


@dataclass
class Heard:
    states: list[State] = field(default_factory=list)
    taken: int = 0
    revoked: int = 0
    wrong: list[Exception] = field(default_factory=list)

    def on_taken(self) -> None:
        self.taken += 1

    def on_revoked(self) -> None:
        self.revoked += 1

    def told(self) -> SyncEvents:
        return SyncEvents(self.states.append, self.on_taken, self.on_revoked, self.wrong.append)


@dataclass
class Bench:
    """`worker` works for `counter`; `client` is what it has."""

    counter: Counter
    folder: Path
    clock: FixedClock
    chance: float = 1.0

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.heard, self.bell, self.turned = Heard(), FakeBell(self.clock), FakeBell(self.clock)
        exchange = self.counter.exchange
        self.mirror = Mirror(self.folder, KEY)
        self.client = CentreClient(
            exchange,
            self.counter.wire,
            self.dial,
            exchange.clock,
            self.counter.ring,
            Mirroring(self.counter.register, self.mirror),
            OutageLog(self.folder, exchange.clock.monotonic),
            LinkFile(self.folder, KEY),
        )
        self.worker = Worker(self.client, self.bell, self.turned, self.heard.told(), lambda: self.chance)

    def dial(self, link: object) -> object:
        return self.counter.wire

    @property
    def state(self) -> State:
        return self.worker.state

    def now(self) -> datetime:
        return self.clock.now()

    def settle(self) -> None:
        for _ in range(60):
            if self.worker.step() != 0.0:
                return
        raise AssertionError("never settles")
