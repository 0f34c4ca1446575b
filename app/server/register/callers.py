"""Who stands behind the acts of a batch: keys, people, PCs and their rights, looked up in one go."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.memory import ActCache
from app.models.base import Base
from app.models.centre import PersonKey
from app.models.office import Device, Staff
from app.queries.rights import all_mandates, all_rights


def called(session: Session, memory: ActCache, actors: set[str], devices: set[str], keys: set[str]) -> Sequence[Base]:
    """Kept in memory under the names they are asked for by; the rows are to be held, so that the session knows them."""
    known_keys = {key.id: key for key in session.scalars(select(PersonKey).where(PersonKey.id.in_(keys)))}
    people = session.scalars(select(Staff).where(Staff.id.in_(actors))).all()
    terminals = session.scalars(select(Device).where(Device.code.in_(devices))).all()
    for key in keys:
        memory.keep(("key", key), known_keys.get(key))
    for staff, rights in all_rights(session, actors).items():
        memory.keep(("rights", staff), rights)
    for staff, mandates in all_mandates(session, actors).items():
        memory.keep(("mandates", staff), mandates)
    return [*people, *terminals]
