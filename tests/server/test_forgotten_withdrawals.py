"""A right that was taken away after the backup: what its person decides until the restored centre hears of it again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from app.actions.commands.office import ChangeStaff, SetRoles, StaffProfile
from app.models.centre import Terminal
from tests.server.register.test_proof import Restorable
from tests.sync.dishonest import Dishonest, tray
from tests.sync.test_exchange import agree


@pytest.fixture
def office(tmp_path: Path) -> Restorable:
    return Restorable(tmp_path)


def taken_away(office: Restorable, how: str) -> None:
    administrator = office.one.office
    if how == "account":
        profile = StaffProfile(id="kadis", username="kadis", name="Petugas Kadis")
        administrator.do("administrator", ChangeStaff, profile=profile, active=False)
    else:
        administrator.do("administrator", SetRoles, staff="kadis", roles=("petugas_loket",))
    office.one.settle()


@pytest.mark.parametrize("how", ["account", "role"])
def test_what_is_decided_in_its_name_until_then_is_put_before_people(office: Restorable, how: str) -> None:
    """Dated to before the right was taken away: without the restore it would have come too late all the same."""
    one, two, clock = office.one, office.two, office.network.clock
    file = office.to(one, "tanda_tangan")
    two.settle()
    clock.advance(minutes=30)
    kept = office.copy()
    clock.advance(minutes=10)
    before = clock.now()
    clock.advance(minutes=10)
    taken_away(office, how)
    clock.advance(hours=2)
    office.restore(kept)
    evil = Dishonest(office.network, two)
    signed = evil.decision("sign", "kadis", file, at=before, lo=before, hi=before)
    assert evil.said(signed) == ("applied", "")
    assert signed["id"] not in tray(office.network)
    one.settle()
    assert tray(office.network)[signed["id"]] == ("flagged", "actor_revoked_since", True)


def test_what_the_centre_had_before_it_stands(office: Restorable) -> None:
    """By its own word; that both come back later than they were done says nothing."""
    one, two, clock = office.one, office.two, office.network.clock
    file = office.to(two, "tanda_tangan")
    one.settle()
    kept = office.copy()
    clock.advance(minutes=10)
    two.office.step(file, "tanda_tangan")
    two.settle()
    clock.advance(minutes=10)
    taken_away(office, "account")
    office.restore(kept)
    for counter in (two, one, two):
        counter.settle()
    assert tray(office.network) == {}
    assert one.office.file(file).stage == "penomoran"
    agree(office.network)


def test_a_taking_away_that_is_believed_for_later_counts_from_when_it_says(office: Restorable) -> None:
    """Its PC was paired again meanwhile, so that what it did before is not believed to be that old."""
    one, two, clock = office.one, office.two, office.network.clock
    file = office.to(two, "tanda_tangan")
    one.settle()
    one.wire.cut = True
    one.office.do("administrator", SetRoles, staff="kadis", roles=("petugas_loket",))
    clock.advance(minutes=10)
    two.office.step(file, "tanda_tangan")
    two.settle()
    clock.advance(hours=3)
    with office.network.register.writing() as session:
        session.execute(update(Terminal).where(Terminal.code == one.office.device).values(clear=clock.now()))
    one.wire.cut = False
    one.settle()
    assert [reason for _, reason, _ in tray(office.network).values()] == ["actor_revoked_since"]
