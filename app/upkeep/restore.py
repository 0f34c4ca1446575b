"""Back to a good copy. The damaged register is put aside, never thrown away.

The copy is made whole beside the register first; from the moment it has its name, every later start ends what was begun
(`finish`), so that there is a whole register wherever the work was cut.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from zoneinfo import ZoneInfo

from app import cipher
from app.errors import Unavailable, disk_trouble
from app.models import moments
from app.rules.wording import clock_time, long_date
from app.upkeep.copies import FOLDER, reach_of, verify
from app.upkeep.instance import only_instance
from app.upkeep.register_folder import SUSPECT, copies_of, opens

PART, RESTORED = "register.db.restoring", "register.db.restored"
ORIGIN, ORIGIN_PART = "register.origin", "register.origin.part"
ENDS = ("-wal", "-shm", "")
OFFICE = "SELECT name, zone FROM office WHERE id = 1"
EXTENT = "SELECT count(*), (SELECT at FROM journal ORDER BY position DESC LIMIT 1) FROM journal"
FILES = "SELECT count(*) FROM application"


@dataclass(frozen=True)
class Copy:
    """A copy, named by its day; one made by hand has the minute too."""

    path: Path
    day: date

    @property
    def said(self) -> str:
        return long_date(self.day)


@dataclass(frozen=True)
class GoodCopy:
    """A copy that proved whole: of which office, how many acts and files are in it, and when (UTC) the last act was."""

    path: Path
    office: str
    zone: str
    acts: int
    files: int
    until: datetime
    linked: bool = False

    @property
    def said(self) -> str:
        """As of when, in the office's own time."""
        local = self.until.astimezone(ZoneInfo(self.zone))
        return f"{long_date(local.date())}, pukul {clock_time(local)}"


@dataclass(frozen=True)
class Origin:
    """What happened to this register: the file it was restored from ("" where it was not), and when (UTC) the last act
    in it was; `back` acts were done again since; `settled` when that was finished, `lost` whether acts are missing."""

    copy: str
    until: datetime
    back: int = 0
    lost: bool = False
    settled: datetime | None = None


# Whether the PC had a centre; copies of early programs have no such table.
TIES, TIED = "SELECT 1 FROM sqlite_schema WHERE name = 'link'", "SELECT 1 FROM link"
# app.sync.link_file.NAME, which needs more modules.
LINK = "link"


def copies(database: Path, key: bytes | None) -> tuple[Copy, ...]:
    """The copies of the days beside the register, what goes furthest first: a day is what a clock said that may have
    been wrong."""
    found = []
    for path in (database.parent / FOLDER).glob("register-*.db"):
        if named := re.fullmatch(r"register-(\d{4}-\d\d-\d\d)(-\d{4})?", path.stem):
            found.append((reach_of(path, key), path.name, Copy(path, date.fromisoformat(named[1]))))
    return tuple(copy for *_, copy in sorted(found, key=itemgetter(0, 1), reverse=True))


def newest_good(database: Path, key: bytes | None) -> GoodCopy | None:
    """The copy with the most in it that proves whole under this key, whatever day a clock gave it; copies without an
    office are none."""
    contents = [found for path in copies_of(database.parent) if (found := content(path, key)) is not None]
    if (database.parent / LINK).exists():  # one from before it was paired would work on as an office of its own
        contents = [found for found in contents if found.linked]
    for found in sorted(contents, key=lambda each: (each.acts, each.path.name), reverse=True):
        try:
            verify(found.path, key)
        except Unavailable:
            continue
        return found
    return None


def proved(copy: Path, key: bytes | None) -> GoodCopy:
    """What is in a copy of somebody's choice. Raises Unavailable, `backup_empty` where no office is in it."""
    verify(copy, key)
    found = content(copy, key)
    if found is None:
        raise Unavailable("backup_empty")
    return found


def content(copy: Path, key: bytes | None) -> GoodCopy | None:
    """None where there is no office in it, or where it cannot be read."""
    try:
        with cipher.raw_connection(copy, key) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'office'").fetchone():
                return None
            office, (acts, until) = (connection.execute(asked).fetchone() for asked in (OFFICE, EXTENT))
            (files,) = connection.execute(FILES).fetchone()
            linked = bool(connection.execute(TIES).fetchone()) and bool(connection.execute(TIED).fetchone())
    except Unavailable:
        return None
    if office is None or until is None:
        return None
    name, zone = office
    return GoodCopy(copy, name, zone, acts, files, moments.read(until), linked)


def restore(database: Path, copy: GoodCopy, key: bytes | None, keep_key: Callable[[], object] | None = None) -> None:
    """Put the copy in the register's place, whole or not at all. `keep_key` keeps the key where it came from the sheet.
    Raises Unavailable, after which the register is as it was."""
    part, whole = database.with_name(PART), database.with_name(RESTORED)
    try:
        for stale in (whole, *(part.with_name(part.name + end) for end in ENDS)):
            stale.unlink(missing_ok=True)
        _copy(copy.path, part)
        cipher.verify(part, key)
        _write_origin(database.with_name(ORIGIN_PART), Origin(copy.path.name, copy.until))
        part.replace(whole)
        cipher.sync(database.parent)
    except OSError as error:
        raise disk_trouble(error) from error
    if keep_key is not None:
        keep_key()
    _take_place(database, whole)


def restore_alone(
    database: Path, copy: GoodCopy, key: bytes | None, keep_key: Callable[[], object] | None = None
) -> None:
    """The same, of a register that no program has open: `already_running` otherwise."""
    with only_instance(database.parent):
        restore(database, copy, key, keep_key)


def finish(database: Path, key: bytes | None) -> None:
    """What was begun by `restore` and cut; nothing on any other day. A copy whose key was not kept yet stays aside."""
    whole = database.with_name(RESTORED)
    if whole.exists() and opens(whole, key):
        _take_place(database, whole)


def origin(database: Path) -> Origin | None:
    """None for a register to which nothing happened, or nobody can read what."""
    try:
        kept = json.loads(database.with_name(ORIGIN).read_text(encoding="ascii"))
        settled = datetime.fromisoformat(kept["settled"]) if kept["settled"] else None
        until = datetime.fromisoformat(kept["until"])
        return Origin(str(kept["copy"]), until, int(kept["back"]), bool(kept["lost"]), settled)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_origin(database: Path, origin: Origin) -> None:
    """Raises Unavailable."""
    part = database.with_name(ORIGIN_PART)
    try:
        _write_origin(part, origin)
        part.replace(database.with_name(ORIGIN))
    except OSError as error:
        raise disk_trouble(error) from error


def _take_place(database: Path, whole: Path) -> None:
    noted = database.with_name(ORIGIN_PART)
    try:
        if noted.exists():
            noted.replace(database.with_name(ORIGIN))
        database.with_name(SUSPECT).unlink(missing_ok=True)
    except OSError as error:
        raise disk_trouble(error) from error
    cipher.exchange(database, whole)


def _copy(source: Path, target: Path) -> None:
    """On the disk when it returns, for its owner's eyes only."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with source.open("rb") as old, os.fdopen(handle, "wb") as new:
        shutil.copyfileobj(old, new, 1 << 20)
        new.flush()
        os.fsync(new.fileno())


def _write_origin(path: Path, origin: Origin) -> None:
    settled = origin.settled.isoformat() if origin.settled else ""
    kept = vars(origin) | {"until": origin.until.isoformat(), "settled": settled}
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        json.dump(kept, file)
        file.flush()
        os.fsync(file.fileno())
