"""What was decided about an issued permit: frozen, lifted, revoked; and which of it was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.application import Permit
from app.models.journal import Entry
from app.rules.workflow import PERMIT_TABLE, TAKE_BACK


@dataclass(frozen=True)
class Decree:
    """The act by which it was given; `at` is UTC."""

    id: str
    act: str
    at: datetime
    actor: str
    letter: str
    reason: str


def decree_of(session: Session, permit: Permit) -> Decree | None:
    """The one its state rests on; None where it was never decreed, or another permit has taken its place since."""
    last = next(reversed(standing_decrees(session, permit.application_id)), None)
    rests = last is not None and (PERMIT_TABLE[last.act].after, last.letter) == (permit.state, permit.state_letter)
    return last if rests else None


def standing_decrees(session: Session, application: str) -> list[Decree]:
    """In their order, without those that were taken back."""
    done = select(Entry).where(Entry.application_id == application, Entry.kind.in_(PERMIT_TABLE))
    found: list[Decree] = []
    for entry in session.scalars(done.order_by(Entry.position)):
        if entry.kind == TAKE_BACK:
            found = [decree for decree in found if decree.id != entry.payload["of"]]
        else:
            said = entry.payload
            found.append(Decree(entry.id, entry.kind, entry.at, entry.actor_id, said["letter"], said["reason"]))
    return found
