"""What a question gets to see: a reading session, the reference data, and the moment it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.office import CalendarDay, Office
from app.reference.reference import Reference
from app.rules.working_days import WHOLE_YEAR, Calendar, Holiday

UNSET_ZONE = "Asia/Makassar"


@dataclass(frozen=True)
class Look:
    """`now` is aware; `today` and `local` are those of the office's own zone."""

    session: Session
    reference: Reference
    now: datetime

    @cached_property
    def office(self) -> Office | None:
        """None before the first start is done."""
        return self.session.get(Office, 1)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.office.zone if self.office else UNSET_ZONE)

    @property
    def today(self) -> date:
        return self.local(self.now).date()

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    @cached_property
    def calendar(self) -> Calendar:
        """The office's calendar, which answers for every year: for showing, not for promising."""
        return self.known_calendar.estimating()

    def is_estimate(self, day_zero: date, due: date | None) -> bool:
        """Whether a due day was counted over a year whose holidays are not known."""
        return due is not None and bool(self.known_calendar.missing_years(day_zero, due))

    @cached_property
    def known_calendar(self) -> Calendar:
        """The office's calendar as it is: a question about a year that is not known raises CalendarMissing."""
        return office_calendar(self.session, self.reference, bali=bool(self.office and self.office.bali))


def office_calendar(session: Session, reference: Reference, *, bali: bool) -> Calendar:
    with session.no_autoflush:  # the act that changes it writes it down itself
        rows = session.scalars(select(CalendarDay).order_by(CalendarDay.id)).all()
    years = [row.day.year for row in rows if row.kind == WHOLE_YEAR]
    return reference.calendar(bali=bali).ruled((_holiday(row) for row in rows if row.kind != WHOLE_YEAR), years)


def _holiday(row: CalendarDay) -> Holiday:
    return Holiday(row.day, row.kind, row.name, row.counts_for_sla, row.counter, row.source)
