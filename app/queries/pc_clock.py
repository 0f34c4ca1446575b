"""What this PC knows of the time: for the door, for the notice of a clock that is wrong, for whoever counts days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.journal import Entry
from app.models.link import Link
from app.models.office import PcClock
from app.queries.look import Look
from app.release import RELEASED
from app.rules.pc_clock import ClockJudgement, KnownTimes, judged

# Earliest and latest time (UTC) it can be at the centre now, given the last contact; None: no telling how late.
Interval = Callable[[datetime | None], tuple[datetime, datetime | None]]


def known_time(session: Session, interval: Interval | None = None, since: datetime | None = None) -> KnownTimes:
    """`interval` is there on a PC that has a centre."""
    row, link = session.get(PcClock, 1), session.get(Link, 1)
    if link is None or interval is None:
        return KnownTimes(believed=row.believed if row else session.scalar(select(func.max(Entry.at))), since=since)
    lo, hi = interval(link.contact)
    return KnownTimes(row.believed if row else None, link.contact, lo if link.contact else None, hi, since)


def clock_now(interval: Interval | None, look: Look) -> ClockJudgement:
    """How the clock of this PC stands at the moment it is asked."""
    return judged(look.now, known_time(look.session, interval, RELEASED))


def may_be_right(judgement: ClockJudgement) -> bool:
    """An administrator may say so: nobody is right against the centre, or the day the program was released."""
    return judgement.now >= RELEASED and not judgement.exact
