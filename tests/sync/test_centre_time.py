"""The centre's time as a counter can know it: the true one is always inside, whatever was done to the clocks here."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync.centre_time import DRIFT, GRAIN, LONG_AGO, STOOD, CentreTime, steady_clock

BEGAN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@dataclass
class World:
    """A counter's clocks beside the true time. `pace` is the steady clock's, `stood` the time it did not notice."""

    pace: float = 1.0
    true: float = 0.0
    wrong: float = 0.0
    stood: float = 0.0

    def monotonic(self) -> float:
        return 5_000 + (self.true - self.stood) * self.pace

    def now(self) -> datetime:
        return self.centre() + timedelta(seconds=self.wrong)

    def centre(self) -> datetime:
        return BEGAN + timedelta(seconds=self.true)

    def centre_time(self) -> CentreTime:
        return CentreTime(self.monotonic, self.now)

    def contact(self, centre_time: CentreTime, there: float, back: float, reading: float = 0.0) -> datetime:
        """A question, the centre's answer, and the time until somebody looks at it."""
        sent = self.monotonic()
        self.true += there
        server = self.centre()
        self.true += back
        got = self.monotonic()
        self.true += reading
        centre_time.contact(server, sent, got)
        return server


def surely(world: World, centre_time: CentreTime) -> bool:
    lo, hi = centre_time.interval(None)
    return lo <= world.centre() and (hi is None or world.centre() <= hi)


seconds = st.floats(0, 5 * 86_400)
trips = st.tuples(st.floats(0, 30), st.floats(0, 30), st.floats(0, 30))
jumps = st.floats(-1e8, 1e8)
steps = st.lists(st.tuples(st.sampled_from(["wait", "contact", "jump"]), seconds, trips, jumps), max_size=8)
paces = st.floats(1 - DRIFT, 1 + DRIFT)


@given(paces, jumps, trips, steps)
def test_true_time_is_inside_whatever_is_set_on_the_wall_clock(
    pace: float,
    wrong: float,
    first: tuple[float, float, float],
    story: list[tuple[str, float, tuple[float, ...], float]],
) -> None:
    world = World(pace, wrong=wrong)
    centre_time = world.centre_time()
    world.contact(centre_time, *first)
    assert surely(world, centre_time)
    for kind, wait, trip, jump in story:
        if kind == "wait":
            world.true += wait
        elif kind == "contact":
            world.contact(centre_time, *trip)
        else:
            world.wrong += jump
        assert surely(world, centre_time)


@given(paces, trips, st.lists(st.tuples(seconds, st.floats(0, 200)), max_size=5))
def test_true_time_is_inside_where_a_machine_stood_still(
    pace: float, trip: tuple[float, float, float], story: list[tuple[float, float]]
) -> None:
    """As a virtual one does that is paused: its steady clock does not notice, its wall clock is put right after."""
    world = World(pace)
    centre_time = world.centre_time()
    world.contact(centre_time, *trip)
    for wait, pause in story:
        world.true += wait + pause
        world.stood += pause
        assert surely(world, centre_time)


@given(paces, jumps, trips, seconds)
def test_the_bounds_are_no_wider_than_the_journey_and_the_drift(
    pace: float, wrong: float, trip: tuple[float, float, float], wait: float
) -> None:
    world = World(pace, wrong=wrong)
    centre_time = world.centre_time()
    server = world.contact(centre_time, *trip)
    world.true += wait
    lo, hi = centre_time.interval(None)
    assert hi is not None
    assert lo >= server
    elapsed = sum(trip) + wait
    assert hi - lo <= timedelta(seconds=trip[0] + trip[1] + 2 * GRAIN + 4 * DRIFT * elapsed + 0.001)


def test_before_the_first_contact_of_this_run_only_the_past_is_known() -> None:
    centre_time = World().centre_time()
    assert centre_time.interval(BEGAN) == (BEGAN, None)
    assert centre_time.interval(None) == (LONG_AGO, None)


def test_what_the_centre_said_is_over_when_it_is_heard() -> None:
    """Whoever was given a right, and acts on it at once, acts after it was given."""
    world = World()
    centre_time = world.centre_time()
    server = world.contact(centre_time, 0.1, 0.1)
    lo, hi = centre_time.interval(LONG_AGO)
    assert (lo, hi) == (server, server + timedelta(seconds=0.2 * (1 + DRIFT) + GRAIN))


def test_the_newest_contact_counts_and_a_late_one_does_not() -> None:
    world = World()
    centre_time = world.centre_time()
    world.contact(centre_time, 0, 0)
    world.true += 3_600
    server = world.contact(centre_time, 0, 0)
    centre_time.contact(server + timedelta(days=1), 4_000.0, 4_001.0)
    assert centre_time.interval(None)[0] == server
    world.contact(centre_time, 20, 20)
    lo, hi = centre_time.interval(None)
    assert hi is not None
    assert (hi - lo).total_seconds() == pytest.approx(40 + GRAIN, abs=0.01)


def test_a_centre_whose_clock_was_put_back_is_believed() -> None:
    world = World()
    centre_time = world.centre_time()
    world.contact(centre_time, 0, 0)
    now = world.monotonic()
    centre_time.contact(BEGAN - timedelta(hours=1), now, now)
    assert centre_time.interval(None)[0] == BEGAN - timedelta(hours=1)


@pytest.mark.parametrize(("ahead", "late"), [(STOOD, STOOD + GRAIN), (STOOD + 1, None), (-1e6, GRAIN)])
def test_a_wall_clock_ahead_of_the_steady_one_makes_it_doubtful_how_late_it_is(
    ahead: float, late: float | None
) -> None:
    world = World()
    centre_time = world.centre_time()
    world.contact(centre_time, 0, 0)
    world.wrong += ahead
    assert centre_time.interval(None) == (BEGAN, None if late is None else BEGAN + timedelta(seconds=late))


def test_a_system_without_a_clock_of_its_own_here_has_a_steady_one() -> None:
    assert steady_clock("win32") is time.monotonic


@pytest.mark.skipif(sys.platform != "linux", reason="the clocks of Linux")
def test_on_linux_it_counts_the_time_asleep() -> None:
    asleep = time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
    awake = time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
    assert steady_clock()() == pytest.approx(awake + asleep, abs=5)
