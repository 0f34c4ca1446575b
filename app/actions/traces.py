"""What one act changed: the image of each row it touched, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.models.base import Base
from app.models.images import Image, RowKey, image, image_before, is_changed, row_key


@dataclass
class Earlier:
    """What earlier acts of the same transaction changed, where it is written all together at the end.

    `images` is how they left each row; `files` names the file of a row (by its `id`) that belongs to one.
    """

    images: dict[RowKey, Image | None] = field(default_factory=dict)
    rows: dict[RowKey, Base | None] = field(default_factory=dict)
    files: dict[int, str] = field(default_factory=dict)

    def add(self, trace: Trace, after: Mapping[RowKey, Image | None]) -> None:
        for key, row in trace.rows.items():
            file = key[1] if key[0] == "application" else getattr(row, "application_id", None)
            if file:
                self.files[id(row)] = file
        self.images.update(after)
        self.rows.update(trace.rows)

    def are_whole(self) -> bool:
        """Whether no act changed a row of another file, which its trace passed over."""
        return all(image(row) == self.images[key] for key, row in self.rows.items() if row is not None)


@dataclass
class Trace:
    """`before` holds None for a row that was not there. `file` is what the act is about."""

    earlier: Earlier = field(default_factory=Earlier)
    file: str = ""
    before: dict[RowKey, Image | None] = field(default_factory=dict)
    rows: dict[RowKey, Base | None] = field(default_factory=dict)

    def look(self, session: Session, _context: Any = None, _instances: Any = None) -> None:
        """Before each flush: remember what is about to be written for the first time."""
        for row in session.new:
            self._note(row, None)
        for row in session.dirty:
            if not self._of_another_file(row) and is_changed(row):
                self._note(row, row)
        for row in session.deleted:
            self._note(row, row, gone=True)

    def _of_another_file(self, row: Base) -> bool:
        return self.earlier.files.get(id(row), self.file) != self.file

    def _note(self, row: Base, read: Base | None, *, gone: bool = False) -> None:
        key = None if self._of_another_file(row) else row_key(row)
        if key is None or (key not in self.before and self._is_as_known(key, row, gone=gone)):
            return
        if key not in self.before:
            known = self.earlier.images
            self.before[key] = known[key] if key in known else image_before(read) if read else None
        self.rows[key] = None if gone else row

    def _is_as_known(self, key: RowKey, row: Base, *, gone: bool) -> bool:
        """Whether it was an earlier act that changed it, and only that."""
        known = self.earlier.images
        return key in known and known[key] == (None if gone else image(row))

    def forget(self) -> None:
        """What was done is undone."""
        self.before.clear()
        self.rows.clear()

    def after(self) -> dict[RowKey, Image | None]:
        """Once everything is flushed, or looked at."""
        return {key: image(row) if row is not None else None for key, row in self.rows.items()}


@contextmanager
def traced(session: Session, earlier: Earlier | None = None, file: str = "") -> Iterator[Trace]:
    trace = Trace(earlier or Earlier(), file)
    event.listen(session, "before_flush", trace.look)
    try:
        yield trace
    finally:
        event.remove(session, "before_flush", trace.look)
