"""Moments in the register: what plain SQL writes and reads is what the tables write and read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text

from app.database import Register
from app.models import moments
from app.models.office import Draft

MOMENTS = (
    datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
    datetime(2026, 11, 23, 10, 0, 0, 7, tzinfo=timezone(timedelta(hours=8))),
    datetime(2027, 1, 1, 0, 30, 15, 120_000, tzinfo=timezone(timedelta(hours=9))),
)


@pytest.mark.parametrize("moment", MOMENTS)
def test_both_ways_are_one(register: Register, moment: datetime) -> None:
    with register.writing() as session:
        session.add(Draft(id="a", owner_id="o", content={}, kept=moment))
        session.flush()
        assert session.scalar(text("SELECT kept FROM draft")) == moments.written(moment)
    with register.file.writing() as connection:
        connection.execute("UPDATE draft SET kept = ?", (moments.written(moment),))
    with register.reading() as session:
        known = session.scalars(select(Draft.kept)).one()
    assert (known, known.tzinfo, moments.read(moments.written(moment))) == (moment, UTC, moment)


def test_they_sort_as_texts() -> None:
    assert sorted(MOMENTS) == sorted(MOMENTS, key=moments.written)


def test_a_moment_without_its_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="zone"):
        moments.written(datetime(2026, 11, 23, 2, 0))  # noqa: DTZ001 - the bug itself


def test_another_zone_becomes_utc() -> None:
    assert moments.known(MOMENTS[1]).utcoffset() == timedelta(0)
