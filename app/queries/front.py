"""Beranda: how many files are where, what presses most for one person, and what is better not forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, func, select

from app.models.application import Application
from app.models.office import Mandate, Staff
from app.queries.corrections import waiting, waiting_for
from app.queries.look import Look
from app.queries.permits import held_back
from app.queries.rights import in_effect
from app.queries.work import MATCHING, WorkRow, queue
from app.rules import stages
from app.rules.clock import days_left
from app.rules.wording import title_name
from app.rules.working_days import Calendar

CORRECTIONS = "corrections"
RECEIVED, MINE, SOON, LATE, READY, RETURNED = "received", "mine", "soon", "late", "ready", "returned"
TILES = (MINE, SOON, LATE, RECEIVED, READY, RETURNED)
PRESSING = 12
LIMIT = 300
MONTH_OF_NEXT_YEAR = 10  # from October on, promises reach into the next year
ENDING = timedelta(days=7)
COLUMNS: tuple[Any, ...] = (
    Application.id,
    Application.number,
    Application.applicant_name,
    Application.body,
    Application.short_name,
    Application.stage,
    Application.holder,
    Application.received,
    Application.due,
    Application.day_zero,
    Application.days,
)


@dataclass(frozen=True)
class ListRow:
    """One file behind a number. `left` in working days, None where no clock runs; `days` the service standard.
    `estimate`: the due day was counted over a year whose holidays are not known."""

    id: str
    number: str
    applicant: str
    service: str
    stage: str
    holder: str
    received: datetime
    left: int | None
    days: int
    estimate: bool


@dataclass(frozen=True)
class EndingMandate:
    """Plh or Plt whose last day is near."""

    kind: str
    role: str
    substitute: str
    ends: date


@dataclass(frozen=True)
class Front:
    """`counts` has one number for each of TILES, and one of MATCHING for whom comparing with the central data is work.
    `years_missing` are years without a calendar of holidays, `corrections` how many requests to correct data this
    person may answer."""

    counts: dict[str, int]
    pressing: tuple[WorkRow, ...]
    years_missing: tuple[int, ...]
    ending: tuple[EndingMandate, ...]
    corrections: int
    empty: bool
    zone: ZoneInfo


def front(look: Look, staff_id: str) -> Front:
    mine = queue(look, staff_id)
    counts = {tile: _count(look, tile) for tile in TILES if tile != MINE} | {MINE: mine.total}
    counts |= {MATCHING: mine.unmatched} if mine.unmatched is not None else {}
    first = look.session.scalar(select(Application.id).limit(1))
    return Front(
        counts,
        mine.rows[:PRESSING],
        _years_missing(look),
        _ending(look),
        waiting_for(look, staff_id),
        first is None,
        look.zone,
    )


def listed(look: Look, tile: str) -> tuple[ListRow, ...]:
    """The files behind a number, the one due first on top. What waits for oneself is the queue's own matter."""
    wanted = (
        select(*COLUMNS)
        .where(_behind(look, tile))
        .order_by(Application.due.is_(None), Application.due, Application.received)
        .limit(LIMIT)
    )
    found: Sequence[Row[Any]] = look.session.execute(wanted).all()
    calendar = look.calendar
    return tuple(_row(look, row, calendar) for row in found)


def _row(look: Look, row: Row[Any], calendar: Calendar) -> ListRow:
    runs = row.due is not None and row.stage in stages.RUNNING
    return ListRow(
        row.id,
        row.number,
        row.applicant_name if row.body else title_name(row.applicant_name),
        row.short_name,
        row.stage,
        row.holder,
        look.local(row.received),
        days_left(look.today, row.due, calendar) if runs else None,
        row.days,
        look.is_estimate(row.day_zero, row.due if runs else None),
    )


def _count(look: Look, tile: str) -> int:
    return look.session.scalar(select(func.count()).select_from(Application).where(_behind(look, tile))) or 0


def _behind(look: Look, tile: str) -> ColumnElement[bool]:
    """Each condition stands on an index: the day of receipt, or stage and due day."""
    today = look.today
    running = Application.stage.in_(stages.RUNNING)
    match tile:
        case "received":
            return Application.received >= datetime.combine(today, time.min, look.zone).astimezone(UTC)
        case "soon":
            return running & Application.due.between(today, look.calendar.next_working_day(today))
        case "late":
            return running & (Application.due < today)
        case "corrections":
            return waiting()
        case "ready":
            issued = Application.stage == stages.COLLECTION
            return (Application.stage == stages.REFUSED) | (issued & (held_back(today) == ""))
        case _:
            return Application.stage == stages.RETURNED


def _years_missing(look: Look) -> tuple[int, ...]:
    known = look.known_calendar.years
    ahead = look.today.year + (look.today.month >= MONTH_OF_NEXT_YEAR)
    return tuple(year for year in range(look.today.year, ahead + 1) if year not in known)


def _ending(look: Look) -> tuple[EndingMandate, ...]:
    rows = look.session.execute(
        select(Mandate.kind, Mandate.role, Staff.name, Mandate.ends)
        .join(Staff, Staff.id == Mandate.substitute_id)
        .where(in_effect(look.today, look.now), Mandate.ends <= look.today + ENDING)
        .order_by(Mandate.ends)
    )
    return tuple(EndingMandate(*row) for row in rows)
