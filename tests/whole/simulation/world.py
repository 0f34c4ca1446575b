"""One run: time passes, people act, counters exchange, and whatever can go wrong does, as the seed says."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.errors import Refused, Unavailable
from app.rules.registration import ALPHABET
from app.rules.workflow import LOKET
from app.server.register.early import OF_OTHERS
from app.sync.protocol import PushRequest
from tests.whole.simulation import faults
from tests.whole.simulation.ending import check
from tests.whole.simulation.invariants import after_round, at_rest, replayed
from tests.whole.simulation.machine import Machine
from tests.whole.simulation.people import People
from tests.whole.simulation.poison import Poison
from tests.whole.simulation.power import Crash
from tests.whole.simulation.printed import tell
from tests.whole.simulation.revoking import new_keys
from tests.whole.simulation.server import Server
from tests.whole.simulation.template import template
from tests.whole.simulation.watch import Watch

STEPS = 40
DEPTH = 2
QUIET_ROUNDS = 80


class World:
    """`faults` is on until the quiet end. Everything random comes from the seed."""

    def __init__(self, seed: int, folder: Path, *, steps: int = STEPS) -> None:
        made = template()
        self.seed, self.folder, self.steps = seed, folder, steps
        self.chance = random.Random(seed)
        self.stats: Counter[str] = Counter()
        self.now = made.clock.now()
        self.faults = True
        self.late: list[tuple[datetime, str, str, bytes, type]] = []
        self.acting: Machine | None = None
        self._depth = 0
        self._ids = 0
        self.poison = Poison(self)
        self.watch = Watch(self)
        self.centre = Server(self, folder / "centre", {"register.db": made.centre})
        self.machines: list[Machine] = []
        self.stolen: list[Machine] = []
        for at in range(self.chance.randint(2, len(made.counters))):
            files = {"register.db": made.counters[at]}
            self.machines.append(Machine(self, f"machine-{at + 1}", folder / f"pc{at + 1}", made.keys[at], files))
        self.pcs = len(self.machines)
        self.people = People(self)
        self.watch.begin()

    # --- chance and time

    def draw(self) -> str:
        return self.chance.choice(ALPHABET)

    def new_id(self) -> str:
        self._ids += 1
        return f"00000000-0000-7000-9000-{self._ids:06x}{self.chance.getrandbits(24):06x}"

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.centre.down = max(0.0, self.centre.down - seconds)

    def fault(self, *kinds: str) -> str:
        """One of these, or none: empty."""
        if not self.faults or self.chance.random() > 0.16:
            return ""
        kind = self.chance.choice(kinds)
        self.stats[kind] += 1
        return kind

    def size(self, sizes: tuple[int, ...]) -> int:
        return self.chance.choice(sizes) if self.faults else sizes[-1]

    def most_acts(self, request: PushRequest) -> int:
        """How many acts the way to the centre lets through at once just now."""
        return self.chance.choice((1, 2, 5, 100, 100, 100)) if self.faults else 100

    # --- a run

    def run(self) -> None:
        for _ in range(self.steps):
            self.step()
        self.settle()
        check(self.watch)

    def close(self) -> None:
        for machine in self.machines:
            machine.stop()
        self.centre.power.off()

    def step(self) -> None:
        self.pass_time(self.chance.choice((1, 5, 20, 60, 300, 1800)))
        if self.chance.random() < 0.35:
            faults.strike(self)
        for machine in list(self.machines):
            for _ in range(self.chance.choice((0, 1, 1, 2, 5))):
                self.guarded(machine, self.work)
            if self.chance.random() < 0.7:
                self.guarded(machine, self.round)

    def meanwhile(self, machine: Machine) -> None:
        """While a request of this machine is under way."""
        if not self.faults or self._depth >= DEPTH or self.chance.random() > 0.25:
            return
        self._depth += 1
        try:
            kind = self.chance.random()
            if kind < 0.12:
                faults.strike_centre(self)
            if kind < 0.5:
                self.work(machine)
                return
            free = [other for other in self.machines if not other.busy]
            if free:
                other = self.chance.choice(free)
                self.guarded(other, self.round if self.chance.random() < 0.6 else self.work)
        finally:
            self._depth -= 1

    def guarded(self, machine: Machine, doing: Any) -> None:
        """With the chance that the machine stops in the middle of it."""
        if machine.busy or machine.retired:
            return
        machine.busy = True
        if self.faults and self.chance.random() < 0.06:
            machine.power.arm(120)
        if self.faults and self.chance.random() < 0.03:
            machine.power.full = self.chance.randrange(3)
        if self.faults and self.chance.random() < 0.03:
            self.centre.power.arm(300)
        try:
            doing(machine)
        except Crash as crash:
            if crash.machine != machine.name:
                raise
            self.stats["counter_crash"] += 1
            machine.crashed()
        finally:
            machine.power.fuse = machine.power.full = self.centre.power.fuse = None
            machine.busy = False

    def clock_jumps(self, machine: Machine) -> None:
        """Between two acts of the same program."""
        faults.clock_jumps(self, machine)

    def work(self, machine: Machine) -> None:
        if not machine.broken:
            self.people.act(machine)

    def round(self, machine: Machine) -> None:
        """As the worker does it: what the world says no to is tried again later."""
        try:
            machine.turn()
        except Unavailable as trouble:
            self.stats[f"unavailable:{trouble.code}"] += 1
        except Refused as refused:
            self.stats[f"refused:{refused.code}"] += 1
            faults.helped(self, machine, refused)
        if not machine.broken and not machine.retired:
            machine.desk.device = machine.link().device
            new_keys(self, machine)
            after_round(self.watch, machine)

    def settle(self) -> None:
        """All faults off; rounds until nobody has anything left to say."""
        for machine in self.machines:
            replayed(self.watch, machine)
        self.faults, self.centre.down = False, 0.0
        for machine in self.machines:
            machine.online, machine.old = True, False
        if not self._comes_to_rest():
            # What was made after something that nobody can bring any more comes before people.
            self.pass_time(int(OF_OTHERS.total_seconds()))
            self._comes_to_rest()

    def _comes_to_rest(self) -> bool:
        for _ in range(QUIET_ROUNDS):
            self.pass_time(5)
            for machine in self.machines:
                self.guarded(machine, self.round)
                if not machine.broken:
                    tell(machine, LOKET)
            if all(at_rest(self.watch, machine) for machine in self.machines):
                return True
        return False
