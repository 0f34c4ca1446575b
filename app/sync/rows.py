"""Putting rows of the centre into this PC's tables. Rows that waiting acts show differently are not met here: those
acts are undone first (app.sync.rebase)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import islice
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.actions import searching
from app.models.application import Application, Permit
from app.models.images import (
    Image,
    RowKey,
    columns,
    fingerprint,
    fresh_values,
    key_name,
    mixed,
    shared,
    table_of,
    values,
    written,
)
from app.sync.protocol import Row

AT_ONCE = 400


def put(session: Session, rows: Iterable[Row], digest: str | None) -> str:
    """Write the rows as they are told, the last word on each; the digest (hex) that results, not reckoned for None.
    Foreign keys are looked at when the transaction ends, because files arrive in parts."""
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    wanted: dict[str, dict[str, Image | None]] = defaultdict(dict)
    for row in rows:
        if row.name in shared():
            wanted[row.name][row.key] = row.image
    for name in shared():
        if name in wanted:
            if digest is not None:
                digest = _reckoned(session, name, wanted[name], digest)
            write(session, name, wanted[name])
    session.expire_all()
    _searchable(session, {*wanted["application"], *_files_of(wanted["permit"])})
    return digest or ""


def _reckoned(session: Session, name: str, images: dict[str, Image | None], digest: str) -> str:
    """The digest once these rows stand instead of those that are here."""
    here = present(session, name, images)
    for key, image in images.items():
        digest = mixed(digest, fingerprint((name, key), here.get(key)), fingerprint((name, key), image))
    return digest


def write(session: Session, name: str, images: dict[str, Image | None]) -> None:
    """One table's rows; None takes a row out."""
    table, key = table_of(name), key_name(name)
    gone = [known for known, image in images.items() if image is None]
    for some in _chunks(gone):
        session.execute(delete(table).where(table.c[key].in_(typed(name, some))))
    fresh = fresh_values(name)
    kept = [fresh | values(name, image) for image in images.values() if image is not None]
    if not kept:
        return
    statement = insert(table)
    told = {column: statement.excluded[column] for column, _ in columns(name) if column != key}
    session.execute(statement.on_conflict_do_update(index_elements=[key], set_=told), kept)


def present(session: Session, name: str, keys: Collection[str]) -> dict[str, Image]:
    """The images of those of these rows that are here."""
    table, key = table_of(name), key_name(name)
    found: dict[str, Image] = {}
    for some in _chunks(keys):
        for row in session.execute(select(table).where(table.c[key].in_(typed(name, some)))).mappings():
            found[str(row[key])] = {column: written(row[column], way) for column, way in columns(name)}
    return found


def one(session: Session, key: RowKey) -> Image | None:
    return present(session, key[0], [key[1]]).get(key[1])


def typed(name: str, keys: Iterable[str]) -> list[Any]:
    """Keys as their column holds them: the office's is a number."""
    return [int(key) for key in keys] if name == "office" else list(keys)


def _chunks(keys: Iterable[str]) -> Iterable[list[str]]:
    rest = iter(keys)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _files_of(permits: dict[str, Image | None]) -> set[str]:
    return {image["application_id"] for image in permits.values() if image is not None}


def _searchable(session: Session, files: Collection[str]) -> None:
    """The search index follows; a file is found by the number of its permit too."""
    for some in _chunks(files):
        issued = session.execute(select(Permit.application_id, Permit.number).where(Permit.application_id.in_(some)))
        numbers = {application: number for application, number in issued}
        for file in session.scalars(select(Application).where(Application.id.in_(some))):
            number = numbers.get(file.id) or str(file.details.get("nib") or "")
            searching.index(session, file, permit_number=number)
