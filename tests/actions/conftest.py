"""An office with its staff, at work."""

from __future__ import annotations

import pytest

from app.database import Register
from tests.conftest import FixedClock
from tests.office import Office


@pytest.fixture
def office(register: Register, clock: FixedClock) -> Office:
    return Office(register, clock).open()
