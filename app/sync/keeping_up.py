"""Register and what is known beside it, brought together when the office is opened: what can be done again is, and what
is lost all the same is told (app.sync.last_act).

Each act is known at three places: in the register, as the last act, and in the log since the copies. Where one of the
two beside it is gone, or does not reach as far as the register, nobody can vouch for the register any more: the paper
is asked. Set back all three together, it shows where a copy goes further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.actions.commands import Command
from app.actions.door import Done
from app.database import Register
from app.errors import Unavailable
from app.models.journal import Entry
from app.queries.pc_clock import known_time
from app.reference.reference import Reference
from app.release import RELEASED
from app.rules.pc_clock import judged
from app.sync.copied import acts_of, standing_of
from app.sync.last_act import LastAct, LastActRecord, MissingActs, positions, standing
from app.sync.lost_numbers import furthest, numbers_asked, numbers_lost
from app.sync.missing import GivenUp, Missing, NamedActs, missing
from app.sync.since_copy import KeptAct, SinceCopy

BEHIND = 1  # acts: between the act and the two places beside the register the power may go
MARKED = "PRAGMA user_version"  # in the register itself: what lies beside it is kept since
MOST = 10_000  # acts that a loss names


@dataclass(frozen=True)
class CameFrom:
    """The copy that was put back: its file, and when (UTC) its last act was."""

    copy: str
    until: datetime


@dataclass(frozen=True)
class KeptUp:
    """`back` acts were done again; `loss` is what is missing all the same."""

    back: int = 0
    loss: MissingActs | None = None


@dataclass(frozen=True)
class Around:
    """What lies around a register on a PC without a centre; `copies` are files under the same `key`."""

    last: LastAct
    since_copy: SinceCopy
    copies: tuple[Path, ...]
    key: bytes

    def copied(self, first: str) -> dict[Path, LastActRecord]:
        """How the register that began with this act stood in each copy of it."""
        found = {copy: standing_of(copy, self.key) for copy in self.copies}
        return {copy: known for copy, known in found.items() if known is not None and known.first == first}


def look_back(
    register: Register,
    reference: Reference,
    around: Around,
    do: Callable[[Command], Done],
    came_from: CameFrom | None,
    now: datetime,
) -> KeptUp:
    """Before anybody works. Raises Unavailable, `database_missing` where the register has nothing in it though there
    was something."""
    with register.reading() as session:
        before, given_up = standing(session), GivenUp(session)
    known, kept = _ours(around, before)
    with register.reading() as session:
        doubted = before is not None and _doubted(session, before, known, tuple(kept), given_up, came_from)
    back = around.since_copy.put_back(do) if kept else 0
    with register.reading() as session:
        here = standing(session)
        if here is None:
            if known is not None or kept or any(standing_of(copy, around.key) for copy in around.copies):
                raise Unavailable("database_missing")
            return KeptUp()
        stood, copied = before or here, around.copied(here.first)
        ours = {act: each for act, each in kept.items() if act not in given_up}
        told = tuple(_told(session, around, known, ours, copied))
        lost = missing(session, told, given_up, stood.acts)
        doubted = doubted or any(_goes_further(session, each, known, ours, given_up) for each in told if each.copy)
        if lost is None and not doubted:
            return KeptUp(back)
        there = furthest([*copied.values(), *([known] if known else ()), *(each.known for each in kept.values())], here)
        return KeptUp(back, _loss(session, reference, came_from, lost, stood, there, now if doubted else None))


def mark(register: Register, *, kept: bool = True) -> None:
    """From now on what lies beside this register is kept: where it is gone, something has happened. Not `kept` yet on a
    PC that has just joined a centre, and has done nothing."""
    with register.writing() as session:
        session.execute(text(f"{MARKED} = {int(kept)}"))


def _ours(around: Around, here: LastActRecord | None) -> tuple[LastActRecord | None, dict[str, KeptAct]]:
    """What is known beside the register, of this register."""
    known, kept = around.last.known, around.since_copy.kept()
    if here is not None and known is not None and known.first != here.first:
        known = None
    if here is not None and any(each.known.first != here.first for each in kept.values()):
        around.since_copy.begin_anew()
        kept = {}
    return known, kept


def _doubted(
    session: Session,
    here: LastActRecord,
    known: LastActRecord | None,
    kept: tuple[str, ...],
    given_up: GivenUp,
    came_from: CameFrom | None,
) -> bool:
    """Whether the register goes further than what lies beside it, so that nobody can tell how far it went."""
    if came_from is None and not session.scalar(text(MARKED)):
        return False
    slack = 0 if came_from else BEHIND
    newest = (known.act if known else "", kept[-1] if kept else "")
    return any(here.acts - _reach(session, act, given_up, here.acts) > slack for act in newest)


def _goes_further(
    session: Session, copy: NamedActs, known: LastActRecord | None, kept: dict[str, KeptAct], given_up: GivenUp
) -> bool:
    """Whether a copy tells of more than the last act and the log do: then nobody knows what came after it."""
    act = copy.standing.act
    if act in kept or act in given_up or (known is not None and known.acts >= copy.standing.acts):
        return False
    return not positions(session, (act,))


def _reach(session: Session, act: str, given_up: GivenUp, here: int) -> int:
    """How many acts of the register there were when this one was done, or was written down as lost; all and more where
    it is not here."""
    if not act:
        return 0
    places = positions(session, (act, *given_up.losses(act)))
    return places.get(act) or max(places.values(), default=here)


def _told(
    session: Session,
    around: Around,
    known: LastActRecord | None,
    kept: dict[str, KeptAct],
    copied: dict[Path, LastActRecord],
) -> Iterator[NamedActs]:
    """A copy is read as a whole only where its last act is not here, or stands elsewhere."""
    if known is not None:
        yield NamedActs(known.recent or (known.act,), known, {known.act: known.at})
    if kept:
        newest = [*kept.values()][-1].known
        yield NamedActs(tuple(kept), newest, {act: each.at for act, each in kept.items()})
    here = positions(session, [each.act for each in copied.values()])
    for copy, stood in copied.items():
        if here.get(stood.act, 0) < stood.acts:
            acts = acts_of(copy, around.key)
            yield NamedActs(tuple(acts), stood, acts, copy)


def _loss(
    session: Session,
    reference: Reference,
    came_from: CameFrom | None,
    lost: Missing | None,
    before: LastActRecord,
    there: LastActRecord,
    asked: datetime | None,
) -> MissingActs:
    """`asked` is now, where only the paper knows how far it went."""
    since = lost.since if lost else there.acts
    at = session.scalars(select(Entry.at).where(Entry.position == since)).one()
    copy = came_from.copy if came_from else ""
    acts, ids = (lost.count, lost.acts[-MOST:]) if lost else (None, ())
    offered = lost.copy if lost else None
    if asked is None:
        assert lost is not None  # or there is no loss
        return MissingActs(
            at, lost.until, acts, copy, numbers_lost(session, reference, since, before, there), ids, offered
        )
    clock = judged(asked, known_time(session, since=RELEASED))
    numbers = () if clock.code else numbers_asked(session, reference, there, asked)
    return MissingActs(at, None, acts, copy, numbers, ids, offered, clock if clock.code else None)
