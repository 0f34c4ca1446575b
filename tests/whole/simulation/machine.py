"""One PC at a counter: its disk, its clocks, its program. It can be started, stopped, copied and set back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.actions.door import Door
from app.actions.linked import Pen
from app.database import FileRegister, Register
from app.desktop.beside import brought_together
from app.models.exchange import Act
from app.models.link import Link, OwnKey
from app.reference.catalogue_file import built_in
from app.reference.reference import Reference
from app.sync.centre_client import CentreClient
from app.sync.centre_time import CentreTime
from app.sync.link_file import LinkFile, ties_of
from app.sync.linked_door import LinkedDoor
from app.sync.mirror import Mirror
from app.sync.mirroring import Mirroring
from app.sync.once import Exchange
from app.sync.outages import OutageLog
from app.sync.protocol import ID_REUSE
from app.sync.rebuild import Site, rebuild
from app.sync.signing import Key, Ring
from app.sync.turn import Turn
from app.upkeep.instance import only_instance
from tests.conftest import KEY, FixedClock
from tests.harm import overwrite
from tests.office import Office
from tests.whole.simulation.power import Disk, Files, Power
from tests.whole.simulation.wire import ShakyWire, at_once

if TYPE_CHECKING:
    from tests.whole.simulation.world import World

# What a counter keeps beside its register: unsent acts, its ties to the centre, losses of contact, how far its own
# numbers came.
BESIDE = ("waiting.log", "link", "outages.json", "last-act")


@cache
def reference() -> Reference:
    return Reference(built_in())


def _nobody() -> None:
    """Rounds come when the world says so."""


class WallClock(FixedClock):
    """What the PC shows: the true time and how wrong it is. Time passes for everybody."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.wrong = timedelta()

    def now(self) -> datetime:
        return self._world.now + self.wrong

    def advance(self, **duration: float) -> datetime:
        self._world.pass_time(timedelta(**duration).total_seconds())
        return self.now()


class Desk(Office):
    """Where people act; papers of the world are theirs."""

    def __init__(self, register: Register, clock: FixedClock, seed: int, device: str) -> None:
        self.known = reference()
        super().__init__(register, clock, seed, device)

    def __post_init__(self) -> None:
        import random

        self.chance = random.Random(self.seed)
        self.reference = self.known


class Machine:
    """`name` is the machine's own id, by which a copied disk is noticed. `old` runs the program before this one.
    `retired` was taken out of the office."""

    def __init__(self, world: World, name: str, folder: Path, keys: dict[str, tuple[str, Key]], files: Files) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.world, self.name, self.folder, self.keys = world, name, folder, dict(keys)
        self.disk = Disk(folder / "register.db", *BESIDE)
        self.disk.put(files)
        self.power = Power(name, self.disk, world.chance, world.stats)
        self.clock = WallClock(world)
        self.booted = world.now
        self.online, self.old, self.busy, self.broken = True, False, False, False
        self.retired = False
        self.earlier: tuple[bool, Files] | None = None
        self._held = ExitStack()
        self.start()
        self.client.link_file.keep(ties_of(self.link()))  # as after pairing

    def start(self) -> None:
        self._held.enter_context(only_instance(self.folder))
        self.register: FileRegister = self.power.open()
        self.centre_time = CentreTime(self.steady, self.clock.now)
        self.ring = Ring()
        for staff, (key_id, key) in self.keys.items():
            self.ring.hold(staff, key_id, key)
        self.signed_in()
        line = self._dial(self.link())
        self.exchange = Exchange(
            self.register, reference(), line, self.centre_time, self.clock.now, machine=self.name, ahead=at_once
        )
        self.exchange.vouch = self.ring.vouch
        mirroring = Mirroring(self.register, Mirror(self.folder, KEY))
        self.client = CentreClient(
            exchange=self.exchange,
            wire=line,
            dial=self._dial,
            clock=self.centre_time,
            ring=self.ring,
            mirroring=mirroring,
            outages=OutageLog(self.folder, self.steady),
            link_file=LinkFile(self.folder, KEY),
        )
        self._turn = Turn(self.client, lambda progress: None)
        self.exchange.finished = mirroring.done
        self.client.begin()
        self.desk = Desk(self.register, self.clock, self.world.chance.getrandbits(48), self.link().device)
        inner = LinkedDoor(self.door(self.register), self.register, self.ring, mirroring, _nobody)
        self.desk.door = brought_together(self.register, reference(), inner, self.clock.now, self.exchange).door

    def signed_in(self) -> None:
        """Who has a key here is known to have one: it is offered where this PC is paired again."""
        with self.register.writing() as session:
            known = {own.staff_id: own.key_id for own in session.scalars(select(OwnKey))}
            for staff, (key_id, key) in self.keys.items():
                if known.get(staff) != key_id:
                    row = {"key_id": key_id, "public": key.public, "sealed": b"", "made": self.clock.now()}
                    session.merge(OwnKey(staff_id=staff, registered=True, **row))

    def wire(self, token: str) -> ShakyWire:
        return ShakyWire(self.world, self, token)

    def _dial(self, link: Link) -> ShakyWire:
        return self.wire(link.token)

    def turn(self) -> None:
        """As the worker does it. Raises Unavailable and Refused."""
        if self.broken:
            self.rebuilt()
        self._turn.take()

    def harmed(self) -> None:
        """The register's pages are overwritten; the program does not start any more."""
        self.stop()
        self.broken = True
        for ending in ("-wal", "-shm"):
            self.disk.path.with_name(self.disk.path.name + ending).unlink(missing_ok=True)
        overwrite(self.disk.path, 4096, 4096 * 8)

    def rebuilt(self) -> None:
        """From the centre and the mirror. Raises Unavailable and Refused, and then it is tried again."""
        centre_time = CentreTime(self.steady, self.clock.now)
        site = Site(
            self.disk.path,
            KEY,
            reference(),
            lambda address, certificate, token: self.wire(token),
            centre_time,
            self.clock.now,
            self.name,
        )
        rebuild(site, lambda progress: None)
        self.broken = False
        self.start()
        self._sign_in_anew()

    def _sign_in_anew(self) -> None:
        """Everybody does after a rebuild; here with the key they had."""
        with self.register.writing() as session:
            for staff, (key_id, key) in self.keys.items():
                kept = OwnKey(staff_id=staff, key_id=key_id, public=key.public, sealed=b"", made=self.clock.now())
                kept.registered = True
                session.merge(kept)

    def door(self, register: Register) -> Door:
        pen = Pen(self.ring.sign, self.interval, self.name)
        return Door(register, reference(), draw=self.world.draw, now=self.clock.now, pen=pen)

    def steady(self) -> float:
        return (self.world.now - self.booted).total_seconds()

    def interval(self, contact: datetime | None) -> tuple[datetime, datetime | None]:
        """As the program reckons it; the truth must lie in it (I13)."""
        lo, hi = self.centre_time.interval(contact)
        self.world.watch.interval(self, lo, hi)
        return lo, hi

    def link(self) -> Link:
        with self.register.reading() as session:
            return session.get_one(Link, 1)

    def stop(self) -> None:
        self.power.off()
        self._held.close()

    def crashed(self) -> None:
        """Up again; what was in memory is gone, and after a real power cut the steady clock too."""
        self.stop()
        if self.world.chance.random() < 0.5:
            self.booted = self.world.now
        self.start()
        self.world.watch.journalled(self)

    def started_anew(self) -> None:
        self.booted = self.world.now
        self.start()

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Closed, to do something to its files."""
        self.stop()
        yield
        self.started_anew()

    def acts(self) -> dict[str, bool]:
        """Every act it keeps -> whether it is done with. One whose id is another's is shown to people here."""
        with self.register.reading() as session:
            kept = session.execute(select(Act.id, Act.feed, Act.answer))
            return {act: feed is not None or answer == ID_REUSE for act, feed, answer in kept}
