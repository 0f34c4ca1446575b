"""Who works here: who signed in at this PC, who holds which right, who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.journal import Entry
from app.models.office import Device, Mandate, Office, Staff, StaffRole
from app.queries.rights import roles_at

if TYPE_CHECKING:
    from app.queries.look import Look

RECENT = 6
UNSET_ZONE = "Asia/Makassar"


@dataclass(frozen=True)
class Known:
    """Somebody who has signed in at this PC."""

    id: str
    username: str
    name: str


@dataclass(frozen=True)
class Opening:
    """What the window needs before anybody has signed in. Without an office (`name` empty) comes the first start."""

    name: str = ""
    counter: str = ""
    counter_name: str = ""
    training: bool = False
    idle_minutes: int = 0
    zone: str = UNSET_ZONE
    known: tuple[Known, ...] = ()
    clock_back: bool = False


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
    """`running` while its days last, `today` the day of the question. `scope` are permit codes, empty is everything."""

    id: str
    role: str
    substitute: str
    kind: str
    letter_number: str
    starts: date
    ends: date
    scope: tuple[str, ...]
    today: date

    @property
    def running(self) -> bool:
        return self.starts <= self.today <= self.ends

    @property
    def over(self) -> bool:
        return self.ends < self.today


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


def roles_today(session: Session, staff: str, now: datetime) -> frozenset[str]:
    """One's own roles, and those of a mandate that is valid today for any permit type."""
    office = session.get(Office, 1)
    today = now.astimezone(ZoneInfo(office.zone if office else UNSET_ZONE)).date()
    acting = select(Mandate.role).where(Mandate.substitute_id == staff, Mandate.starts <= today, Mandate.ends >= today)
    return roles_at(session, staff, now) | frozenset(session.scalars(acting))


def opening(session: Session, now: datetime) -> Opening:
    """Asked before there is a door: of the bare session, because the reference data is loaded later."""
    office = session.get(Office, 1)
    if office is None:
        return Opening()
    device = session.scalar(select(Device).limit(1))
    return Opening(
        name=office.name,
        counter=device.code if device else "",
        counter_name=device.name if device else "",
        training=office.training,
        idle_minutes=office.idle_minutes,
        zone=office.zone,
        known=everybody(session) if office.training else recent(session),
        clock_back=clock_back(session, now),
    )


def clock_back(session: Session, now: datetime) -> bool:
    """Whether the last act was done later than it is now: the clock of this PC was set back."""
    last = session.scalar(select(Entry.at).order_by(Entry.position.desc()).limit(1))
    return last is not None and now < last


def everybody(session: Session) -> tuple[Known, ...]:
    """All who may sign in, for the training office."""
    rows = session.execute(select(Staff.id, Staff.username, Staff.name).where(Staff.active).order_by(Staff.name))
    return tuple(Known(*row) for row in rows)


def recent(session: Session, limit: int = RECENT) -> tuple[Known, ...]:
    """Those who signed in at this PC, the last one first."""
    rows = session.execute(
        select(Staff.id, Staff.username, Staff.name)
        .where(Staff.active, Staff.last_seen.is_not(None))
        .order_by(Staff.last_seen.desc())
        .limit(limit)
    )
    return tuple(Known(*row) for row in rows)


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
        )
        for row, name in rows
    )


def office(look: Look) -> OfficeRow | None:
    """None before the first start is done."""
    kept = look.office
    return OfficeRow(**{name: getattr(kept, name) for name in OfficeRow.__dataclass_fields__}) if kept else None
