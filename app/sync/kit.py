"""What a PC with a centre has for it, handed around while it is put together; and who hears of what happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.database import Register
from app.models.link import Link
from app.sync import once
from app.sync.link_file import LinkFile
from app.sync.mirroring import Mirroring
from app.sync.once import Exchange
from app.sync.outages import Outages
from app.sync.signing import Ring
from app.sync.state import State


class Wire(once.Wire, Protocol):
    def wait(self, cursor: int) -> bool:
        """Stay on the line until there is something after the cursor, or for a while; whether there is."""

    def close(self) -> None: ...


class Clock(once.Clock, Protocol):
    def interval(self, last_contact: datetime | None) -> tuple[datetime, datetime | None]: ...


@dataclass(frozen=True)
class Kit:
    """`wire` is the exchange's first; `dial` gives another for the link as it is then: its token changes when the disk
    turns out to be a copy."""

    exchange: Exchange
    wire: Wire
    dial: Callable[[Link], Wire]
    clock: Clock
    ring: Ring
    mirroring: Mirroring
    outages: Outages
    link_file: LinkFile

    @property
    def register(self) -> Register:
        return self.exchange.register


@dataclass(frozen=True)
class Told:
    """All from the worker's own thread. `taken`: tables changed by what the centre told; `revoked`: this PC is to be
    wiped; `wrong`: an error nobody foresaw."""

    state: Callable[[State], None]
    taken: Callable[[], None]
    revoked: Callable[[], None]
    wrong: Callable[[Exception], None]
