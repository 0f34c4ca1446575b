"""What ties this PC to a centre. Kept here only; on a PC without a centre these tables are empty."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import false
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.types import Json, Wide


class Link(Base):
    """One row. `office` is the centre's own id of the office, `device` the code new numbers of this PC carry.

    `token` and `mac_key` (hex) are secrets of this PC; `certificate` is the pinned one (PEM), empty on loopback.
    `cursor` and `digest` (hex) say how far and how truly the centre is known here, in `epoch`. `contact` is the
    centre's own time at the last contact. `stage` is first, rest or complete: how far the first synchronisation is;
    `resume` where the rest goes on. `durable` is how far the centre's newest verified backup reaches; what one reached
    a month ago (`settled`) need not be kept here; `settling` was reached at `settling_since`. `machine` is the machine
    paired, to notice a cloned disk; `revoked` a code. `form` is the newest form of an act that the centre
    understands, `catalogue` the digest of its catalogue, empty where that is not known. `accepted` is when the
    administrator `accepted_by` (a name) last accepted another certificate here. `backed_up` is when the
    centre's newest verified backup was made (None: never), where `backup_told` says that the centre tells it.
    """

    __tablename__ = "link"
    id: Mapped[int] = mapped_column(primary_key=True)
    office: Mapped[str]
    address: Mapped[str]
    certificate: Mapped[str]
    device_id: Mapped[str]
    device: Mapped[str]
    token: Mapped[str]
    mac_key: Mapped[str]
    machine: Mapped[str]
    epoch: Mapped[str]
    cursor: Mapped[int] = mapped_column(Wide)
    digest: Mapped[str]
    durable: Mapped[int] = mapped_column(Wide)
    settled: Mapped[int] = mapped_column(Wide, default=0)
    settling: Mapped[int] = mapped_column(Wide, default=0)
    settling_since: Mapped[datetime | None]
    contact: Mapped[datetime | None]
    paired: Mapped[datetime]
    stage: Mapped[str]
    resume: Mapped[str]
    revoked: Mapped[str]
    form: Mapped[int] = mapped_column(default=1, server_default="1")
    catalogue: Mapped[str] = mapped_column(default="", server_default="")
    accepted: Mapped[datetime | None]
    accepted_by: Mapped[str] = mapped_column(default="")
    forked: Mapped[bool] = mapped_column(default=False, server_default=false())
    backed_up: Mapped[datetime | None]
    backup_told: Mapped[bool] = mapped_column(default=False, server_default=false())


class Shadow(Base):
    """A row as the centre knows it, while waiting acts show another one here. `image` None: the centre has none."""

    __tablename__ = "shadow"
    name: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    image: Mapped[Json | None]


class DeferredRow(Base):
    """A row as the centre told it, which names one that is not here yet: row `parent_key` of table `parent`. Parts of a
    first synchronisation and the feed come in any order; it is written when that row comes."""

    __tablename__ = "deferred_row"
    name: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    image: Mapped[Json]
    parent: Mapped[str]
    parent_key: Mapped[str]


class OwnKey(Base):
    """A person's signing key on this PC: `sealed` under the password (app.sync.signing), `public` in the open."""

    __tablename__ = "own_key"
    staff_id: Mapped[str] = mapped_column(primary_key=True)
    key_id: Mapped[str] = mapped_column(unique=True)
    public: Mapped[bytes]
    sealed: Mapped[bytes]
    made: Mapped[datetime]
    registered: Mapped[bool]


class OwnPaper(Base):
    """What this PC has printed for an act that does not say so, because its centre did not understand that yet (or this
    program): app.actions.commands.promise.PrintedBefore. `id` is the act's. Kept until the centre's own card says the
    same, or an act of its own has told it."""

    __tablename__ = "own_paper"
    id: Mapped[str] = mapped_column(primary_key=True)
    printed: Mapped[Json]
