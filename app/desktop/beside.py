"""What is known beside the register, brought together with it when the office is opened. Runs on a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.sync.keeping_up import Around, CameFrom, Found, go_on_from, look_back, mark
from app.sync.kept_door import Inner, KeptDoor
from app.sync.last_act import LastAct, Loss
from app.sync.since_copy import SinceCopy
from app.upkeep.copies import last_acts
from app.upkeep.register_folder import copies_of
from app.upkeep.restore import Origin, note_origin, origin

if TYPE_CHECKING:
    from app.database import FileRegister
    from app.reference.reference import Reference


@dataclass(frozen=True)
class Beside:
    """`door` keeps what is done beside the register; a loss that was `found` is to be written down before anybody
    works."""

    door: KeptDoor
    found: Found


def brought_together(
    register: FileRegister, reference: Reference, inner: Inner, now: Callable[[], datetime], *, linked: bool
) -> Beside:
    """Raises Unavailable."""
    path, key = register.file.path, register.file.key or b""
    last = LastAct(path.parent, key)
    if linked:
        go_on_from(register, last)
        door = KeptDoor(inner, register, last, None)
        _settle(register, Found(), now())
        return Beside(door, Found())
    since_copy = SinceCopy(register, path.parent, key)
    came = _pending(register)
    came_from = CameFrom(came.copy, came.until) if came else None
    around = Around(last, since_copy, tuple(copies_of(path.parent)), key)
    found = look_back(register, reference, around, inner.do, came_from, now())
    door = KeptDoor(inner, register, last, since_copy)
    if found.loss is None:
        door.note()
        since_copy.tidy(last_acts(path, key))
        mark(register)
    _settle(register, found, now())
    return Beside(door, found)


def written_down(register: FileRegister, loss: Loss, now: datetime) -> None:
    """The loss is in the journal. Raises Unavailable."""
    came = _pending(register) or Origin(loss.copy, loss.since)
    note_origin(register.file.path, replace(came, lost=True, settled=now))


def _pending(register: FileRegister) -> Origin | None:
    came = origin(register.file.path)
    return came if came is not None and came.settled is None else None


def _settle(register: FileRegister, found: Found, now: datetime) -> None:
    """What was done again is told on the front page; what is missing all the same waits for somebody to sign in."""
    came = _pending(register)
    if came is None and not found.back:
        return
    came = came or Origin("", now)
    settled = None if found.loss else now
    note_origin(register.file.path, replace(came, back=came.back + found.back, settled=settled))
