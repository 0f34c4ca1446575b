"""What lies in the folder of a register, and what it tells when the register itself is gone.

An empty or missing `register.db` beside anything that only a register leaves is never the beginning of a new office;
and a key that opens any of it is the right key, so that a file it does not open is a damaged one.
"""

from __future__ import annotations

from pathlib import Path

from app import cipher
from app.errors import Unavailable, disk_trouble

# Each of these is left by a register that was worked with, and by nothing else.
BESIDE = ("link", "waiting.log", "since-copy.log", "last-act")
LEFT = (*BESIDE, "backups/register-*.db", "register-damaged*.db", "register.db.*", "register.db-wal")
BEFORE_UPGRADE = "register.db.before-*"
SUSPECT = "register.suspect"


def is_there(database: Path) -> bool:
    """Whether there is a file with something in it."""
    try:
        return database.exists() and database.stat().st_size > 0
    except OSError as error:
        raise disk_trouble(error) from error


def had_register(folder: Path) -> bool:
    """Whether a register is here, or was."""
    return is_there(folder / "register.db") or any(next(folder.glob(left), None) for left in LEFT)


def copies_of(folder: Path) -> list[Path]:
    """Every file that may hold an earlier state of the register."""
    return [*sorted((folder / "backups").glob("register-*.db")), *sorted(folder.glob(BEFORE_UPGRADE))]


def opens(path: Path, key: bytes | None) -> bool:
    """Whether this is the key of this file; a file that is damaged at its beginning tells nothing."""
    try:
        with cipher.raw_connection(path, key):
            return is_there(path)
    except Unavailable as trouble:
        return trouble.code == "database_damaged" and key is not None


def is_known(database: Path, key: bytes | None) -> bool:
    """Whether the key opens a copy of this register."""
    return any(opens(copy, key) for copy in copies_of(database.parent))


def require_whole(database: Path, key: bytes | None) -> None:
    """Raises Unavailable: `database_missing` where there is no register any more, `database_damaged` where its
    beginning is lost, or where its end or a doubt gives reason to look and it is not whole; `database_key` where
    nothing here speaks for the key."""
    if not is_there(database):
        if had_register(database.parent):
            raise Unavailable("database_missing")
        return
    try:
        with cipher.raw_connection(database, key) as connection:
            pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
    except Unavailable as trouble:
        if trouble.code == "database_key" and is_known(database, key):
            raise Unavailable("database_damaged") from trouble
        raise
    suspect = database.with_name(SUSPECT)
    if suspect.exists() or database.stat().st_size < pages * cipher.PAGE:  # as the log leaves it, too: then it is whole
        cipher.verify(database, key)
        suspect.unlink(missing_ok=True)


def doubt(database: Path) -> None:
    """Damage was met while the register was open: the next start looks at every page of it before it opens it."""
    try:
        database.with_name(SUSPECT).touch(mode=0o600)
    except OSError as error:
        raise disk_trouble(error) from error
