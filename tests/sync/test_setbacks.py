"""One PC without a centre to which everything happens gives no number twice and loses nothing in silence."""

from __future__ import annotations

import pytest

from tests.sync.setbacks import play

# The last three notice what the first do not: numbers of a loss that are left out, a copy that goes further than the
# last act and the log, a register that nobody vouches for. More: `python -m tests.sync.setbacks FIRST COUNT`.
SEEDS = (*range(5), 1067, 1070, 1074)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_lost_or_set_back_is_said_and_no_number_is_given_twice(seed: int) -> None:
    played = play(seed)
    assert played.times
