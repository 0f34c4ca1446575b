"""What a PC with a centre does not do, and what it leaves for the centre."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.actions.commands import office_work
from app.actions.door import Door
from app.actions.linked import Pen
from app.actions.traces import traced
from app.errors import Refused
from app.models.exchange import Act
from app.models.link import Link, Shadow
from app.models.office import StaffRole
from app.rules import stages
from tests.network import Counter, Network, contents


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


@pytest.fixture
def one(network: Network) -> Counter:
    return network.counter("Loket 1")


def refused(one: Counter) -> str:
    with pytest.raises(Refused) as told:
        one.office.register_file()
    return told.value.code


def with_pen(one: Counter, network: Network, pen: Pen | None) -> None:
    office = one.office
    office.door = Door(one.register, office.reference, draw=office.draw, now=network.clock.now, pen=pen)


def test_nobody_acts_without_a_key(network: Network, one: Counter) -> None:
    before = contents(one.register)
    with_pen(one, network, None)
    assert refused(one) == "key_locked"
    one.ring.drop_all()
    with_pen(one, network, Pen(one.ring.sign, one.exchange.clock.interval, one.machine))
    assert refused(one) == "key_locked"
    assert contents(one.register) == before
    assert one.waiting() == 0


def test_a_copied_disk_does_nothing(network: Network, one: Counter) -> None:
    with_pen(one, network, Pen(one.ring.sign, one.exchange.clock.interval, "another machine"))
    assert refused(one) == "device_cloned"


def test_a_pc_that_was_taken_out_does_nothing(one: Counter) -> None:
    with one.register.writing() as session:
        session.get_one(Link, 1).revoked = "device_revoked"
    assert refused(one) == "device_revoked"


def test_a_number_is_waited_for(network: Network, one: Counter) -> None:
    file = one.office.register_file()
    one.settle()
    while one.office.file(file).stage != "penomoran":
        one.office.step(file, one.office.file(file).stage)
        one.settle()
    one.wire.cut = True
    before = contents(one.register)
    done = one.office.do("verifikator", office_work.AssignNumber, application=file)
    assert (done.waiting, done.documents) == (True, ())
    assert contents(one.register) == before
    with pytest.raises(Refused, match="waits_for_number"):
        one.office.do("verifikator", office_work.CorrectInternally, application=file, note="Salah")
    one.office.do("verifikator", office_work.AddNote, application=file, text="Catatan")
    one.wire.cut = False
    one.settle()
    assert one.office.numbered(file)
    one.office.advance(file, stages.COLLECTION)


@pytest.mark.parametrize(("days", "code"), [(-6500, "clock_back"), (1600, "clock_ahead"), (0, "")])
def test_a_clock_is_judged_by_the_centres_time(network: Network, one: Counter, days: int, code: str) -> None:
    """Every act is warned of, also one that waits: its number and the year of it are the centre's own."""
    file = one.office.register_file()
    one.settle()
    while one.office.file(file).stage != "penomoran":
        one.office.step(file, one.office.file(file).stage)
        one.settle()
    truth = network.clock.now()
    span = truth, truth + timedelta(minutes=1)
    with_pen(one, network, Pen(one.ring.sign, lambda _: span, one.machine))
    network.clock.moment += timedelta(days=days)
    done = one.office.do("verifikator", office_work.AssignNumber, application=file)
    assert (done.waiting, done.warnings) == (True, (code,) if code else ())
    done = one.office.receive(one.office.intake(confirmed={"duplicate": "x"}))
    assert [warned for warned in done.warnings if warned.startswith("clock")] == [code] * bool(code)


def test_rows_stand_as_the_centre_knows_them_until_it_has_spoken(one: Counter) -> None:
    file = one.office.register_file()
    with one.register.reading() as session:
        assert session.get_one(Shadow, ("application", file)).image is None
        waiting = session.scalars(select(Act)).one()
        assert ["application", file] in waiting.touched
    one.settle()
    with one.register.reading() as session:
        assert session.scalars(select(Shadow)).all() == []


def test_a_row_that_an_act_takes_out_is_traced(one: Counter) -> None:
    with one.register.writing() as session, traced(session) as trace:
        role = session.scalars(select(StaffRole)).first()
        assert role is not None
        key = ("staff_role", role.id)
        session.delete(role)
        session.flush()
        assert trace.before[key] is not None
        assert trace.after()[key] is None
        session.rollback()


def test_an_act_about_the_office_stands_on_no_file(one: Counter) -> None:
    one.office.add_staff("baru", "penyelia")
    with one.register.reading() as session:
        act = session.scalars(select(Act).where(Act.feed.is_(None))).one()
    assert (act.kind, act.application_id) == ("add_staff", None)
    one.settle()
    assert one.waiting() == 0
