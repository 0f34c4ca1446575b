"""The service clock: the worked examples of the domain notes, then what must hold for every history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reference.holidays import calendar
from app.rules.clock import (
    CUTOFF,
    Pause,
    Policy,
    ServiceClock,
    day_zero,
    days_left,
    due_soon,
    is_late,
)
from app.rules.working_days import Calendar, CalendarMissing

WITA = ZoneInfo("Asia/Makassar")
NATIONAL, BALI = calendar(bali=False), calendar(bali=True)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


def day(text: str) -> date:
    return date.fromisoformat(text)


@dataclass(frozen=True)
class Example:
    received: str
    days: int
    day_zero: str
    due: str
    policy: Policy = "pause"
    pauses: tuple[Pause, ...] = ()


AWAY = (Pause(date(2026, 7, 8), date(2026, 7, 20)),)
EXAMPLES = {
    "W01": Example("2026-03-13T09:00", 5, "2026-03-13", "2026-03-27"),
    "W05": Example("2026-08-15T09:00", 1, "2026-08-18", "2026-08-19"),
    "W07": Example("2026-07-06T09:00", 5, "2026-07-06", "2026-07-23", pauses=AWAY),
    "W09": Example("2026-07-06T09:00", 5, "2026-07-06", "2026-07-27", "restart", AWAY),
    "W11": Example("2026-07-10T15:20", 2, "2026-07-13", "2026-07-15"),
}


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("known", [NATIONAL, BALI], ids=["national", "bali"])
def test_worked_examples(name: str, known: Calendar) -> None:
    case = EXAMPLES[name]
    clock = ServiceClock(at(case.received), case.days, case.policy, case.pauses)
    answer = clock.due(known)
    assert (answer.day_zero, answer.due) == (day(case.day_zero), day(case.due))


def test_balis_holy_days_move_the_due_day_only_where_they_are_kept() -> None:
    clock = ServiceClock(at("2026-06-15T09:00"), 2)
    assert clock.due(NATIONAL).due == day("2026-06-18")
    assert clock.due(BALI).due == day("2026-06-22")


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-07-10T13:59", "2026-07-10"),
        ("2026-07-10T14:00:59.999999", "2026-07-10"),
        ("2026-07-10T14:01", "2026-07-13"),
        ("2026-07-11T08:00", "2026-07-13"),
        ("2026-07-11T23:00", "2026-07-13"),
    ],
)
def test_the_minute_of_the_cutoff_still_counts(received: str, expected: str) -> None:
    assert day_zero(at(received), CUTOFF, NATIONAL) == day(expected)


def test_the_office_sets_the_cutoff() -> None:
    clock = ServiceClock(at("2026-07-10T11:31"), 1, cutoff=time(11, 30))
    assert clock.due(NATIONAL).day_zero == day("2026-07-13")


def test_a_time_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="zone"):
        day_zero(datetime(2026, 7, 10, 9), CUTOFF, NATIONAL)  # noqa: DTZ001


def test_standing_still_there_is_no_due_day_but_what_is_left_is_known() -> None:
    answer = ServiceClock(at("2026-07-06T09:00"), 5, pauses=(Pause(day("2026-07-08")),)).due(NATIONAL)
    assert (answer.due, answer.used, answer.remaining) == (None, 2, 3)


def test_standing_still_under_restart_all_days_are_left() -> None:
    clock = ServiceClock(at("2026-07-06T09:00"), 5, "restart", (Pause(day("2026-07-08")),))
    assert clock.due(NATIONAL).remaining == 5


def test_coming_back_on_a_weekend_makes_monday_day_zero() -> None:
    clock = ServiceClock(at("2026-07-06T09:00"), 5, pauses=(Pause(day("2026-07-08"), day("2026-07-18")),))
    assert clock.due(NATIONAL).due == day("2026-07-23")
    assert [part.start for part in clock.segments(NATIONAL)] == [day("2026-07-06"), day("2026-07-20")]


def test_after_a_return_at_least_one_day_is_left() -> None:
    clock = ServiceClock(at("2026-07-06T09:00"), 2, pauses=(Pause(day("2026-07-15"), day("2026-07-20")),))
    answer = clock.due(NATIONAL)
    assert (answer.due, answer.used, answer.remaining) == (day("2026-07-21"), 7, 1)


def test_a_payment_never_gives_the_days_anew() -> None:
    paid = Pause(day("2026-07-08"), day("2026-07-20"), restart=False)
    assert ServiceClock(at("2026-07-06T09:00"), 5, "restart", (paid,)).due(NATIONAL).due == day("2026-07-23")


def test_a_payment_after_a_restart_goes_on_from_the_new_count() -> None:
    back, paid = Pause(day("2026-07-08"), day("2026-07-20")), Pause(day("2026-07-22"), day("2026-07-27"), False)
    answer = ServiceClock(at("2026-07-06T09:00"), 5, "restart", (back, paid)).due(NATIONAL)
    assert (answer.due, answer.used, answer.remaining) == (day("2026-07-30"), 4, 3)


def test_returned_before_day_zero_nothing_is_used() -> None:
    """Received after the cut-off on Friday and returned the same hour."""
    clock = ServiceClock(at("2026-07-10T15:20"), 3, pauses=(Pause(day("2026-07-10"), day("2026-07-14")),))
    answer = clock.due(NATIONAL)
    assert (answer.day_zero, answer.due, answer.used) == (day("2026-07-13"), day("2026-07-17"), 0)


@pytest.mark.parametrize(
    "pauses",
    [
        (Pause(date(2026, 7, 5), date(2026, 7, 8)),),
        (Pause(date(2026, 7, 8), date(2026, 7, 7)),),
        (Pause(date(2026, 7, 8)), Pause(date(2026, 7, 9), date(2026, 7, 10))),
        (Pause(date(2026, 7, 8), date(2026, 7, 10)), Pause(date(2026, 7, 9), date(2026, 7, 13))),
    ],
    ids=["before the registration", "back before gone", "two at a time", "overlapping"],
)
def test_pauses_come_in_order(pauses: tuple[Pause, ...]) -> None:
    with pytest.raises(ValueError, match="order"):
        ServiceClock(at("2026-07-06T09:00"), 5, pauses=pauses)


def test_a_service_takes_at_least_a_day() -> None:
    with pytest.raises(ValueError, match="at least"):
        ServiceClock(at("2026-07-06T09:00"), 0)


def test_days_used_when_ended_leave_the_time_at_the_applicant_out() -> None:
    clock = ServiceClock(at("2026-07-06T09:00"), 5, pauses=AWAY)
    used = [clock.used(NATIONAL, day(text)) for text in ("2026-07-06", "2026-07-07", "2026-07-15", "2026-07-22")]
    assert used == [0, 1, 2, 4]


def test_a_missing_year_is_said_and_an_estimate_names_it() -> None:
    clock = ServiceClock(at("2027-12-28T09:00"), 10)
    with pytest.raises(CalendarMissing):
        clock.due(NATIONAL)
    answer = clock.estimate(NATIONAL)
    assert (answer.due, answer.assumed) == (day("2028-01-11"), (2028,))
    assert ServiceClock(at("2026-07-06T09:00"), 5).estimate(NATIONAL).assumed == ()


@pytest.mark.parametrize(
    ("today", "left", "late", "overdue"),
    [
        ("2026-07-20", 3, False, 0),
        ("2026-07-23", 0, False, 0),
        ("2026-07-24", -1, True, 1),
        ("2026-07-25", -1, True, 1),
        ("2026-07-27", -2, True, 2),
    ],
)
def test_lateness_is_reckoned_from_the_end_of_the_due_day(today: str, left: int, late: bool, overdue: int) -> None:
    due = day("2026-07-23")
    assert days_left(day(today), due, NATIONAL) == left
    assert is_late(day(today), due) is late
    assert max(0, -days_left(day(today), due, NATIONAL)) == overdue


def test_on_the_saturday_after_it_is_late_by_no_working_day() -> None:
    assert is_late(day("2026-07-25"), day("2026-07-24"))
    assert days_left(day("2026-07-25"), day("2026-07-24"), NATIONAL) == 0
    assert not due_soon(day("2026-07-25"), day("2026-07-24"), 5, NATIONAL)


@pytest.mark.parametrize(
    ("today", "days", "soon"),
    [
        ("2026-07-23", 5, True),
        ("2026-07-22", 5, True),
        ("2026-07-21", 5, False),
        ("2026-07-21", 10, True),
        ("2026-07-20", 10, False),
        ("2026-07-20", 14, False),
        ("2026-07-20", 15, True),
        ("2026-07-22", 3, True),  # one working day of three is more than a fifth
        ("2026-07-21", 3, False),
    ],
)
def test_due_soon_is_one_day_or_a_fifth(today: str, days: int, soon: bool) -> None:
    assert due_soon(day(today), day("2026-07-23"), days, NATIONAL) is soon


@st.composite
def clocks(draw: st.DrawFn) -> ServiceClock:
    begun = draw(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)))  # noqa: DTZ001
    steps = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20), st.booleans()), max_size=4))
    pauses, now = [], begun.date()
    for running, standing, restart in steps:
        stopped = now + timedelta(days=running)
        now = stopped + timedelta(days=standing)
        pauses.append(Pause(stopped, now, restart))
    policy: Policy = draw(st.sampled_from(("pause", "restart")))
    return ServiceClock(begun.replace(tzinfo=WITA), draw(st.integers(1, 30)), policy, tuple(pauses))


@given(clocks())
def test_every_history_ends_in_a_working_day_that_the_last_stretch_explains(clock: ServiceClock) -> None:
    answer = clock.due(BALI)
    last = list(clock.segments(BALI))[-1]
    assert answer.due is not None
    assert BALI.is_working_day(answer.due)
    assert BALI.working_days_between(last.start, answer.due) == answer.remaining == last.allowed
    assert 1 <= answer.remaining <= clock.days
    assert clock.used(BALI, answer.due) == answer.used + answer.remaining


@given(clocks())
def test_restart_is_never_earlier_than_pause(clock: ServiceClock) -> None:
    pause, restart = (
        ServiceClock(clock.received, clock.days, policy, clock.pauses).due(BALI).due for policy in ("pause", "restart")
    )
    assert pause is not None
    assert restart is not None
    assert pause <= restart


@given(clocks())
def test_under_pause_the_office_has_exactly_its_days_unless_one_was_added(clock: ServiceClock) -> None:
    pausing = ServiceClock(clock.received, clock.days, "pause", clock.pauses)
    answer = pausing.due(BALI)
    assert answer.used + answer.remaining >= clock.days
    if answer.remaining > 1:
        assert answer.used + answer.remaining == clock.days
