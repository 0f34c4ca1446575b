"""Putting rows of the centre into this PC's tables. Rows that waiting acts show differently are not met here: those
acts are undone first (app.sync.rebase)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable
from itertools import islice
from typing import Any

from sqlalchemy import delete, select, text, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.actions import searching
from app.models.base import Base
from app.models.images import (
    Image,
    RowKey,
    columns,
    fingerprint,
    fresh_values,
    key_name,
    mixed,
    settled,
    shared,
    table_of,
    values,
    written,
)
from app.sync import deferred
from app.sync.protocol import RowImage

AT_ONCE = 400
# One of ours goes before the centre's comes: its number may be another one's of ours here (the centre counts
# printings), and a paper is fixed: no row of it ever becomes another.
_ANEW = ("printing", "document")
# A name or a number may pass from one person to another: nobody has one while they are written.
_PASSED_ON = {"staff": ("username",), "applicant": ("nik", "foreign_id")}
Images = dict[str, dict[str, Image | None]]


def put(
    session: Session,
    rows: Iterable[RowImage],
    digest: str,
    undone: Images | None = None,
    *,
    searched: bool = True,
) -> str:
    """Write the rows as they are told, the last word on each; the digest (hex) that results.

    `undone` are rows as the centre knew them where waiting acts show others; they come back first. Foreign keys are
    looked at when the transaction ends; rows that name one which is not here are kept aside (app.sync.deferred). Not
    `searched`: the files cannot be found by their words until `searching.enlist` has listed them.
    """
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    told: Images = defaultdict(dict)
    for row in rows:
        if row.name in shared():
            told[row.name][row.key] = row.image
    back = undone or {}
    wanted = {name: back.get(name, {}) | told.get(name, {}) for name in shared() if name in back or name in told}
    files = {*wanted.get("application", ()), *_files_of(wanted.get("permit", {}))} if searched else set()
    before = searching.listed(session, files)
    for name, images in back.items():
        over = told.get(name, {}) if name not in _ANEW else {}
        write(session, name, {key: image for key, image in images.items() if key not in over})
    stand: set[RowKey] = set()
    for name in (each for each in shared() if each in told):
        before_it = back.get(name, {}) | dict(deferred.kept(session, name, told[name]))
        digest = _reckoned(session, name, told[name], before_it, digest)
        images = deferred.fitting(session, name, told[name], stand)
        stand |= {(name, key) for key, image in images.items() if image is not None}
        write(session, name, images)
    _forget(session, wanted)
    searching.renew(session, before, searching.listed(session, files))
    return digest


def _forget(session: Session, names: Container[str]) -> None:
    """What the session holds of these tables is read again."""
    for row in session.identity_map.values():
        if isinstance(row, Base) and row.__tablename__ in names:
            session.expire(row)


def _reckoned(
    session: Session, name: str, images: dict[str, Image | None], undone: dict[str, Image | None], digest: str
) -> str:
    """The digest once these rows stand instead of those that the centre had."""
    here = present(session, name, [key for key in images if key not in undone]) | undone
    for key, image in images.items():
        digest = mixed(digest, fingerprint((name, key), here.get(key)), fingerprint((name, key), image))
    return digest


def write(session: Session, name: str, images: dict[str, Image | None]) -> None:
    """One table's rows; None takes a row out."""
    table, key = table_of(name), key_name(name)
    gone = [known for known, image in images.items() if image is None]
    for some in chunks(gone):
        session.execute(delete(table).where(table.c[key].in_(typed(name, some))))
    fresh = fresh_values(name)
    kept = [fresh | values(name, image) for image in images.values() if image is not None]
    if not kept:
        return
    if passed_on := _PASSED_ON.get(name):
        nobodys = dict.fromkeys(passed_on, table.c.id)
        for some in chunks(images):
            session.execute(update(table).where(table.c.id.in_(some)).values(nobodys))
    statement = insert(table)
    told = {column: statement.excluded[column] for column, _ in columns(name) if column != key}
    session.execute(statement.on_conflict_do_update(index_elements=[key], set_=told), kept)


def present(session: Session, name: str, keys: Collection[str]) -> dict[str, Image]:
    """The images of those of these rows that are here."""
    table, key = table_of(name), key_name(name)
    found: dict[str, Image] = {}
    for some in chunks(keys):
        for row in session.execute(select(table).where(table.c[key].in_(typed(name, some)))).mappings():
            image = {column: written(row[column], way) for column, way in columns(name)}
            found[str(row[key])] = settled(name, image)
    return found


def one(session: Session, key: RowKey) -> Image | None:
    return present(session, key[0], [key[1]]).get(key[1])


def typed(name: str, keys: Iterable[str]) -> list[Any]:
    """Keys as their column holds them: the office's is a number."""
    return [int(key) for key in keys] if name == "office" else list(keys)


def chunks(keys: Iterable[str]) -> Iterable[list[str]]:
    rest = iter(keys)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _files_of(permits: dict[str, Image | None]) -> set[str]:
    return {image["application_id"] for image in permits.values() if image is not None}
