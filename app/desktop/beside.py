"""What is known beside the register, brought together with it when the office is opened. Runs on a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.sync.copied import standing_of
from app.sync.keeping_up import Around, CameFrom, KeptUp, look_back, mark
from app.sync.kept_door import Inner, KeptDoor
from app.sync.last_act import LastAct, LostNumbers, MissingActs
from app.sync.own_numbers import doubted, go_on_after, go_on_from, own_numbers
from app.sync.since_copy import SinceCopy
from app.upkeep.copies import last_acts
from app.upkeep.register_folder import copies_of
from app.upkeep.restore import Origin, note_origin, origin

if TYPE_CHECKING:
    from app.database import FileRegister
    from app.reference.reference import Reference
    from app.sync.once import Exchange


@dataclass(frozen=True)
class Beside:
    """`door` keeps what is done beside the register; a loss that was `found` is to be written down before anybody
    works. `unsure` are the numbers of a PC with a centre, where nobody can tell how far they came."""

    door: KeptDoor
    found: KeptUp
    unsure: LostNumbers | None = None


def brought_together(
    register: FileRegister,
    reference: Reference,
    inner: Inner,
    now: Callable[[], datetime],
    exchange: Exchange | None,
) -> Beside:
    """`exchange` is that of a PC with a centre. Raises Unavailable."""
    path, key = register.file.path, register.file.key or b""
    last = LastAct(path.parent, key)
    if exchange is not None:
        return _with_centre(register, last, inner, now, exchange)
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


def _with_centre(
    register: FileRegister, last: LastAct, inner: Inner, now: Callable[[], datetime], exchange: Exchange
) -> Beside:
    """The centre has what was lost; registration numbers alone are given here. Until they are vouched for, whatever
    speaks against them stays as it is: the next start finds it again."""
    path, key = register.file.path, register.file.key or b""
    copied = [stood for copy in copies_of(path.parent) if (stood := standing_of(copy, key)) is not None]
    with register.reading() as session:
        unsure = doubted(session, last.known, copied, restored=_pending(register) is not None)
    go_on_from(register, [*copied, *([last.known] if last.known else ())])

    def vouched() -> None:
        mark(register, kept=last.known is not None)
        _settle(register, KeptUp(), now())

    exchange.numbers = door = KeptDoor(inner, register, last, None, unsure=unsure, vouched=vouched)
    if not unsure:
        door.vouch()
        return Beside(door, KeptUp())
    with register.reading() as session:
        return Beside(door, KeptUp(), own_numbers(session))


def from_paper(register: FileRegister, door: KeptDoor, last: int) -> None:
    """Numbers go on after the highest one on paper; nothing where a new code has come meanwhile. Raises Refused
    `loss_numbers` or Unavailable."""
    if door.unsure:
        go_on_after(register, last)
        door.vouch()


def written_down(register: FileRegister, loss: MissingActs, now: datetime) -> None:
    """The loss is in the journal. Raises Unavailable."""
    came = _pending(register) or Origin(loss.copy, loss.since)
    note_origin(register.file.path, replace(came, lost=True, settled=now))


def _pending(register: FileRegister) -> Origin | None:
    came = origin(register.file.path)
    return came if came is not None and came.settled is None else None


def _settle(register: FileRegister, found: KeptUp, now: datetime) -> None:
    """What was done again is told on the front page; what is missing all the same waits for somebody to sign in."""
    came = _pending(register)
    if came is None and not found.back:
        return
    came = came or Origin("", now)
    settled = None if found.loss else now
    note_origin(register.file.path, replace(came, back=came.back + found.back, settled=settled))
