"""The door of a PC: what is done is known beside the register too, before anybody hears that it was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from app.actions.commands import Command
from app.actions.commands.intake import RegisterApplication
from app.actions.door import UNJOURNALLED, Done
from app.database import Register
from app.errors import Refused, Unavailable
from app.queries.look import Look
from app.sync.last_act import LastAct, standing
from app.sync.since_copy import SinceCopy

T = TypeVar("T")


class Inner(Protocol):
    """The door proper: app.actions.door.Door, or the one of a PC that has a centre."""

    def do(self, command: Command) -> Done: ...
    def ask(self, query: Callable[[Look], T]) -> T: ...


class KeptDoor:
    """`since_copy` None on a PC that has a centre. `unsure`: how far the numbers of such a PC came nobody can tell, so
    it gives none until `vouch`; `vouched` hears of that."""

    def __init__(
        self,
        door: Inner,
        register: Register,
        last: LastAct,
        since_copy: SinceCopy | None,
        *,
        unsure: bool = False,
        vouched: Callable[[], None] | None = None,
    ) -> None:
        self._door, self._register, self._last, self._since_copy = door, register, last, since_copy
        self._unsure, self._vouched = unsure, vouched
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """Why what was done is not known beside the register too, a code; empty when it is. The act is done all the
        same."""
        return self._trouble or (self._since_copy.trouble if self._since_copy else "")

    @property
    def unsure(self) -> bool:
        """Whether this PC gives no registration numbers."""
        return self._unsure

    def vouch(self) -> None:
        """The next number is a new one surely: under another device code, or by the paper. Any thread. Raises
        Unavailable."""
        self._unsure = False
        self.note()
        if self._vouched is not None:
            self._vouched()

    def do(self, command: Command) -> Done:
        """As app.actions.door.Door. Raises Refused `numbers_unsure`, too."""
        if self._unsure and isinstance(command, RegisterApplication):
            raise Refused("numbers_unsure")
        done = self._door.do(command)
        if not isinstance(command, UNJOURNALLED):
            if self._since_copy is not None:
                self._since_copy.keep(command.stamp.id)
            self.note()
        return done

    def ask(self, query: Callable[[Look], T]) -> T:
        return self._door.ask(query)

    def catch_up(self) -> None:
        """Try again what the disk would not keep. Any thread."""
        if self._since_copy is not None and self._since_copy.trouble:
            self._since_copy.catch_up()
        self.note()

    def note(self) -> None:
        """What stands in the register now is the last that is known of it; nothing where that may be too little."""
        if self._unsure:
            return
        with self._register.reading() as session:
            now = standing(session)
        if now is None:
            return
        try:
            self._last.keep(now)
            self._trouble = ""
        except Unavailable as trouble:
            self._trouble = trouble.code
