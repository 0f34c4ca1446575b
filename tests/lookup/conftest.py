"""A look-up service that answers as the test tells it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.lookup.stand_in import StandIn


@pytest.fixture
def service() -> Iterator[StandIn]:
    made = StandIn()
    yield made
    made.close()
