"""The register open: its engines, its sessions, its upgrades.

One connection writes acts, and takes the write lock when its transaction begins; readers never wait for it (WAL).
Every trouble of the file leaves this module as `Unavailable` with one of the codes of `app.cipher`, also at commit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from app.cipher import BUSY_MS, RUNNING, RegisterFile, connect, copy_to, revision, trouble, unavailable
from app.errors import Unavailable
from app.migrations import HEAD
from app.models.types import JSON_TEXT

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, MetaData
    from sqlalchemy.engine import ExceptionContext

READERS = 4
CACHE = "cache_size=-65536"  # KiB
LOG = "wal_autocheckpoint=8000"  # pages of 4 KiB: what changes often goes from the log into the file once


class Register:
    """The open register. Any thread may use it."""

    def __init__(self, writer: Engine, reader: Engine) -> None:
        self._writer = writer
        self._reader = reader
        self._write = sessionmaker(writer, expire_on_commit=False)
        self._read = sessionmaker(reader, expire_on_commit=False, autoflush=False)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, of a file under its write lock; on the disk at the end, undone by any exception."""
        try:
            with self._write.begin() as session:
                session.connection()  # begins, so a file's lock is held from the first line of the act
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
        self._reader.dispose()
        self._writer.dispose()


class FileRegister(Register):
    """Where a counter keeps it; a second writer waits for the first. `file` is where it lies."""

    def __init__(self, file: RegisterFile, writer: Engine, reader: Engine) -> None:
        super().__init__(writer, reader)
        self.file = file

    def close(self) -> None:
        """Bring the log into the file, so that the file alone is the whole register."""
        self._reader.dispose()
        try:
            with closing(self._writer.raw_connection()) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except dbapi2.Error as error:
            raise unavailable(error) from error
        finally:
            self._writer.dispose()


def open_register(path: Path, key: bytes | None, *, busy_ms: int = BUSY_MS) -> FileRegister:
    """Upgrade where needed, then open. `key` is 32 raw bytes; None leaves the file unencrypted."""
    upgrade(path, key)
    writer = _engine(path, key, "BEGIN IMMEDIATE", connections=1, busy_ms=busy_ms)
    reader = _engine(path, key, "BEGIN", connections=READERS, busy_ms=busy_ms, pragmas=("query_only=ON",))
    return FileRegister(RegisterFile(path, key, busy_ms), writer, reader)


def upgrade(path: Path, key: bytes | None, *, metadata: MetaData | None = None) -> None:
    """Bring the file to the newest schema in one transaction, an existing register copied beside it first.

    A file that does not exist is made. `database_newer` when a later program has written it.
    """
    current = revision(path, key)
    if current != HEAD:
        _migrate(path, key, current, metadata)


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
        creator=lambda: connect(path, key, busy_ms, (*RUNNING, CACHE, LOG, *pragmas)),
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=busy_ms / 1000,
        **JSON_TEXT,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    event.listen(engine, "handle_error", _translated)
    return engine


def _translated(context: ExceptionContext) -> Unavailable | None:
    code = trouble(context.original_exception)
    return Unavailable(code) if code else None
