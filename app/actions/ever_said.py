"""What the office ever was and who its people ever were: what a paper that was printed without contact may say of them.

By the journal, and by changes of an administrator that came to the centre too late and so lie in the tray.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, TypeVar

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.commands.office import OfficeProfile, StaffProfile
from app.decoding import from_plain
from app.models.exchange import TrayItem
from app.models.journal import Entry
from app.models.office import Staff, StaffRole
from app.rules.tray import REJECTED
from app.rules.workflow import ADMIN

T = TypeVar("T")

OFFICE = {"set_up_office": "profile", "change_office": "profile"}
PEOPLE = {"set_up_office": "first_user", "add_staff": "profile", "change_staff": "profile"}


def offices(session: Session) -> list[OfficeProfile]:
    return list(_said(session, OFFICE, OfficeProfile))


def people(session: Session) -> list[StaffProfile]:
    """As they are now too."""
    now = [
        StaffProfile(id=row.id, username=row.username, name=row.name, nip=row.nip)
        for row in session.scalars(select(Staff))
    ]
    return [*now, *_said(session, PEOPLE, StaffProfile)]


def _said(session: Session, kinds: dict[str, str], form: type[T]) -> Iterable[T]:
    for kind, payload in _payloads(session, kinds):
        with suppress(msgspec.ValidationError):
            yield from_plain(payload.get(kinds[kind]), form)


def _payloads(session: Session, kinds: Iterable[str]) -> Iterable[tuple[str, dict[str, Any]]]:
    done = select(Entry.kind, Entry.payload).where(Entry.kind.in_(kinds))
    administered = select(StaffRole.staff_id).where(StaffRole.role == ADMIN)
    late = TrayItem.kind.in_(kinds), TrayItem.cause == REJECTED, TrayItem.actor_id.in_(administered)
    for query in (done, select(TrayItem.kind, TrayItem.payload).where(*late)):
        yield from ((kind, payload) for kind, payload in session.execute(query))
