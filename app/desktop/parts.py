"""What a counter is made of, handed around while it is put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.desktop.connection import CentreConnection
from app.desktop.opening import PendingOffice
from app.desktop.world import World
from app.lookup.service import Lookup
from app.print.printers import Printer
from app.settings import Settings
from app.ui.pages.entrance.sheet_keeper import SheetSource
from app.ui.papers.qt_printer import system_printer
from app.ui.shell.board import Board
from app.ui.shell.desk import Desk
from app.ui.shell.navigator import Navigator
from app.ui.shell.session import Session
from app.ui.shell.window import Window
from app.upkeep.counter_file import CounterFile
from app.upkeep.lookup_token import TokenFile
from app.upkeep.safekeeping import Safekeeping

if TYPE_CHECKING:
    from app.actions.commands import Stamp


class Stamps:
    """Gives every command its id, time, person and counter. Before the first start is done, the person is the founder
    and the counter a code drawn for this PC."""

    def __init__(self, world: World, session: Session) -> None:
        self._world = world
        self._session = session
        self._founder = ""
        self.counter = ""

    def __call__(self) -> Stamp:
        from app.actions.commands import Stamp
        from app.rules.registration import device_code

        person = self._session.signed_in
        self._founder = self._founder or self._world.new_id()
        self.counter = self.counter or device_code(self._world.draw)
        actor = person.user_id if person else self._founder
        return Stamp(id=self._world.new_id(), at=self._world.now(), actor=actor, counter=self.counter)


@dataclass(frozen=True)
class CounterParts:
    """`entrance` opens the office and looks at passwords, so that neither waits behind other slow work; `connection`
    leads to the centre, where there is one."""

    settings: Settings
    world: World
    session: Session
    board: Board
    navigator: Navigator
    memory: CounterFile
    pending_office: PendingOffice
    stamps: Stamps
    desk: Desk
    entrance: Desk
    connection: CentreConnection
    window: Window


def lookup(parts: CounterParts) -> Lookup:
    """Of the office that is open. Raises Unavailable `not_open`."""
    office = parts.pending_office.office
    token = TokenFile(parts.settings.data, office.key.key)
    return Lookup(parts.memory, token, parts.world.now, ZoneInfo(office.first.zone))


def safekeeping(parts: CounterParts) -> Safekeeping:
    """Of the office that is open. Raises Unavailable `not_open`."""
    office = parts.pending_office.office
    return Safekeeping(parts.settings.database, office.key, parts.memory, parts.pending_office.ask, parts.world.now)


def sheet_source(keeping: Safekeeping, printer: Printer | None = None) -> SheetSource:
    return SheetSource(keeping.sheet, printer or system_printer())
