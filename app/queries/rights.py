"""Who holds which right, and since when: roles of one's own, and mandates (Plh, Plt) for somebody else's."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from app.models.application import Application
from app.models.office import Mandate, Staff, StaffRole


@dataclass(frozen=True)
class Right:
    """A role held from `since` until `until`, open where None."""

    role: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Acting:
    """A mandate: `role` as `kind` (plh, plt) from `starts` to `ends`, both included, and not from the moment `ended`
    on, where it was ended early; empty `scope` is everything."""

    role: str
    kind: str
    starts: date
    ends: date
    scope: tuple[str, ...]
    ended: datetime | None = None

    def runs(self, day: date, at: datetime) -> bool:
        return self.starts <= day <= self.ends and (self.ended is None or at < self.ended)


def rights_of(session: Session, staff: str) -> tuple[Right, ...]:
    """Every role a person holds or has held."""
    return all_rights(session, (staff,))[staff]


def all_rights(session: Session, staff: Collection[str]) -> dict[str, tuple[Right, ...]]:
    """The same of several people."""
    found: dict[str, tuple[Right, ...]] = dict.fromkeys(staff, ())
    roles = select(StaffRole.staff_id, StaffRole.role, StaffRole.since, StaffRole.until)
    for row in session.execute(roles.where(StaffRole.staff_id.in_(staff))):
        found[row.staff_id] += (Right(row.role, row.since, row.until),)
    return found


def held_at(rights: Iterable[Right], at: datetime) -> frozenset[str]:
    """A role that nobody has taken back counts whatever `since` says: an office set up while the clock of its PC was
    ahead must not be locked out when the clock is put right."""
    return frozenset(right.role for right in rights if right.until is None or right.since <= at < right.until)


def held_during(rights: Iterable[Right], start: datetime, end: datetime) -> frozenset[str]:
    """Roles held from before `start` until after `end`: the right of an act whose moment lies somewhere between."""
    return frozenset(
        right.role for right in rights if right.since <= start and (right.until is None or right.until > end)
    )


def roles_at(session: Session, staff: str, at: datetime) -> frozenset[str]:
    return held_at(rights_of(session, staff), at)


def mandates_of(session: Session, staff: str) -> tuple[Acting, ...]:
    """Every mandate a person has or had."""
    return all_mandates(session, (staff,))[staff]


def all_mandates(session: Session, staff: Collection[str]) -> dict[str, tuple[Acting, ...]]:
    """The same of several people."""
    found: dict[str, tuple[Acting, ...]] = dict.fromkeys(staff, ())
    for row in session.scalars(select(Mandate).where(Mandate.substitute_id.in_(staff))):
        scope = tuple(map(str, row.scope))
        found[row.substitute_id] += (Acting(row.role, row.kind, row.starts, row.ends, scope, row.ended),)
    return found


def acting_on(mandates: Iterable[Acting], day: date, at: datetime, permit_code: str) -> dict[str, str]:
    """Role -> kind (plh, plt) of the mandates that are valid on a day, at a moment of it, for a permit type."""
    valid = (each for each in mandates if each.runs(day, at))
    return {each.role: each.kind for each in valid if not each.scope or permit_code in each.scope}


def mandates_at(session: Session, staff: str, day: date, at: datetime, permit_code: str) -> dict[str, str]:
    return acting_on(mandates_of(session, staff), day, at, permit_code)


def in_effect(day: date, at: datetime) -> ColumnElement[bool]:
    """The same in a query of mandates."""
    return and_(Mandate.starts <= day, Mandate.ends >= day, or_(Mandate.ended.is_(None), Mandate.ended > at))


def able(session: Session, person: Staff, capacity: str, at: datetime, day: date, permit_code: str) -> bool:
    """Whether a person can act in a capacity (`kadis`, `plh:kadis`) at a moment of a day."""
    kind, _, role = capacity.rpartition(":")
    if not person.active:
        return False
    if kind:
        return mandates_at(session, person.id, day, at, permit_code).get(role) == kind
    return role in roles_at(session, person.id, at)


def files_of(
    session: Session, staff: str, roles: Collection[str], at: datetime, day: date
) -> ColumnElement[bool] | None:
    """The files on which a person acts in one of `roles`, held or by mandate; None where there can be none."""
    if roles_at(session, staff, at) & set(roles):
        return true()
    scopes = [each.scope for each in mandates_of(session, staff) if each.role in roles and each.runs(day, at)]
    if not scopes:
        return None
    return Application.permit_code.in_([code for scope in scopes for code in scope]) if all(scopes) else true()
