"""What counters and centre tell each other, as either of them keeps it: acts, the tray, and losses of contact."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.types import Json, JsonList, Wide


class Act(Base):
    """An act as it was written and signed, and what became of it.

    `body` are the signed bytes (app.actions.written.Written as JSON). `feed` is the centre's number for it, None while
    it waits; `result` is applied, rejected or parked, empty while it waits. `position` orders acts by their arrival
    here. At the centre `rows` are the images of what it changed, as counters take them over; on a counter `touched` are
    the keys of the rows that a waiting act changed, and `tries`, `answer`, `tried` what came of sending it. `proof` is
    the centre's word that it has applied the act (app.server.register.proof), for one restored from before it.
    """

    __tablename__ = "act"
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(Wide, index=True)
    device: Mapped[str] = mapped_column(index=True)
    prev: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[str]
    actor_id: Mapped[str]
    application_id: Mapped[str | None] = mapped_column(index=True)
    body: Mapped[bytes]
    signature: Mapped[bytes]
    key_id: Mapped[str]
    feed: Mapped[int | None] = mapped_column(Wide, index=True)
    result: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str]
    flags: Mapped[JsonList]
    received: Mapped[datetime | None]
    rows: Mapped[bytes | None]
    touched: Mapped[JsonList]
    lost: Mapped[bool]
    tries: Mapped[int]
    answer: Mapped[str]
    tried: Mapped[datetime | None]
    proof: Mapped[str] = mapped_column(default="", server_default="")


class TrayItem(Base):
    """An act that a person has to look at. `cause` is rejected, parked, flagged or restore; `reason` its code.

    `saw` and `now` say where the file was for its author, and where it is; `saw` also how many `more` acts of
    this person at this PC the item stands for, and the first of those (`others`). Closed by a human act
    only: `settled` is redo, adopt or withdraw.
    """

    __tablename__ = "tray"
    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str | None] = mapped_column(index=True)
    number: Mapped[str]
    kind: Mapped[str]
    actor_id: Mapped[str] = mapped_column(index=True)
    device: Mapped[str]
    at: Mapped[datetime]
    cause: Mapped[str]
    reason: Mapped[str]
    saw: Mapped[Json]
    now: Mapped[Json]
    payload: Mapped[Json]
    opened: Mapped[datetime]
    closed: Mapped[datetime | None] = mapped_column(index=True)
    closed_by: Mapped[str | None]
    settled: Mapped[str]
    note: Mapped[str]


class Outage(Base):
    """One loss of contact as a counter noticed it; `acts` were done meanwhile. `cause` is a code."""

    __tablename__ = "outage"
    id: Mapped[str] = mapped_column(primary_key=True)
    device: Mapped[str] = mapped_column(index=True)
    began: Mapped[datetime] = mapped_column(index=True)
    ended: Mapped[datetime | None]
    acts: Mapped[int]
    cause: Mapped[str]
