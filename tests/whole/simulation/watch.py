"""The record of what people really did, when, and seeing what; and what they were told of it.

`invariants` looks at counters while a run goes on, `ending` compares this record with everybody at the quiet end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.actions.commands import Command
from app.actions.linked import last_decision
from app.models.centre import Head
from app.models.journal import Entry
from app.models.office import Mandate, Staff, StaffRole
from app.rules.workflow import BY_ACT, DECISION
from app.sync.protocol import APPLIED, FINAL, PushAnswer, SnapshotAnswer
from tests.whole.simulation.printed import Printed
from tests.whole.simulation.replaying import Squat, holds, numbers_known
from tests.whole.simulation.template import SECOND
from tests.whole.simulation.truth import Feed

if TYPE_CHECKING:
    from tests.whole.simulation.machine import Machine
    from tests.whole.simulation.world import World

DECISIONS = frozenset(act for act, row in BY_ACT.items() if row.kind == DECISION)


class Violation(AssertionError):  # noqa: N818 - it is the finding, not a fault of the checks
    """An invariant does not hold."""


@dataclass(frozen=True)
class Deed:
    """An act as it really was: the true time, and the decisions on its file that its author saw. `entitled`: in the
    author's own role, as far as the counter knew."""

    id: str
    kind: str
    actor: str
    at: datetime
    seen: frozenset[str]
    entitled: bool = False


@dataclass(frozen=True)
class Paper:
    """A receipt in somebody's hand."""

    application: str
    number: str
    act: str


class Watch:
    """`deeds` are all acts tried, `kept` those a counter had committed; `confirmed` what a counter was told of them;
    `gone` those that existed only on a disk that was set back; `proved` those that a centre had applied before it was
    restored; `squats` are acts under the id of another; `given` what each PC knew of numbers when that was last, by
    its name; `once_told` acts whose numbers are others than before, told by a centre that was set back since."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.feed = Feed()
        self.deeds: dict[str, Deed] = {}
        self.kept: set[str] = set()
        self.confirmed: dict[str, str] = {}
        self.gone: set[str] = set()
        self.proved: set[str] = set()
        self.attacks: dict[str, tuple[Command, str]] = {}
        self.squats: dict[str, Squat] = {}
        self.given: dict[str, dict[str, dict[str, str]]] = {}
        self.once_told: set[str] = set()
        self.papers: list[Paper] = []
        self.cards: list[Printed] = []
        self.cursors: dict[tuple[str, str], int] = {}
        self.floors: dict[tuple[str, str], int] = {}
        self._unproved: set[str] = set()

    def begin(self) -> None:
        self.centre()
        self.template_head = self.feed.head

    def violated(self, what: str) -> None:
        raise Violation(what)

    # --- what people do

    def attempt(self, machine: Machine, command: Command) -> None:
        file = getattr(command, "application", None)
        with machine.register.reading() as session:
            acts = select(Entry.id).where(Entry.application_id == file, Entry.kind.in_(DECISIONS))
            seen = frozenset(session.scalars(acts)) if file else frozenset()
        stamp = command.stamp
        self.deeds[stamp.id] = Deed(stamp.id, command.act, stamp.actor, self.world.now, seen)
        self._unproved.add(stamp.id)

    def attack(self, act: str, command: Command, why: str) -> None:
        """Somebody writes an act by hand, who sees all there is; `why` it must not stand, if it must not."""
        stamp = command.stamp
        seen = frozenset(item.id for item in self.feed.items)
        self.deeds[act] = Deed(act, command.act, stamp.actor, self.world.now, seen)
        self.attacks[act] = command, why

    def last_decision(self, file: str) -> str | None:
        with self.world.centre.register.reading() as session:
            return last_decision(session, file)

    def somebody_who_lost(self, chance: Random) -> tuple[str, str, datetime] | None:
        """Person, role, and when (true time) it was taken from them, as the centre knows it."""
        with self.world.centre.register.reading() as session:
            gone = select(StaffRole.staff_id, StaffRole.role, StaffRole.until).where(StaffRole.until.is_not(None))
            lost = [(person, role, until) for person, role, until in session.execute(gone) if until is not None]
            closed = list(session.scalars(select(Staff.id).where(Staff.active.is_(False))))
        lost += [(person, person.removesuffix(SECOND), self.world.now) for person in closed]
        return chance.choice(sorted(lost)) if lost else None

    def day_of_a_mandate(self, chance: Random) -> tuple[str, datetime] | None:
        """The substitute, and a day on which they are that, but not today or near it."""
        with self.world.centre.register.reading() as session:
            known = list(
                session.execute(select(Mandate.substitute_id, Mandate.starts, Mandate.ends).order_by(Mandate.id))
            )
        far = [
            (person, datetime.combine(day, time(4), UTC))
            for person, starts, ends in known
            for day in (starts, ends)
            if abs(datetime.combine(day, time(4), UTC) - self.world.now) > timedelta(days=2)
        ]
        return chance.choice(far) if far else None

    def done(self, machine: Machine, command: Command) -> None:
        deed = self.deeds[command.stamp.id]
        with machine.register.reading() as session:
            entry = session.scalar(select(Entry.capacity).where(Entry.id == deed.id))
        self.deeds[deed.id] = replace(deed, entitled=entry == deed.actor.removesuffix(SECOND))
        self.kept.add(deed.id)

    def printed(self, machine: Machine, application: str, number: str, act: str) -> None:
        self.papers.append(Paper(application, number, act))

    def interval(self, machine: Machine, lo: datetime, hi: datetime | None) -> None:
        now = self.world.now
        if lo > now or (hi is not None and hi < now):
            self.violated(f"I13 {now} lies outside {lo} .. {hi}")

    def journalled(self, machine: Machine) -> None:
        """After a crash: what was committed is kept, whatever the person was told."""
        here = machine.acts()
        self.kept |= self._unproved & here.keys()
        self._unproved.clear()

    # --- disks

    def cloned(self, machine: Machine, made: Machine) -> None:
        for (name, epoch), number in list(self.floors.items()):
            if name == machine.name:
                self.floors[made.name, epoch] = number

    def rolled_back(self, machine: Machine, before: Iterable[str], now: Iterable[str]) -> None:
        """What existed only there is nobody's fault; so is what the centre alone has, should it be lost there too."""
        others = set(now)
        for other in self.world.machines:
            if other is not machine and not other.broken:
                others |= holds(self, other)
        self.gone |= set(before) - others
        self.cursors = {key: number for key, number in self.cursors.items() if key[0] != machine.name}
        self.given.pop(machine.name, None)

    def restored(self) -> None:
        self.proved |= {item.id for item in self.feed.items if item.result == APPLIED}
        for machine in self.world.machines:
            if not machine.broken:
                self.given[machine.name] = numbers_known(machine)
        self.feed = Feed()
        self.centre()

    # --- what the centre says

    def centre(self) -> None:
        with self.world.centre.register.reading() as session:
            self.feed.read(session)

    def told(self, machine: Machine, answer: PushAnswer) -> None:
        for result in answer.results:
            if result.result in FINAL:
                self.confirmed.setdefault(result.id, result.result)

    def snapshot(self, machine: Machine, answer: SnapshotAnswer) -> None:
        key = (machine.name, answer.epoch)
        self.floors[key] = max(self.floors.get(key, 0), answer.head)

    @contextmanager
    def nothing_changes(self) -> Iterator[None]:
        before = self.head()
        yield
        if self.head() != before:
            self.violated("a forged act changed something")

    def head(self) -> tuple[int, str]:
        with self.world.centre.register.reading() as session:
            head = session.get_one(Head, 1)
            return head.head, head.digest
