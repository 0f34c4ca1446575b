"""When a service is left alone, and when it is tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.errors import Refused, Unavailable
from app.lookup.service import MOST, REST, Breaker
from tests.conftest import FixedClock


class Asked:
    """Counts the questions; `trouble` is what it raises."""

    def __init__(self) -> None:
        self.count = 0
        self.trouble: Exception | None = Unavailable("lookup_away")

    def __call__(self) -> str:
        self.count += 1
        if self.trouble is not None:
            raise self.trouble
        return "answer"


@pytest.fixture
def ask() -> Asked:
    return Asked()


@pytest.fixture
def breaker(clock: FixedClock) -> Breaker:
    return Breaker(clock.now)


def fail(breaker: Breaker, ask: Asked, times: int = MOST) -> None:
    for _ in range(times):
        with pytest.raises(Unavailable, match="lookup_away"):
            breaker.run(ask)


def test_it_opens_after_three_failures_in_a_row(breaker: Breaker, ask: Asked, clock: FixedClock) -> None:
    began = clock.now()
    fail(breaker, ask)
    clock.advance(seconds=59)
    with pytest.raises(Unavailable, match="lookup_resting"):
        breaker.run(ask)
    assert (ask.count, breaker.since) == (3, began)


def test_an_answer_between_begins_anew(breaker: Breaker, ask: Asked) -> None:
    fail(breaker, ask, 2)
    ask.trouble = None
    assert breaker.run(ask) == "answer"
    assert breaker.since is None
    ask.trouble = Unavailable("lookup_away")
    fail(breaker, ask, 3)


def test_a_refusal_is_an_answer(breaker: Breaker, ask: Asked) -> None:
    fail(breaker, ask, 2)
    ask.trouble = Refused("lookup_denied")
    for _ in range(MOST):
        with pytest.raises(Refused, match="lookup_denied"):
            breaker.run(ask)
    assert breaker.since is None


def test_one_trial_after_the_rest(breaker: Breaker, ask: Asked, clock: FixedClock) -> None:
    began = clock.now()
    fail(breaker, ask)
    clock.moment += REST
    fail(breaker, ask, 1)
    with pytest.raises(Unavailable, match="lookup_resting"):
        breaker.run(ask)
    assert (ask.count, breaker.since) == (4, began)
    clock.moment += REST
    ask.trouble = None
    assert breaker.run(ask) == breaker.run(ask) == "answer"


def test_only_one_tries_at_a_time(breaker: Breaker, ask: Asked, clock: FixedClock) -> None:
    fail(breaker, ask)
    clock.moment += REST
    inner: list[str] = []

    def during() -> str:
        with pytest.raises(Unavailable) as raised:
            breaker.run(ask)
        inner.append(raised.value.code)
        return "answer"

    assert breaker.run(during) == "answer"
    assert (inner, ask.count) == (["lookup_resting"], 3)


def test_a_clock_that_was_set_back_does_not_keep_it_shut(breaker: Breaker, ask: Asked, clock: FixedClock) -> None:
    fail(breaker, ask)
    clock.moment -= timedelta(hours=5)
    fail(breaker, ask, 1)
    assert ask.count == 4
