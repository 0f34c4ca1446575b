"""When an act can have been done, by the centre's clock, whatever the clock of its PC showed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.actions.written import Written
from app.errors import Refused

# So far the clock of a PC may be off before its word for the day no longer counts.
TRUSTED = timedelta(days=1)
# A PC sends all it has and then asks for news: what it did in between is younger than this.
ONE_ROUND = timedelta(hours=1)
# The centre's own clock may have been put back a little since it was heard.
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True)
class Span:
    """The true time lies in [`lo`, `hi`], `moment` is the best word for it (UTC); `doubted`: not that of the PC."""

    lo: datetime
    hi: datetime
    moment: datetime
    doubted: bool


def span_of(act: Written, clear: datetime | None, now: datetime) -> Span:
    """`clear` is when the PC last asked for news with nothing left to send, None where that is not known.

    Raises Refused `malformed` for a span that ends before it begins, or begins in the future.
    """
    if act.lo > now + AHEAD or (act.hi is not None and act.hi < act.lo):
        raise Refused("malformed")
    lo = min(max(act.lo, clear - ONE_ROUND), now) if clear else min(act.lo, now)
    hi = max(lo, min(act.hi, now) if act.hi else now)
    if act.at < lo - TRUSTED:
        return Span(lo, hi, lo, doubted=True)
    if act.at > hi + TRUSTED:
        return Span(lo, hi, hi, doubted=True)
    return Span(lo, hi, act.at, doubted=False)
