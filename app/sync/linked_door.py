"""The door of a PC that has a centre: each own act goes into the file of unsent acts too, and on its way at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.actions.commands import Command
from app.actions.commands.office import SetPassword
from app.actions.door import UNJOURNALLED, Done, Door
from app.actions.signing_in import verifier
from app.database import Register
from app.models.link import OwnKey
from app.queries.look import Look
from app.sync.mirroring import Mirroring
from app.sync.signing import Ring

T = TypeVar("T")


class LinkedDoor:
    """`acted` hears of every own act, after its commit, on the thread that does them."""

    def __init__(
        self, door: Door, register: Register, ring: Ring, mirroring: Mirroring, acted: Callable[[], None]
    ) -> None:
        self._door, self._register, self._ring = door, register, ring
        self._mirroring, self._acted = mirroring, acted
        self._sealed: dict[tuple[str, str], bytes] = {}

    def do(self, command: Command) -> Done:
        """As app.actions.door.Door."""
        done = self._door.do(command)
        if isinstance(command, UNJOURNALLED):
            return done
        self._mirroring.keep(command.stamp.id)
        if isinstance(command, SetPassword):
            self._seal(command.staff, command.password)
        self._acted()
        return done

    def ask(self, query: Callable[[Look], T]) -> T:
        return self._door.ask(query)

    def verifier(self, staff: str, password: str) -> str:
        """What is kept of a new password that `staff` has typed; if it is for themselves, their key is sealed under it
        with the act that follows. Takes long. Raises Refused `password_short`."""
        kept, held = verifier(password), self._ring.held(staff)
        if held is not None:
            self._sealed[staff, kept] = held[1].sealed(password)
        return kept

    def _seal(self, staff: str, kept: str) -> None:
        sealed = self._sealed.pop((staff, kept), None)
        with self._register.writing() as session:
            own = session.get(OwnKey, staff)
            if own is not None and sealed is not None:
                own.sealed = sealed
