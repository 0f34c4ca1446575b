"""Counters and a centre in one process: the project's own code on both sides; wire, clock, chance are the test's.

`Network(path)` has a centre; `network.counter("Loket 1")` is a paired PC with the staff of tests.office, on the same
clock. Every message goes through its JSON form.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from app.actions.commands import Stamp
from app.actions.door import Door
from app.actions.linked import Pen
from app.database import Register, open_register
from app.models.centre import Head, Terminal
from app.models.images import fingerprint, image, mixed, shared, without_secrets
from app.models.link import Link, OwnKey
from app.models.office import Staff
from app.rules.registration import ALPHABET
from app.server.admission.enrolment import Enrolment
from app.server.admission.founding import complete
from app.server.admission.person_keys import listed
from app.server.register.centre import Centre
from app.server.register.snapshot import snapshot
from app.sync import protocol
from app.sync.once import Exchange
from app.sync.pairing import Import, Wish, pair
from app.sync.signing import Key, Ring
from tests.conftest import FixedClock
from tests.office import Office
from tests.registers import KEY, new_register

M = TypeVar("M")
FIRST = "Loket 1"


@dataclass
class WireOfCounter:
    """The wire of one counter. `cut` makes every request fail."""

    network: Network
    cut: bool = False
    token: str = ""
    requests: int = 0

    def _carried(self, message: Any) -> Any:
        if self.cut:
            from app.errors import Unavailable

            raise Unavailable("centre_away")
        self.requests += 1
        return msgspec.json.decode(msgspec.json.encode(message), type=type(message))

    def enrol(self, request: protocol.EnrolRequest) -> protocol.EnrolAnswer:
        answer = self._carried(self.network.enrolment.enrol(self._carried(request)))
        self.token = answer.token
        return answer

    def push(self, request: protocol.PushRequest) -> protocol.PushAnswer:
        terminal = self.network.enrolment.terminal(self.token)
        return self._carried(self.network.centre.push(terminal, self._carried(request)))

    def pull(self, request: protocol.PullRequest) -> protocol.PullAnswer:
        self.network.enrolment.terminal(self.token)
        return self._carried(self.network.centre.pull(self._carried(request)))

    def snapshot(self, request: protocol.SnapshotRequest) -> protocol.SnapshotAnswer:
        complete(self.network.register, self.network.enrolment.terminal(self.token))
        return self._carried(snapshot(self.network.centre, self._carried(request)))

    def known(self, request: protocol.KnownRequest) -> protocol.KnownAnswer:
        return self._carried(self.network.centre.known(self._carried(request)))

    def close(self) -> None:
        pass  # nothing is held

    def sign_in(self, request: protocol.SignInRequest) -> protocol.SignInAnswer:
        terminal = self.network.enrolment.terminal(self.token)
        return self._carried(self.network.enrolment.sign_in(terminal, self._carried(request)))

    def keys(self, request: protocol.KeysRequest) -> protocol.KeysAnswer:
        terminal = self.network.enrolment.terminal(self.token)
        return self._carried(listed(self.network.centre, terminal, self._carried(request)))

    def wait(self, cursor: int) -> bool:
        self._carried(protocol.KnownRequest(ids=()))
        return self.network.centre.head() > cursor

    def fork(self, request: protocol.ForkRequest) -> protocol.EnrolAnswer:
        terminal = self.network.enrolment.terminal(self.token)
        answer = self._carried(self.network.enrolment.fork(terminal, self._carried(request)))
        self.token = answer.token
        return answer


class TestClock:
    """Centre time as the counter knows it; everybody is on one clock here."""

    __test__ = False

    def __init__(self, clock: FixedClock) -> None:
        self._clock = clock

    def monotonic(self) -> float:
        return self._clock.now().timestamp()

    def contact(self, server_now: datetime, sent: float, got: float) -> None:
        pass

    def interval(self, last: datetime | None) -> tuple[datetime, datetime | None]:
        return self._clock.now() - timedelta(seconds=1), self._clock.now() + timedelta(seconds=1)


@dataclass
class Counter:
    """One PC: `office` does acts as in tests.office, `once` is a round of exchange."""

    office: Office
    wire: WireOfCounter
    exchange: Exchange
    ring: Ring
    machine: str

    @property
    def register(self) -> Register:
        return self.office.register

    def once(self) -> Any:
        return self.exchange.once()

    def settle(self) -> None:
        """Rounds until nothing is left to do."""
        for _ in range(50):
            if not self.once().more:
                break
        self.once()

    def waiting(self) -> int:
        return self.exchange.count()


@dataclass(frozen=True)
class Begun:
    """What a network is once its first PC has brought its office."""

    centre: bytes
    counter: bytes
    device: str
    ids: Any
    chance: Any
    office_chance: Any
    token: str
    requests: int
    held: Mapping[str, tuple[str, Key]]
    keys: Mapping[str, tuple[str, Key]]
    moment: datetime


@cache
def begun(seed: int, moment: datetime) -> Begun:
    """Made once: four tenths of a second for each test that has one."""
    with TemporaryDirectory() as folder:
        network = Network(Path(folder), FixedClock(moment), seed)
        one = network.begin(FIRST)
        for register in (network.register, one.register):
            register.close()
        return Begun(
            centre=(Path(folder) / "centre.db").read_bytes(),
            counter=(Path(folder) / "counter1.db").read_bytes(),
            device=one.office.device,
            ids=copy(one.office._ids),
            chance=network.chance.getstate(),
            office_chance=one.office.chance.getstate(),
            token=one.wire.token,
            requests=one.wire.requests,
            held=dict(one.ring._held),
            keys=dict(network.keys),
            moment=network.clock.moment,
        )


@dataclass
class Network:
    folder: Path
    clock: FixedClock = field(default_factory=FixedClock)
    seed: int = 1
    open_centre: Callable[[Path], Register] | None = None

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        path = self.folder / "centre.db"
        self.register = self.open_centre(path) if self.open_centre else new_register(path)
        with self.register.writing() as session:
            session.add(Head(id=1, office="office-1", epoch="e1", head=0, digest="", durable=0))
        self.failures: list[tuple[str, str]] = []
        self.keys: dict[str, tuple[str, Key]] = {}
        self.counters: list[Counter] = []
        self.start_centre()

    def start_centre(self) -> None:
        office = Office(self.register, self.clock, seed=self.seed)
        self.centre = Centre(
            self.register,
            office.reference,
            draw=self.draw,
            now=self.clock.now,
            noticed=lambda kind, act: self.failures.append((kind, act)),
        )
        self.enrolment = Enrolment(self.centre, self.new_id)

    def draw(self) -> str:
        return self.chance.choice(ALPHABET)

    def new_id(self) -> str:
        return f"00000000-0000-7000-8000-{self.chance.getrandbits(48):012x}"

    def counter(self, name: str, *, office: Office | None = None) -> Counter:
        """A PC, paired. The first one brings its office."""
        first = not self.counters
        if first and office is None and name == FIRST and self._is_untouched():
            return self._as_begun(begun(self.seed, self.clock.moment))
        return self.begin(name, office)

    def begin(self, name: str, office: Office | None = None) -> Counter:
        """As `counter`, step by step."""
        number, first = len(self.counters) + 1, not self.counters
        register = office.register if office else new_register(self.folder / f"counter{number}.db")
        at_work = office or Office(register, self.clock, seed=100 + number)
        if first and office is None:
            at_work.open()
        made = self._made(at_work, number)
        self._pair(made, name, first=first)
        self._give_pen(made)
        return made

    def _made(self, at_work: Office, number: int) -> Counter:
        wire, ring, machine = WireOfCounter(self), Ring(), f"machine-{number}"
        clock = TestClock(self.clock)
        exchange = Exchange(at_work.register, at_work.reference, wire, clock, self.clock.now, machine=machine)
        exchange.vouch = ring.vouch
        made = Counter(at_work, wire, exchange, ring, machine)
        self.counters.append(made)
        return made

    def _give_pen(self, made: Counter) -> None:
        office, clock = made.office, TestClock(self.clock)
        pen = Pen(made.ring.sign, clock.interval, made.machine)
        office.door = Door(office.register, office.reference, draw=office.draw, now=self.clock.now, pen=pen)

    def _is_untouched(self) -> bool:
        """Nothing has happened since it was made, so that its first PC may be a copy."""
        if self.open_centre is not None or self.chance.getstate() != random.Random(self.seed).getstate():
            return False
        with self.register.reading() as session:
            return session.get_one(Head, 1).head == 0 and session.scalar(select(Terminal.id).limit(1)) is None

    def _as_begun(self, kept: Begun) -> Counter:
        self.register.close()
        (self.folder / "centre.db").write_bytes(kept.centre)
        path = self.folder / "counter1.db"
        path.touch(mode=0o600)
        path.write_bytes(kept.counter)
        office = Office(open_register(path, KEY), self.clock, seed=101, device=kept.device)
        office._ids = copy(kept.ids)
        office.chance.setstate(kept.office_chance)
        made = self._made(office, 1)
        made.wire.token, made.wire.requests = kept.token, kept.requests
        for staff, (key_id, key) in kept.held.items():
            made.ring.hold(staff, key_id, key)
        self.keys = dict(kept.keys)
        self.chance.setstate(kept.chance)
        self.clock.moment = kept.moment
        self._give_pen(made)
        return made

    def _pair(self, made: Counter, name: str, *, first: bool) -> None:
        if first:
            self._hold(made, "administrator", register_it=True)
        wish = Wish("", "", self.enrolment.pairing_code(name), name, "", "", made.machine, "test")
        if not first:
            self.enrolment._passwords.administrator = lambda *_: "administrator"  # type: ignore[method-assign]
        pair(made.register, made.wire, wish, self.clock.now())
        if first:
            import_ = Import(made.exchange, *made.ring._held["administrator"])
            while import_.step():
                pass
        made.settle()
        with made.register.reading() as session:
            made.office.device = session.get_one(Link, 1).device
        self.hold_everybody(made)

    def hold_everybody(self, made: Counter) -> None:
        """Keys on that PC for whoever has an account by now."""
        with made.register.reading() as session:
            people = list(session.scalars(select(Staff.id)))
        for staff in people:
            self._hold(made, staff, register_it=False)

    def _hold(self, made: Counter, staff: str, *, register_it: bool) -> None:
        """A key for somebody on that PC, known to the centre (or offered with pairing)."""
        if staff in made.ring._held:
            return
        private = Ed25519PrivateKey.generate()
        key, key_id = Key(private), f"key-{len(self.keys)}"
        self.keys[key_id] = (staff, key)
        public = private.public_key().public_bytes_raw()
        made.ring.hold(staff, key_id, key)
        with made.register.writing() as session:
            session.add(
                OwnKey(
                    staff_id=staff,
                    key_id=key_id,
                    public=public,
                    sealed=b"",
                    made=self.clock.now(),
                    registered=not register_it,
                )
            )
        if register_it:
            return
        with self.register.writing() as session:
            from app.models.centre import PersonKey

            session.add(
                PersonKey(
                    id=key_id,
                    staff_id=staff,
                    terminal_id=self.enrolment.terminal(made.wire.token),
                    public=public,
                    confirmed_by=staff,
                    registered=self.clock.now(),
                    revoked=None,
                )
            )


def contents(register: Register) -> dict[str, dict[str, Any]]:
    """Every row that travels, as it travels."""
    found: dict[str, dict[str, Any]] = {}
    with register.reading() as session:
        for name, kind in shared().items():
            rows = [without_secrets(name, image(row)) for row in session.scalars(select(kind))]
            key = {"journal": "id", "device": "code"}.get(name, "id")
            found[name] = {str(row[key]): row for row in rows if row}
    return found


def digest_of(register: Register) -> str:
    total = ""
    for name, rows in contents(register).items():
        for key, row in rows.items():
            total = mixed(total, fingerprint((name, key), row))
    return total


__all__ = ["Counter", "Network", "Stamp", "contents", "digest_of"]
