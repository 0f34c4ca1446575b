"""Register and what is known beside it, brought together when the office is opened: what can be done again is, and what
is lost all the same is told (app.sync.last_act)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actions.commands import Command
from app.actions.door import Done
from app.actions.drawing import LETTERS
from app.database import Register
from app.errors import Unavailable
from app.models.office import Device, Office, Series
from app.queries.pc_clock import known_time
from app.reference.reference import Reference
from app.release import RELEASED
from app.rules.pc_clock import judged
from app.sync.last_act import LastAct, Loss, LostNumbers, Standing, holds, numbers_lost, standing
from app.sync.since_copy import SinceCopy


@dataclass(frozen=True)
class CameFrom:
    """The copy that was put back: its file, and when (UTC) its last act was."""

    copy: str
    until: datetime


@dataclass(frozen=True)
class Found:
    """`back` acts were done again; `loss` is what is missing all the same."""

    back: int = 0
    loss: Loss | None = None


def look_back(
    register: Register,
    reference: Reference,
    last: LastAct,
    since_copy: SinceCopy,
    do: Callable[[Command], Done],
    came_from: CameFrom | None,
    now: datetime,
) -> Found:
    """On a PC without a centre, before anybody works. Raises Unavailable, `database_missing` where the register has
    nothing in it though there was something."""
    with register.reading() as session:
        here, known = standing(session), last.known
    if known is not None and here is not None and known.first != here.first:
        since_copy.begin_anew()  # another register was put here
        known = None
    back = since_copy.put_back(do) if here is not None or known is not None else 0
    with register.reading() as session:
        here = standing(session)
        if here is None and known is not None:
            raise Unavailable("database_missing")
        if here is None:
            return Found()
        if known is not None and holds(session, known.act) and here.acts >= known.acts:
            return Found(back)
        if known is not None:
            return Found(back, _known_loss(here, known, came_from))
        if came_from is not None:
            return Found(back, _unknown_loss(session, reference, here, came_from.copy, now))
    return Found(back)


def go_on_from(register: Register, last: LastAct) -> None:
    """On a PC with a centre, which has what was lost: registration numbers alone are given here."""
    if last.known is None:
        return
    with register.writing() as session:
        for code, counter in last.known.counters.items():
            further = update(Device).where(Device.code == code, Device.counter < counter)
            session.execute(further.values(counter=counter))


def _known_loss(here: Standing, known: Standing, came_from: CameFrom | None) -> Loss:
    copy = came_from.copy if came_from else ""
    return Loss(here.at, known.at, max(1, known.acts - here.acts), copy, numbers_lost(here, known))


def _unknown_loss(session: Session, reference: Reference, here: Standing, copy: str, now: datetime) -> Loss:
    clock = judged(now, known_time(session, since=RELEASED))
    if clock.code:
        return Loss(here.at, None, None, copy, (), clock)
    return Loss(here.at, None, None, copy, _asked(session, reference, here, now))


def _asked(session: Session, reference: Reference, here: Standing, now: datetime) -> tuple[LostNumbers, ...]:
    """Every series in which a number may have been given since: this year's, and last year's where the last act is of
    it. Only the paper knows."""
    zone = ZoneInfo(session.get_one(Office, 1).zone)
    years = sorted({here.at.astimezone(zone).year, now.astimezone(zone).year})
    names = {permit.output.series for permit in reference.catalogue.permits if permit.output.number_format}
    names |= set(LETTERS.values()) | set(session.scalars(select(Series.name).where(Series.year.in_(years))))
    numbers = [LostNumbers(code, 0, counter, None) for code, counter in sorted(here.counters.items())]
    for year in years:
        numbers += [LostNumbers(name, year, here.series.get(f"{name}/{year}", 0), None) for name in sorted(names)]
    return tuple(numbers)
