"""What a PC believes of the time, kept in its register."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.actions.pc_clock import confirm, count_on
from app.database import Register
from app.models.office import PcClock

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def test_hours_count_on_from_what_is_believed(register: Register) -> None:
    count_on(register, timedelta(hours=1))
    with register.reading() as session:
        assert session.get(PcClock, 1) is None  # nothing was believed yet
    confirm(register, NOW, "made")
    count_on(register, timedelta(hours=1))
    with register.reading() as session:
        row = session.get_one(PcClock, 1)
        assert (row.believed, row.confirmed, row.confirmed_by) == (NOW + timedelta(hours=1), NOW, "made")
