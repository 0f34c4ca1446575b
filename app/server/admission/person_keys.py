"""The keys people sign with, as somebody has to be able to look at them: on which PC, whose, and who confirmed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.centre import Head, PersonKey, Terminal
from app.models.office import Staff
from app.queries.rights import roles_at
from app.rules.workflow import ADMIN
from app.server.admission.family import families
from app.server.register.authenticity import FOUNDING, unhex
from app.server.register.centre import Centre
from app.sync.protocol import (
    ADMINISTRATOR,
    FOUNDED,
    OWN,
    ConfirmedKey,
    KeysAnswer,
    KeysRequest,
    ListedKey,
    keys_of,
)
from app.sync.signing import verify

MOST = 2_000  # keys of one answer
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


def listed(centre: Centre, terminal: str, request: KeysRequest) -> KeysAnswer:
    """Every key for an administrator, one's own for others. Raises Refused `key_revoked` where the request is not
    signed with the key of somebody who may work at that PC."""
    with centre.register.reading() as session:
        asking = _asking(session, terminal, request)
        everybody = ADMIN in roles_at(session, asking, centre.now())
        wanted = select(PersonKey).order_by(PersonKey.registered.desc(), PersonKey.id).limit(MOST)
        found = list(session.scalars(wanted if everybody else wanted.where(PersonKey.staff_id == asking)))
        people = {each.id: each for each in session.scalars(select(Staff))}
        pcs = {each.id: each for each in session.scalars(select(Terminal))}
        keys = tuple(_listed(key, people, pcs) for key in found)
        return KeysAnswer(**centre.about(session.get_one(Head, 1)), keys=keys, everybody=everybody)


def _asking(session: Session, terminal: str, request: KeysRequest) -> str:
    key = session.get(PersonKey, request.key)
    staff = session.get(Staff, key.staff_id) if key else None
    if key is None or key.revoked is not None or staff is None or not staff.active:
        raise Refused("key_revoked")
    here = families(session).inherits(terminal, key.terminal_id)
    if not here or not verify(key.public, keys_of(request.asked), unhex(request.sig)):
        raise Refused("key_revoked")
    return staff.id


def _listed(key: PersonKey, people: Mapping[str, Staff], pcs: Mapping[str, Terminal]) -> ListedKey:
    person, by, pc = people.get(key.staff_id), people.get(key.confirmed_by), pcs.get(key.terminal_id)
    how = OWN if key.confirmed_by == key.staff_id else FOUNDED if key.confirmed_by == FOUNDING else ADMINISTRATOR
    return ListedKey(
        name=person.name if person else "",
        username=person.username if person else "",
        pc=pc.name if pc else "",
        code=pc.code if pc else "",
        at=key.registered,
        how=how,
        by=by.name if by and how == ADMINISTRATOR else "",
        revoked=key.revoked,
    )


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
