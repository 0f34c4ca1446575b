"""What the copies beside the register know of it: a copy whose acts are not in the register is a sign of loss."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from app import cipher
from app.errors import Unavailable
from app.models import moments
from app.sync.last_act import LastActRecord

LAST = "SELECT id, at, position FROM journal ORDER BY position DESC LIMIT 1"
FIRST = "SELECT id FROM journal ORDER BY position LIMIT 1"
ACTS = "SELECT id, at FROM journal ORDER BY position"
COUNTERS = "SELECT code, counter FROM device"
SERIES = "SELECT name || '/' || year, last FROM series"
OFFICE = "SELECT 1 FROM sqlite_schema WHERE name = 'office'"


def standing_of(copy: Path, key: bytes) -> LastActRecord | None:
    """Of the register as it was copied; None where there is no act in it, or where it cannot be read."""
    try:
        with cipher.raw_connection(copy, key) as connection:
            if not connection.execute(OFFICE).fetchone():
                return None
            return _standing(connection)
    except Unavailable:
        return None


def acts_of(copy: Path, key: bytes) -> dict[str, datetime]:
    """Every act in it, oldest first, with its time (UTC); none where it cannot be read."""
    try:
        with cipher.raw_connection(copy, key) as connection:
            return {act: moments.read(at) for act, at in connection.execute(ACTS)}
    except Unavailable:
        return {}


def _standing(connection: Any) -> LastActRecord | None:
    last = connection.execute(LAST).fetchone()
    if last is None:
        return None
    act, at, position = last
    return LastActRecord(
        first=connection.execute(FIRST).fetchone()[0],
        act=act,
        at=moments.read(at),
        acts=position,
        counters=dict(connection.execute(COUNTERS).fetchall()),
        series=dict(connection.execute(SERIES).fetchall()),
    )
