"""What really is in a register: every row that travels, at the centre as it is, at a counter with and without what
waits there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.exchange import Act
from app.models.images import (
    RowKey,
    columns,
    fingerprint,
    key_name,
    mixed,
    settled,
    shared,
    table_of,
    without_secrets,
    written,
)
from app.models.link import DeferredRow, Shadow
from app.sync.protocol import RowImage

Rows = dict[RowKey, dict[str, Any]]
ROWS = msgspec.json.Decoder(list[RowImage])


def rows_in(session: Session) -> Rows:
    """Every row that travels, as it travels."""
    found: Rows = {}
    for name in shared():
        key, ways = key_name(name), columns(name)
        for row in session.execute(select(table_of(name))).mappings():
            picture = settled(name, {column: written(row[column], way) for column, way in ways})
            image = without_secrets(name, picture)
            if image is not None:
                found[name, str(row[key])] = image
    return found


def base_in(session: Session) -> Rows:
    """What the centre is known to have: the rows, with the shadows instead of what waits and what is kept aside."""
    found = rows_in(session)
    for shadow in session.scalars(select(Shadow)):
        key = (shadow.name, shadow.key)
        image = without_secrets(shadow.name, shadow.image)
        if image is None:
            found.pop(key, None)
        else:
            found[key] = image
    for row in session.scalars(select(DeferredRow)):
        found[row.name, row.key] = row.image
    return found


def digest_of(rows: Rows) -> str:
    return mixed("", *(fingerprint(key, image) for key, image in rows.items()))


def differences(one: Rows, other: Rows) -> str:
    """Short; empty where they are the same. Names tables, columns and values of made-up people only."""
    told = []
    for key in sorted({*one, *other}):
        left, right = one.get(key), other.get(key)
        if left != right:
            names = [n for n in (left or {}) if right and (left or {})[n] != right.get(n)]
            told.append(f"{key} {'missing' if left is None else 'extra' if right is None else ''}{names[:4]}")
    return "; ".join(told[:4]) + (f" and {len(told) - 4} more" if len(told) > 4 else "")


@dataclass(frozen=True)
class Fed:
    """One number of the feed, and the digest it leads to."""

    feed: int
    id: str
    kind: str
    device: str
    prev: str | None
    lost: bool
    actor: str
    application: str | None
    result: str
    reason: str
    flags: tuple[str, ...]
    rows: tuple[RowImage, ...]
    digest: str


class Feed:
    """The centre's feed as the checks read it, number by number."""

    def __init__(self) -> None:
        self.items: list[Fed] = []
        self._rows: Rows = {}

    def read(self, session: Session) -> None:
        new = select(Act).where(Act.feed > len(self.items)).order_by(Act.feed)
        for act in session.scalars(new):
            rows = tuple(ROWS.decode(act.rows or b"[]"))
            digest = self.items[-1].digest if self.items else ""
            for row in rows:
                key = (row.name, row.key)
                before, image = self._rows.get(key), row.image
                digest = mixed(digest, fingerprint(key, before), fingerprint(key, image))
                if image is None:
                    self._rows.pop(key, None)
                else:
                    self._rows[key] = image
            told = (act.application_id, act.result, act.reason, tuple(act.flags), rows, digest)
            self.items.append(Fed(act.feed or 0, act.id, act.kind, act.device, act.prev, act.lost, act.actor_id, *told))

    @property
    def head(self) -> int:
        return len(self.items)

    def digest(self, number: int) -> str:
        return self.items[number - 1].digest if number else ""

    def at(self, number: int) -> Rows:
        """Every row after so many numbers."""
        if number == len(self.items):
            return self._rows
        return folded(self.items[:number])


def folded(items: Iterable[Fed]) -> Rows:
    found: Rows = {}
    for item in items:
        for row in item.rows:
            if row.image is None:
                found.pop((row.name, row.key), None)
            else:
                found[row.name, row.key] = row.image
    return found
