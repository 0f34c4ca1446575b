"""What the last act of this PC was, once more, in `last-act` beside the register: a register that was set back, or
whose log was cut, looks whole to itself.

Two slots, written in turn and in place, so that a cut spoils one of them at most. Each: nonce 12 · AES-256-GCM of the
JSON of `LastActRecord` after its turn and length, padded, under a key derived from the register's. No personal data.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.decoding import from_json
from app.errors import Unavailable, disk_trouble
from app.models.journal import Entry
from app.models.office import Device, Series
from app.rules.pc_clock import ClockJudgement

NAME = "last-act"
PURPOSE = b"loket-last-act-1"
SLOT, NONCE, HEAD, TAG = 16_384, 12, 12, 16
ROOM = SLOT - NONCE - HEAD - TAG
YEARS = 2  # series of earlier years get no number any more
RECENT = 256  # acts that are named, so that those which are missing can be counted one by one
AT_ONCE = 500
WRITING = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)


class LastActRecord(msgspec.Struct, frozen=True, kw_only=True):
    """After one act: its id, its time (UTC), how many acts there were, and the first of them, which tells registers
    apart; the last registration number of each device code, and the last number of each series, named `SIP/2026`.
    `recent` are the last acts, this one at the end."""

    first: str
    act: str
    at: datetime
    acts: int
    counters: dict[str, int]
    series: dict[str, int]
    recent: tuple[str, ...] = ()


@dataclass(frozen=True)
class LostNumbers:
    """Numbers of one series after `here` may have been given: up to `there`, or None where nobody knows but the paper.
    `series` is the device code of registration numbers, whose `year` is 0."""

    series: str
    year: int
    here: int
    there: int | None


@dataclass(frozen=True)
class MissingActs:
    """What is missing in the register: acts after `since`, the last that is here before them, up to `until` at the
    latest (both UTC). `until` None where nobody knows how far it went: then it is `acts` at least, None where none is
    known. `copy` is the file it was restored from, "" where it was not. `missing` are the acts whose ids are known,
    `offered` a copy that has them. `clock` is what speaks against this PC's clock: of which year numbers may be missing
    is not known before it is right."""

    since: datetime
    until: datetime | None
    acts: int | None
    copy: str
    numbers: tuple[LostNumbers, ...]
    missing: tuple[str, ...] = ()
    offered: Path | None = None
    clock: ClockJudgement | None = None


def standing(session: Session) -> LastActRecord | None:
    """As the register tells it; None before the first act."""
    latest = select(Entry.id, Entry.at, Entry.position).order_by(Entry.position.desc())
    last = session.execute(latest.limit(1)).first()
    if last is None:
        return None
    first = session.scalars(select(Entry.id).order_by(Entry.position).limit(1)).one()
    recent = session.scalars(select(Entry.id).order_by(Entry.position.desc()).limit(RECENT)).all()
    counters = {code: counter for code, counter in session.execute(select(Device.code, Device.counter))}
    rows = session.execute(select(Series.name, Series.year, Series.last).order_by(Series.year.desc())).all()
    years = sorted({row.year for row in rows}, reverse=True)[:YEARS]
    return LastActRecord(
        first=first,
        act=last.id,
        at=last.at,
        acts=last.position,
        counters=counters,
        series={f"{row.name}/{row.year}": row.last for row in rows if row.year in years},
        recent=tuple(reversed(recent)),
    )


def positions(session: Session, acts: Iterable[str]) -> dict[str, int]:
    """Where each of these stands in the journal; those that are not here are left out."""
    wanted, found = list(acts), dict[str, int]()
    for at in range(0, len(wanted), AT_ONCE):
        here = select(Entry.id, Entry.position).where(Entry.id.in_(wanted[at : at + AT_ONCE]))
        found |= {act: position for act, position in session.execute(here)}
    return found


def further(known: dict[str, int], now: dict[str, int]) -> dict[str, int]:
    """Of each number the higher one."""
    return {name: max(known.get(name, 0), now.get(name, 0)) for name in known | now}


class LastAct:
    """`folder` is the register's, `key` its 32 bytes. Any thread may use it, one program at a time."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path = folder / NAME
        self._cipher = AESGCM(HKDF(SHA256(), 32, None, PURPOSE).derive(key))
        self._lock = Lock()
        self._turn, self._known = self._read()

    @property
    def known(self) -> LastActRecord | None:
        """None where there is none, or none that this key reads."""
        return self._known

    def keep(self, standing: LastActRecord) -> None:
        """On the disk when this returns. Numbers never go back. Raises Unavailable."""
        with self._lock:
            known = self._known
            if known is not None and known.first == standing.first:
                standing = msgspec.structs.replace(
                    standing,
                    counters=further(known.counters, standing.counters),
                    series=further(known.series, standing.series),
                )
            turn = self._turn + 1
            self._write(turn % 2 * SLOT, self._sealed(turn, standing))
            self._turn, self._known = turn, standing

    def _sealed(self, turn: int, standing: LastActRecord) -> bytes:
        plain = msgspec.json.encode(_fitting(standing))
        nonce = secrets.token_bytes(NONCE)
        padded = turn.to_bytes(8) + len(plain).to_bytes(4) + plain.ljust(ROOM, b"\0")
        return nonce + self._cipher.encrypt(nonce, padded, PURPOSE)

    def _read(self) -> tuple[int, LastActRecord | None]:
        try:
            data = self._path.read_bytes() if self._path.exists() else b""
        except OSError as error:
            raise disk_trouble(error) from error
        found = [self._slot(data[at : at + SLOT]) for at in (0, SLOT)]
        return max(found, key=_turn)

    def _slot(self, data: bytes) -> tuple[int, LastActRecord | None]:
        try:
            plain = self._cipher.decrypt(data[:NONCE], data[NONCE:], PURPOSE)
            end = HEAD + int.from_bytes(plain[8:HEAD])
            return int.from_bytes(plain[:8]), from_json(plain[HEAD:end], LastActRecord)
        except (InvalidTag, ValueError, msgspec.DecodeError):
            return 0, None

    def _write(self, at: int, data: bytes) -> None:
        try:
            handle = os.open(self._path, WRITING, 0o600)
            with os.fdopen(handle, "r+b", buffering=0) as file:
                file.seek(at)
                file.write(data)
                os.fsync(handle)
        except OSError as error:
            raise disk_trouble(error) from error


def _turn(slot: tuple[int, LastActRecord | None]) -> int:
    return slot[0]


def _fitting(standing: LastActRecord) -> LastActRecord:
    """Series of years long past give way, then acts longest past, so that it fits the slot whatever is added."""
    years = sorted({name.rsplit("/", 1)[1] for name in standing.series}, reverse=True)[:YEARS]
    series = {name: last for name, last in standing.series.items() if name.rsplit("/", 1)[1] in years}
    fitting = msgspec.structs.replace(standing, series=series)
    while len(msgspec.json.encode(fitting)) > ROOM:
        if not fitting.recent:
            raise Unavailable("last_act_failed")
        fitting = msgspec.structs.replace(fitting, recent=fitting.recent[len(fitting.recent) // 2 + 1 :])
    return fitting
