"""A revision was taken in at a PC whose clock is ahead: its promise stands in the register, and receipts that repeat it
are the file's own, at whichever PC they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands.correction import ApproveCorrection, AskCorrection, Change
from app.actions.commands.intake import AcceptRevision
from app.actions.commands.office import ChangeOffice
from app.actions.commands.office_work import ReturnForRevision, ReturnRow
from app.actions.door import Door
from app.database import Register
from app.models.application import Correction
from app.models.journal import Document
from tests.conftest import FixedClock
from tests.network import Counter
from tests.office import NI_LUH, PROFILE
from tests.server.register.test_proof import Restorable, office
from tests.server.test_early import everybody
from tests.sync.test_exchange import agree

__all__ = ["office"]

ROW = ReturnRow(subject="KTP", reason="R01", text="Mohon dilengkapi.")


@dataclass
class ClockOff(FixedClock):
    """The same hour, so many days off."""

    true: FixedClock | None = None
    days: int = 0

    def now(self) -> datetime:
        assert self.true is not None
        return self.true.now() + timedelta(days=self.days)


def set_clock(office: Restorable, counter: Counter, days: int) -> None:
    at = counter.office
    at.clock = ClockOff(true=office.network.clock, days=days)
    at.door = Door(at.register, at.reference, draw=at.draw, now=at.clock.now, pen=at.door._pen)
    counter.exchange.now = at.clock.now


def cards(register: Register) -> dict[str, bytes]:
    with register.reading() as session:
        return {each.id: msgspec.json.encode(each.card, order="sorted") for each in session.scalars(select(Document))}


def given_back(office: Restorable, file: str, *counters: Counter) -> None:
    deadline = office.network.clock.now().date() + timedelta(days=10)
    office.one.office.do("verifikator", ReturnForRevision, application=file, rows=(ROW,), deadline=deadline)
    everybody(office, *counters)


def corrected(counter: Counter, file: str) -> None:
    change = Change(field="name", before=NI_LUH.name, after="NI LUH CONTOH SARI")
    counter.office.do("petugas_loket", AskCorrection, application=file, changes=(change,), reason="Salah")
    with counter.register.reading() as session:
        asked = session.scalars(select(Correction.id).where(Correction.state == "diminta")).one()
    counter.office.do("penyelia", ApproveCorrection, application=file, correction=asked)


@pytest.mark.parametrize("days", [0, 80, 1500])
def test_printed_there(office: Restorable, days: int) -> None:
    one, two = office.one, office.two
    file = one.office.register_file()
    everybody(office, one, two)
    given_back(office, file, one, two)
    set_clock(office, two, days)
    two.wire.cut = True
    two.office.do("petugas_loket", AcceptRevision, application=file)
    corrected(two, file)
    printed = cards(two.register)
    two.wire.cut = False
    everybody(office, one, two)
    agree(office.network)
    for register in (office.network.register, one.register, two.register):
        here = cards(register)
        assert {each: here.get(each) for each in printed} == printed


@pytest.mark.parametrize("what", ["correction", "revision"])
def test_printed_by_a_right_clock_since(office: Restorable, what: str) -> None:
    """Without contact, while the office's telephone is changed: the card is another one than the centre makes."""
    one, two, network = office.one, office.two, office.network
    three = network.counter("Loket 3")
    file = one.office.register_file()
    everybody(office, one, two, three)
    given_back(office, file, one, two, three)
    set_clock(office, two, 1500)
    two.office.do("petugas_loket", AcceptRevision, application=file)
    everybody(office, one, two, three)
    set_clock(office, two, 0)
    network.clock.advance(days=1)
    if what == "revision":
        given_back(office, file, one, two, three)
    three.wire.cut = True
    one.office.do("administrator", ChangeOffice, profile=msgspec.structs.replace(PROFILE, phone="(0363) 99999"))
    one.settle()
    if what == "correction":
        corrected(three, file)
    else:
        three.office.do("petugas_loket", AcceptRevision, application=file)
    printed = cards(three.register)
    three.wire.cut = False
    everybody(office, one, two, three)
    agree(network)
    here = cards(network.register)
    assert {each: here.get(each) for each in printed} == printed
