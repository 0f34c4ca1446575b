"""What was put before a human is closed by a human act only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.actions.commands.office import RecordOutage, SettleTrayItem
from app.errors import Refused
from app.models.exchange import Outage, TrayItem
from tests.office import Office


@pytest.fixture
def item(office: Office) -> str:
    """A rejected act of the verifikator."""
    return lies(office, "verifikator", "rejected")


def lies(office: Office, actor: str, cause: str) -> str:
    with office.register.writing() as session:
        session.add(
            TrayItem(
                id="item-1",
                application_id=None,
                number="",
                kind="declare_correct",
                actor_id=actor,
                device="7Q4",
                at=office.clock.now(),
                cause=cause,
                reason="version",
                saw={"stage": "verifikasi_berkas"},
                now={"stage": "dikembalikan"},
                payload={},
                opened=office.clock.now(),
                closed=None,
                closed_by=None,
                settled="",
                note="",
            )
        )
    return "item-1"


def kept(office: Office, item: str) -> TrayItem:
    with office.register.reading() as session:
        return session.get_one(TrayItem, item)


def settle(office: Office, actor: str, item: str, how: str, note: str = "") -> None:
    office.do(actor, SettleTrayItem, item=item, how=how, note=note)


@pytest.mark.parametrize("actor", ["verifikator", "penyelia", "kabid", "kadis", "administrator"])
def test_its_author_and_supervisors_close_it(office: Office, item: str, actor: str) -> None:
    settle(office, actor, item, "withdraw", "Sudah diputuskan rekan.")
    found = kept(office, item)
    assert (found.closed, found.closed_by) == (office.clock.now(), actor)
    assert (found.settled, found.note) == ("withdraw", "Sudah diputuskan rekan.")


@pytest.mark.parametrize("how", ["redo", "adopt", "withdraw"])
def test_nobody_else_does(office: Office, item: str, how: str) -> None:
    with pytest.raises(Refused, match="no_right"):
        settle(office, "petugas_loket", item, how, "x")
    assert kept(office, item).closed is None


def test_only_another_person_adopts(office: Office, item: str) -> None:
    with pytest.raises(Refused, match="own_matter"):
        settle(office, "verifikator", item, "adopt")
    settle(office, "penyelia", item, "adopt")
    assert kept(office, item).settled == "adopt"


def test_its_author_does_it_again(office: Office, item: str) -> None:
    settle(office, "verifikator", item, "redo")
    assert kept(office, item).settled == "redo"


@pytest.mark.parametrize("cause", ["flagged", "parked", "restore"])
@pytest.mark.parametrize("author", ["petugas_loket", "penyelia", "kabid", "kadis", "administrator"])
@pytest.mark.parametrize("how", ["redo", "adopt", "withdraw"])
def test_nobody_closes_what_the_own_act_put_before_people(office: Office, author: str, cause: str, how: str) -> None:
    """However high their office; another supervisor does."""
    item = lies(office, author, cause)
    with pytest.raises(Refused, match="own_matter"):
        settle(office, author, item, how, "Benar.")
    assert kept(office, item).closed is None
    other = "kadis" if author == "kabid" else "kabid"
    settle(office, other, item, how, "Diperiksa.")
    assert kept(office, item).closed_by == other


def test_a_supervisor_does_not_adopt_an_own_act_that_was_rejected(office: Office) -> None:
    item = lies(office, "kabid", "rejected")
    with pytest.raises(Refused, match="own_matter"):
        settle(office, "kabid", item, "adopt")
    settle(office, "kabid", item, "redo")


@pytest.mark.parametrize(
    ("how", "note", "code"), [("withdraw", " ", "reason_missing"), ("burn", "x", "fields_missing")]
)
def test_what_is_asked_for(office: Office, item: str, how: str, note: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        settle(office, "penyelia", item, how, note)
    assert kept(office, item).closed is None


def test_once(office: Office, item: str) -> None:
    settle(office, "penyelia", item, "redo")
    with pytest.raises(Refused, match="tray_closed"):
        settle(office, "penyelia", item, "redo")


def test_what_is_not_there(office: Office) -> None:
    with pytest.raises(Refused, match="no_tray_item"):
        settle(office, "penyelia", "item-9", "redo")


def test_a_loss_of_contact_is_written_down(office: Office) -> None:
    began = office.clock.now()
    ended = began + timedelta(minutes=20)
    office.do("petugas_loket", RecordOutage, began=began, ended=ended, acts=7, cause="centre_away")
    with office.register.reading() as session:
        outage = session.scalars(select(Outage)).one()
    assert (outage.device, outage.began, outage.ended, outage.acts) == ("7Q4", began, ended, 7)
