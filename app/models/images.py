"""Rows as they travel: plain JSON images of what every PC of the office shares, and the hash that tells them apart."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from hashlib import blake2b
from typing import Any

import msgspec
from sqlalchemy import Date, Table, inspect
from sqlalchemy.orm import LoaderCallableStatus, Mapper

from app.models.base import Base
from app.models.types import Moment

Image = dict[str, Any]
RowKey = tuple[str, str]

# What stays where it is: drafts, the series only the centre counts on, secrets, and the exchange itself.
_LOCAL = {
    *("draft", "series", "act", "link", "shadow", "deferred_row", "own_key", "own_paper", "pc_clock"),
    *("head", "terminal", "pairing_code", "person_key", "attempt", "wrong_password", "early_act"),
}
LOCAL_COLUMNS = {
    "staff": {"password", "failures", "blocked_until", "last_seen", "verified"},
    "device": {"counter", "tip"},
}
# Rows are told apart by their primary key, but for the journal, whose primary key is a position.
_KEYS = {"journal": "id"}
# Columns that came after images had travelled, all nullable: an empty one is in no image, so that every row has the
# fingerprint it had before, and an upgraded centre agrees with whoever fetches its rows anew.
LATER = {"mandate": frozenset({"ended"})}
# Payloads that carry a verifier of a password.
_SECRET_KINDS = ("set_up_office", "add_staff", "set_password")
# A row by it, as [table, key, image], is what `fingerprint_of` wants.
SORTED = msgspec.json.Encoder(order="sorted")


@cache
def shared() -> dict[str, type[Base]]:
    """Table name -> class, of the tables every PC has the same rows of; in an order that foreign keys allow."""
    known = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    return {str(table.name): known[table.name] for table in Base.metadata.sorted_tables if table.name not in _LOCAL}


@cache
def key_name(name: str) -> str:
    table = Base.metadata.tables[name]
    return _KEYS.get(name) or str(next(iter(table.primary_key.columns)).name)


@cache
def columns(name: str) -> tuple[tuple[str, str], ...]:
    """(column, how it is written: date, moment or plain) of what travels."""
    table, local = Base.metadata.tables[name], LOCAL_COLUMNS.get(name, set())
    return tuple((column.name, _way(column.type)) for column in table.columns if column.name not in local)


def _way(kind: Any) -> str:
    return "moment" if isinstance(kind, Moment) else "date" if isinstance(kind, Date) else "plain"


def row_key(row: Base) -> RowKey | None:
    """None for a row that does not travel."""
    name = str(row.__tablename__)
    return (name, str(getattr(row, key_name(name)))) if name in shared() else None


def image(row: Base) -> Image:
    """The row as it is now."""
    held = row.__dict__  # an instrumented attribute costs three times as much
    picture = {
        name: written(held[name] if name in held else getattr(row, name), way)
        for name, way in columns(row.__tablename__)
    }
    return settled(row.__tablename__, picture)


def settled(name: str, picture: Image) -> Image:
    """The image without later columns that are empty."""
    empty = [column for column in LATER.get(name, ()) if picture[column] is None]
    for column in empty:
        del picture[column]
    return picture


def image_before(row: Base) -> Image:
    """The row as it was read, before this session changed it."""
    # Not the attributes' history: that leaves out a None.
    read, held = inspect(row).committed_state, row.__dict__
    before: Image = {}
    for name, way in columns(row.__tablename__):
        value = read[name] if name in read else held[name] if name in held else getattr(row, name)
        # A row that was added in this transaction and never given this value.
        before[name] = None if isinstance(value, LoaderCallableStatus) else written(value, way)
    return settled(row.__tablename__, before)


def is_changed(row: Base) -> bool:
    """Whether any of its values is another one than was read; a session's own look takes many times as long."""
    held = row.__dict__
    return any(name not in held or held[name] != value for name, value in inspect(row).committed_state.items())


def written(value: Any, way: str) -> Any:
    if value is None or way == "plain":
        return value
    return value.astimezone(UTC).isoformat() if way == "moment" else value.isoformat()


def values(name: str, picture: Image) -> dict[str, Any]:
    """An image as values for an INSERT; columns this version does not know are left out."""
    empty = dict.fromkeys(LATER.get(name, ()))
    return empty | {column: _read(picture[column], way) for column, way in columns(name) if column in picture}


def _read(value: Any, way: str) -> Any:
    if value is None or way == "plain":
        return value
    return datetime.fromisoformat(value) if way == "moment" else date.fromisoformat(value)


def fresh_values(name: str) -> dict[str, Any]:
    """What the columns that do not travel hold in a row that is new here."""
    return dict(_FRESH.get(name, {}))


_FRESH: dict[str, dict[str, Any]] = {
    "staff": {"password": "", "failures": 0, "blocked_until": None, "last_seen": None, "verified": None},
    "device": {"counter": 0, "tip": None},
}


def without_secrets(name: str, picture: Image | None) -> Image | None:
    """The image as a counter gets it: no verifier of a password leaves the centre."""
    if picture is None or not holds_secret(name, picture):
        return picture
    return picture | {"payload": picture["payload"] | {"password": ""}}


def holds_secret(name: str, picture: Image) -> bool:
    """Whether the image's payload carries a verifier."""
    return name == "journal" and picture["kind"] in _SECRET_KINDS


def is_secret(kind: str) -> bool:
    """Whether the own body of such an act carries a verifier."""
    return kind in _SECRET_KINDS


def fingerprint(key: RowKey, picture: Image | None) -> int:
    """64 bits of a row; 0 for none. The digest of a register is the XOR over its rows, so it follows every change."""
    return 0 if picture is None else fingerprint_of(SORTED.encode([*key, picture]))


def fingerprint_of(row: bytes) -> int:
    """Of a row that `SORTED` wrote."""
    return int.from_bytes(blake2b(row, digest_size=8).digest(), "big")


def mixed(digest: str, *changes: int) -> str:
    """The digest (hex) after rows were taken out and put in."""
    number = int(digest or "0", 16)
    for change in changes:
        number ^= change
    return f"{number:016x}"


def table_of(name: str) -> Table:
    mapper: Mapper[Any] = inspect(shared()[name])
    found = mapper.local_table
    assert isinstance(found, Table)  # every class here has a table of its own
    return found
