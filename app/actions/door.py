"""The one door: do a command, or ask a question. One transaction each; the journal is written in the same one.

On a PC that has a centre the act is also signed and left waiting, in the same transaction (app.actions.linked).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from app.actions import linked
from app.actions.bounds import require_sendable, require_sound
from app.actions.commands import Command, dump
from app.actions.commands.office import DropDraft, SaveDraft
from app.actions.context import ActContext
from app.actions.drawing import filled, provisional
from app.actions.linked import Pen
from app.actions.perform import perform
from app.actions.promising import carried
from app.actions.traces import traced
from app.actions.written import FORM
from app.database import Register
from app.errors import Refused
from app.models.journal import Entry
from app.models.link import Link
from app.models.office import Device, PcClock
from app.queries.look import Look
from app.queries.pc_clock import known_time
from app.reference.reference import Reference
from app.rules.pc_clock import believed, judged

T = TypeVar("T")

# Kept on this PC and replaced with every key; not part of the register's history.
UNJOURNALLED = (SaveDraft, DropDraft)


@dataclass(frozen=True)
class Done:
    """What came of an act: the file, its number, the papers it made, and codes the clerk should hear of.

    `waiting`: the centre still has to number it; until then the file stands where it stood.
    """

    act: str
    application: str = ""
    number: str = ""
    documents: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    waiting: bool = False


class Door:
    """`draw` gives one random character of the numbering alphabet at a time, `now` the time in UTC; `pen` signs, on a
    PC that has a centre. `since`: the clock of this PC is wrong where it shows an earlier time."""

    def __init__(
        self,
        register: Register,
        reference: Reference,
        *,
        draw: Callable[[], str],
        now: Callable[[], datetime],
        pen: Pen | None = None,
        since: datetime | None = None,
    ) -> None:
        self._register = register
        self._reference = reference
        self._draw = draw
        self._now = now
        self._pen = pen
        self._since = since

    def do(self, command: Command) -> Done:
        """Raises Refused, after which nothing has changed, or Unavailable. When it returns, the disk has it.

        An act is done once: the same id again is refused with `already_done`, so that after an answer that never
        came the same command can be sent again without harm.
        """
        require_sound(command)
        with self._register.writing() as session:
            if session.scalar(select(Entry.position).where(Entry.id == command.stamp.id)) is not None:
                raise Refused("already_done")
            context = ActContext(session, command, self._reference)
            if isinstance(command, UNJOURNALLED):
                self._carry_out(context)
            else:
                self._journalled(context, linked.link_of(session))
            file = context.application
            return Done(
                command.act,
                file.id if file else "",
                file.number if file else "",
                tuple(context.documents),
                tuple(context.warnings),
                waiting=linked.link_of(session) is not None and linked.waits_for_number(context),
            )

    def _journalled(self, context: ActContext, link: Link | None) -> None:
        """On a clock that is judged before the act, and believed after it where nothing speaks against it."""
        session, pen = context.session, self._pen
        known = known_time(session, pen.interval if pen else None, self._since)
        context.clock = judged(context.command.stamp.at, known)
        if link is None:
            context.whole = not self._reference.is_built_in
            self._carry_out(context)
        else:
            self._with_centre(context, link)
        require_sendable(context.command)
        if context.clock.code:
            context.warnings.append(context.clock.code)
        row = session.get(PcClock, 1)
        if row is None:
            session.add(PcClock(id=1, believed=believed(context.clock, known.seen), confirmed=None, confirmed_by=""))
        else:
            row.believed = believed(context.clock, row.believed)

    def _carry_out(self, context: ActContext, position: int | None = None) -> None:
        context.command = filled(context, context.command, self._draw)
        perform(context)
        if context.carries:
            context.command = carried(context)
        else:
            linked.keep_paper(context)
        if not isinstance(context.command, UNJOURNALLED):
            write_entry(context, position)

    def _with_centre(self, context: ActContext, link: Link) -> None:
        pen = self._pen
        if pen is None:
            raise Refused("key_locked")
        linked.require_usable(link, pen)
        session, context.mac_key = context.session, link.mac_key
        context.carries = link.form >= FORM
        context.whole = link.catalogue != self._reference.digest
        seen = linked.seen_by(context, link)
        with traced(session) as trace:
            if linked.waits_for_number(context):
                self._try_out(context)
                trace.forget()
            else:
                self._carry_out(context, linked.entry_position(session))
                session.flush()
        linked.leave_waiting(context, link, pen, trace, seen)
        context.device.tip = context.command.stamp.id

    def _try_out(self, context: ActContext) -> None:
        """Whether the act would be allowed; nothing of it stays. Raises Refused."""
        session, tried = context.session, ActContext(context.session, context.command, self._reference)
        with session.begin_nested() as nested:
            tried.clock = context.clock
            tried.command = filled(tried, provisional(tried.command), self._draw)
            perform(tried)
            session.flush()
            nested.rollback()
        context.file()

    def ask(self, query: Callable[[Look], T]) -> T:
        """Raises Unavailable."""
        with self._register.reading() as session:
            return query(Look(session, self._reference, self._now()))


def write_entry(context: ActContext, position: int | None = None) -> None:
    """Append the act; `prev` chains the acts of its PC. A clock that is wrong is recorded as it is."""
    command, device = context.command, context.session.get(Device, context.command.stamp.counter)
    file = context.application
    context.session.add(
        Entry(
            position=position,
            id=command.stamp.id,
            kind=command.act,
            version=command.VERSION,
            application_id=file.id if file else None,
            actor_id=command.stamp.actor,
            capacity=context.capacity,
            counter=command.stamp.counter,
            at=command.stamp.at,
            prev=device.tip if device else None,
            stage_before=context.stage_before,
            stage_after=file.stage if file else "",
            payload=dump(command),
        )
    )
    if device:
        device.tip = command.stamp.id
