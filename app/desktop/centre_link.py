"""What the program has on a PC with a centre, beside gate and door. Light to import: the gate stands before the rest.

Made when the register is unlocked, or with pairing; the worker is put in when the window is furnished."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from app.desktop.world import CentreWire, World, within
from app.sync.admission import LinkedGate, SignInSetup
from app.sync.centre_time import LONG_AGO

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.cipher import RegisterFile
    from app.database import Register
    from app.models.link import Link
    from app.reference.reference import Reference
    from app.sync.centre_client import CentreClient, LinkWire
    from app.sync.linked_door import LinkedDoor
    from app.sync.protocol import SignInAnswer, SignInRequest
    from app.sync.worker import Worker


class CentreLink:
    """`gate` lets people in, `client` is there once the register is open, `worker` once the window is furnished."""

    def __init__(self, file: RegisterFile, world: World) -> None:
        self._file, self._world = file, world
        dial = SignInSetup(self._asked, self.away, self.wake, self.interval)
        self.gate = LinkedGate(file, world.now, dial, world.new_id, world.seconds)
        self.client: CentreClient | None = None
        self.worker: Worker | None = None
        self._door: LinkedDoor | None = None

    def away(self) -> bool:
        """Whether the last turn found no centre."""
        state = self.worker.state if self.worker else None
        return state is not None and not state.online and bool(state.trouble)

    def is_unknown(self) -> bool:
        """Whether the centre does not know this PC any more: it was restored from an old copy."""
        return self.worker is not None and self.worker.state.trouble == "device_unknown"

    def interval(self, last: datetime | None) -> tuple[datetime, datetime | None]:
        """The time (UTC) it can be at the centre, given the last contact; None: no telling how late."""
        return self.client.clock.interval(last) if self.client else (last or LONG_AGO, None)

    def wake(self) -> None:
        if self.worker is not None:
            self.worker.wake()

    def acted(self) -> None:
        if self.worker is not None:
            self.worker.acted()

    def door(self, register: Register, reference: Reference) -> LinkedDoor:
        """The door of this PC from now on. Takes a moment: what names the machine is asked of the system."""
        from app.actions.door import Door
        from app.actions.linked import Pen
        from app.models.link import Link
        from app.release import RELEASED
        from app.sync.linked_door import LinkedDoor
        from app.upkeep.machine import machine_id, recognised

        with register.reading() as session:
            link = session.get_one(Link, 1)
        machine = recognised(link.machine, machine_id())
        self.client = client = self._made(register, reference, self._dial(link), machine)
        pen = Pen(self.gate.ring.sign, client.clock.interval, machine)
        door = Door(register, reference, draw=self._world.draw, now=self._world.now, pen=pen, since=RELEASED)
        self._door = LinkedDoor(door, register, client.ring, client.mirroring, self.acted)
        return self._door

    def verifier(self, staff: str, password: str) -> str:
        """See LinkedDoor."""
        assert self._door is not None  # passwords are changed at pages, which come after it
        return self._door.verifier(staff, password)

    def _made(self, register: Register, reference: Reference, wire: LinkWire, machine: str) -> CentreClient:
        from app.sync.asking import beside
        from app.sync.centre_client import CentreClient
        from app.sync.centre_time import CentreTime, steady_clock
        from app.sync.link_file import LinkFile
        from app.sync.mirror import Mirror
        from app.sync.mirroring import Mirroring
        from app.sync.once import Exchange
        from app.sync.outages import OutageLog

        folder, key = self._file.path.parent, self._file.key or b""
        centre_time = CentreTime(steady_clock(), self._world.now)
        exchange = Exchange(register, reference, wire, centre_time, self._world.now, machine, ahead=beside)
        exchange.vouch = self.gate.ring.vouch
        mirroring = Mirroring(register, Mirror(folder, key))
        outages, link_file = OutageLog(folder, centre_time.monotonic), LinkFile(folder, key)
        return CentreClient(exchange, wire, self._dial, centre_time, self.gate.ring, mirroring, outages, link_file)

    def _dial(self, link: Link) -> LinkWire:
        return self._world.line(link.address, link.certificate, link.token)

    def _asked(self, address: str, certificate: str, token: str, seconds: float) -> PatientWire:
        return PatientWire(partial(self._world.line, address, certificate, token), seconds)


class PatientWire:
    """Asks the centre for so many seconds, and no longer."""

    def __init__(self, line: Callable[[], CentreWire], seconds: float) -> None:
        self._line, self._seconds = line, seconds

    def sign_in(self, request: SignInRequest) -> SignInAnswer:
        def asked() -> SignInAnswer:
            with closing(self._line()) as line:
                return line.sign_in(request)

        return within(self._seconds, asked)
