"""An act on a PC that has a centre: done here at once, signed, and left waiting to be sent.

All of it is in the act's own transaction: its effect on the tables, the rows as the centre knows them (Shadow), the
signed act, and with it its number.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import func, insert, select, tuple_
from sqlalchemy.orm import Session

from app.actions import written
from app.actions.commands.promise import PrintedBefore
from app.actions.context import ActContext
from app.actions.promising import PAPERS
from app.actions.traces import Trace
from app.actions.written import FORM, Written
from app.decoding import from_plain
from app.errors import Refused
from app.models.application import Application
from app.models.exchange import Act
from app.models.images import RowKey
from app.models.journal import Entry
from app.models.link import Link, OwnPaper, Shadow
from app.rules.workflow import NUMBERED_BY_CENTRE

# Entries that still wait stand behind all that the centre has numbered.
WAITING = 1 << 40


@dataclass(frozen=True)
class Pen:
    """What signs acts on this PC. `sign` raises Refused `key_locked` for somebody who is not signed in; `interval` is
    the time (UTC, by the centre's clock) that surely holds the moment of the call; `machine` names this machine."""

    sign: Callable[[str, bytes], tuple[str, bytes]]
    interval: Callable[[datetime | None], tuple[datetime, datetime | None]]
    machine: str = ""


def link_of(session: Session) -> Link | None:
    """None on a PC that has no centre."""
    return session.get(Link, 1)


def require_usable(link: Link, pen: Pen) -> None:
    """Raises Refused: `device_revoked`, or `device_cloned` where this disk was copied to another machine."""
    if link.revoked:
        raise Refused("device_revoked")
    if link.machine and pen.machine and link.machine != pen.machine:
        raise Refused("device_cloned")


def waits_for_number(context: ActContext) -> bool:
    """Whether only the centre can finish this act."""
    return context.command.act in NUMBERED_BY_CENTRE


@dataclass(frozen=True)
class Seen:
    """What the author's PC knew before the act: see Written."""

    prev: str | None
    base: int
    stage: str
    dep: str | None
    after: str | None


def seen_by(context: ActContext, link: Link) -> Seen:
    """Raises Refused `waits_for_number` for a decision on a file whose last one only the centre can finish."""
    named = _file_id(context)
    file = context.session.get(Application, named) if named else None
    dep = _waiting_before(context.session, named)
    before = context.session.get(Act, dep) if dep else None
    if before is not None and before.kind in NUMBERED_BY_CENTRE and not written.is_fact(context.command.act):
        raise Refused("waits_for_number")
    base = link.cursor if named is None else file.decisions if file else 0
    after = None if file is None or written.is_fact(context.command.act) else last_decision(context.session, file.id)
    return Seen(context.device.tip, base, file.stage if file else "", dep, after)


def last_decision(session: Session, application: str) -> str | None:
    """How many there were does not tell which: a restored centre may have taken others first."""
    return last_decisions(session, (application,))[application]


def last_decisions(session: Session, applications: Collection[str]) -> dict[str, str | None]:
    """The latest decision about each file; None where there was none."""
    theirs = Entry.application_id.in_(applications), Entry.kind.in_(written.DECISIONS)
    found: dict[str, str | None] = dict.fromkeys(applications)
    for file, act in session.execute(select(Entry.application_id, Entry.id).where(*theirs).order_by(Entry.position)):
        found[str(file)] = act
    return found


def leave_waiting(context: ActContext, link: Link, pen: Pen, trace: Trace, seen: Seen) -> None:
    """Write down what the act changed and the act itself, to be sent."""
    session = context.session
    touched = [list(key) for key in shade(session, trace)]
    act = _written(context, link, pen, seen)
    body = written.encode(act)
    key_id, signature = pen.sign(act.actor, body)
    row = waiting_act(act, body, signature, key_id, next_position(session))
    row.touched = touched
    session.add(row)
    session.flush()


def keep_paper(context: ActContext) -> None:
    """What the act put out and does not say, because the centre would not understand it."""
    if context.card is not None and context.command.act in PAPERS:
        printed = PrintedBefore(paper=context.card, promise=context.promise)
        context.session.add(OwnPaper(id=context.command.stamp.id, printed=msgspec.to_builtins(printed)))


def own_paper(session: Session, act: str) -> PrintedBefore | None:
    """None for an act that says itself what it put out."""
    kept = session.get(OwnPaper, act)
    return from_plain(kept.printed, PrintedBefore) if kept is not None else None


def waiting_act(act: Written, body: bytes, signature: bytes, key_id: str, position: int) -> Act:
    """The row of an act that nobody has judged yet."""
    return Act(
        id=act.id,
        position=position,
        device=act.device,
        prev=act.prev,
        kind=act.kind,
        actor_id=act.actor,
        application_id=act.application,
        body=body,
        signature=signature,
        key_id=key_id,
        feed=None,
        result="",
        reason="",
        flags=[],
        received=None,
        rows=None,
        touched=[],
        lost=False,
        tries=0,
        answer="",
        tried=None,
    )


def next_position(session: Session) -> int:
    return (session.scalar(select(func.max(Act.position))) or 0) + 1


def entry_position(session: Session) -> int:
    """For a journal entry that the centre has not numbered yet."""
    return WAITING + next_position(session)


def shade(session: Session, trace: Trace) -> list[RowKey]:
    """Keep the centre's version of every row that changed, where it is not kept already."""
    keys = list(trace.before)
    known = select(Shadow.name, Shadow.key).where(tuple_(Shadow.name, Shadow.key).in_(keys))
    kept = {(name, key) for name, key in session.execute(known)}
    fresh = [{"name": key[0], "key": key[1], "image": image} for key, image in trace.before.items() if key not in kept]
    if fresh:
        session.execute(insert(Shadow), fresh)
    return keys


def _written(context: ActContext, link: Link, pen: Pen, seen: Seen) -> Written:
    stamp, file = context.command.stamp, _file_id(context)
    lo, hi = pen.interval(link.contact)
    return Written(
        id=stamp.id,
        office=link.office,
        device=stamp.counter,
        prev=seen.prev,
        actor=stamp.actor,
        kind=context.command.act,
        version=context.command.VERSION,
        application=file,
        at=stamp.at,
        lo=lo,
        hi=hi,
        base=seen.base,
        stage=seen.stage,
        dep=seen.dep,
        after=seen.after,
        payload=written.payload_of(context.command),
        form=FORM if link.form >= FORM else msgspec.UNSET,
    )


def _waiting_before(session: Session, application: str | None) -> str | None:
    """The last decision on the same file that still waits here, else the last act: a note after a decision must not
    hide that the decision may yet fall."""
    if application is None:
        return None
    own = select(Act.id, Act.kind).where(Act.application_id == application, Act.feed.is_(None))
    waiting = list(session.execute(own.order_by(Act.position.desc())))
    decided = (act for act, kind in waiting if not written.is_fact(kind))
    return next(decided, waiting[0][0] if waiting else None)


def _file_id(context: ActContext) -> str | None:
    named = getattr(context.command, "application", None)
    return str(named) if named else None
