"""Whether the clock of this PC can be right, and what time to reckon with where it cannot.

What speaks for a time: the centre's clock, where it can be told; else that time does not go back behind an act that was
believed, behind the last contact, or behind the day this program was released; and that no office is silent for months.
An act done while the clock is doubted is kept, but moves nothing: the doubt lasts until the clock is right, or an
administrator has said that it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

BACK, AHEAD = "clock_back", "clock_ahead"
SLACK = timedelta(minutes=2)  # a clock that is put right by its network
OFF = timedelta(hours=1)  # against the centre's: less is shown, and harms nobody's day
SILENT = timedelta(days=60)


@dataclass(frozen=True)
class KnownTimes:
    """Moments in UTC. `believed` is the latest that an act of this PC or a person's word showed; `contact` the centre's
    time at the last contact; `lo` and `hi` hold the centre's time now, `hi` None where nobody can tell how late it is;
    `since` is a day before which it cannot be."""

    believed: datetime | None = None
    contact: datetime | None = None
    lo: datetime | None = None
    hi: datetime | None = None
    since: datetime | None = None

    @property
    def seen(self) -> datetime | None:
        """The latest moment that has surely passed, by what was seen. What is believed may come from a clock that ran
        ahead: a contact since then says more."""
        told = max((each for each in (self.contact, self.lo) if each), default=None)
        if self.believed is None or (told and self.believed > told + SILENT):
            return told
        return max(self.believed, told) if told else self.believed

    @property
    def floor(self) -> datetime | None:
        """It cannot be earlier."""
        return max((each for each in (self.seen, self.since) if each), default=None)


@dataclass(frozen=True)
class ClockJudgement:
    """`code` is BACK, AHEAD, or empty where nothing speaks against the clock, which shows `now`. `by` is the moment
    that speaks against it; `exact`: it is the centre's own time."""

    now: datetime
    code: str = ""
    by: datetime | None = None
    exact: bool = False

    @property
    def reckoned(self) -> datetime:
        """The time to count durations by: the clock's, or where that is in doubt the latest that has surely passed."""
        return self.by if self.code and self.by else self.now


def judged(now: datetime, known: KnownTimes, silent: timedelta = SILENT) -> ClockJudgement:
    """`silent`: how long nothing may have been heard before it is the clock that is wrong."""
    if known.lo and known.hi:
        code = BACK if now < known.lo - OFF else AHEAD if now > known.hi + OFF else ""
        return ClockJudgement(now, code, known.lo, exact=True)
    floor, seen = known.floor, known.seen
    told = max((each for each in (known.contact, known.lo) if each), default=None)
    slack = OFF if floor is not None and floor == told else SLACK
    if floor is not None and now < floor - slack:
        return ClockJudgement(now, BACK, floor)
    if seen is not None and now > seen + silent:
        return ClockJudgement(now, AHEAD, floor)
    return ClockJudgement(now, "", floor)


def believed(judgement: ClockJudgement, before: datetime | None) -> datetime:
    """What is believed after an act at that moment."""
    if judgement.code:
        return before or judgement.reckoned
    return max(before, judgement.now) if before else judgement.now
