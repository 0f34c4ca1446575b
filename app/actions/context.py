"""What one act finds and leaves: the transaction it runs in, who does it, when, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from msgspec import UNSET
from sqlalchemy.orm import Session

from app.actions.act_cache import ActCache, once
from app.actions.commands import Command, FileCommand
from app.actions.commands.promise import Card, PrintedBefore, Promise
from app.errors import Refused
from app.models.application import Application
from app.models.office import Device, Office, Staff
from app.queries.look import office_calendar
from app.queries.rights import acting_on, held_at, held_during, mandates_of, rights_of
from app.reference.reference import Reference
from app.rules.pc_clock import ClockJudgement
from app.rules.working_days import Calendar


@dataclass
class ActContext:
    """One act in its transaction. `documents` are the papers it made, `warnings` codes for the clerk.

    `settled`: the act happened already, at a counter without contact; what the rules say against it becomes a flag
    instead of a refusal. `span` is the time (UTC) in which it was done, where that is known from another clock than the
    PC's: a right counts only if it was held all that time, and still when the act came, at `arrived`; `earliest` is
    when it began by its PC's own word, which may be believed less. `mac_key` (hex)
    is the PC's key for tracking tokens. `together`: its rows are written with those of other acts, later. `clock` is
    how this PC's clock was judged, where the act is being done here.

    `carries`: the command is written down with its paper, `whole`: with its permit type too. `card` and `promise` are
    what the act puts on paper; `printed` is what it put there before, as this PC remembers
    it; `differences` are what the paper says and what was reckoned here (app.actions.promising).
    """

    session: Session
    command: Command
    reference: Reference
    application: Application | None = None
    capacity: str = ""
    stage_before: str = ""
    documents: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    settled: bool = False
    together: bool = False
    clock: ClockJudgement | None = None
    span: tuple[datetime, datetime] | None = None
    earliest: datetime | None = None
    arrived: datetime | None = None
    flags: list[str] = field(default_factory=list)
    mac_key: str = ""
    carries: bool = True
    whole: bool = False
    card: Card | None = None
    promise: Promise | None = None
    printed: PrintedBefore | None = None
    differences: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    memory: ActCache = field(default_factory=ActCache)

    def write(self) -> None:
        """What was added so far goes to the database, before rows that name it."""
        if not self.together:
            self.session.flush()

    @contextmanager
    def weighing(self) -> Iterator[None]:
        """What is refused in here is only flagged where the act happened already."""
        try:
            yield
        except Refused as refused:
            if not self.settled:
                raise
            self.flags.append(refused.code)

    @cached_property
    def office(self) -> Office:
        """Raises Refused `no_office` before the first start is done."""
        found = self.session.get(Office, 1)
        if found is None:
            raise Refused("no_office")
        return found

    @cached_property
    def actor(self) -> Staff:
        """Raises Refused `no_right` for an unknown account, or one that may have been closed at the time of the act."""
        found = self.session.get(Staff, self.command.stamp.actor)
        if found is None:
            raise Refused("no_right", role="")
        with self.weighing():
            closed = self.span and found.open_since and found.open_since > self.span[0]
            if closed or not found.active:
                raise Refused("no_right", role="")
        return found

    @cached_property
    def roles(self) -> frozenset[str]:
        """The actor's own roles at the time of the act."""
        rights = once(self.memory.rights, self.actor.id, partial(rights_of, self.session, self.actor.id))
        if self.span is None:
            return held_at(rights, self.at)
        lo, hi = self.span
        return held_during(rights, lo, max(hi, self.arrived or hi))

    def acting(self, permit_code: str) -> dict[str, str]:
        """Role -> kind (plh, plt) of the actor's mandates for this permit type on the day of the act, and on every day
        on which it can have been done; not of one that was ended before it is known here."""
        mandates = once(self.memory.mandates, self.actor.id, partial(mandates_of, self.session, self.actor.id))
        latest = max(self.span[1], self.arrived or self.span[1]) if self.span else self.at
        found = acting_on(mandates, self.today, latest, permit_code)
        for bound in self.span or ():
            known = acting_on(mandates, in_zone(self.office, bound).date(), latest, permit_code)
            found = {role: kind for role, kind in found.items() if known.get(role) == kind}
        return found

    @property
    def right_begins(self) -> datetime:
        """When a right that this act gives counts from, at the latest it can have been done."""
        return self.span[1] if self.span else self.at

    @property
    def right_ends(self) -> datetime:
        """When a right that this act takes away ends, at the earliest it can have been done."""
        return self.span[0] if self.span else self.at

    @cached_property
    def device(self) -> Device:
        """Raises Refused `no_office` for a counter nobody set up."""
        found = self.session.get(Device, self.command.stamp.counter)
        if found is None:
            raise Refused("no_office")
        return found

    @property
    def at(self) -> datetime:
        """The time of the act (UTC): the PC's, or the centre's where that one cannot have been right."""
        stamp = self.command.stamp
        return stamp.at if stamp.moment is UNSET else stamp.moment

    @property
    def local(self) -> datetime:
        """The time of the act in the office's own zone."""
        return in_zone(self.office, self.at)

    @property
    def today(self) -> date:
        return self.local.date()

    @property
    def arrival_day(self) -> date:
        """When it came to the centre, by the centre's clock; here by this PC's."""
        return (self.arrived or self.at).astimezone(self.local.tzinfo).date()

    @property
    def calendar(self) -> Calendar:
        if self.memory.calendar is None:
            self.memory.calendar = office_calendar(self.session, self.reference, bali=self.office.bali)
        return self.memory.calendar

    def file(self) -> Application:
        """The application the command is about. Raises Refused `no_application`."""
        if self.application is None and isinstance(self.command, FileCommand):
            self.application = self.session.get(Application, self.command.application)
        if self.application is None:
            raise Refused("no_application")
        return self.application

    def child(self, name: str) -> str:
        """The id of something this act makes: the same wherever the act is done again."""
        return str(uuid5(UUID(self.command.stamp.id), name))


def in_zone(office: Office, moment: datetime) -> datetime:
    """A moment in the office's own zone."""
    return moment.astimezone(ZoneInfo(office.zone))
