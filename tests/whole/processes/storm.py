"""Counters at work while processes are killed, wires cut and the centre restored; then the calm after it."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app.server.admission import founding
from app.server.admission.founding import CentreLocation
from app.server.safety import keeping
from tests.whole.processes.desk import found_office
from tests.whole.processes.loket_server import ROOT, LoketServer
from tests.whole.processes.proxy import Proxy

SECRET = bytes(range(32))
ORDERS = ("act", "act", "act", "round")
MISCHIEF = ("kill counter", "kill centre", "cut", "kill counter", "cut", "nothing")


class Counter:
    """A counter's process, and what it told."""

    def __init__(self, folder: Path, address: str, seed: int) -> None:
        self._words = (sys.executable, "-m", "tests.whole.processes.counter", str(folder), address)
        self._seeds = random.Random(seed)
        self._asked = 0
        self.told: list[str] = []
        self.start()

    def start(self) -> None:
        words = (*self._words, str(self._seeds.getrandbits(32)))
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
        self._process = subprocess.Popen(words, cwd=ROOT, **pipes)  # type: ignore[call-overload]
        self._asked = 1  # it tells that it is open

    def ask(self, orders: Iterable[str]) -> None:
        for order in orders:
            self._process.stdin.write(order + "\n")
            self._asked += 1

    def hear(self, lines: int | None = None) -> None:
        """So many answers, or all that are still to come."""
        for _ in range(self._asked if lines is None else min(lines, self._asked)):
            line = self._process.stdout.readline()
            assert line, "the counter died by itself"
            self.told.append(line.strip())
            self._asked -= 1

    def kill(self) -> None:
        """What was in the pipe had been told too."""
        self._process.kill()
        whole, _, _ = self._process.communicate()[0].rpartition("\n")
        self.told += whole.splitlines()

    def close(self) -> None:
        if self._process.poll() is None:
            self.kill()

    def end(self) -> None:
        self._process.stdin.close()
        assert self._process.wait(timeout=30) == 0
        self._process.stdout.close()

    @property
    def acts(self) -> set[str]:
        """Everything it said that it had done."""
        return {line.removeprefix("did ") for line in self.told if line.startswith("did ")}


@dataclass
class Storm:
    """`folder` keeps the centre's data and one folder a counter; `url` is an empty PostgreSQL database."""

    folder: Path
    url: str
    seed: int
    counters: int = 3
    deaths: int = 0
    cuts: int = 0
    restored: int = 0
    desks: list[Counter] = field(default_factory=list)
    wires: list[Proxy] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.place = CentreLocation(self.url, self.folder / "centre")
        self.place.data.mkdir(parents=True)
        self.backup = self.folder / "centre.loket"
        self.server = LoketServer(self.url, self.place.data)
        self.folders = [self.folder / f"loket-{number}" for number in range(1, self.counters + 1)]

    def begin(self) -> None:
        with closing(founding.open_up(self.place)) as opened:
            founding.found(opened.register, self.place.data)
            self.server.start()
            found_office(opened, self.folders, self.server.address)
        for number, folder in enumerate(self.folders):
            self.wires.append(Proxy(self.server.port))
            self.desks.append(Counter(folder, self.wires[-1].address, self.seed + number))
        for desk in self.desks:
            desk.hear()

    def spell(self, orders: int) -> None:
        """Everybody works; one thing goes wrong meanwhile, and is put right."""
        for desk in self.desks:
            desk.ask(self.chance.choice(ORDERS) for _ in range(orders))
        victim = self.chance.randrange(self.counters)
        self.desks[victim].hear(self.chance.randrange(orders))
        match self.chance.choice(MISCHIEF):
            case "kill counter":
                self.desks[victim].kill()
                self.deaths += 1
                self.desks[victim].start()
            case "kill centre":
                self.server.kill()
                self.deaths += 1
                self.desks[victim].hear(2)
                self.server.start()
            case "cut":
                self.wires[victim].cut()
                self.cuts += 1
        for desk in self.desks:
            desk.hear()
        for wire in self.wires:
            if self.chance.random() < 0.5:
                wire.mend()

    def back_up(self) -> None:
        with closing(founding.open_up(self.place)) as opened:
            keeping.backup(opened.register, self.backup, SECRET, data=self.place.data, now=datetime.now(UTC))

    def restore(self) -> None:
        """The disk of the centre is lost, in the middle of the work."""
        for desk in self.desks:
            desk.ask(("act", "round", "act"))
        self.server.kill()
        keeping.restore(self.backup, SECRET, self.url, data=self.place.data, replace=True)
        self.restored += 1
        self.server.start()
        for desk in self.desks:
            desk.hear()

    def calm(self) -> None:
        """Contact for everybody, until nobody has anything left. Twice: what one sends last the others take then."""
        for wire in self.wires:
            wire.mend()
        for _ in range(2):
            for desk in self.desks:
                desk.ask(["settle"])
            for desk in self.desks:
                desk.hear()
                assert desk.told[-1] == "settled"

    def end(self) -> None:
        for desk in self.desks:
            desk.end()

    def close(self) -> None:
        """Whatever happened."""
        for desk in self.desks:
            desk.close()
        for wire in self.wires:
            wire.close()
        self.server.stop()
