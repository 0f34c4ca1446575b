"""Rows of the centre that name one which is not here yet are kept aside, and written when it comes.

While a first synchronisation runs, its parts are younger than the cursor and the feed may tell of files whose own part
is still to come: a row can come before the one it names, on either way. Nobody is shown half a file for it, and neither
way waits for the other. Rows kept aside count as known: the digest has them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.models.images import Image, RowKey, key_name, table_of
from app.models.link import DeferredRow, Shadow
from app.sync.protocol import RowImage

_EVERY = select(DeferredRow.name, DeferredRow.key, DeferredRow.parent, DeferredRow.parent_key)


def with_freed(session: Session, told: Collection[RowImage], come: Iterable[RowKey] = ()) -> list[RowImage]:
    """The rows told; before them those kept aside that waited for one of them, for one that has `come`, or for one
    another."""
    waiting: dict[RowKey, list[RowKey]] = defaultdict(list)
    for name, key, parent, parent_key in session.execute(_EVERY):
        waiting[parent, parent_key].append((name, key))
    fresh = {*come, *((row.name, row.key) for row in told)}
    freed: dict[str, set[str]] = defaultdict(set)
    while waiting and fresh:
        fresh = {key for parent in fresh for key in waiting.pop(parent, ())}
        for name, key in fresh:
            freed[name].add(key)
    rows = [
        RowImage(name=name, key=key, image=image) for name in freed for key, image in kept(session, name, freed[name])
    ]
    return rows + list(told)


def kept(session: Session, name: str, keys: Iterable[str]) -> list[tuple[str, Image]]:
    """Those of these rows that are kept aside."""
    theirs = DeferredRow.name == name, _among(DeferredRow.key, keys)
    return [(key, image) for key, image in session.execute(select(DeferredRow.key, DeferredRow.image).where(*theirs))]


def any_left(session: Session) -> bool:
    return session.scalars(select(DeferredRow.key).limit(1)).first() is not None


def fitting(
    session: Session, name: str, images: Mapping[str, Image | None], stand: Collection[RowKey]
) -> dict[str, Image | None]:
    """Those of these images whose parents are here, or among those that `stand` for certain. The others are kept aside,
    in place of what was kept of them before."""
    session.execute(delete(DeferredRow).where(DeferredRow.name == name, _among(DeferredRow.key, images)))
    named = {key: _parents(name, image) for key, image in images.items() if image is not None}
    lacking = _lacking(session, {parent for parents in named.values() for parent in parents if parent not in stand})
    aside = {}
    for key, parents in named.items():
        if missing := next((parent for parent in parents if parent in lacking), None):
            aside[key] = missing
    if aside:
        rows = [
            {"name": name, "key": key, "image": images[key], "parent": parent, "parent_key": parent_key}
            for key, (parent, parent_key) in aside.items()
        ]
        session.execute(insert(DeferredRow), rows)
    return {key: image for key, image in images.items() if key not in aside}


def standing(session: Session, name: str, keys: Collection[str]) -> set[str]:
    """Those of these rows that the centre has told of. One that only an act waiting here has made may yet fall."""
    table = table_of(name)
    here = set(session.scalars(select(table.c[key_name(name)]).where(_among(table.c[key_name(name)], keys))))
    shaded = select(Shadow.key, Shadow.image).where(Shadow.name == name, _among(Shadow.key, keys))
    return here - {key for key, image in session.execute(shaded) if image is None}


@cache
def parents_of(name: str) -> tuple[tuple[str, str], ...]:
    """(column, table of the row it names), of one table."""
    return tuple((str(key.parent.name), str(key.column.table.name)) for key in table_of(name).foreign_keys)


def _parents(name: str, image: Image) -> list[RowKey]:
    named = ((parent, image.get(column)) for column, parent in parents_of(name))
    return [(parent, str(key)) for parent, key in named if key is not None]


def _lacking(session: Session, parents: Collection[RowKey]) -> set[RowKey]:
    by_table: dict[str, set[str]] = defaultdict(set)
    for name, key in parents:
        by_table[name].add(key)
    return {(name, key) for name, keys in by_table.items() for key in keys - standing(session, name, keys)}


def _among(column: Any, keys: Iterable[str]) -> ColumnElement[bool]:
    """As one value, however many there are."""
    listed = func.json_each(msgspec.json.encode(list(keys)).decode()).table_valued("value")
    found: ColumnElement[bool] = column.in_(select(listed.c.value))
    return found
