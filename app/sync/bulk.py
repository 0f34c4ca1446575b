"""Many rows at once, most of them new here: from the wire into their tables without becoming objects on the way.

What a column holds is taken as its text: JSON stays as it was sent, and only moments are spelt as the register keeps
them. Rows that are here already go the ordinary way (app.sync.rows).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import JSON, text
from sqlalchemy.orm import Session

from app.decoding import json_decoder
from app.errors import Unavailable
from app.models import moments
from app.models.images import (
    LATER,
    SORTED,
    RowKey,
    columns,
    fingerprint_of,
    fresh_values,
    key_name,
    mixed,
    shared,
    table_of,
)
from app.sync import deferred
from app.sync import rows as tables
from app.sync.protocol import RowImage, SnapshotAnswer

ROW = json_decoder(RowImage)
_ROWS = json_decoder(list[RowImage])
_RAW = json_decoder(list[msgspec.Raw])
_SPLIT = json_decoder(tuple[str, str, msgspec.Raw])
Value = str | int | float | bool | None


class ToldRow(NamedTuple):
    """`row` as it came and its fingerprint, `values` as the table takes them."""

    name: str
    key: str
    row: bytes
    seen: int
    values: tuple[Value, ...]


@dataclass(frozen=True)
class _Form:
    """How a table's images are read and written; `texts` and `moments` are places among the columns that travel."""

    image: msgspec.json.Decoder[msgspec.Struct]
    texts: tuple[int, ...]
    moments: tuple[int, ...]
    fresh: tuple[Value, ...]
    insert: str
    known: str


def read(answer: SnapshotAnswer) -> list[ToldRow]:
    """Raises Unavailable `centre_trouble` where these are no rows of this version's tables."""
    try:
        if answer.ordered:
            raw: Iterable[bytes] = _RAW.decode(answer.rows)
        else:
            raw = [SORTED.encode(row) for row in _ROWS.decode(answer.rows)]
        return [_told(row) for row in raw]
    except (msgspec.DecodeError, ValueError):
        raise Unavailable("centre_trouble") from None


def put(session: Session, told: Iterable[ToldRow], digest: str) -> str:
    """Write the rows as they are told, as `tables.put` does; the digest (hex) that results. No act that waits may have
    touched one of them, and no file is listed for searching."""
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    by_table: dict[str, dict[str, ToldRow]] = defaultdict(dict)
    for row in told:
        by_table[row.name][row.key] = row
    known: list[RowImage] = []
    changes: list[int] = []
    come: set[RowKey] = set()
    for name in (each for each in shared() if each in by_table):
        rows = by_table[name]
        ordinary = _here(session, name, rows) | {key for key, _ in deferred.kept(session, name, rows)}
        ordinary |= _lacking(session, name, [row for key, row in rows.items() if key not in ordinary], come)
        new = [row for key, row in rows.items() if key not in ordinary]
        known += images(rows[key] for key in ordinary)
        changes += [row.seen for row in new]
        if new:
            session.connection().exec_driver_sql(_form(name).insert, [row.values for row in new])
            come |= {(name, row.key) for row in new}
    digest = mixed(digest, *changes)
    known = deferred.with_freed(session, known, come)
    return tables.put(session, known, digest, searched=False) if known else digest


def images(told: Iterable[ToldRow]) -> list[RowImage]:
    """The same rows for the ordinary way."""
    return [ROW.decode(row.row) for row in told]


def _lacking(session: Session, name: str, rows: list[ToldRow], come: set[RowKey]) -> set[str]:
    """The keys of those that name a row which is not here."""
    lacking: set[str] = set()
    for place, parent in _named(name):
        named = {str(row.values[place]) for row in rows if row.values[place] is not None}
        missing = {key for key in named if (parent, key) not in come}
        missing -= deferred.standing(session, parent, missing) if missing else set()
        lacking |= {row.key for row in rows if row.values[place] in missing}
    return lacking


@cache
def _named(name: str) -> tuple[tuple[int, str], ...]:
    """Where a row names another one, and the table that is in."""
    places = {column: place for place, (column, _) in enumerate(columns(name))}
    return tuple((places[column], parent) for column, parent in deferred.parents_of(name))


def _told(row: bytes) -> ToldRow:
    name, key, image = _SPLIT.decode(row)
    if name not in shared():
        raise ValueError(name)
    form = _form(name)
    values: list[Any] = list(msgspec.structs.astuple(form.image.decode(image)))
    for place in form.texts:
        values[place] = str(values[place], "utf-8")
    for place in form.moments:
        moment = values[place]
        values[place] = None if moment is None else moments.written(datetime.fromisoformat(str(moment)))
    return ToldRow(name, key, row, fingerprint_of(row), (*values, *form.fresh))


@cache
def _form(name: str) -> _Form:
    table, fresh = table_of(name), fresh_values(name)
    ways = columns(name)
    texts = tuple(place for place, (column, _) in enumerate(ways) if isinstance(table.c[column].type, JSON))
    fields = [_field(name, column, msgspec.Raw if place in texts else Value) for place, (column, _) in enumerate(ways)]
    every = [*(column for column, _ in ways), *fresh]
    listed, marks = ", ".join(f'"{column}"' for column in every), ", ".join("?" for _ in every)
    return _Form(
        image=json_decoder(msgspec.defstruct(name, fields, gc=False, kw_only=True)),
        texts=texts,
        moments=tuple(place for place, (_, way) in enumerate(ways) if way == "moment"),
        fresh=tuple(fresh.values()),
        insert=f'INSERT INTO "{name}" ({listed}) VALUES ({marks})',
        known=f'SELECT "{key_name(name)}" FROM "{name}" WHERE "{key_name(name)}" IN (SELECT value FROM json_each(?))',
    )


def _field(name: str, column: str, kind: Any) -> tuple[str, Any] | tuple[str, Any, None]:
    """As `defstruct` takes it; an image may leave out what is empty in a later column."""
    return (column, kind, None) if column in LATER.get(name, ()) else (column, kind)


def _here(session: Session, name: str, keys: Collection[str]) -> set[str]:
    asked = msgspec.json.encode(tables.typed(name, keys)).decode()
    return {str(key) for (key,) in session.connection().exec_driver_sql(_form(name).known, (asked,))}
