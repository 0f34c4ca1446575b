"""What the centre says, under what waits here: the tables always show the centre's state and one's own waiting acts on
top of it.

When a page of the feed touches what waiting acts touched, exactly those acts (and all that hang together with them by
shared rows) are undone, the page is written, and those still waiting are done again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.actions import late_papers, promising, written
from app.actions.context import ActContext
from app.actions.door import write_entry
from app.actions.drawing import filled
from app.actions.linked import WAITING, last_decision, own_paper, shade
from app.actions.perform import perform
from app.actions.traces import traced
from app.actions.written import REGISTRATION, Written
from app.errors import Refused
from app.models.application import Applicant, Application
from app.models.exchange import Act
from app.models.images import RowKey, key_name, table_of
from app.models.link import Link, Shadow
from app.models.office import Device
from app.reference.reference import Reference
from app.rules.workflow import NUMBERED_BY_CENTRE
from app.sync import deferred
from app.sync import rows as tables
from app.sync.protocol import ID_REUSE, RowImage

# Rows that rights, rules and due days are read from: whatever waits is tried against them anew.
WIDE = frozenset({"office", "staff", "staff_role", "mandate", "calendar_day"})


def waiting(session: Session) -> list[Act]:
    """The acts done here that the centre has not processed, in their order."""
    return list(session.scalars(select(Act).where(Act.feed.is_(None)).order_by(Act.position)))


def as_done(before: Mapping[str, str | None]) -> list[str]:
    """These acts in their order, but none ahead of the one that `before` names, which its own PC did before it: what a
    restored centre made wait again may stand behind younger ones."""
    ordered: list[str] = []
    left = dict(before)
    for act in before:
        line: list[str] = []
        at: str | None = act
        while at is not None and at in left:
            line.append(at)
            at = left.pop(at)
        ordered += reversed(line)
    return ordered


def take_over(
    session: Session, reference: Reference, link: Link, told: list[RowImage], done: set[str], *, searched: bool = True
) -> None:
    """Write the rows, and those that waited for one of them; `done` are own acts that this page confirms; `searched` as
    `tables.put` has it. All in the caller's transaction."""
    told = deferred.with_freed(session, told)
    pending = waiting(session)
    if not pending:
        link.digest = tables.put(session, told, link.digest, searched=searched)
        return
    affected = _affected(session, pending, told, done)
    try:
        with session.begin_nested():
            _exchange(session, reference, link, told, done, affected)
    except IntegrityError:
        # Something else of ours stands in the way of a row: with nothing of ours there, it fits.
        session.expire_all()
        _exchange(session, reference, link, told, done, waiting(session))


def _exchange(
    session: Session, reference: Reference, link: Link, told: list[RowImage], done: set[str], affected: list[Act]
) -> None:
    link.digest = tables.put(session, told, link.digest, undone(session, affected))
    for act in affected:
        if act.id not in done:
            again(session, reference, link, act)
    session.flush()


def undone(session: Session, acts: Iterable[Act]) -> tables.Images:
    """The rows these acts touched, as the centre knows them; they are shadows no longer. No other waiting act touched
    any of them."""
    touched: dict[str, set[str]] = defaultdict(set)
    for act in acts:
        for name, key in act.touched:
            touched[name].add(key)
    session.flush()
    back: tables.Images = {}
    for name, keys in touched.items():
        for some in tables.chunks(keys):
            theirs = Shadow.name == name, Shadow.key.in_(some)
            found = session.execute(select(Shadow.key, Shadow.image).where(*theirs))
            back.setdefault(name, {}).update((key, image) for key, image in found)
            session.execute(delete(Shadow).where(*theirs))
    return back


def again(session: Session, reference: Reference, link: Link, act: Act) -> None:
    """Do a waiting act once more on what is there now. What the rules refuse by now, what is there already, a decision
    made after another one than stands here and what this program cannot read show no effect; the centre will say what
    becomes of it. Nor does what it will never take, because another act has its id."""
    act.touched = []
    if act.kind in NUMBERED_BY_CENTRE or act.answer == ID_REUSE:
        return
    done = written.decode(act.body)
    try:
        command = written.command_of(done)
    except (KeyError, msgspec.ValidationError):
        return  # of a newer program, or of one with a fault: the centre parked it, and it may have to be brought again
    if not _follows(session, done):
        return
    context = ActContext(session, command, reference, settled=done.fact, mac_key=link.mac_key)
    context.printed = own_paper(session, act.id) or promising.remembered(context.command)
    try:
        _kept(context, act, lambda: _done(context, done, act))
    except Refused:
        if done.fact and act.kind != REGISTRATION:
            # As at the centre: the paper is in the applicant's hands, whether or not the act has a place by now.
            _kept(context, act, lambda: late_papers.stand(context))


def _kept(context: ActContext, act: Act, do: Callable[[], None]) -> None:
    """What is done stays with the act, to be undone again. Raises Refused."""
    session = context.session
    with traced(session) as trace, suppress(IntegrityError), session.begin_nested():
        do()
        session.flush()
        act.touched = [list(key) for key in shade(session, trace)]


def _done(context: ActContext, done: Written, act: Act) -> None:
    """Under the name of the act that was before it when it was written first."""
    context.command = filled(context, context.command, _never)
    perform(context)
    device = context.session.get(Device, act.device)
    tip = device.tip if device else None
    if device:
        device.tip = done.prev
    write_entry(context, WAITING + act.position)
    if device:
        device.tip = tip


def _follows(session: Session, act: Written) -> bool:
    """Whether the last decision on its file is the one its author knew, as the centre demands. Otherwise people would
    decide further on a state that there never was: after a restore others' decisions can wait here too."""
    if act.fact or act.application is None:
        return True
    file = session.get(Application, act.application)
    return file is not None and act.base == file.decisions and act.after == last_decision(session, file.id)


def _never() -> str:
    raise AssertionError("an act that waits has its numbers")


def _affected(session: Session, pending: list[Act], told: list[RowImage], done: set[str]) -> list[Act]:
    """The waiting acts that hang together with this page, by the rows they share. Papers read the office without
    touching it: where a change of it waits, what came before is not done again on top of it."""
    if any(row.name in WIDE for row in told) or any(name in WIDE for act in pending for name, _ in act.touched):
        return pending
    seen: set[RowKey] = {(row.name, row.key) for row in told} | _twins(session, told)
    files = {row.image["application_id"] for row in told if row.image and row.image.get("application_id")}
    files |= {row.key for row in told if row.name == "application"}
    named = _new_counters(session, told)
    leans = {act.id: _leans_on(session, act) for act in pending if act.application_id is None}
    found: dict[str, Act] = {}
    grown = True
    while grown:
        grown = False
        for act in pending:
            if act.id in found:
                continue
            keys = {(name, key) for name, key in act.touched}
            shares = not seen.isdisjoint(keys) or not seen.isdisjoint(leans.get(act.id, ()))
            if act.id in done or act.application_id in files or act.device in named or shares:
                found[act.id] = act
                seen |= keys
                files |= {key for name, key in keys if name == "application"}  # whatever it did to the file
                grown = True
    return [act for act in pending if act.id in found]


def _leans_on(session: Session, act: Act) -> set[RowKey]:
    """The rows that what it made refers to, as a printing to its paper: without them it cannot stay either. An act on a
    file hangs together with the file."""
    found: set[RowKey] = set()
    for name, key in act.touched:
        table = table_of(name)
        for reference in table.foreign_keys:
            value = session.scalar(select(reference.parent).where(table.c[key_name(name)] == key))
            found.add((reference.column.table.name, str(value)))
    return found


def _new_counters(session: Session, told: list[RowImage]) -> set[str]:
    """Counters nobody here had heard of: what was done at one of them could not be done again until now, as on a PC
    that was set back to before it got that code."""
    codes = {row.key for row in told if row.name == "device"}
    return codes - set(session.scalars(select(Device.code).where(Device.code.in_(codes)))) if codes else codes


def _twins(session: Session, told: list[RowImage]) -> set[RowKey]:
    """Rows of ours that would meet a told one under another key."""
    twins: set[RowKey] = set()
    for column in ("nik", "foreign_id"):
        values = [row.image[column] for row in told if row.name == "applicant" and row.image and row.image[column]]
        if values:
            own = select(Applicant.id).where(getattr(Applicant, column).in_(values))
            twins |= {("applicant", key) for key in session.scalars(own)}
    return twins
