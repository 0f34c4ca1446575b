"""One PC at work: register file, door, keys and exchange as in the program, over HTTP, by the real time."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select
from uuid_utils import uuid7

from app.actions.commands import Stamp
from app.actions.door import Door
from app.actions.linked import Pen
from app.actions.signing_in import verifier
from app.database import FileRegister, open_register
from app.models.link import Link, OwnKey
from app.models.office import Staff
from app.server.admission.founding import OpenCentre
from app.sync.asking import beside
from app.sync.centre_time import CentreTime, steady_clock
from app.sync.http import HttpWire
from app.sync.once import Exchange
from app.sync.pairing import Import, Wish, pair
from app.sync.signing import Key, Ring
from tests.conftest import KEY, FixedClock
from tests.office import PEOPLE, Office

FILE = "register.db"
USER, PASSWORD = "admin", "loket simulasi 2026"


class RealClock(FixedClock):
    def now(self) -> datetime:
        return datetime.now(UTC)

    def advance(self, **duration: float) -> datetime:
        return self.now()


@dataclass
class AtWork(Office):
    """Ids never come twice, whatever is killed. `last` is the id of the latest act."""

    last: str = ""

    def stamp(self, actor: str) -> Stamp:
        stamp = super().stamp(actor)
        self.last = stamp.id
        return stamp

    def new_id(self) -> str:
        return str(uuid7())


def key_of(machine: str, staff: str) -> tuple[str, Key]:
    """Somebody's key on a machine; the same again after a restart, without a password."""
    seed = sha256(f"{machine}:{staff}".encode()).digest()
    return f"{machine}:{staff}", Key(Ed25519PrivateKey.from_private_bytes(seed))


@dataclass
class Desk:
    """`office` does acts as in tests.office; `exchange.once` is a round with the centre."""

    machine: str
    register: FileRegister
    office: AtWork
    exchange: Exchange
    wire: HttpWire
    ring: Ring

    def settle(self, rounds: int = 400) -> None:
        """Until nothing is left to do."""
        for _ in range(rounds):
            happened = self.exchange.once()
            if not happened.more and not happened.waits and not happened.taken:
                return
        raise AssertionError(f"{self.machine} never settles: {happened}")

    def close(self) -> None:
        self.wire.close()
        self.register.close()


def open_desk(
    folder: Path, address: str, seed: int = 1, transport: httpx.BaseTransport | None = None, *, certificate: str = ""
) -> Desk:
    folder.mkdir(parents=True, exist_ok=True)
    machine, clock = folder.name, RealClock()
    register = open_register(folder / FILE, KEY)
    with register.reading() as session:
        link = session.get(Link, 1)
    office = AtWork(register, clock, seed=seed, device=link.device if link else "7Q4")
    pinned, token = (link.certificate, link.token) if link else (certificate, "")
    wire = HttpWire(address, pinned, token, transport=transport)
    centre_time, ring = CentreTime(steady_clock(), clock.now), Ring()
    for staff in people():
        ring.hold(staff, *key_of(machine, staff))
    exchange = Exchange(register, office.reference, wire, centre_time, clock.now, machine=machine, ahead=beside)
    pen = Pen(ring.sign, centre_time.interval, machine)
    office.door = Door(register, office.reference, draw=office.draw, now=clock.now, pen=pen)
    return Desk(machine, register, office, exchange, wire, ring)


def people() -> list[str]:
    return sorted({*PEOPLE, *PEOPLE.values()})


def pair_desk(desk: Desk, code: str, *, first: bool, settle: bool = True, certificate: str = "") -> None:
    """The first one brings the office; later ones are confirmed by the administrator's password. The keys of all people
    are offered with pairing, so that nobody has to sign in."""
    with desk.register.writing() as session:
        for staff in people() if not first else ["administrator", *people()]:
            name, key = key_of(desk.machine, staff)
            now = desk.office.clock.now()
            if session.get(OwnKey, staff) is None:
                own = OwnKey(staff_id=staff, key_id=name, public=key.public, sealed=b"", made=now, registered=False)
                session.add(own)
    who = ("", "") if first else (USER, PASSWORD)
    wish = Wish("", certificate, code, desk.machine, *who, desk.machine, "test")
    pair(desk.register, desk.wire, wish, desk.office.clock.now())
    if first:
        bring = Import(desk.exchange, *key_of(desk.machine, "administrator"))
        while bring.step():
            pass
    if settle:
        desk.settle()
    with desk.register.reading() as session:
        desk.office.device = session.get_one(Link, 1).device


def let_administrator_in(opened: OpenCentre) -> None:
    """A password that works at the centre; people of tests.office have none."""
    with opened.register.writing() as session:
        session.scalars(select(Staff).where(Staff.username == USER)).one().password = verifier(PASSWORD)


def found_office(opened: OpenCentre, folders: list[Path], address: str) -> None:
    """Pair these PCs, the first with the office of tests.office; `opened` is the running centre's own database."""
    for folder in folders:
        first = folder is folders[0]
        with closing(open_desk(folder, address)) as desk:
            if first:
                desk.office.open()
            pair_desk(desk, opened.enrolment.pairing_code(folder.name), first=first)
        if first:
            let_administrator_in(opened)
