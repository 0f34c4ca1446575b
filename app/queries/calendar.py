"""The calendar of this office: what the program knows, and the office's own word over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.models.office import CalendarDay
from app.queries.look import Look


@dataclass(frozen=True)
class DayRow:
    """A day of the calendar; `own` where the office wrote it down itself."""

    day: date
    kind: str
    name: str
    source: str
    counts_for_sla: bool
    own: bool

    @property
    def key(self) -> str:
        return f"{self.day.isoformat()} {self.kind}"


@dataclass(frozen=True)
class YearRow:
    """`known`: the holidays of the year are there in full."""

    year: int
    known: bool
    days: tuple[DayRow, ...]


def calendar_year(look: Look, year: int = 0) -> YearRow:
    """Of this year where none is named."""
    year = year or look.today.year
    own = set(look.session.scalars(select(CalendarDay.id)))
    days = tuple(
        DayRow(
            holiday.day,
            holiday.kind,
            holiday.name,
            holiday.source,
            holiday.counts_for_sla,
            holiday.day.isoformat() in own,
        )
        for holiday in look.known_calendar.holidays
        if holiday.day.year == year
    )
    return YearRow(year, year in look.known_calendar.years, days)
