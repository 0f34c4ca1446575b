"""Permohonan, and what is gathered around one."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.types import Json, JsonList, Wide


class Applicant(Base):
    """The register as memory: a person as last confirmed at the counter. Applications keep their own copy."""

    __tablename__ = "applicant"
    id: Mapped[str] = mapped_column(primary_key=True)
    nik: Mapped[str | None] = mapped_column(unique=True)
    foreign_id: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    birth_date: Mapped[date] = mapped_column(index=True)
    person: Mapped[Json]
    confirmed: Mapped[datetime]


class Application(Base):
    """Current state of a permohonan; how it came there stands in the journal. Dates are those of the office's zone.

    `object_key` is what the matter is told by (`app.reference.terms`), empty where the permit type has no such fields.
    """

    __tablename__ = "application"
    __table_args__ = (
        Index("ix_application_stage_due", "stage", "due"),
        Index("ix_application_permit_code_object", "permit_code", "object_key"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    tracking: Mapped[str] = mapped_column(unique=True)
    permit_code: Mapped[str] = mapped_column(index=True)
    permit_name: Mapped[str]
    short_name: Mapped[str]
    variant: Mapped[str]
    kind: Mapped[str]
    applicant_id: Mapped[str] = mapped_column(ForeignKey("applicant.id"), index=True)
    applicant_name: Mapped[str]
    person: Mapped[Json]
    body: Mapped[Json | None]
    proxy: Mapped[Json | None]
    details: Mapped[Json]
    ticks: Mapped[JsonList]
    subject: Mapped[str]
    object_key: Mapped[str]
    village: Mapped[str]
    previous_permit: Mapped[str]
    identity_notes: Mapped[Json]
    match: Mapped[str]
    # Where it is
    stage: Mapped[str]
    holder: Mapped[str] = mapped_column(index=True)
    since: Mapped[datetime]
    outcome: Mapped[str]
    resume_at: Mapped[str | None]
    route: Mapped[JsonList]
    # The service clock (app.rules.clock)
    received: Mapped[datetime] = mapped_column(index=True)
    days: Mapped[int]
    policy: Mapped[str]
    pauses: Mapped[JsonList]
    day_zero: Mapped[date]
    due: Mapped[date | None] = mapped_column(index=True)
    promised: Mapped[date]
    ended: Mapped[date | None] = mapped_column(index=True)
    used: Mapped[int | None]
    # Who and what
    draft: Mapped[Json | None]
    drafter_id: Mapped[str | None]
    signer_id: Mapped[str | None]
    signer_capacity: Mapped[str]
    officer_id: Mapped[str]
    counter: Mapped[str]
    entry_seconds: Mapped[int]
    decisions: Mapped[int]
    catalogue: Mapped[str]
    # app.reference.catalogue.KeptType; last, because its three kilobytes overflow the row's page.
    permit_type: Mapped[Json]


class Item(Base):
    """One requirement of one application. `state` is ada, susulan or tidak; `verdict` sesuai, tidak_sesuai or empty."""

    __tablename__ = "item"
    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    position: Mapped[int]
    requirement: Mapped[str]
    name: Mapped[str]
    mandatory: Mapped[bool]
    deferred_until: Mapped[str]
    specific: Mapped[bool]
    state: Mapped[str]
    original_shown: Mapped[bool]
    copies: Mapped[int]
    note: Mapped[str]
    verdict: Mapped[str]
    verdict_note: Mapped[str]


class Revision(Base):
    """One return of a file to its applicant. `rows` are the reasons; `back` is None while it is away."""

    __tablename__ = "revision"
    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    returned: Mapped[date] = mapped_column(index=True)
    deadline: Mapped[date]
    rows: Mapped[JsonList]
    reminded: Mapped[bool]
    back: Mapped[date | None]


class Correction(Base):
    """Data to be put right after the registration: `changes` are {field, before, after}, a field of the person by its
    name or `details.` and that of the permit type; `confirmed` the reason given for each warning. `state` is diminta,
    disetujui, ditolak or dicabut.
    """

    __tablename__ = "correction"
    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    asked: Mapped[datetime]
    asked_by: Mapped[str]
    reason: Mapped[str]
    changes: Mapped[JsonList]
    confirmed: Mapped[Json]
    state: Mapped[str] = mapped_column(index=True)
    decided: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    note: Mapped[str]


class DueChange(Base):
    """A due day that an act about no file in particular moved, as a change of the calendar does."""

    __tablename__ = "due_change"
    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    act_id: Mapped[str]
    before: Mapped[date]
    after: Mapped[date]


class Recommendation(Base):
    """What an agency was asked and answered. `outcome` is setuju, bersyarat, tidak_setuju or empty."""

    __tablename__ = "recommendation"
    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    agency: Mapped[str] = mapped_column(index=True)
    asked: Mapped[date]
    due: Mapped[date | None]
    outcome: Mapped[str]
    number: Mapped[str]
    dated: Mapped[date | None]
    received: Mapped[date | None]
    text: Mapped[str]


class Inspection(Base):
    """A visit: the team, the day, and the findings once they are in. `conclusion` is sesuai or tidak_sesuai."""

    __tablename__ = "inspection"
    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    planned: Mapped[date]
    team: Mapped[JsonList]
    letter_number: Mapped[str]
    held: Mapped[date | None]
    findings: Mapped[JsonList]
    conclusion: Mapped[str]
    coordinates: Mapped[str]


class Levy(Base):
    """Retribusi in whole rupiah. Amount 0 is an exemption and has its reason."""

    __tablename__ = "levy"
    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    amount: Mapped[int] = mapped_column(Wide)
    tariff: Mapped[str]
    assessment_number: Mapped[str]
    assessed: Mapped[date]
    exempt_reason: Mapped[str]
    proof: Mapped[str]
    paid: Mapped[date | None]


class Contact(Base):
    """One time the applicant was reached, or not. `purpose` is kelengkapan, pengingat, siap_diambil or lainnya."""

    __tablename__ = "contact"
    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    at: Mapped[datetime]
    channel: Mapped[str]
    purpose: Mapped[str]
    reached: Mapped[bool]
    note: Mapped[str]


class Permit(Base):
    """Izin. `state` is disiapkan, aktif, dibekukan, dicabut or diganti; ended is derived from `valid_until`."""

    __tablename__ = "permit"
    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), unique=True)
    number: Mapped[str] = mapped_column(unique=True)
    permit_code: Mapped[str] = mapped_column(index=True)
    applicant_id: Mapped[str] = mapped_column(ForeignKey("applicant.id"), index=True)
    holder: Mapped[str]
    token: Mapped[str] = mapped_column(unique=True)
    issued: Mapped[date]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None] = mapped_column(index=True)
    state: Mapped[str]
    state_reason: Mapped[str]
    state_letter: Mapped[str]
    replaced_by: Mapped[str | None]
    document_id: Mapped[str]
    sha256: Mapped[str]
