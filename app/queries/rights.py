"""Who holds which right, and since when: roles of one's own, and mandates (Plh, Plt) for somebody else's."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.office import Mandate, StaffRole


def roles_at(session: Session, staff: str, at: datetime) -> frozenset[str]:
    """A role that nobody has taken back counts whatever `since` says: an office set up while the clock of its PC was
    ahead must not be locked out when the clock is put right."""
    held = select(StaffRole.role).where(
        StaffRole.staff_id == staff,
        StaffRole.until.is_(None) | ((StaffRole.since <= at) & (StaffRole.until > at)),
    )
    return frozenset(session.scalars(held))


def roles_during(session: Session, staff: str, start: datetime, end: datetime) -> frozenset[str]:
    """Roles held from before `start` until after `end`: the right of an act whose moment lies somewhere between."""
    held = select(StaffRole.role).where(
        StaffRole.staff_id == staff,
        StaffRole.since <= start,
        StaffRole.until.is_(None) | (StaffRole.until > end),
    )
    return frozenset(session.scalars(held))


def mandates_at(session: Session, staff: str, day: date, permit_code: str) -> dict[str, str]:
    """Role -> kind (plh, plt) of the mandates a person holds on a day for a permit type."""
    held = select(Mandate).where(Mandate.substitute_id == staff, Mandate.starts <= day, Mandate.ends >= day)
    return {row.role: row.kind for row in session.scalars(held) if not row.scope or permit_code in row.scope}
