"""What only the centre keeps: its head, the PCs paired with it, and the keys of people on them."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from secrets import token_hex

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.types import Wide


class Head(Base):
    """One row, locked by every act. `head` is the last feed number, `digest` (hex) that of all rows, `durable` the
    last feed number inside a verified backup, `epoch` random and new after every restore. `secret` (hex) proves to a
    restored centre what it had applied before; it never leaves the centre and its backups.
    `backed_up` is when the newest verified backup was made (None: never)."""

    __tablename__ = "head"
    id: Mapped[int] = mapped_column(primary_key=True)
    office: Mapped[str]
    epoch: Mapped[str]
    head: Mapped[int] = mapped_column(Wide)
    digest: Mapped[str]
    durable: Mapped[int] = mapped_column(Wide)
    secret: Mapped[str] = mapped_column(default=partial(token_hex, 32), server_default="")
    backed_up: Mapped[datetime | None]


class Terminal(Base):
    """A paired PC. `token_hash` is SHA-256 (hex) of its token. `state` is active, revoked or wiped, or former where
    only the code is left; `code` is the
    device code its new numbers carry (earlier ones stay in the table of devices). `parent` is the PC it was before it
    was forked or paired again. What it asked for at `clear` (the centre's time) it asked after sending all it had;
    `contact_since` is the first of its words with never a day between one and the next, `contact_left` the last one
    before those."""

    __tablename__ = "terminal"
    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    mac_key: Mapped[str]
    machine: Mapped[str]
    state: Mapped[str]
    enrolled: Mapped[datetime]
    last_seen: Mapped[datetime | None]
    version: Mapped[str]
    parent: Mapped[str | None]
    clear: Mapped[datetime | None]
    contact_since: Mapped[datetime | None]
    contact_left: Mapped[datetime | None]


class PairingCode(Base):
    """A code that pairs one PC, kept as SHA-256 (hex)."""

    __tablename__ = "pairing_code"
    code_hash: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    made: Mapped[datetime]
    expires: Mapped[datetime]
    used_by: Mapped[str | None]


class PersonKey(Base):
    """The public half of a person's key on one PC. `confirmed_by` is the administrator, or the person by password;
    `told` is when the person first heard of a key that somebody else confirmed."""

    __tablename__ = "person_key"
    id: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[str] = mapped_column(index=True)
    terminal_id: Mapped[str] = mapped_column(index=True)
    public: Mapped[bytes]
    confirmed_by: Mapped[str]
    registered: Mapped[datetime]
    revoked: Mapped[datetime | None]
    told: Mapped[datetime | None]


class WrongPassword(Base):
    """Passwords that were wrong. `id` is SHA-256 (hex) of the PC and the name that was typed, which may be anything;
    `times` since the last right one, `at` the last of them, and then nobody may try until `blocked_until`."""

    __tablename__ = "wrong_password"
    id: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    blocked_until: Mapped[datetime | None]


class Attempt(Base):
    """How often an act failed for a reason nobody foresaw."""

    __tablename__ = "attempt"
    act_id: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int]


class EarlyAct(Base):
    """An act that came back to a restored centre before what it was made after. `since` is when anybody brought it
    first (UTC), `own_since` when its own PC did, `proof` the centre's own word that came with it, empty where none."""

    __tablename__ = "early_act"
    act_id: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    own_since: Mapped[datetime | None]
    proof: Mapped[str]
