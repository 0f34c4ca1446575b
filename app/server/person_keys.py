"""The keys people sign with, as somebody has to be able to look at them: on which PC, whose, and who confirmed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.centre import PersonKey, Terminal
from app.models.office import Staff
from app.server.authenticity import FOUNDING
from app.sync.protocol import ConfirmedKey

TOLD_AGAIN = timedelta(days=1)
"""How long after the first time a person is still told: an answer may be lost."""


@dataclass(frozen=True)
class KnownKey:
    """`confirmed_by` is a username; empty for the PC that brought the office. Times in UTC."""

    username: str
    pc: str
    code: str
    registered: datetime
    confirmed_by: str
    by_themselves: bool
    revoked: datetime | None


def every_key(session: Session) -> list[KnownKey]:
    """Of all people on all PCs, newest first; revoked ones too."""
    names = {staff: username for staff, username in session.execute(select(Staff.id, Staff.username))}
    pcs = {each.id: each for each in session.scalars(select(Terminal))}
    found = session.scalars(select(PersonKey).order_by(PersonKey.registered.desc(), PersonKey.id))
    return [
        KnownKey(
            username=names.get(key.staff_id, key.staff_id),
            pc=pcs[key.terminal_id].name if key.terminal_id in pcs else "",
            code=pcs[key.terminal_id].code if key.terminal_id in pcs else "",
            registered=key.registered,
            confirmed_by=names.get(key.confirmed_by, ""),
            by_themselves=key.confirmed_by == key.staff_id,
            revoked=key.revoked,
        )
        for key in found
    ]


def to_tell(session: Session, staff: str, now: datetime) -> tuple[ConfirmedKey, ...]:
    """Keys in this person's name that somebody else confirmed, and which they have not heard of; from now on they
    have."""
    others = PersonKey.staff_id == staff, PersonKey.confirmed_by.not_in((staff, FOUNDING))
    fresh = PersonKey.told.is_(None) | (PersonKey.told > now - TOLD_AGAIN)
    found = list(session.scalars(select(PersonKey).where(*others, fresh).order_by(PersonKey.registered)))
    for key in found:
        key.told = key.told or now
    return tuple(_told(session, key) for key in found)


def _told(session: Session, key: PersonKey) -> ConfirmedKey:
    by, pc = session.get(Staff, key.confirmed_by), session.get(Terminal, key.terminal_id)
    return ConfirmedKey(by=by.name if by else "", pc=pc.name if pc else "", at=key.registered)
