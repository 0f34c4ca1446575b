"""What one act changed: the image of each row it touched, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.models.base import Base
from app.models.images import Image, RowKey, image, image_before, row_key


@dataclass
class Trace:
    """`before` holds None for a row that was not there."""

    before: dict[RowKey, Image | None] = field(default_factory=dict)
    _rows: dict[RowKey, Base | None] = field(default_factory=dict)

    def look(self, session: Session, _context: Any, _instances: Any) -> None:
        """Before each flush: remember what is about to be written for the first time."""
        for row in session.new:
            self._note(row, None)
        for row in session.dirty:
            if session.is_modified(row):
                self._note(row, row)
        for row in session.deleted:
            self._note(row, row)
            if (key := row_key(row)) is not None:
                self._rows[key] = None

    def _note(self, row: Base, read: Base | None) -> None:
        key = row_key(row)
        if key is not None:
            if key not in self.before:
                self.before[key] = image_before(read) if read is not None else None
            self._rows[key] = row

    def forget(self) -> None:
        """What was done is undone."""
        self.before.clear()
        self._rows.clear()

    def after(self) -> dict[RowKey, Image | None]:
        """Once everything is flushed."""
        return {key: image(row) if row is not None else None for key, row in self._rows.items()}


@contextmanager
def traced(session: Session) -> Iterator[Trace]:
    trace = Trace()
    event.listen(session, "before_flush", trace.look)
    try:
        yield trace
    finally:
        event.remove(session, "before_flush", trace.look)
