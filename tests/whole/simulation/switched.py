"""A plugin of pytest: the mutant that `LOKET_MUTANT` names is at work while the tests run."""

from __future__ import annotations

import os
from contextlib import ExitStack

import pytest

from tests.whole.simulation.mutants import switched_off

_held = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    _held.enter_context(switched_off(os.environ.get("LOKET_MUTANT", ""), None))


def pytest_unconfigure(config: pytest.Config) -> None:
    _held.close()
