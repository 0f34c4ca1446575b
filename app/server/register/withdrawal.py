"""A right that was taken away without contact: what was decided with it meanwhile is put before a human."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions import written
from app.actions.commands import Command
from app.actions.commands.office import ChangeStaff, EndMandate, SetRoles
from app.actions.context import ActContext
from app.actions.written import Written
from app.models.exchange import Act
from app.models.journal import Entry
from app.models.office import Mandate, Staff, StaffRole
from app.server.register.proof import proved
from app.server.register.tray import question
from app.sync.protocol import APPLIED

# Acts that take a right away.
TAKING = frozenset({"set_roles", "change_staff", "end_mandate"})
REASON = "actor_revoked_since"


@dataclass(frozen=True)
class Withdrawal:
    """`since` (UTC) is when the right ended, `earliest` when it was taken away by the word of the PC where that was
    done: what may have been decided after that is for people. `arrived` is when the centre first heard of it, by its
    own word where it was restored since; `secret` (hex) shows that word."""

    command: Command
    since: datetime
    earliest: datetime
    arrived: datetime
    secret: str


def withdrawn(context: ActContext, secret: str, now: datetime) -> Withdrawal:
    """What the act takes away; it comes `now` (UTC) where the centre has no older word for it."""
    since = context.right_ends
    return Withdrawal(context.command, since, context.earliest or since, context.arrived or now, secret)


def put_before_people(session: Session, withdrawal: Withdrawal, taken: Sequence[Act], now: datetime) -> None:
    """`taken` are acts the table does not show yet."""
    command, since = withdrawal.command, withdrawal.since
    staff = _of_whom(session, command)
    capacities = _lost_capacities(session, command, since)
    if not staff or not capacities:
        return
    for act in _decided(session, staff, withdrawal.earliest, taken):
        entry = session.scalar(select(Entry).where(Entry.id == act.id))
        made = written.decode(act.body)
        if entry is None or not (None in capacities or entry.capacity in capacities):
            continue
        if _reaches(made, act, withdrawal.earliest) or _came_later(act, withdrawal):
            question(session, made, REASON, now, {}, command.stamp.id)


def _of_whom(session: Session, command: Command) -> str:
    if isinstance(command, SetRoles):
        return command.staff
    if isinstance(command, ChangeStaff):
        return command.profile.id
    found = session.get(Mandate, command.mandate) if isinstance(command, EndMandate) else None
    return found.substitute_id if found else ""


def _lost_capacities(session: Session, command: Command, since: datetime) -> set[str | None]:
    """In what capacity its person decides no more; None stands for all of them."""
    if isinstance(command, ChangeStaff):
        closed = session.get(Staff, command.profile.id)
        return {None} if closed is not None and not closed.active else set()
    if isinstance(command, SetRoles):
        ended = select(StaffRole.role).where(StaffRole.staff_id == command.staff, StaffRole.until == since)
        return set(session.scalars(ended))
    found = session.get(Mandate, command.mandate) if isinstance(command, EndMandate) else None
    return {f"{found.kind}:{found.role}"} if found else set()


def _decided(session: Session, staff: str, since: datetime, taken: Sequence[Act]) -> Iterable[Act]:
    known = select(Act).where(Act.actor_id == staff, Act.result == APPLIED, Act.received >= since)
    beside = (each for each in taken if each.actor_id == staff and each.result == APPLIED)
    return (act for act in [*session.scalars(known), *beside] if act.body and not written.is_fact(act.kind))


def _reaches(made: Written, act: Act, since: datetime) -> bool:
    """Whether it can have been done after the right had ended."""
    return made.hi is None or made.hi > since or (act.received is not None and made.lo > since)


def _came_later(act: Act, withdrawal: Withdrawal) -> bool:
    """Whether the centre heard of it only after the taking away, which it had forgotten when the act came: then it
    counts as little as it would have then, however early it says it was made."""
    known = proved(withdrawal.secret, act.id, act.body, act.proof)
    first = known.received if known else act.received
    return first is not None and first > withdrawal.arrived
