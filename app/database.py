"""The register at rest: an encrypted SQLite file, its sessions, its upgrades, a copy of it while it runs.

One connection writes, and takes the write lock when its transaction begins; readers never wait for it (WAL).
Every trouble of the file leaves this module as `Unavailable` with one of the codes below, also at commit.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from app.errors import Unavailable, disk_trouble
from app.migrations import HEAD

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, MetaData
    from sqlalchemy.engine import ExceptionContext

BUSY_MS = 5_000
READERS = 4
PAGE = 4_096
RUNNING = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536")  # KiB

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


class Register:
    """The open register. Any thread may use it; a second writer waits for the first."""

    def __init__(self, writer: Engine, reader: Engine) -> None:
        self._writer = writer
        self._reader = reader
        self._write = sessionmaker(writer, expire_on_commit=False)
        self._read = sessionmaker(reader, expire_on_commit=False, autoflush=False)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction under the write lock, committed to the disk at the end, undone by any exception."""
        try:
            with self._write.begin() as session:
                session.connection()  # begins, so the lock is held from the first line of the act
                yield session
        except PoolTimeout as error:
            raise Unavailable("database_busy") from error

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view; the connection refuses to write."""
        try:
            with self._read() as session:
                yield session
        except PoolTimeout as error:
            raise Unavailable("database_busy") from error

    def close(self) -> None:
        """Bring the log into the file, so that the file alone is the whole register."""
        self._reader.dispose()
        try:
            with closing(self._writer.raw_connection()) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except dbapi2.Error as error:
            raise _unavailable(error) from error
        finally:
            self._writer.dispose()


def open_register(path: Path, key: bytes | None, *, busy_ms: int = BUSY_MS) -> Register:
    """Upgrade where needed, then open. `key` is 32 raw bytes; None leaves the file unencrypted."""
    upgrade(path, key)
    writer = _engine(path, key, "BEGIN IMMEDIATE", connections=1, busy_ms=busy_ms)
    reader = _engine(path, key, "BEGIN", connections=READERS, busy_ms=busy_ms, pragmas=("query_only=ON",))
    return Register(writer, reader)


def upgrade(path: Path, key: bytes | None, *, metadata: MetaData | None = None) -> None:
    """Bring the file to the newest schema in one transaction, an existing register copied beside it first.

    A file that does not exist is made. `database_newer` when a later program has written it.
    """
    current = revision(path, key)
    if current != HEAD:
        _migrate(path, key, current, metadata)


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
            with raw_connection(path, key) as connection:
                connection.execute("VACUUM INTO ?", (str(part),))
            verify(part, key)
            _sync(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        _sync(target.parent)
    except OSError as error:
        raise disk_trouble(error) from error


def verify(path: Path, key: bytes | None) -> None:
    """`database_damaged` unless every page carries its seal and every index agrees with its table."""
    if not path.is_file():
        raise Unavailable("database_missing")
    with raw_connection(path, key) as connection:
        broken = connection.execute("PRAGMA cipher_integrity_check").fetchall() if key else []
        if broken or connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise Unavailable("database_damaged")


@contextmanager
def raw_connection(path: Path, key: bytes | None, *, busy_ms: int = BUSY_MS) -> Iterator[Any]:
    """A DBAPI connection outside the sessions, for the file as such; leaves its journal mode alone."""
    try:
        with closing(_connect(path, key, busy_ms, ())) as connection:
            yield connection
    except dbapi2.Error as error:
        raise _unavailable(error) from error


def alembic_config(connection: Connection, metadata: MetaData | None) -> Config:
    from alembic.config import Config

    config = Config(attributes={"connection": connection, "metadata": metadata})
    config.set_main_option("script_location", "app:migrations")
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def upgrading(path: Path, key: bytes | None) -> Iterator[Connection]:
    """A connection in a transaction that may rebuild tables: foreign keys are checked at its end only."""
    engine = _engine(path, key, "BEGIN IMMEDIATE", connections=1, busy_ms=BUSY_MS, pragmas=("foreign_keys=OFF",))
    try:
        with engine.begin() as connection:
            yield connection
            if connection.execute(text("PRAGMA foreign_key_check")).first():
                raise Unavailable("database_damaged")
    finally:
        engine.dispose()


def _migrate(path: Path, key: bytes | None, current: str | None, metadata: MetaData | None) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    with upgrading(path, key) as connection:
        config = alembic_config(connection, metadata)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if current is not None and current not in known:
            raise Unavailable("database_newer")
        if current is not None:
            copy_to(path, key, path.with_name(f"{path.name}.before-{HEAD}"))
        command.upgrade(config, "head")


def _engine(
    path: Path, key: bytes | None, begin: str, *, connections: int, busy_ms: int, pragmas: tuple[str, ...] = ()
) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _connect(path, key, busy_ms, RUNNING + pragmas),
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=busy_ms / 1000,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    event.listen(engine, "handle_error", _translated)
    return engine


def _connect(path: Path, key: bytes | None, busy_ms: int, pragmas: tuple[str, ...]) -> Any:
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


def _translated(context: ExceptionContext) -> Unavailable | None:
    code = _trouble(context.original_exception)
    return Unavailable(code) if code else None


def _unavailable(error: BaseException) -> Unavailable:
    return Unavailable(_trouble(error) or "database_damaged")


def _trouble(error: BaseException) -> str | None:
    """None for what is no trouble of the file: a broken constraint, a mistake in SQL."""
    code = getattr(error, "sqlite_errorcode", 0)
    return TROUBLE.get(code) or TROUBLE.get(code & 0xFF)


def _sync(path: Path) -> None:
    """Directories cannot be opened on Windows, where a rename is durable by itself."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
