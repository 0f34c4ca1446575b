"""Whether a clock can be right: against the centre, what was seen, the release; and what is reckoned with instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.release import RELEASED
from app.rules.pc_clock import AHEAD, BACK, OFF, SILENT, SLACK, ClockJudgement, KnownTimes, believed, judged

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAY, TICK = timedelta(days=1), timedelta(seconds=1)


def code(now: datetime, **known: datetime | None) -> str:
    return judged(now, KnownTimes(**known)).code


def test_nothing_known_speaks_against_nothing() -> None:
    assert judged(NOW, KnownTimes()) == ClockJudgement(NOW)
    assert judged(NOW, KnownTimes()).reckoned == NOW


@pytest.mark.parametrize(
    ("off", "expected"),
    [
        (-SLACK - TICK, BACK),
        (-SLACK, ""),
        (timedelta(0), ""),
        (SILENT, ""),
        (SILENT + TICK, AHEAD),
        (DAY * 1600, AHEAD),
    ],
)
def test_against_the_latest_act(off: timedelta, expected: str) -> None:
    assert code(NOW + off, believed=NOW) == expected


@pytest.mark.parametrize(("off", "expected"), [(-OFF - TICK, BACK), (-OFF, ""), (SILENT + TICK, AHEAD)])
def test_against_the_last_contact(off: timedelta, expected: str) -> None:
    assert code(NOW + off, contact=NOW, lo=NOW) == expected
    assert code(NOW + off, contact=NOW - DAY, lo=NOW, believed=NOW - DAY) == expected


def test_against_the_day_the_program_was_made() -> None:
    assert code(NOW.replace(year=2009), since=RELEASED) == BACK
    assert code(NOW.replace(year=2031), since=RELEASED) == "", "a program is old before it is used"


@pytest.mark.parametrize(
    ("off", "expected"),
    [(-OFF - TICK, BACK), (-OFF, ""), (timedelta(0), ""), (OFF + DAY, ""), (OFF + DAY + TICK, AHEAD)],
)
def test_the_centre_knows_better_than_anything(off: timedelta, expected: str) -> None:
    """Whatever was believed here, and however long nothing was heard."""
    for told in (None, NOW - 900 * DAY, NOW + 900 * DAY):
        found = judged(NOW + off, KnownTimes(believed=told, contact=NOW, lo=NOW, hi=NOW + DAY, since=RELEASED))
        assert (found.code, found.by, found.exact) == (expected, NOW, True)


def test_a_clock_that_ran_ahead_is_forgotten_after_the_next_contact() -> None:
    assert code(NOW, believed=NOW + 900 * DAY, contact=NOW - DAY) == ""
    assert code(NOW, believed=NOW + SILENT / 2, contact=NOW - DAY) == BACK


def test_what_is_reckoned_with_neither_jumps_nor_goes_back() -> None:
    known = KnownTimes(believed=NOW, since=RELEASED)
    assert judged(NOW + DAY, known).reckoned == NOW + DAY
    for wrong in (NOW.replace(year=2009), NOW.replace(year=2031)):
        assert judged(wrong, known).reckoned == NOW
    assert judged(NOW.replace(year=2009), replace(known, believed=None)).reckoned == RELEASED


@pytest.mark.parametrize("off", [timedelta(0), -30 * DAY, 1600 * DAY])
def test_what_speaks_for_and_against_it_is_told(off: timedelta) -> None:
    """Also where nothing is wrong: who is asked sees both times."""
    found = judged(NOW + off, KnownTimes(believed=NOW))
    assert (found.now, found.by, found.exact) == (NOW + off, NOW, False)
    exact = judged(NOW + off, KnownTimes(lo=NOW, hi=NOW))
    assert (exact.now, exact.by, exact.exact) == (NOW + off, NOW, True)


def test_somebody_may_be_away_for_longer_where_that_is_asked() -> None:
    assert judged(NOW + 90 * DAY, KnownTimes(believed=NOW), 365 * DAY).code == ""
    assert judged(NOW + 366 * DAY, KnownTimes(believed=NOW), 365 * DAY).code == AHEAD


def test_an_act_on_a_doubted_clock_moves_nothing() -> None:
    """So the doubt lasts, however many acts are done meanwhile."""
    told = NOW
    for off in (DAY, -DAY, 1600 * DAY, 1601 * DAY, -6000 * DAY, 2 * DAY):
        told = believed(judged(NOW + off, KnownTimes(believed=told)), told)
    assert told == NOW + 2 * DAY
    assert believed(judged(NOW - SLACK, KnownTimes(believed=NOW)), NOW) == NOW, "what is believed never goes back"
    assert believed(judged(NOW, KnownTimes()), None) == NOW
    assert believed(judged(NOW.replace(year=2009), KnownTimes(since=RELEASED)), None) == RELEASED
