"""What this PC has reason to believe of the time, beside what acts show: somebody's word, and how long it ran."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.database import Register
from app.models.office import PcClock


def confirm(register: Register, now: datetime, who: str) -> None:
    """An administrator, by name, says that the clock is right: from now on it is believed, whatever was before."""
    with register.writing() as session:
        session.merge(PcClock(id=1, believed=now, confirmed=now, confirmed_by=who))


def count_on(register: Register, passed: timedelta) -> None:
    """So much time has passed by a clock that nobody can set, while the wall clock could not be believed."""
    with register.writing() as session:
        row = session.get(PcClock, 1)
        if row is not None:
            row.believed += passed
