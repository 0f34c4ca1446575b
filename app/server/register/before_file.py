"""A restored centre can hear of what was done on a file before it has the file: what was printed then is in the
applicant's hands, and can be held against the file once that is here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.actions import late_papers, written
from app.actions.context import ActContext
from app.models.exchange import Act
from app.server.register.tray import question
from app.sync.protocol import APPLIED

ABSENT = "no_application"


def awaits(act: Act) -> bool:
    """Whether it stands without its file."""
    return act.result == APPLIED and ABSENT in act.flags


def stand_before(registered: ActContext, taken: Sequence[Act], now: datetime) -> None:
    """Fixes the papers of the acts that came before registration `registered`, and puts those that differ before
    people; `taken` are acts the table does not show yet, `now` is the time of receipt (UTC)."""
    session, file = registered.session, registered.file()
    told = select(Act).where(Act.application_id == file.id).order_by(Act.feed)
    beside = (each for each in taken if each.application_id == file.id)
    for act in filter(awaits, [*session.scalars(told), *beside]):
        made = written.decode(act.body)
        context = ActContext(session, written.command_of(made), registered.reference, memory=registered.memory)
        context.settled, context.application, context.arrived = True, file, act.received
        late_papers.stand(context)
        for reason in dict.fromkeys(context.flags):
            question(session, made, reason, now, context.differences, registered.command.stamp.id)
