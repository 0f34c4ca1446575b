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
WAITING = 1 << 40  # app.actions.linked: from there on stand acts the centre may still refuse
LAST = "SELECT id FROM journal WHERE position < ? ORDER BY position DESC LIMIT 1"
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
    """Today's copy in `backups/` beside the register; None when it is there already, or where there is no office yet.

    Raises Unavailable: `database_damaged` where the register cannot be read to its end, and then nothing is copied.
    """
    folder = path.parent / FOLDER
    target = folder / f"register-{today.isoformat()}.db"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if target.exists() or not last_act(path, key):
            return None
        for unfinished in folder.glob("register-*.part*"):
            unfinished.unlink()
        cipher.require_readable(path, key)
        backup(path, key, target)
        for old in superseded(sorted(folder.glob("register-????-??-??.db")), target, kept):
            if _goes_on(old, target, key):
                old.unlink()
    except OSError as error:
        raise disk_trouble(error) from error
    return target


def last_act(path: Path, key: bytes | None) -> str:
    """The id of the last act that nobody can take back any more; empty where there is none. Raises Unavailable."""
    with cipher.raw_connection(path, key) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'journal'").fetchone():
            return ""
        row = connection.execute(LAST, (WAITING,)).fetchone()
        return str(row[0]) if row else ""


def _goes_on(old: Path, newest: Path, key: bytes | None) -> bool:
    """Whether the newest copy holds what the old one does: only then may it be pushed out. One that cannot be read
    under this key is not ours to throw away."""
    try:
        act = last_act(old, key)
        with cipher.raw_connection(newest, key) as connection:
            return not act or bool(connection.execute("SELECT 1 FROM journal WHERE id = ?", (act,)).fetchone())
    except Unavailable:
        return False


def superseded(copies: list[Path], newest: Path, kept: int) -> list[Path]:
    """Those beyond `kept`, oldest first. Dates after the newest come from a wrong clock and go first."""
    ahead = [copy for copy in copies if copy.name > newest.name]
    before = [copy for copy in copies if copy.name < newest.name]
    others = ahead + before
    return others[: max(0, len(others) + 1 - kept)]
