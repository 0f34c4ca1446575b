"""Counters and a centre under every fault, with the project's own code: nothing lost, doubled or silently overwritten.

And the checks themselves are checked: each protection switched off must be noticed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.whole.simulation.campaign import play
from tests.whole.simulation.mutants import MUTANTS

SEEDS = 32
STEPS = 5
# Noticed within seconds; all of them are tried by `pytest -m long`.
QUICK = ("cursor_apart", "no_rebase", "no_shadow")


@pytest.fixture(autouse=True)
def unmeasured() -> Iterator[None]:
    """Coverage is measured by the tests of each part; here it would only make everything four times as slow."""
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)


@pytest.mark.parametrize("first", range(0, SEEDS, 4))
def test_every_invariant_holds(first: int) -> None:
    for seed in range(first, first + 4):
        outcome = play(seed, steps=STEPS)
        assert outcome.violation == "", f"seed {seed}: {outcome.violation}"


def test_the_same_seed_is_the_same_run() -> None:
    one, other = play(3, steps=STEPS), play(3, steps=STEPS)
    assert (one.acts, one.stats) == (other.acts, other.stats)


@pytest.mark.parametrize("mutant", QUICK)
def test_the_checks_notice(mutant: str) -> None:
    assert any(play(seed, mutant=mutant).violation for seed in MUTANTS[mutant].seeds)


@pytest.mark.long
@pytest.mark.parametrize("mutant", sorted(set(MUTANTS) - set(QUICK)))
def test_a_protection_switched_off_is_noticed(mutant: str) -> None:
    known = MUTANTS[mutant]
    if known.by:
        assert fails(known.by, mutant)
        assert not fails(known.by, "")
    else:
        assert any(play(seed, mutant=mutant).violation for seed in known.seeds)


def fails(test: str, mutant: str) -> bool:
    """Whether the test named does, in a process of its own."""
    plain = ("-q", "-p", "no:cacheprovider", "-p", "tests.whole.simulation.switched", test)
    ended = subprocess.run(
        (sys.executable, "-m", "pytest", *plain), env=os.environ | {"LOKET_MUTANT": mutant}, capture_output=True
    )
    assert ended.returncode in (0, 1), ended.stdout.decode()[-2000:]
    return ended.returncode == 1
