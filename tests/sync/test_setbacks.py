"""One PC without a centre to which everything happens gives no number twice and loses nothing in silence."""

from __future__ import annotations

import pytest

from tests.sync.setbacks import play

SEEDS = range(8)  # more with `python -m tests.sync.setbacks FIRST COUNT`


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_lost_or_set_back_is_said_and_no_number_is_given_twice(seed: int) -> None:
    played = play(seed)
    assert played.times
