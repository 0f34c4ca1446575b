"""Counters and a centre under every fault, with the project's own code: nothing lost, doubled or silently overwritten.

And the checks themselves are checked: each protection switched off must be noticed.
"""

from __future__ import annotations

import pytest

from tests.whole.simulation.campaign import play
from tests.whole.simulation.mutants import MUTANTS

SEEDS = 56
STEPS = 12
TRIED = 40


@pytest.mark.parametrize("first", range(0, SEEDS, 4))
def test_every_invariant_holds(first: int) -> None:
    for seed in range(first, first + 4):
        outcome = play(seed, steps=STEPS)
        assert outcome.violation == "", f"seed {seed}: {outcome.violation}"


def test_the_same_seed_is_the_same_run() -> None:
    one, other = play(3, steps=STEPS), play(3, steps=STEPS)
    assert (one.acts, one.stats) == (other.acts, other.stats)


@pytest.mark.long
@pytest.mark.parametrize("mutant", sorted(MUTANTS))
def test_a_protection_switched_off_is_noticed(mutant: str) -> None:
    assert any(play(seed, mutant=mutant).violation for seed in range(TRIED))
