"""What a question gets to see: a reading session, the reference data, and the moment it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.models.office import Office
from app.queries.calendar import office_calendar
from app.reference.reference import Reference
from app.rules.working_days import Calendar

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
