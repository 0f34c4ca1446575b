"""The service clock (domain, section 5.4): day 0, the promised day, what stops it and what is late.

Pure: the moment of registration and today are arguments. The clock runs in segments; each consumes the working days
in (start, end]. A return for revision or a payment ends one, and coming back makes a new day 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from app.rules.working_days import Calendar, CalendarMissing

Policy = Literal["pause", "restart"]

CUTOFF = time(14, 0)
LEAST_AFTER_PAUSE = 1
SOON_DAYS = 1
SOON_PERCENT = 20


@dataclass(frozen=True)
class Pause:
    """The clock stood still from `stopped` until `resumed`. `restart` False (a payment) never gives the days anew."""

    stopped: date
    resumed: date | None = None
    restart: bool = True


@dataclass(frozen=True)
class ClockSegment:
    """The clock runs from day zero `start`, with `allowed` working days to go, until `end` (None: still running)."""

    start: date
    allowed: int
    end: date | None

    def used(self, calendar: Calendar, until: date) -> int:
        return max(0, calendar.working_days_between(self.start, min(self.end or until, until)))


@dataclass(frozen=True)
class DueDate:
    """`day_zero` is that of the registration; `due` is None while the clock stands still.

    `used` counts the working days of the segments that have ended, restarts included. `remaining` is what the running
    segment was given, or what the next one will be given. `assumed` names years whose holidays are not known:
    with any of them the date is an estimate.
    """

    day_zero: date
    due: date | None
    used: int
    remaining: int
    assumed: tuple[int, ...] = ()


def day_zero(received: datetime, cutoff: time, calendar: Calendar) -> date:
    """The day of complete registration; the next working day after the cut-off (that minute still counts) or on a
    day off. `received` is aware and in the office's own time zone."""
    if received.tzinfo is None:
        raise ValueError("the time of registration needs its zone")
    day = received.date()
    in_time = received.time().replace(second=0, microsecond=0) <= cutoff
    return day if in_time and calendar.is_working_day(day) else calendar.next_working_day(day)


def _resumption(day: date, calendar: Calendar) -> date:
    return day if calendar.is_working_day(day) else calendar.next_working_day(day)


@dataclass(frozen=True)
class ServiceClock:
    """What happened to one file, in order. `days` is its service time in working days."""

    received: datetime
    days: int
    policy: Policy = "pause"
    pauses: tuple[Pause, ...] = ()
    cutoff: time = CUTOFF

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError("a service time has at least one working day")
        at = self.received.date()
        for number, pause in enumerate(self.pauses, start=1):
            resumed = pause.resumed or pause.stopped
            if not at <= pause.stopped <= resumed or (pause.resumed is None and number < len(self.pauses)):
                raise ValueError("the pauses are not in order")
            at = resumed

    def segments(self, calendar: Calendar) -> Iterator[ClockSegment]:
        """The running stretches; the last one is open unless the clock stands still now."""
        start, allowed = day_zero(self.received, self.cutoff, calendar), self.days
        for pause in self.pauses:
            ended = ClockSegment(start, allowed, pause.stopped)
            yield ended
            if pause.resumed is None:
                return
            start = _resumption(pause.resumed, calendar)
            allowed = self._left(ended, pause, calendar)
        yield ClockSegment(start, allowed, None)

    def _left(self, ended: ClockSegment, pause: Pause, calendar: Calendar) -> int:
        if pause.restart and self.policy == "restart":
            return self.days
        return max(LEAST_AFTER_PAUSE, ended.allowed - ended.used(calendar, pause.stopped))

    def due(self, calendar: Calendar) -> DueDate:
        """Raises CalendarMissing where the answer needs a year that is not known."""
        segments = tuple(self.segments(calendar))
        last = segments[-1]
        used = sum(part.used(calendar, part.end) for part in segments if part.end)
        if last.end is None:
            due = calendar.add_working_days(last.start, last.allowed)
            return DueDate(segments[0].start, due, used, last.allowed)
        return DueDate(segments[0].start, None, used, self._left(last, self.pauses[-1], calendar))

    def estimate(self, calendar: Calendar) -> DueDate:
        """As `due`, but a missing year is taken as free of holidays and named in `assumed`."""
        assumed: tuple[int, ...] = ()
        while True:
            try:
                return replace(self.due(calendar.assuming(assumed)), assumed=assumed)
            except CalendarMissing as missing:
                assumed = (*assumed, *missing.years)

    def used(self, calendar: Calendar, ended: date) -> int:
        """Working days the office had the file until `ended`: the figure of the register book."""
        return sum(part.used(calendar, ended) for part in self.segments(calendar))


def days_left(today: date, due: date, calendar: Calendar) -> int:
    """Working days still to come until the end of `due`; 0 on the day itself, negative afterwards."""
    return calendar.working_days_between(today, due)


def is_late(today: date, due: date) -> bool:
    """The end of the due day has passed; on the Saturday after a Friday too, when no working day was lost yet."""
    return today > due


def due_soon(today: date, due: date, days: int, calendar: Calendar) -> bool:
    """Not late yet, and one working day or a fifth of the service time is left."""
    if is_late(today, due):
        return False
    left = days_left(today, due, calendar)
    return left <= SOON_DAYS or left * 100 <= days * SOON_PERCENT
