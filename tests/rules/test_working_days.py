"""Counting working days: against numpy's own business days, and never into a year nobody has decreed."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.rules.working_days import Calendar, CalendarMissing, Holiday

INDEPENDENCE = Holiday(date(2026, 8, 17), "libur_nasional", "Proklamasi Kemerdekaan", False, "tutup", "SKB")
HALF_DAY = Holiday(date(2026, 8, 18), "libur_daerah", "Loket setengah hari", True, "buka sampai 12.00", "SE")
CLOSED_SATURDAY = Holiday(date(2026, 8, 15), "dispensasi_bali", "Tumpek", False, "tutup", "SE")
YEARS = frozenset({2025, 2026, 2027})
PLAIN = Calendar((INDEPENDENCE, HALF_DAY, CLOSED_SATURDAY), YEARS)

days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    off = draw(st.sets(days_of_2026, max_size=40))
    rows = tuple(Holiday(day, "libur_nasional", "Libur", False, "tutup", "SKB") for day in sorted(off))
    return Calendar(rows, YEARS)


def days_off(calendar: Calendar) -> list[np.datetime64]:
    return [np.datetime64(holiday.day) for holiday in calendar.holidays]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 8, 14), True),
        (date(2026, 8, 15), False),
        (date(2026, 8, 16), False),
        (date(2026, 8, 17), False),
        (date(2026, 8, 18), True),
    ],
)
def test_weekends_and_days_that_do_not_count_are_no_working_days(day: date, works: bool) -> None:
    assert PLAIN.is_working_day(day) is works


def test_a_day_may_have_a_name_and_an_open_counter_and_still_count() -> None:
    (named,) = PLAIN.named(date(2026, 8, 18))
    assert (named.counts_for_sla, named.counter) == (True, "buka sampai 12.00")
    assert PLAIN.named(date(2026, 8, 19)) == ()


def test_the_next_working_day_is_never_the_day_itself() -> None:
    assert PLAIN.next_working_day(date(2026, 8, 13)) == date(2026, 8, 14)
    assert PLAIN.next_working_day(date(2026, 8, 14)) == date(2026, 8, 18)
    assert PLAIN.next_working_day(date(2026, 8, 16)) == date(2026, 8, 18)


def test_no_days_later_is_the_same_day_even_a_sunday() -> None:
    assert PLAIN.add_working_days(date(2026, 8, 16), 0) == date(2026, 8, 16)


def test_days_are_not_counted_backwards_when_adding() -> None:
    with pytest.raises(ValueError, match="forwards"):
        PLAIN.add_working_days(date(2026, 8, 16), -1)


@given(calendars(), days_of_2026, st.integers(0, 120))
def test_between_undoes_add(calendar: Calendar, start: date, count: int) -> None:
    assert calendar.working_days_between(start, calendar.add_working_days(start, count)) == count


@given(calendars(), days_of_2026, st.integers(1, 120))
def test_the_day_reached_is_a_working_day_and_agrees_with_numpy(calendar: Calendar, start: date, count: int) -> None:
    reached = calendar.add_working_days(start, count)
    assert calendar.is_working_day(reached)
    # numpy starts from a business day, so it is asked from the last one not after `start`.
    expected = np.busday_offset(np.datetime64(start), count, roll="backward", holidays=days_off(calendar))
    assert np.datetime64(reached) == expected


@given(calendars(), days_of_2026, days_of_2026)
def test_between_counts_as_numpy_does_and_changes_its_sign(calendar: Calendar, one: date, other: date) -> None:
    first, last = sorted((one, other))
    after = timedelta(days=1)
    expected = np.busday_count(first + after, last + after, holidays=days_off(calendar))
    assert calendar.working_days_between(first, last) == expected
    assert calendar.working_days_between(last, first) == -expected


@given(calendars(), days_of_2026, days_of_2026, days_of_2026)
def test_stretches_that_meet_add_up(calendar: Calendar, one: date, two: date, three: date) -> None:
    whole = calendar.working_days_between(one, three)
    assert calendar.working_days_between(one, two) + calendar.working_days_between(two, three) == whole


def test_a_year_that_is_not_known_is_named_and_not_guessed() -> None:
    with pytest.raises(CalendarMissing) as missing:
        PLAIN.add_working_days(date(2027, 12, 30), 2)
    assert missing.value.year == 2028
    assert isinstance(missing.value, Refused)
    assert (missing.value.code, missing.value.facts) == ("calendar_missing", {"year": "2028"})
    with pytest.raises(CalendarMissing):
        PLAIN.working_days_between(date(2024, 12, 30), date(2025, 1, 2))


def test_the_last_known_day_needs_no_further_year() -> None:
    assert PLAIN.add_working_days(date(2027, 12, 30), 1) == date(2027, 12, 31)
    assert PLAIN.working_days_between(date(2024, 12, 31), date(2025, 1, 1)) == 1


def test_missing_years_between_two_days() -> None:
    assert PLAIN.missing_years(date(2024, 5, 1), date(2028, 1, 1)) == (2024, 2028)
    assert PLAIN.missing_years(date(2026, 5, 1), date(2026, 6, 1)) == ()


def test_an_estimate_is_asked_for_by_name_and_leaves_the_calendar_as_it_was() -> None:
    assert PLAIN.assuming([2028]).add_working_days(date(2027, 12, 30), 2) == date(2028, 1, 3)
    assert PLAIN.years == YEARS


def test_a_calendar_for_showing_answers_for_every_year() -> None:
    shown = PLAIN.estimating()
    assert shown.add_working_days(date(2012, 12, 31), 1) == date(2013, 1, 1)
    assert shown.working_days_between(date(2026, 8, 14), date(2026, 8, 18)) == 1
    assert shown.working_days_between(date.min, date.max) == int(
        np.busday_count("0001-01-02", np.datetime64(date.max) + 1, holidays=["2026-08-17"])
    )
    assert not shown.is_working_day(INDEPENDENCE.day)
    assert not PLAIN.ruled(()).estimates
    assert shown.ruled(()).estimates


def test_all_years_that_are_missing_are_named() -> None:
    with pytest.raises(CalendarMissing) as missing:
        PLAIN.working_days_between(date(2023, 12, 31), date(2028, 1, 3))
    assert (missing.value.year, missing.value.years) == (2024, (2024, 2028))


def test_somebodys_own_word_replaces_what_is_known_of_a_day() -> None:
    opened = Holiday(INDEPENDENCE.day, "libur_nasional", "Proklamasi", True, "buka", "SE 1")
    closed = Holiday(date(2026, 8, 19), "libur_daerah", "Hari jadi", False, "tutup", "SE 2")
    calendar = PLAIN.ruled((closed, opened), (2031,))
    assert calendar.named(INDEPENDENCE.day) == (opened,)
    assert calendar.is_working_day(INDEPENDENCE.day)
    assert not calendar.is_working_day(closed.day)
    assert [holiday.day.day for holiday in calendar.holidays] == [15, 17, 18, 19]
    assert calendar.years == YEARS | {2031}
    assert PLAIN.ruled(()) == Calendar((CLOSED_SATURDAY, INDEPENDENCE, HALF_DAY), YEARS)
