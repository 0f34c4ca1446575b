"""The journal, and the papers. Both grow by addition only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.types import Json, Moment, Wide


class Entry(Base):
    """One act as it was done: the audit trail. `payload` is the command as written, with its schema `version`.

    `at` is the clock of the PC, `prev` the act this PC did before.
    """

    __tablename__ = "journal"
    position: Mapped[int] = mapped_column(Wide, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    version: Mapped[int]
    application_id: Mapped[str | None] = mapped_column(index=True)
    actor_id: Mapped[str] = mapped_column(index=True)
    capacity: Mapped[str]
    counter: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    prev: Mapped[str | None]
    stage_before: Mapped[str]
    stage_after: Mapped[str]
    payload: Mapped[Json]


class Document(Base):
    """A paper, fixed: the frozen card it is always printed from, and the hash of that card."""

    __tablename__ = "document"
    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str | None] = mapped_column(ForeignKey("application.id"), index=True)
    act_id: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    made: Mapped[datetime]
    card: Mapped[Json]
    sha256: Mapped[str]


class Printing(Base):
    """One time a document went to paper or to a file; the copy number is on it."""

    __tablename__ = "printing"
    __table_args__ = (UniqueConstraint("document_id", "copy"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id"))
    copy: Mapped[int]
    target: Mapped[str]
    at: Mapped[datetime]
    actor_id: Mapped[str]


class Override(Base):
    """A supervisor's word that a number with an error was compared with the card. Used once, for that number only."""

    __tablename__ = "override"
    id: Mapped[str] = mapped_column(primary_key=True)
    nik: Mapped[str]
    codes: Mapped[str]
    reason: Mapped[str]
    granted_by: Mapped[str]
    at: Mapped[datetime]
    used_by: Mapped[str | None]
