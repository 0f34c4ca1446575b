"""Back to the newest good copy. The damaged register is put aside, never thrown away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.errors import Unavailable, disk_trouble
from app.rules.wording import long_date
from app.upkeep.copies import FOLDER, verify


@dataclass(frozen=True)
class Copy:
    """A copy, named by its day; one made by hand has the minute too."""

    path: Path
    day: date

    @property
    def said(self) -> str:
        return long_date(self.day)


def copies(database: Path) -> tuple[Copy, ...]:
    """The copies beside the register, the newest first."""
    found = []
    for path in sorted((database.parent / FOLDER).glob("register-*.db"), reverse=True):
        if named := re.fullmatch(r"register-(\d{4}-\d\d-\d\d)(-\d{4})?", path.stem):
            found.append(Copy(path, date.fromisoformat(named[1])))
    return tuple(found)


def newest_good(database: Path, key: bytes | None) -> Copy | None:
    """The newest copy that proves whole under this key."""
    for copy in copies(database):
        try:
            verify(copy.path, key)
        except Unavailable:
            continue
        return copy
    return None


def restore(database: Path, copy: Copy) -> Path:
    """Put the copy in the register's place; the path under which the damaged file is kept."""
    kept = _free(database.with_name(f"{database.stem}-damaged.db"))
    part = database.with_name(f"{database.name}.part")
    try:
        part.write_bytes(copy.path.read_bytes())
        for end in ("-wal", "-shm", ""):
            old = database.with_name(database.name + end)
            if old.exists():
                old.replace(kept.with_name(kept.name + end))
        part.replace(database)
    except OSError as error:
        raise disk_trouble(error) from error
    return kept


def _free(path: Path) -> Path:
    """A name nothing has yet, so that an earlier damaged file stays."""
    number, found = 2, path
    while found.exists():
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found
