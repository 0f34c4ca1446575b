"""An office with its staff, at work; and one with a file in every place, where every act is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from app.actions.door import Door
from app.database import Register, open_register
from app.errors import Refused
from tests.actions import refusals
from tests.actions import situations as case
from tests.conftest import KEY, FixedClock
from tests.office import Office


@pytest.fixture(autouse=True)
def every_refusal_is_whole(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test of this room provokes: `refusals.faults`."""
    seen: list[Refused] = []
    begin = Refused.__init__

    def note(refusal: Refused, code: str, **said: Any) -> None:
        begin(refusal, code, **said)
        seen.append(refusal)

    monkeypatch.setattr(Refused, "__init__", note)
    yield
    assert sorted({fault for refusal in seen for fault in refusals.faults(refusal)}) == []


@pytest.fixture
def office(register: Register, clock: FixedClock) -> Office:
    return Office(register, clock).open()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[case.Situations]:
    register = open_register(tmp_path_factory.mktemp("situations") / "register.db", KEY)
    yield case.prepare(register, FixedClock())
    register.close()


@pytest.fixture(scope="session")
def told() -> case.Told:
    return case.Told()


@pytest.fixture(scope="session")
def door(made: case.Situations, told: case.Told) -> Door:
    """Does every act on the situations and takes it back; `told` has looked in between."""
    now = FixedClock(case.TODAY).now
    return Door(case.Trial(made.office.register, told), made.office.reference, draw=made.office.draw, now=now)
