"""What a protection is there for, where the simulation meets its case too seldom: `make mutants` switches each off."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands import office_work
from app.actions.commands.office import ChangeOffice, SetRoles
from app.actions.door import Door
from app.actions.linked import Pen
from app.database import open_register
from app.models.centre import Head, Terminal
from app.models.exchange import Act, TrayItem
from app.models.link import Link
from app.models.office import Office as OfficeRow
from app.rules.workflow import BACK
from tests.conftest import KEY
from tests.network import Counter, Network
from tests.office import PROFILE, Office
from tests.sync.test_exchange import agree


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


@pytest.fixture
def pair(network: Network) -> tuple[Counter, Counter]:
    made = network.counter("Loket 1"), network.counter("Loket 2")
    agree(network)
    return made


def reasons(network: Network) -> list[str]:
    with network.register.reading() as session:
        return list(session.scalars(select(TrayItem.reason)))


def out_of_contact(network: Network, counter: Counter) -> None:
    """Its acts say the whole time since now in which they can have been done."""
    counter.wire.cut = True
    since = network.clock.now()

    def span(_: datetime | None) -> tuple[datetime, datetime | None]:
        return since, network.clock.now() + timedelta(seconds=1)

    office = counter.office
    pen = Pen(counter.ring.sign, span, counter.machine)
    office.door = Door(counter.register, office.reference, draw=office.draw, now=network.clock.now, pen=pen)


def test_a_right_is_held_all_the_time_in_which_the_act_can_have_been_done(
    network: Network, pair: tuple[Counter, Counter]
) -> None:
    """Held when the span begins, and again when the act arrives; taken in between, when it was done."""
    one, two = pair
    file = one.office.register_file()
    agree(network)
    network.clock.advance(minutes=5)
    out_of_contact(network, two)
    network.clock.advance(minutes=5)
    one.office.do("administrator", SetRoles, staff="verifikator", roles=())
    one.settle()
    network.clock.advance(minutes=5)
    before = two.office.file(file).stage
    two.office.step(file, before)
    network.clock.advance(minutes=5)
    one.office.do("administrator", SetRoles, staff="verifikator", roles=(BACK,))
    one.settle()
    network.clock.advance(minutes=5)
    two.wire.cut = False
    agree(network)
    assert reasons(network) == ["no_right"]
    assert one.office.file(file).stage == before


def test_a_right_is_still_held_when_the_act_arrives(network: Network, pair: tuple[Counter, Counter]) -> None:
    """Held all the time in which the act can have been done, which is over; taken before it came."""
    one, two = pair
    file = one.office.register_file()
    agree(network)
    network.clock.advance(minutes=5)
    out_of_contact(network, two)
    before = two.office.file(file).stage
    two.office.step(file, before)
    network.clock.advance(minutes=5)
    one.office.do("administrator", SetRoles, staff="verifikator", roles=())
    one.settle()
    two.wire.cut = False
    agree(network)
    assert reasons(network) == ["no_right"]
    assert one.office.file(file).stage == before


def test_the_office_is_not_changed_over_somebody_elses_change(network: Network, pair: tuple[Counter, Counter]) -> None:
    """Two administrators, neither of whom saw what the other wrote: the first stands, the second lies in the tray."""
    one, two = pair
    two.wire.cut = True
    for counter, phone in ((one, "(0363) 11111"), (two, "(0363) 22222")):
        profile = msgspec.structs.replace(PROFILE, phone=phone)
        counter.office.do("administrator", ChangeOffice, profile=profile)
    one.settle()
    two.wire.cut = False
    agree(network)
    assert reasons(network) == ["version"]
    for counter in pair:
        with counter.register.reading() as session:
            assert session.get_one(OfficeRow, 1).phone == "(0363) 11111"


@pytest.mark.parametrize("worked", [True, False])
def test_a_disk_that_was_set_back_gives_new_numbers_under_another_name(
    network: Network, pair: tuple[Counter, Counter], *, worked: bool
) -> None:
    """Its register was put back from a copy, so it writes another act after one that has a follower already; or a first
    one once more, where the copy is from before the PC had `worked`."""
    one, two = pair
    if worked:
        two.office.register_file()
    agree(network)
    two.register.close()
    path = network.folder / "counter2.db"
    shutil.copyfile(path, network.folder / "copy.db")
    two = started(network, two, path)
    first = two.office.register_file(two.office.intake(confirmed={"duplicate": "x"}))
    agree(network)
    two.register.close()
    shutil.copyfile(network.folder / "copy.db", path)
    two = started(network, two, path)
    code = device_of(two)
    two.office.register_file(two.office.intake(confirmed={"duplicate": "x"}))
    two.settle()
    assert device_of(two) != code
    two.office.device = device_of(two)
    third = two.office.register_file(two.office.intake(confirmed={"duplicate": "x"}))
    agree(network)
    assert one.office.file(third).number.split("-")[1] != one.office.file(first).number.split("-")[1]
    with network.register.reading() as session:
        assert device_of(two) in set(session.scalars(select(Terminal.code)))


def started(network: Network, counter: Counter, path: Path) -> Counter:
    """The program once more, on the file as it is now."""
    register = open_register(path, KEY)
    office = Office(register, network.clock, seed=counter.office.seed + 50, device=counter.office.device)
    pen = Pen(counter.ring.sign, counter.exchange.clock.interval, counter.machine)
    office.door = Door(register, office.reference, draw=office.draw, now=network.clock.now, pen=pen)
    counter.office, counter.exchange.register = office, register
    return counter


def device_of(counter: Counter) -> str:
    with counter.register.reading() as session:
        return session.get_one(Link, 1).device


def test_notes_by_somebody_who_lost_the_role_stay(network: Network, pair: tuple[Counter, Counter]) -> None:
    """A fact happened: it is flagged, never refused."""
    one, two = pair
    file = one.office.register_file()
    agree(network)
    out_of_contact(network, two)
    network.clock.advance(minutes=5)
    one.office.do("administrator", SetRoles, staff="verifikator", roles=())
    one.settle()
    two.office.do("verifikator", office_work.AddNote, application=file, text="Catatan")
    two.wire.cut = False
    agree(network)
    with network.register.reading() as session:
        assert {item.cause for item in session.scalars(select(TrayItem))} <= {"flagged"}


def test_what_became_of_an_act_is_told_anew_after_a_restore(network: Network, pair: tuple[Counter, Counter]) -> None:
    """The centre that was restored may have taken another one's decision first, so that this one stands no more; and
    its number in the feed is another one, by which it is known when a backup holds it."""
    one, two = pair
    file = one.office.register_file()
    agree(network)
    for counter in pair:
        counter.wire.cut = True
        counter.office.step(file, one.office.file(file).stage if counter is one else two.office.file(file).stage)
        counter.wire.cut = False
    agree(network)
    with network.register.writing() as session:
        session.get_one(Head, 1).epoch = "restored"
        told = {act.id: (act.feed, act.result, act.reason) for act in session.scalars(select(Act))}
    with two.register.writing() as session:
        for act in session.scalars(select(Act)):
            act.feed, act.result, act.reason = (act.feed or 0) + 1000, "applied", ""
    agree(network)
    with two.register.reading() as session:
        here = {act.id: (act.feed, act.result, act.reason) for act in session.scalars(select(Act))}
    assert "rejected" in {result for _, result, _ in here.values()}
    assert here == {act: told[act] for act in here}
