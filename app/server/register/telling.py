"""Rows of the centre's tables as they travel, read as fast as can be: a new PC asks for all there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

import msgspec
from sqlalchemy import JSON, ColumnElement, Select, Text, cast, select
from sqlalchemy.orm import Session

from app.models.images import (
    SORTED,
    Image,
    columns,
    holds_secret,
    key_name,
    settled,
    table_of,
    without_secrets,
    written,
)

AT_ONCE = 500
# The largest column, and the same letter by letter for all files of a service until the catalogue changes.
REPEATED = ("application", "permit_type")


def query(name: str) -> Select[Any]:
    """Of a table's rows for `told`, in the order of their keys."""
    return select(*_shape(name).asked).order_by(key_column(name))


def key_column(name: str) -> ColumnElement[Any]:
    return table_of(name).c[key_name(name)]


def told(session: Session, name: str, wanted: Select[Any]) -> Iterator[tuple[str, bytes]]:
    """Key and row, as `SORTED` writes it; read as far as they are asked for."""
    shape = _shape(name)
    with session.execute(wanted, execution_options={"yield_per": AT_ONCE}) as found:
        for row in found:
            values = list(row)
            for place, turn in shape.turns:
                values[place] = turn(values[place])
            image: Image = settled(name, dict(zip(shape.names, values, strict=True)))
            if holds_secret(name, image):
                image["payload"] = msgspec.json.decode(image["payload"])
            key = str(values[shape.key])
            yield key, SORTED.encode((name, key, without_secrets(name, image)))


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
