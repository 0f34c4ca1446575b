"""Which days are working days. The calendar is data; a year that nobody has decreed is never guessed.

Two questions are kept apart: does a day count for the service time (`counts_for_sla`), and is the counter open
(`counter`). A service mall may open half a day during cuti bersama, and that day still does not count.
"""

from __future__ import annotations

from bisect import bisect_right
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
    """Days of `years` were asked about, and the holidays of these years are not known; `year` is the first."""

    def __init__(self, *years: int) -> None:
        super().__init__("calendar_missing", year=str(years[0]))
        self.year, self.years = years[0], years


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
    """The holidays of the years that are known in full. Every question about another year raises CalendarMissing,
    unless it `estimates`: then such a year is taken as free of holidays."""

    holidays: tuple[Holiday, ...]
    years: frozenset[int]
    estimates: bool = False

    @cached_property
    def _days_off(self) -> frozenset[date]:
        return frozenset(holiday.day for holiday in self.holidays if not holiday.counts_for_sla)

    @cached_property
    def _weekdays_off(self) -> tuple[int, ...]:
        return tuple(sorted(day.toordinal() for day in self._days_off if day.weekday() <= FRIDAY))

    def named(self, day: date) -> tuple[Holiday, ...]:
        """What the calendar says of a day; two rows where a Balinese day falls on a national one."""
        return tuple(holiday for holiday in self.holidays if holiday.day == day)

    def ruled(self, rulings: Iterable[Holiday], years: Iterable[int] = ()) -> Calendar:
        """With somebody's own word on single days, which replaces what is known of them; `years` are told in full."""
        said = tuple(rulings)
        ruled = {holiday.day for holiday in said}
        kept = (holiday for holiday in self.holidays if holiday.day not in ruled)
        return replace(self, holidays=tuple(sorted((*said, *kept), key=_order)), years=self.years | frozenset(years))

    def missing_years(self, first: date, last: date) -> tuple[int, ...]:
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.years)

    def assuming(self, years: Iterable[int]) -> Calendar:
        """The same calendar with further years taken as free of holidays: for an estimate that says which."""
        return replace(self, years=self.years | frozenset(years))

    def estimating(self) -> Calendar:
        """The same calendar for showing: it answers for every year, so that no date on file breaks a list."""
        return replace(self, estimates=True)

    def is_working_day(self, day: date) -> bool:
        self._require(day, day)
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
        if end == start:
            return 0
        self._require(start + DAY, end)
        first, last = start.toordinal(), end.toordinal()
        off = bisect_right(self._weekdays_off, last) - bisect_right(self._weekdays_off, first)
        return _weekdays(last) - _weekdays(first) - off

    def _require(self, first: date, last: date) -> None:
        if not self.estimates and (missing := self.missing_years(first, last)):
            raise CalendarMissing(*missing)


def _weekdays(ordinal: int) -> int:
    """Mondays to Fridays up to this day of the proleptic Gregorian calendar, whose day 1 was a Monday."""
    weeks, rest = divmod(ordinal, 7)
    return weeks * 5 + min(rest, 5)


def _order(holiday: Holiday) -> tuple[date, int]:
    return holiday.day, KINDS.index(holiday.kind)
