"""From a folder to an open office: one instance, key, upgrade, reference data. Runs on a worker; no Qt here.

Everything heavy is imported in here, after the window has been painted.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from app.errors import Unavailable
from app.settings import Settings

if TYPE_CHECKING:
    from app.actions.commands import Command
    from app.actions.door import Done, Door
    from app.actions.signing_in import Gate, Person
    from app.desktop.world import World
    from app.queries.look import Look
    from app.queries.people import Opening
    from app.reference.reference import Reference
    from app.upkeep.keys import ObtainedKey

T = TypeVar("T")
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class OpenOffice:
    """The register in use. `first` is what the window needs to know of it; `held` is given back at the end."""

    door: Door
    gate: Gate
    reference: Reference
    key: ObtainedKey
    first: Opening
    held: ExitStack


def open_office(settings: Settings, world: World, told: Told) -> OpenOffice:
    """Raises Unavailable, after which nothing is held. `told` hears of the making of a training office."""
    from app.upkeep.instance import only_instance

    with ExitStack() as held:
        held.enter_context(only_instance(settings.data))
        opened = _open(settings, world, told, held)
        opened.held.push(held.pop_all())
    return opened


def _open(settings: Settings, world: World, told: Told, held: ExitStack) -> OpenOffice:
    from app.actions.door import Door
    from app.actions.signing_in import Gate
    from app.database import open_register
    from app.queries import people
    from app.reference.reference import load
    from app.upkeep import practice
    from app.upkeep.keys import obtain_key

    key = obtain_key(settings.data)
    reference = load(settings.data)
    if settings.training and not settings.database.exists():
        practice.prepare(settings.database, key.key, reference, world.now(), told)
    register = open_register(settings.database, key.key)
    held.callback(register.close)
    door = Door(register, reference, draw=world.draw, now=world.now)
    first = door.ask(people.opening)
    return OpenOffice(door, Gate(register, world.now), reference, key, first, ExitStack())


class Threshold:
    """Stands where door and gate will be, so that the window can be built before there is a register."""

    def __init__(self) -> None:
        self._office: OpenOffice | None = None

    @property
    def office(self) -> OpenOffice:
        """Raises Unavailable `not_open`."""
        if self._office is None:
            raise Unavailable("not_open")
        return self._office

    @property
    def is_open(self) -> bool:
        return self._office is not None

    def set_office(self, office: OpenOffice) -> None:
        self._office = office

    def do(self, command: Command) -> Done:
        return self.office.door.do(command)

    def ask(self, query: Callable[[Look], T]) -> T:
        return self.office.door.ask(query)

    def enter(self, username: str, password: str) -> Person:
        return self.office.gate.enter(username, password)

    def confirm(self, username: str, password: str) -> Person:
        return self.office.gate.confirm(username, password)

    def prove(self, staff: str, password: str) -> Person:
        return self.office.gate.prove(staff, password)

    def close(self) -> None:
        """Closes the register and lets another program have the folder."""
        if self._office is not None:
            self._office.held.close()
            self._office = None
