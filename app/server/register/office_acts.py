"""Whether an act about the office or its people still meets what its author looked at."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions import written
from app.actions.commands import Command, load
from app.actions.written import Written
from app.models.exchange import Act
from app.models.journal import Entry
from app.server.register.authenticity import Authenticity
from app.server.register.proof import Applied
from app.sync.protocol import APPLIED


def is_overtaken(
    session: Session,
    authenticity: Authenticity,
    act: Written,
    command: Command,
    entered: Iterable[Act],
    before: Applied | None,
) -> bool:
    """Whether somebody else did an act of the same kind about the same since its author looked; `entered` are those of
    this batch, which the tables do not show yet. What the centre's own word has from before it was restored (`before`)
    comes in any order, and its `base` is of another feed: there it is what the centre received after it."""
    wanted = command.subjects
    if not wanted:
        return False
    if before:
        since = Act.id != act.id, Act.received > before.received
    else:
        since = Act.feed > act.base, Act.device != act.device
    alike = Act.kind == act.kind, Act.result == APPLIED, Act.application_id.is_(None)
    told = select(Act, Entry.payload).join(Entry, Act.id == Entry.id).where(*since, *alike)
    beside = [(each, written.decode(each.body).payload) for each in entered if _meets(each, act, before)]
    known = [(other, payload) for other, payload in session.execute(told)]
    for other, payload in (*beside, *known):
        if wanted & load(act.kind, payload).subjects and (before is None or _is_later(authenticity, other, before)):
            return True
    return False


def _meets(other: Act, act: Written, before: Applied | None) -> bool:
    alike = (other.kind, other.application_id, other.result) == (act.kind, None, APPLIED)
    return alike and (before is not None or (other.device != act.device and (other.feed or 0) > act.base))


def _is_later(authenticity: Authenticity, other: Act, before: Applied) -> bool:
    known = authenticity.applied_here(other)
    return known is not None and known.received > before.received
