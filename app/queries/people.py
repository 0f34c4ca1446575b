"""Who works here: who has an account, who holds which right, who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.models.office import Mandate, Staff, StaffRole

if TYPE_CHECKING:
    from app.queries.look import Look


@dataclass(frozen=True)
class StaffRow:
    """An account as the administrator sees it. `roles` are those of one's own."""

    id: str
    username: str
    name: str
    name_with_titles: str
    rank: str
    nip: str
    position: str
    active: bool
    roles: tuple[str, ...]
    last_seen: datetime | None


@dataclass(frozen=True)
class MandateRow:
    """`running` while its days last, `today` the day of the question. `scope` are permit codes, empty is everything;
    `ended` the moment, local to the office, at which it was ended early."""

    id: str
    role: str
    substitute: str
    kind: str
    letter_number: str
    starts: date
    ends: date
    scope: tuple[str, ...]
    today: date
    ended: datetime | None = None

    @property
    def running(self) -> bool:
        return self.ended is None and self.starts <= self.today <= self.ends

    @property
    def over(self) -> bool:
        return self.ended is not None or self.ends < self.today


@dataclass(frozen=True)
class OfficeRow:
    """The office as it was set up; the fields are those of `OfficeProfile`."""

    code: str
    regency: str
    region: str
    name: str
    government: str
    address: str
    phone: str
    website: str
    email: str
    place: str
    zone: str
    cutoff: str
    bali: bool
    match_policy: str
    separation: str
    public_address: str
    idle_minutes: int


def staff(look: Look) -> tuple[StaffRow, ...]:
    """Everybody with an account, the closed ones last."""
    held: dict[str, list[str]] = {}
    for owner, role in look.session.execute(
        select(StaffRole.staff_id, StaffRole.role).where(StaffRole.until.is_(None)).order_by(StaffRole.role)
    ):
        held.setdefault(owner, []).append(role)
    people = look.session.scalars(select(Staff).order_by(Staff.active.desc(), Staff.name))
    return tuple(
        StaffRow(
            person.id,
            person.username,
            person.name,
            person.name_with_titles,
            person.rank,
            person.nip,
            person.position,
            person.active,
            tuple(held.get(person.id, ())),
            look.local(person.last_seen) if person.last_seen else None,
        )
        for person in people
    )


def mandates(look: Look) -> tuple[MandateRow, ...]:
    """The newest first."""
    rows = look.session.execute(
        select(Mandate, Staff.name).join(Staff, Staff.id == Mandate.substitute_id).order_by(Mandate.starts.desc())
    )
    today = look.today
    return tuple(
        MandateRow(
            row.id,
            row.role,
            name,
            row.kind,
            row.letter_number,
            row.starts,
            row.ends,
            tuple(str(code) for code in row.scope),
            today,
            look.local(row.ended) if row.ended else None,
        )
        for row, name in rows
    )


def office(look: Look) -> OfficeRow | None:
    """None before the first start is done."""
    kept = look.office
    return OfficeRow(**{name: getattr(kept, name) for name in OfficeRow.__dataclass_fields__}) if kept else None
