"""Everything there is, in parts, for a PC that is new or must begin again.

First what is needed to work (`recent`: the office, running files, those of the last 90 days), then all. Rows come table
by table in the order of their keys, those of recent files by the files', so that a cut connection goes on where it was.
Meanwhile the feed goes on too; what changed since the first answer comes once more with it. The acts of the last month,
which a restored centre may have lost, are asked for as pages of the feed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import ColumnElement, Table, func, or_, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.migrations import HEAD as SCHEMA
from app.models.application import Application
from app.models.centre import Head
from app.models.exchange import Act
from app.models.images import shared, table_of
from app.rules import stages
from app.server.register.centre import Centre
from app.server.register.telling import key_column, query, told
from app.sync.protocol import ACTS_KEPT, SNAPSHOT_ROWS, SnapshotAnswer, SnapshotRequest

RECENT = timedelta(days=90)
# Of a part, as rows on the wire: what a counter writes without anybody waiting for it.
PART_BYTES = 4 << 20
# Of some files at once; more than this and they are fewer, and of one alone it ends inside.
FILES_BYTES = 16 << 20
FILES_AT_ONCE, COUNTED_AT_ONCE = 100, 1_000
# What has no file at all, beside what belongs to some.
LOOSE = "-"
# Between a file and one of its rows, where a part ends inside.
INSIDE = "/"


@dataclass(frozen=True)
class _Step:
    """A table, or that of it which belongs to `files` (in their order), or (`loose`) to none."""

    name: str
    table: str
    files: tuple[str, ...] | None = None
    loose: bool = False


def snapshot(centre: Centre, request: SnapshotRequest) -> SnapshotAnswer:
    """Raises Refused `upgrade` for a counter of an older schema, `malformed`."""
    if request.schema < SCHEMA:
        raise Refused("upgrade")
    if request.part not in ("recent", "rest"):
        raise Refused("malformed")
    with centre.register.reading() as session:
        head = session.get_one(Head, 1)
        steps = _recent(session, centre.now() - RECENT) if request.part == "recent" else _all()
        rows, after = _page(session, steps, request.after, max(1, min(request.limit, SNAPSHOT_ROWS)))
        total = sum(_count(session, step) for step in steps) if not request.after else 0
        acts = _kept(session, head, centre) if not request.after else -1
        answer = SnapshotAnswer(**centre.about(head), rows=msgspec.Raw(rows), after=after, done=0, total=total)
        return msgspec.structs.replace(answer, ordered=True, acts_after=acts)


def _kept(session: Session, head: Head, centre: Centre) -> int:
    """The last number of the feed that every other counter need not keep any longer (`_tidy` of a counter)."""
    since = Act.received >= centre.now() - ACTS_KEPT, Act.feed.is_not(None)
    oldest = session.scalar(select(func.min(Act.feed)).where(*since))
    recent = head.head if oldest is None else oldest - 1
    return min(recent, head.durable) if head.durable else recent


def _all() -> list[_Step]:
    return [_Step(name, name) for name in shared()]


def _recent(session: Session, since: datetime) -> list[_Step]:
    """Told whole is what belongs to no file: few rows, and nothing works without them."""
    wanted = or_(Application.received >= since, Application.stage.in_(stages.RUNNING))
    files = tuple(sorted(session.scalars(select(Application.id).where(wanted))))  # as Python has it, as below
    steps = []
    for name in shared():
        table = table_of(name)
        steps.append(_Step(name, name, files if _belongs(name, table) else None))
        if _belongs(name, table) and "application_id" in table.c and table.c.application_id.nullable:
            steps.append(_Step(name + LOOSE, name, loose=True))
    return steps


def _belongs(name: str, table: Table) -> bool:
    return name in ("application", "applicant", "printing") or (name != "tray" and "application_id" in table.c)


def _page(session: Session, steps: list[_Step], after: str, limit: int) -> tuple[bytes, str]:
    begun, _, key = after.partition("|")
    names = [step.name for step in steps]
    if begun and begun not in names:
        raise Refused("malformed")
    rows: list[bytes] = []
    size = 0
    for step in steps[names.index(begun) if begun else 0 :]:
        for last, some in _pieces(session, step, key if step.name == begun else "", limit - len(rows)):
            rows += some
            size += sum(map(len, some))
            if len(rows) >= limit or size >= PART_BYTES:
                return b"[%b]" % b",".join(rows), f"{step.name}|{last}"
    return b"[%b]" % b",".join(rows), ""


def _pieces(session: Session, step: _Step, after: str, limit: int) -> Iterator[tuple[str, list[bytes]]]:
    """Rows, and where to go on behind them: some files', or one by one, as those of a file alone are."""
    if step.files is None:
        wanted = query(step.table).limit(limit)
        if step.loose:
            wanted = wanted.where(table_of(step.table).c.application_id.is_(None))
        if after:
            wanted = wanted.where(key_column(step.table) > (int(after) if step.table == "office" else after))
        for key, row in told(session, step.table, wanted):
            yield key, [row]
        return
    begun, _, inside = after.partition(INSIDE)
    if inside and begun in step.files:
        yield from _one_by_one(session, step.table, begun, inside)
    left = [file for file in step.files if file > begun]
    most = at_once = min(FILES_AT_ONCE, limit)
    while some := left[:at_once]:
        rows = _rows_of(session, step.table, some) if len(some) > 1 else None
        if rows is None and len(some) > 1:
            at_once = len(some) // 2
            continue
        left, at_once = left[len(some) :], most
        if rows is None:
            yield from _one_by_one(session, step.table, some[0], "")
        else:
            yield some[-1], rows


def _one_by_one(session: Session, name: str, file: str, after: str) -> Iterator[tuple[str, list[bytes]]]:
    wanted = query(name).where(_of_files(name, [file]))
    for key, row in told(session, name, wanted.where(key_column(name) > after) if after else wanted):
        yield f"{file}{INSIDE}{key}", [row]


def _rows_of(session: Session, name: str, files: list[str]) -> list[bytes] | None:
    """None where they are too large together."""
    rows, size = [], 0
    for _, row in told(session, name, query(name).where(_of_files(name, files))):
        rows.append(row)
        size += len(row)
        if size > FILES_BYTES:
            return None
    return rows


def _of_files(name: str, files: list[str]) -> ColumnElement[bool]:
    table = table_of(name)
    if name == "application":
        return table.c.id.in_(files)
    if name == "applicant":
        return table.c.id.in_(select(Application.applicant_id).where(Application.id.in_(files)))
    if name == "printing":
        papers = table_of("document")
        return table.c.document_id.in_(select(papers.c.id).where(papers.c.application_id.in_(files)))
    return table.c.application_id.in_(files)


def _count(session: Session, step: _Step) -> int:
    table = table_of(step.table)
    counted = select(func.count()).select_from(table)
    if step.files is not None:
        by_files = (counted.where(_of_files(step.table, some)) for some in _chunks(step.files, COUNTED_AT_ONCE))
        return sum(session.execute(some).scalar_one() for some in by_files)
    return session.execute(counted.where(table.c.application_id.is_(None)) if step.loose else counted).scalar_one()


def _chunks(files: Sequence[str], size: int) -> Iterator[list[str]]:
    return (list(files[at : at + size]) for at in range(0, len(files), size))
