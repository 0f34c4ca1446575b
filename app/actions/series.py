"""Numbers of letters and permits. Each series counts up within a year; a number given is never given again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.context import ActContext
from app.errors import Refused
from app.models.office import Series
from app.rules.wording import long_date

# So far from the last one a number given before is looked for.
GAP = 1_000


def next_in(context: ActContext, name: str, year: int) -> int:
    """The next number of the series, taken in the caller's transaction under the write lock. Raises Refused
    `clock_doubt` for a number of another year than the one that is believed, while the clock of this PC is doubted."""
    _refuse_doubted(context, year)
    row = _known(context, name, year)
    if row.last:
        context.memory.series[name, year] = row  # one that began just now may be undone with its act
    row.last += 1
    return row.last


def _refuse_doubted(context: ActContext, year: int) -> None:
    """A number of 2009 or 2031 cannot be taken back; a clock can be put right first."""
    clock = context.clock
    if clock is None or not clock.code or clock.by is None:
        return
    zone = ZoneInfo(context.office.zone)
    if clock.by.astimezone(zone).year != year:
        now, by = (long_date(moment.astimezone(zone).date()) for moment in (clock.now, clock.by))
        raise Refused("clock_doubt", year=str(year), now=now, by=by)


def follow(context: ActContext, name: str, year: int, is_it: Callable[[int], bool]) -> None:
    """A number of this series was given before: it is not given again. `is_it` tells which it is by its place; one of
    another form counts as the next."""
    row = _known(context, name, year)
    row.last = max(row.last, _place(row.last, is_it) or row.last + 1)


def keep_back(session: Session, name: str, year: int, number: str, form: Callable[[int], str]) -> None:
    """As `follow`, for a number that may be of another series: then nothing changes. `form` writes this one's."""
    known = session.scalar(select(Series.last).where(Series.name == name, Series.year == year)) or 0
    place = _place(known, lambda seq: form(seq) == number)
    if place is not None and place > known:
        _found(session, name, year).last = place


def _place(last: int, is_it: Callable[[int], bool]) -> int | None:
    nearest = chain(range(last + 1, last + GAP), range(last, max(0, last - GAP), -1))
    return next(filter(is_it, nearest), None)


def _known(context: ActContext, name: str, year: int) -> Series:
    return context.memory.series.get((name, year)) or _found(context.session, name, year)


def _found(session: Session, name: str, year: int) -> Series:
    with session.no_autoflush:  # a series is written down as soon as it begins
        row = session.scalar(select(Series).where(Series.name == name, Series.year == year))
    if row is None:
        row = Series(name=name, year=year, last=0)
        session.add(row)
        session.flush()
    return row


def letter_number(code: str, seq: int, year: int) -> str:
    """A letter of the office: classification 500.16.7.2 (Permendagri 83/2022)."""
    return f"500.16.7.2/{seq:04d}/{code}/DPMPTSP/{year}"
