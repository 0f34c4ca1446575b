"""What must hold while a run goes on (I10, I13, I14), and the record of what people really did, when, and seeing what.

At the quiet end `ending` compares this record with what the centre and every counter have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from app.actions import written
from app.actions.commands import Command
from app.models.centre import Head
from app.models.exchange import Act
from app.models.journal import Entry
from app.models.link import Link
from app.rules.workflow import BY_ACT, DECISION
from app.sync.protocol import FINAL, PushAnswer, SnapshotAnswer
from app.sync.rebase import again, undo, waiting
from tests.whole.simulation.truth import Feed, base_in, differences, rows_in

if TYPE_CHECKING:
    from tests.whole.simulation.machine import Machine
    from tests.whole.simulation.server import Backup
    from tests.whole.simulation.world import World

DECISIONS = frozenset(act for act, row in BY_ACT.items() if row.kind == DECISION)
SAMPLED = 0.04


class Violation(AssertionError):
    """An invariant does not hold."""


class Undone(Exception):
    """Ends a transaction in which nothing was to be kept."""


@dataclass(frozen=True)
class Deed:
    """An act as it really was: the true time, and the decisions on its file that its author saw."""

    id: str
    kind: str
    actor: str
    at: datetime
    seen: frozenset[str]


@dataclass(frozen=True)
class Paper:
    """A receipt in somebody's hand."""

    application: str
    number: str
    act: str


class Watch:
    """`deeds` are all acts tried, `kept` those a counter had committed; `confirmed` what a counter was told of them;
    `gone` those that existed only on a disk that was set back."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.feed = Feed()
        self.deeds: dict[str, Deed] = {}
        self.kept: set[str] = set()
        self.confirmed: dict[str, str] = {}
        self.gone: set[str] = set()
        self.papers: list[Paper] = []
        self._cursors: dict[tuple[str, str], int] = {}
        self._floors: dict[tuple[str, str], int] = {}
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

    def done(self, machine: Machine, command: Command) -> None:
        self.kept.add(command.stamp.id)

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
        for (name, epoch), number in list(self._floors.items()):
            if name == machine.name:
                self._floors[made.name, epoch] = number

    def rolled_back(self, machine: Machine, before: Iterable[str], now: Iterable[str]) -> None:
        """What existed only there is nobody's fault; so is what the centre alone has, should it be lost there too."""
        others = set(now)
        for other in self.world.machines:
            if other is not machine and not other.broken:
                others |= other.acts().keys()
        self.gone |= set(before) - others
        self._cursors = {key: number for key, number in self._cursors.items() if key[0] != machine.name}

    def restoring(self, backup: Backup) -> None:
        self.centre()

    def restored(self) -> None:
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
        self._floors[key] = max(self._floors.get(key, 0), answer.head)

    @contextmanager
    def nothing_changes(self) -> Iterator[None]:
        before = self._head()
        yield
        if self._head() != before:
            self.violated("a forged act changed something")

    def _head(self) -> tuple[int, str]:
        with self.world.centre.register.reading() as session:
            head = session.get_one(Head, 1)
            return head.head, head.digest

    # --- a counter after its round

    def counter(self, machine: Machine) -> None:
        """I10: what is known of the centre is the centre's own prefix at the cursor, which never goes back."""
        link = machine.link()
        if link.epoch != self.world.centre.epoch():
            return
        key = (machine.name, link.epoch)
        if link.stage == "complete":
            if link.cursor < self._cursors.get(key, 0):
                self.violated(f"I10 the cursor of {machine.name} went back to {link.cursor}")
            self._cursors[key] = link.cursor
        if link.stage != "complete" or link.cursor < self._floors.get(key, 0):
            return
        if link.cursor > self.feed.head or link.digest != self.feed.digest(link.cursor):
            self.violated(f"I10 the digest of {machine.name} at {link.cursor}{self._unlike(machine, link.cursor)}")
        if self.world.chance.random() < SAMPLED:
            self.replayed(machine)

    def _unlike(self, machine: Machine, cursor: int) -> str:
        with machine.register.reading() as session:
            return ": " + differences(base_in(session), self.feed.at(cursor))

    def replayed(self, machine: Machine) -> None:
        """I10 row by row, and I14: what is shown is that and one's own acts on top, done again in their order."""
        if machine.broken:
            return
        link = machine.link()
        key = (machine.name, link.epoch)
        whole = link.stage == "complete" and link.cursor >= self._floors.get(key, 0)
        if not whole or link.epoch != self.world.centre.epoch():
            return
        try:
            with machine.register.writing() as session:
                shown = rows_in(session)
                acts = waiting(session)
                undo(session, acts)
                session.flush()
                if unlike := differences(rows_in(session), self.feed.at(link.cursor)):
                    self.violated(f"I10 {machine.name} without its own acts: {unlike}")
                here = session.get_one(Link, 1)
                for act in acts:
                    again(session, machine.exchange.reference, here, act)
                session.flush()
                if unlike := differences(shown, rows_in(session)):
                    self.violated(f"I14 {machine.name} shows something else than its acts make: {unlike}")
                raise Undone
        except Undone:
            self.world.stats["replayed"] += 1

    def quiet(self, machine: Machine) -> bool:
        if machine.broken:
            return False
        link = machine.link()
        head, digest = self._head()
        same = (link.cursor, link.digest, link.stage) == (head, digest, "complete")
        return same and link.epoch == self.world.centre.epoch() and all(machine.acts().values())

    def bodies(self) -> dict[str, written.Written]:
        with self.world.centre.register.reading() as session:
            rows = session.execute(select(Act.id, Act.body).where(Act.feed > self.template_head))
            return {act: msgspec.json.decode(body, type=written.Written) for act, body in rows if body}

    def final(self) -> None:
        from tests.whole.simulation.ending import check

        check(self)
