"""What time it is at the centre, by a clock nobody at the counter can set: bounds that surely hold the true time.

A contact says what the centre's clock showed at some moment between question and answer; from then on this machine's
steady clock counts. Only the newest contact is kept: an older one may have been narrower, but the centre's own clock
may have been put right since. Answers that come at once tell most; one that was waited for is as wide as the wait."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DRIFT = 100e-6  # a quartz, in parts
GRAIN = 1.0  # seconds: a tick of the coarsest clock, of the one that measures sleep, a pause between two readings
STOOD = 60.0  # seconds the wall clock may be ahead of the steady one before that one is doubted
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

# Clocks to be added up, as they are named in `time`. Linux counts sleep in BOOTTIME alone, which like MONOTONIC runs
# faster or slower while the wall clock is put right; RAW does not. Apple's RAW counts sleep, its `time.monotonic` not.
# On Windows `time.monotonic` counts sleep (GetTickCount64, from Python 3.13 on QueryPerformanceCounter).
CLOCKS = {
    "linux": (("CLOCK_MONOTONIC_RAW", 1), ("CLOCK_BOOTTIME", 1), ("CLOCK_MONOTONIC", -1)),
    "darwin": (("CLOCK_MONOTONIC_RAW", 1),),
}


def steady_clock(platform: str = sys.platform) -> Callable[[], float]:
    """Seconds since some moment in the past, at an even pace, through sleep and whatever is set on the wall clock."""
    if platform not in CLOCKS:
        return time.monotonic
    clocks = [(int(getattr(time, name)), sign) for name, sign in CLOCKS[platform]]

    def seconds() -> float:
        return sum(sign * time.clock_gettime(clock) for clock, sign in clocks)

    return seconds


@dataclass(frozen=True)
class ClockReading:
    """The centre's clock showed `server` between `sent` and `got` of the steady one, `wall` was here at `got`."""

    server: datetime
    sent: float
    got: float
    wall: datetime


class CentreTime:
    """`monotonic` is a `steady_clock`, `now` the wall clock in UTC. Any thread may use it."""

    def __init__(self, monotonic: Callable[[], float], now: Callable[[], datetime]) -> None:
        self._monotonic, self._now = monotonic, now
        self._newest: ClockReading | None = None

    def monotonic(self) -> float:
        return self._monotonic()

    def contact(self, server_now: datetime, sent_mono: float, got_mono: float) -> None:
        """An answer that carried the centre's time. One that comes after a later one changes nothing."""
        known = self._newest
        if known is None or known.got <= got_mono:
            wall = self._now() - timedelta(seconds=self._monotonic() - got_mono)
            self._newest = ClockReading(server_now, sent_mono, got_mono, wall)

    def interval(self, last_contact: datetime | None) -> tuple[datetime, datetime | None]:
        """Earliest and latest time (UTC) it can be at the centre now; None: no telling how late.

        `last_contact` is the centre's time as this PC last heard it, in an earlier run of the program too.
        """
        newest = self._newest
        if newest is None:
            return last_contact or LONG_AGO, None
        mono = self._monotonic()
        shortest, longest = mono - newest.got, mono - newest.sent
        lo = newest.server + timedelta(seconds=max(0.0, shortest * (1 - DRIFT) - GRAIN))
        stood = (self._now() - newest.wall).total_seconds() - shortest
        if stood > STOOD:
            return lo, None  # the machine stood still, or its wall clock was put forward: which, nobody here knows
        return lo, newest.server + timedelta(seconds=longest * (1 + DRIFT) + max(0.0, stood) + GRAIN)
