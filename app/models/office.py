"""The office, this PC, and who works there."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.types import Json, JsonList


class Office(Base):
    """One row. `region` is the four-digit Kemendagri code, `zone` an IANA name, `cutoff` HH:MM of that zone."""

    __tablename__ = "office"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    regency: Mapped[str]
    region: Mapped[str]
    name: Mapped[str]
    government: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    website: Mapped[str]
    email: Mapped[str]
    place: Mapped[str]
    zone: Mapped[str]
    cutoff: Mapped[str]
    bali: Mapped[bool]
    match_policy: Mapped[str]
    separation: Mapped[str]
    public_address: Mapped[str]
    idle_minutes: Mapped[int]
    training: Mapped[bool]
    set_up: Mapped[datetime]


class Device(Base):
    """This PC. `counter` is its last registration number and never goes back; `tip` its last act."""

    __tablename__ = "device"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    counter: Mapped[int]
    tip: Mapped[str | None]


class PcClock(Base):
    """One row, kept here only. `believed` is the latest time (UTC) this PC has reason to believe; `confirmed` is
    when the administrator `confirmed_by` last said that the clock is right, though nothing else spoke for it."""

    __tablename__ = "pc_clock"
    id: Mapped[int] = mapped_column(primary_key=True)
    believed: Mapped[datetime]
    confirmed: Mapped[datetime | None]
    confirmed_by: Mapped[str]


class Staff(Base):
    """A person with an account. Titles, rank and NIP stand apart from the name (Permendagri 1/2023 art. 44).

    `verified` is when the centre last confirmed the password on this PC; None where there is no centre. `open_since` is
    when a closed account was opened again, at the latest; None where it never was closed.
    """

    __tablename__ = "staff"
    id: Mapped[str] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_with_titles: Mapped[str]
    rank: Mapped[str]
    nip: Mapped[str]
    position: Mapped[str]
    password: Mapped[str]
    active: Mapped[bool]
    open_since: Mapped[datetime | None]
    failures: Mapped[int]
    blocked_until: Mapped[datetime | None]
    last_seen: Mapped[datetime | None]
    verified: Mapped[datetime | None]


class StaffRole(Base):
    """A right with its history: held from `since` until `until`, open where None."""

    __tablename__ = "staff_role"
    id: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    role: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Mandate(Base):
    """Plh or Plt: `substitute_id` acts in `role` from `starts` to `ends`, both included. Empty `scope`: everything.

    `ended` is the moment from which it counts no more, where it was ended before its last day was over.
    """

    __tablename__ = "mandate"
    id: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    substitute_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str]
    letter_number: Mapped[str]
    letter_date: Mapped[date]
    starts: Mapped[date]
    ends: Mapped[date]
    ended: Mapped[datetime | None]
    scope: Mapped[JsonList]
    reason: Mapped[str]


class Series(Base):
    """The last number given in a series of letters in a year; numbers are never used again."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("name", "year"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    year: Mapped[int]
    last: Mapped[int]


class CalendarDay(Base):
    """The office's own word on a day, which replaces everything known of it. `id` is the day as ISO text.

    `id` a bare year and `kind` tahun_lengkap: the holidays of that year are here in full.
    """

    __tablename__ = "calendar_day"
    id: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]
    kind: Mapped[str]
    name: Mapped[str]
    counts_for_sla: Mapped[bool]
    counter: Mapped[str]
    source: Mapped[str]


class Draft(Base):
    """What a clerk has typed and not registered. No act: it is replaced as often as a key is pressed."""

    __tablename__ = "draft"
    id: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(index=True)
    content: Mapped[Json]
    kept: Mapped[datetime]
