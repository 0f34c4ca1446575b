"""An account that is closed and opened again, and what was done meanwhile where nobody knew of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from app.actions.commands import office_work
from app.actions.commands.office import ChangeStaff, StaffProfile
from app.models.exchange import TrayItem
from tests.network import Counter, Network
from tests.sync.test_exchange import agree

PROFILE = StaffProfile(id="verifikator", username="verifikator", name="Ni Made Contoh")


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


def close_or_open(counter: Counter, *, active: bool) -> None:
    counter.office.do("administrator", ChangeStaff, profile=PROFILE, active=active)


def reasons(network: Network) -> list[str]:
    with network.register.reading() as session:
        return list(session.scalars(select(TrayItem.reason)))


def test_what_was_decided_with_a_closed_account_does_not_stand_because_it_is_open_by_now(network: Network) -> None:
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    file = one.office.register_file()
    agree(network)
    two.wire.cut = True
    close_or_open(one, active=False)
    agree_alone(one)
    network.clock.advance(hours=1)
    before = two.office.file(file).stage
    two.office.step(file, before)
    assert two.office.file(file).stage != before
    network.clock.advance(hours=1)
    close_or_open(one, active=True)
    agree_alone(one)
    two.wire.cut = False
    agree(network)
    assert reasons(network) == ["no_right"]
    assert two.office.file(file).stage == before


def test_who_has_an_open_account_again_decides_as_before(network: Network) -> None:
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    file = one.office.register_file()
    close_or_open(one, active=False)
    close_or_open(one, active=True)
    agree(network)
    network.clock.advance(minutes=5)
    before = two.office.file(file).stage
    two.office.step(file, before)
    two.office.do("verifikator", office_work.AddNote, application=file, text="Catatan")
    agree(network)
    assert reasons(network) == []
    assert one.office.file(file).stage != before


def agree_alone(counter: Counter) -> None:
    counter.settle()
    assert counter.waiting() == 0
