"""Which days are working days. The calendar is data; a year that nobody has decreed is never guessed.

Two questions are kept apart: does a day count for the service time (`counts_for_sla`), and is the counter open
(`counter`). A service mall may open half a day during cuti bersama, and that day still does not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from app.errors import Refused

WHOLE_YEAR = "tahun_lengkap"
KINDS = ("libur_nasional", "cuti_bersama", "dispensasi_bali", "libur_daerah")
FRIDAY = 4
DAY = timedelta(days=1)


class CalendarMissing(Refused):
    """A day of `year` was asked about, and the holidays of that year are not known."""

    def __init__(self, year: int) -> None:
        super().__init__("calendar_missing", year=str(year))
        self.year = year


@dataclass(frozen=True)
class Holiday:
    """One row of the calendar. `counts_for_sla` True means: a day of service time although it has a name."""

    day: date
    kind: str
    name: str
    counts_for_sla: bool
    counter: str
    source: str


@dataclass(frozen=True)
class Calendar:
    """The holidays of the years that are known in full. Every question about another year raises CalendarMissing."""

    holidays: tuple[Holiday, ...]
    years: frozenset[int]

    @cached_property
    def _days_off(self) -> frozenset[date]:
        return frozenset(holiday.day for holiday in self.holidays if not holiday.counts_for_sla)

    def named(self, day: date) -> tuple[Holiday, ...]:
        """What the calendar says of a day; two rows where a Balinese day falls on a national one."""
        return tuple(holiday for holiday in self.holidays if holiday.day == day)

    def ruled(self, rulings: Iterable[Holiday], years: Iterable[int] = ()) -> Calendar:
        """With somebody's own word on single days, which replaces what is known of them; `years` are told in full."""
        said = tuple(rulings)
        ruled = {holiday.day for holiday in said}
        kept = (holiday for holiday in self.holidays if holiday.day not in ruled)
        return Calendar(tuple(sorted((*said, *kept), key=_order)), self.years | frozenset(years))

    def missing_years(self, first: date, last: date) -> tuple[int, ...]:
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.years)

    def assuming(self, years: Iterable[int]) -> Calendar:
        """The same calendar with further years taken as free of holidays: for an estimate that says it is one."""
        return replace(self, years=self.years | frozenset(years))

    def is_working_day(self, day: date) -> bool:
        if day.year not in self.years:
            raise CalendarMissing(day.year)
        return day.weekday() <= FRIDAY and day not in self._days_off

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`, never `day` itself."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`th working day after `day`; `day` itself for 0."""
        if count < 0:
            raise ValueError("working days are counted forwards")
        while count:
            day += DAY
            count -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days in (start, end]; negative when `end` lies before `start`."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(start + DAY * step) for step in range(1, (end - start).days + 1))


def _order(holiday: Holiday) -> tuple[date, int]:
    return holiday.day, KINDS.index(holiday.kind)
