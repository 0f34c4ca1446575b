"""What a PC with a centre has for it, handed around while it is put together; and who hears of what happens."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.database import Register
from app.errors import Unavailable
from app.models.link import Link
from app.sync import once
from app.sync.link_file import LinkFile, ties_of
from app.sync.mirroring import Mirroring
from app.sync.once import Exchange
from app.sync.outages import OutageLog
from app.sync.signing import Ring
from app.sync.state import State


class LinkWire(once.ExchangeWire, Protocol):
    def wait(self, cursor: int) -> bool:
        """Stay on the line until there is something after the cursor, or for a while; whether there is."""

    def close(self) -> None: ...


class LinkClock(once.CentreClock, Protocol):
    def interval(self, last_contact: datetime | None) -> tuple[datetime, datetime | None]: ...


@dataclass(frozen=True)
class CentreClient:
    """`wire` is the exchange's first; `dial` gives another for the link as it is then: its token changes when the disk
    turns out to be a copy."""

    exchange: Exchange
    wire: LinkWire
    dial: Callable[[Link], LinkWire]
    clock: LinkClock
    ring: Ring
    mirroring: Mirroring
    outages: OutageLog
    link_file: LinkFile

    @property
    def register(self) -> Register:
        return self.exchange.register

    def begin(self) -> None:
        """What stands beside the register once more is whole again, whatever became of it while the program was off:
        without contact, too, for a register that is damaged next is rebuilt with it."""
        self.mirroring.catch_up()
        with suppress(Unavailable), self.register.reading() as session:  # told by the next turn
            self.link_file.keep(ties_of(session.get_one(Link, 1)))


@dataclass(frozen=True)
class SyncEvents:
    """All from the worker's own thread. `taken`: tables changed by what the centre told; `revoked`: this PC is to be
    wiped; `wrong`: an error nobody foresaw."""

    state: Callable[[State], None]
    taken: Callable[[], None]
    revoked: Callable[[], None]
    wrong: Callable[[Exception], None]


class RenewedWire:
    """The wire of one thread: dialled anew when the ties of this PC have changed, hung up by the thread that used it.
    `first` is a wire that was dialled for the link as it is when the cable is first used."""

    def __init__(self, client: CentreClient, first: LinkWire | None = None) -> None:
        self._client = client
        self._wire, self._dialled = first, ("", "", "")

    def link(self) -> Link:
        with self._client.register.reading() as session:
            return session.get_one(Link, 1)

    def wire(self, link: Link) -> LinkWire:
        """Raises Refused `centre_address`, `centre_certificate`."""
        wanted = link.address, link.certificate, link.token
        if self._wire is None or (any(self._dialled) and self._dialled != wanted):
            self.close()
            self._wire = self._client.dial(link)
        self._dialled = wanted
        return self._wire

    def close(self) -> None:
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()
