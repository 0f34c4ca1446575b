"""Copies of the register: on demand, and one a day of which the last seven stay.

A copy has the register's key; without the recovery sheet it opens on this PC only. Names carry a date,
nothing else.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app import cipher
from app.errors import Unavailable, disk_trouble

KEPT = 7
FOLDER = "backups"
OF_A_COPY = {"database_missing": "backup_missing", "database_damaged": "backup_damaged"}


def backup(path: Path, key: bytes | None, target: Path) -> None:
    """A consistent copy while the register is in use, proved before it takes the place of `target`."""
    if not path.is_file() or (target.exists() and target.samefile(path)):
        raise Unavailable("backup_failed")
    cipher.copy_to(path, key, target)


def verify(copy: Path, key: bytes | None) -> None:
    """`backup_damaged` unless every page carries its seal and every index agrees with its table."""
    try:
        cipher.verify(copy, key)
    except Unavailable as trouble:
        raise Unavailable(OF_A_COPY.get(trouble.code, trouble.code)) from trouble


def daily_copy(path: Path, key: bytes | None, today: date, kept: int = KEPT) -> Path | None:
    """Today's copy in `backups/` beside the register; None when it is there already."""
    folder = path.parent / FOLDER
    target = folder / f"register-{today.isoformat()}.db"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if target.exists():
            return None
        for unfinished in folder.glob("register-*.part*"):
            unfinished.unlink()
        backup(path, key, target)
        for old in superseded(sorted(folder.glob("register-????-??-??.db")), target, kept):
            old.unlink()
    except OSError as error:
        raise disk_trouble(error) from error
    return target


def superseded(copies: list[Path], newest: Path, kept: int) -> list[Path]:
    """Those beyond `kept`, oldest first. Dates after the newest come from a wrong clock and go first."""
    ahead = [copy for copy in copies if copy.name > newest.name]
    before = [copy for copy in copies if copy.name < newest.name]
    others = ahead + before
    return others[: max(0, len(others) + 1 - kept)]
