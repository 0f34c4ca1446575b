"""The register's file as such: raw SQLCipher connections, whether it is whole, a copy of it while it runs.

No SQLAlchemy here: what somebody signs in by is asked of the file before the program's larger half is loaded.
Every trouble of the file leaves this module as `Unavailable` with one of the codes below.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.errors import Unavailable, disk_trouble

BUSY_MS = 5_000
PAGE = 4_096
RUNNING = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")

# https://sqlite.org/rescode.html: an extended code where it matters, else the primary one in its lowest byte.
TROUBLE = {
    3: "database_readonly",  # PERM
    5: "database_busy",  # BUSY
    6: "database_busy",  # LOCKED
    8: "database_readonly",  # READONLY
    10: "database_readonly",  # IOERR: the disk would not keep a page
    266: "database_damaged",  # IOERR_READ
    522: "database_damaged",  # IOERR_SHORT_READ
    8202: "database_damaged",  # IOERR_DATA
    8458: "database_damaged",  # IOERR_CORRUPTFS
    11: "database_damaged",  # CORRUPT
    13: "disk_full",  # FULL
    14: "database_readonly",  # CANTOPEN
    26: "database_key",  # NOTADB, where the first page was readable when the file was opened
}


@dataclass(frozen=True)
class RegisterFile:
    """Where the register lies. `key` is 32 raw bytes, None for a file that is not encrypted; `repr` never shows it."""

    path: Path
    key: bytes | None = field(repr=False)
    busy_ms: int = BUSY_MS

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """One consistent view, on a connection of its own that refuses to write."""
        with self._transaction("BEGIN", "query_only=ON") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """One transaction under the write lock, committed at the end, undone by any exception."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str, *pragmas: str) -> Iterator[Any]:
        """What is not committed when the connection closes, is undone."""
        try:
            with closing(connect(self.path, self.key, self.busy_ms, RUNNING + pragmas)) as connection:
                connection.execute(begin)
                yield connection
                connection.execute("COMMIT")
        except dbapi2.Error as error:
            code = trouble(error)
            if code is None:
                raise
            raise Unavailable(code) from error


def revision(path: Path, key: bytes | None) -> str | None:
    """The schema the file has; None for a new one."""
    with raw_connection(path, key) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return str(row[0]) if row else None


def copy_to(path: Path, key: bytes | None, target: Path) -> None:
    """A compact copy under the same key while the register is in use; `target` appears proved or not at all."""
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        try:
            _make_private(part)
            with raw_connection(path, key) as connection:
                connection.execute("VACUUM INTO ?", (str(part),))
            verify(part, key)
            sync(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        sync(target.parent)
    except OSError as error:
        raise disk_trouble(error) from error


def exchange(path: Path, whole: Path) -> Path | None:
    """Put `whole`, which is on the disk, in the register's place; where the old file is kept, if there was one.

    Where it is cut between any two of its steps, doing it again ends it. Raises Unavailable.
    """
    kept = _free(path.with_name(f"{path.stem}-damaged.db"))
    try:
        for end in ("-wal", "-shm", ""):  # the log before its file: alone it is never taken for another file's
            old = path.with_name(path.name + end)
            if old.exists():
                old.replace(kept.with_name(kept.name + end))
        sync(path.parent)
        whole.replace(path)
        sync(path.parent)
    except OSError as error:
        raise disk_trouble(error) from error
    return kept if kept.exists() else None


def _free(path: Path) -> Path:
    """A name nothing has yet, so that an earlier damaged file stays."""
    number, found = 2, path
    while found.exists():
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found


def verify(path: Path, key: bytes | None) -> None:
    """`database_damaged` unless every page carries its seal and every index agrees with its table."""
    if not path.is_file():
        raise Unavailable("database_missing")
    with raw_connection(path, key) as connection:
        broken = connection.execute("PRAGMA cipher_integrity_check").fetchall() if key else []
        if broken or connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise Unavailable("database_damaged")


def sync(path: Path) -> None:
    """To the disk. Directories cannot be opened on Windows, where a rename is durable by itself."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def raw_connection(path: Path, key: bytes | None, *, busy_ms: int = BUSY_MS) -> Iterator[Any]:
    """A DBAPI connection outside the sessions, for the file as such; leaves its journal mode alone."""
    try:
        with closing(connect(path, key, busy_ms, ())) as connection:
            yield connection
    except dbapi2.Error as error:
        raise unavailable(error) from error


def unavailable(error: BaseException) -> Unavailable:
    return Unavailable(trouble(error) or "database_damaged")


def trouble(error: BaseException) -> str | None:
    """None for what is no trouble of the file: a broken constraint, a mistake in SQL."""
    code = getattr(error, "sqlite_errorcode", 0)
    return TROUBLE.get(code) or TROUBLE.get(code & 0xFF)


def require_readable(path: Path, key: bytes | None) -> None:
    """As `verify`, of a register that is being worked with: its log is read with it, other pages than its tables' are
    not looked at."""
    with raw_connection(path, key) as connection:
        if connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise Unavailable("database_damaged")


def _make_private(path: Path) -> None:
    """An empty file only its owner may read, unless there is one; its log gets the same rights from SQLite."""
    if not path.exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def connect(path: Path, key: bytes | None, busy_ms: int, pragmas: tuple[str, ...]) -> Any:
    """A DBAPI connection that begins no transaction by itself. Raises what the driver raises, and Unavailable."""
    with suppress(OSError):  # SQLite says what is wrong with the place
        _make_private(path)
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        if key is not None:
            connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        _prove_readable(connection, path)
        for pragma in (f"busy_timeout={busy_ms}", "temp_store=MEMORY", *pragmas):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _prove_readable(connection: Any, path: Path) -> None:
    """A wrong key fails every page's seal; damage to the first page leaves the others whole."""
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except dbapi2.DatabaseError as error:
        if error.sqlite_errorname != "SQLITE_NOTADB":
            raise
        broken = len(connection.execute("PRAGMA cipher_integrity_check").fetchall())
        whole = path.stat().st_size // PAGE - broken
        raise Unavailable("database_damaged" if whole > 0 else "database_key") from error
