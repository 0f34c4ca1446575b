"""Everything there is, in parts, for a PC that is new or must begin again.

First what is needed to work (`recent`: the office, running files, those of the last 90 days), then all. Rows come table
by table in the order of their keys, so that a cut connection goes on where it was. Meanwhile the feed goes on too; what
changed since the first answer comes once more with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache, partial
from typing import Any

import msgspec
from sqlalchemy import JSON, ColumnElement, Select, Table, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.migrations import HEAD as SCHEMA
from app.models.application import Application
from app.models.centre import Head
from app.models.images import (
    SORTED,
    Image,
    columns,
    holds_secret,
    key_name,
    shared,
    table_of,
    without_secrets,
    written,
)
from app.rules import stages
from app.server.centre import Centre
from app.sync.protocol import SNAPSHOT_ROWS, SnapshotAnswer, SnapshotRequest

RECENT = timedelta(days=90)
# Of a part, as rows on the wire: what a counter writes without anybody waiting for it.
PART_BYTES = 2 << 20
AT_ONCE = 500
# The largest column, and the same letter by letter for all files of a service until the catalogue changes.
REPEATED = ("application", "permit_type")
# Told whole in the first part: few rows, and nothing works without them.
_SMALL = {"office", "device", "staff", "staff_role", "mandate", "tray", "outage"}


def snapshot(centre: Centre, request: SnapshotRequest) -> SnapshotAnswer:
    """Raises Refused `upgrade` for a counter of an older schema, `malformed`."""
    if request.schema < SCHEMA:
        raise Refused("upgrade")
    if request.part not in ("recent", "rest"):
        raise Refused("malformed")
    name, _, key = request.after.partition("|")
    with centre.register.reading() as session:
        head = session.get_one(Head, 1)
        since = centre.now() - RECENT if request.part == "recent" else None
        rows, after = _page(session, name, key, since, max(1, min(request.limit, SNAPSHOT_ROWS)))
        total = sum(_count(session, table, since) for table in shared()) if not request.after else 0
        return SnapshotAnswer(
            **centre.about(head), rows=msgspec.Raw(rows), after=after, done=0, total=total, ordered=True
        )


def _page(session: Session, name: str, key: str, since: datetime | None, limit: int) -> tuple[bytes, str]:
    names = list(shared())
    if name and name not in names:
        raise Refused("malformed")
    rows: list[bytes] = []
    size = 0
    for table in names[names.index(name) if name else 0 :]:
        for last, row in _rows(session, table, key if table == name else "", since, limit - len(rows)):
            rows.append(row)
            size += len(row)
            if len(rows) >= limit or size >= PART_BYTES:
                return b"[%b]" % b",".join(rows), f"{table}|{last}"
    return b"[%b]" % b",".join(rows), ""


def _rows(session: Session, name: str, after: str, since: datetime | None, limit: int) -> Iterator[tuple[str, bytes]]:
    """Key and row, read as far as they are asked for."""
    table, shape = table_of(name), _shape(name)
    key = table.c[key_name(name)]
    wanted = _within(select(*shape.asked).order_by(key).limit(limit), name, table, since)
    if after:
        wanted = wanted.where(key > (int(after) if name == "office" else after))
    with session.execute(wanted, execution_options={"yield_per": AT_ONCE}) as found:
        for row in found:
            values = list(row)
            for place, turn in shape.turns:
                values[place] = turn(values[place])
            image: Image | None = dict(zip(shape.names, values, strict=True))
            if holds_secret(name, image):
                image = without_secrets(name, image | {"payload": msgspec.json.decode(image["payload"])})
            told = str(values[shape.key])
            yield told, SORTED.encode((name, told, image))


@dataclass(frozen=True)
class _Shape:
    """How a table is read: JSON as text, which is put into order without its way through every column. `turns` makes
    what travels of the value at a place."""

    asked: tuple[ColumnElement[Any], ...]
    names: tuple[str, ...]
    key: int
    turns: tuple[tuple[int, Callable[[Any], Any]], ...]


@cache
def _shape(name: str) -> _Shape:
    asked: list[ColumnElement[Any]] = []
    turns: list[tuple[int, Callable[[Any], Any]]] = []
    for place, (column, way) in enumerate(columns(name)):
        one = table_of(name).c[column]
        if isinstance(one.type, JSON):
            asked.append(cast(one, Text))
            turns.append((place, _repeated if (name, column) == REPEATED else _ordered))
        else:
            asked.append(one)
            if way != "plain":
                turns.append((place, partial(written, way=way)))
    names = tuple(column for column, _ in columns(name))
    return _Shape(tuple(asked), names, names.index(key_name(name)), tuple(turns))


def _ordered(text: str | None) -> msgspec.Raw | None:
    return None if text is None else msgspec.Raw(SORTED.encode(msgspec.json.decode(text)))


_repeated = lru_cache(maxsize=500)(_ordered)


def _count(session: Session, name: str, since: datetime | None) -> int:
    table = table_of(name)
    counted: Select[Any] = select(func.count()).select_from(table)
    return int(session.execute(_within(counted, name, table, since)).scalar_one())


def _within(wanted: Select[Any], name: str, table: Table, since: datetime | None) -> Select[Any]:
    """Only what belongs to running files and those since then; everything where there is no limit."""
    if since is None or name in _SMALL:
        return wanted
    return wanted.where(_recent(name, table, since))


def _recent(name: str, table: Table, since: datetime) -> ColumnElement[bool]:
    files = select(Application.id).where(or_(Application.received >= since, Application.stage.in_(stages.RUNNING)))
    if name == "application":
        return table.c.id.in_(files)
    if name == "applicant":
        return table.c.id.in_(select(Application.applicant_id).where(Application.id.in_(files)))
    if name == "printing":
        papers = table_of("document")
        return table.c.document_id.in_(select(papers.c.id).where(papers.c.application_id.in_(files)))
    if "application_id" in table.c:
        own = table.c.application_id
        return own.in_(files) | own.is_(None) if own.nullable else own.in_(files)
    return table.c[key_name(name)].is_not(None)
