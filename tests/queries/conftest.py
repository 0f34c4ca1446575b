"""An office with its staff, and questions asked through the door."""

from __future__ import annotations

import pytest

from app.database import Register
from tests.conftest import FixedClock
from tests.office import Office


@pytest.fixture
def office(register: Register, clock: FixedClock) -> Office:
    return Office(register, clock).open()
