"""From a folder to an open office: one instance, key, upgrade, reference data. Runs on a worker; no Qt here.

Everything heavy is imported in here, after the window has been painted. It comes in two parts: `unlock` is as much as
signing in needs, without SQLAlchemy; `open_door` the rest, while somebody types the password.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from app.errors import Unavailable
from app.settings import Settings

if TYPE_CHECKING:
    from app.actions.commands import Command
    from app.actions.door import Done
    from app.actions.signing_in import Gate, SignedInPerson
    from app.cipher import RegisterFile
    from app.database import FileRegister
    from app.desktop.centre_link import CentreLink
    from app.desktop.world import World
    from app.queries.entrance import Opening
    from app.queries.look import Look
    from app.reference.reference import Reference
    from app.sync.kept_door import KeptDoor
    from app.sync.last_act import LostNumbers, MissingActs
    from app.upkeep.keys import ObtainedKey

T = TypeVar("T")
REVOKED = "revoked"  # app.upkeep.wiping.MARK, looked for at each start
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Unlocked:
    """The register can be read. `first` is what the window needs to know of it; `held` is given back at the end.
    `linkage` is there on a PC that has a centre."""

    file: RegisterFile
    key: ObtainedKey
    gate: Gate
    first: Opening
    held: ExitStack
    linkage: CentreLink | None = None


@dataclass(frozen=True)
class OpenOffice:
    """The office at work. `loss` is what the register has lost, to be written down before anybody works; `unsure` are
    the numbers of a PC with a centre that nobody vouched for when it was opened."""

    door: KeptDoor
    reference: Reference
    unlocked: Unlocked
    register: FileRegister
    loss: MissingActs | None = None
    unsure: LostNumbers | None = None

    @property
    def key(self) -> ObtainedKey:
        return self.unlocked.key

    @property
    def first(self) -> Opening:
        return self.unlocked.first


def unlock(settings: Settings, world: World, told: Told) -> Unlocked:
    """Raises Unavailable, after which nothing is held; `device_wiped` where the centre revoked this PC. `told` hears of
    the making of a training office."""
    from app.actions.signing_in import Gate
    from app.cipher import RegisterFile
    from app.queries.entrance import opening
    from app.upkeep.at_rest import mend
    from app.upkeep.instance import only_instance
    from app.upkeep.keys import obtain_key

    with ExitStack() as held:
        held.enter_context(only_instance(settings.data))
        mend(settings.data)
        if (settings.data / REVOKED).exists():
            _wipe(settings)
        key = obtain_key(settings.data)
        _require_whole(settings, key.key)
        file = RegisterFile(settings.database, key.key)
        _bring_up_to_date(file, settings, world, told)
        with file.reading() as connection:
            first = opening(connection)
        linkage = linked(file, world) if first.linked else None
        gate = linkage.gate if linkage else Gate(file, world.now, world.seconds)
        return Unlocked(file, key, gate, first, held.pop_all(), linkage)


def _require_whole(settings: Settings, key: bytes) -> None:
    """Ends a restore that was cut. The training office is made anew where it is missing."""
    from app.upkeep.register_folder import is_there, require_whole
    from app.upkeep.restore import finish

    finish(settings.database, key)
    if not settings.training or is_there(settings.database):
        require_whole(settings.database, key)


def _wipe(settings: Settings) -> None:
    from app.upkeep.wiping import wipe

    wipe(settings.data)  # what a cut left of it
    raise Unavailable("device_wiped")


def linked(file: RegisterFile, world: World) -> CentreLink:
    """For a PC that has a centre."""
    from app.desktop.centre_link import CentreLink

    return CentreLink(file, world)


def _bring_up_to_date(file: RegisterFile, settings: Settings, world: World, told: Told) -> None:
    """Nothing on most days; where there is something to do, its modules are loaded for it."""
    from app.cipher import revision
    from app.migrations import HEAD

    if settings.training and not file.path.exists():
        from app.reference.reference import load
        from app.upkeep import practice

        practice.prepare(file.path, file.key, load(settings.data), world.now(), told)
    if revision(file.path, file.key) != HEAD:
        from app.database import upgrade

        upgrade(file.path, file.key)


def open_door(settings: Settings, world: World, unlocked: Unlocked) -> OpenOffice:
    """Raises Unavailable `catalogue_invalid` where the office's own catalogue cannot be used."""
    from app.actions.door import Door
    from app.database import open_register
    from app.desktop.beside import brought_together
    from app.reference.catalogue_file import CatalogueError
    from app.reference.reference import load
    from app.release import RELEASED

    try:
        reference = load(settings.data)
    except CatalogueError as error:
        raise Unavailable("catalogue_invalid", detail=f"{error.place}: {error.what}") from error
    register = open_register(unlocked.file.path, unlocked.file.key)
    unlocked.held.callback(register.close)
    link = unlocked.linkage
    door = (
        link.door(register, reference)
        if link
        else Door(register, reference, draw=world.draw, now=world.now, since=RELEASED)
    )
    exchange = link.client.exchange if link and link.client else None
    beside = brought_together(register, reference, door, world.now, exchange)
    return OpenOffice(beside.door, reference, unlocked, register, beside.found.loss, beside.unsure)


@contextmanager
def doubted(file: RegisterFile) -> Iterator[None]:
    """A page that cannot be read is no trouble of the moment: the next start looks at every page before it opens."""
    try:
        yield
    except Unavailable as trouble:
        if trouble.code == "database_damaged":
            from app.upkeep.register_folder import doubt

            doubt(file.path)
        raise


class PendingOffice:
    """Stands where door and gate will be, so that the window can be built before there is a register."""

    def __init__(self) -> None:
        self._unlocked: Unlocked | None = None
        self._office: OpenOffice | None = None

    @property
    def unlocked(self) -> Unlocked:
        """Raises Unavailable `not_open`."""
        if self._unlocked is None:
            raise Unavailable("not_open")
        return self._unlocked

    @property
    def office(self) -> OpenOffice:
        """Raises Unavailable `not_open`."""
        if self._office is None:
            raise Unavailable("not_open")
        return self._office

    @property
    def linkage(self) -> CentreLink | None:
        """None on a PC without a centre, and before the register is unlocked."""
        return self._unlocked.linkage if self._unlocked else None

    def set_unlocked(self, unlocked: Unlocked) -> None:
        self._unlocked = unlocked

    def note(self, first: Opening) -> None:
        """What the window needs to know is something else by now."""
        self._unlocked = replace(self.unlocked, first=first)

    def set_office(self, office: OpenOffice) -> None:
        self._office = office

    def link_up(self, world: World) -> CentreLink:
        """After pairing: gate and door are those of a PC that has a centre."""
        from app.desktop.beside import brought_together

        unlocked, office = self.unlocked, self.office
        linkage = linked(unlocked.file, world)
        inner = linkage.door(office.register, office.reference)
        exchange = linkage.client.exchange if linkage.client else None
        door = brought_together(office.register, office.reference, inner, world.now, exchange).door
        self._unlocked = replace(unlocked, gate=linkage.gate, linkage=linkage)
        self._office = replace(office, door=door, unlocked=self._unlocked)
        return linkage

    def verifier(self, staff: str, password: str) -> str:
        """What is kept of a new password; on a PC with a centre the person's key follows it. Raises Refused."""
        from app.actions.signing_in import verifier

        linkage = self.linkage
        return linkage.verifier(staff, password) if linkage else verifier(password)

    def do(self, command: Command) -> Done:
        office = self.office
        with doubted(office.unlocked.file):
            return office.door.do(command)

    def ask(self, query: Callable[[Look], T]) -> T:
        office = self.office
        with doubted(office.unlocked.file):
            return office.door.ask(query)

    def enter(self, username: str, password: str) -> SignedInPerson:
        return self.unlocked.gate.enter(username, password)

    def confirm(self, username: str, password: str) -> SignedInPerson:
        return self.unlocked.gate.confirm(username, password)

    def prove(self, staff: str, password: str) -> SignedInPerson:
        return self.unlocked.gate.prove(staff, password)

    def close(self) -> None:
        """Closes the register and lets another program have the folder, also where it raises Unavailable: a full disk
        leaves the log of the database beside it, and nothing is lost."""
        unlocked, self._unlocked, self._office = self._unlocked, None, None
        if unlocked is not None:
            unlocked.held.close()


def is_open(pending_office: PendingOffice) -> bool:
    try:
        return bool(pending_office.office)
    except Unavailable:
        return False
