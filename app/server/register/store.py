"""The centre's database: PostgreSQL, or an encrypted SQLite file for a one-room office. One way in for both.

Every trouble leaves this module as `Unavailable`, also at commit.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError

from app.database import Register, alembic_config, open_register
from app.errors import Unavailable
from app.migrations import HEAD
from app.server.register.postgres import engine, without_limits
from app.server.safety.archive import before_upgrade, schema_of
from app.upkeep.keys import obtain_key

POSTGRES = ("postgresql", "postgresql+psycopg", "postgres")
SQLITE = ("sqlite", "sqlite+pysqlite")
FILE = "register.db"
WRITERS, READERS = 4, 8
UPGRADING = 0x4C4F4B4554  # pg_advisory_xact_lock; any number that no other program takes


def open_centre(url: str = "", *, data: Path | None = None) -> Register:
    """Upgrade where needed, then open. Without a `url`, or with one of SQLite, a file encrypted under a key of the
    data folder. An existing PostgreSQL database is upgraded only after a proved copy of it lies in `data`.
    """
    if is_postgres(url):
        return open_server(parsed(url), data)
    path = file_of(url, data)
    return open_register(path, obtain_key(path.parent).key)


def is_postgres(url: str) -> bool:
    """`database_address` for an address of neither kind; the address itself is in no message: it holds a password."""
    kind = parsed(url).drivername if url else SQLITE[0]
    if kind not in POSTGRES + SQLITE:
        raise Unavailable("database_address")
    return kind in POSTGRES


def parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        raise Unavailable("database_address") from None


def holds_password(url: str) -> bool:
    """Raises Unavailable `database_address`."""
    found = parsed(url)
    return found.password is not None or any("password" in name for name in found.query)


def file_of(url: str, data: Path | None) -> Path:
    named = parsed(url).database if url else None
    if named:
        return Path(named)
    if data is None:
        raise Unavailable("database_address")
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return data / FILE


def open_server(url: URL, data: Path | None) -> Register:
    writer = engine(url, WRITERS)
    reader = engine(url, READERS).execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    register = Register(writer, reader)
    try:
        upgrade(writer, data)
    except BaseException:
        register.close()
        raise
    return register


def upgrade(writer: Engine, data: Path | None) -> None:
    """To the newest schema in one transaction, alone; `database_newer` when a later program has been here."""
    with writer.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADING})
        current = revision(connection)
        if current != HEAD:
            without_limits(connection)
            _migrate(connection, current, data)


def revision(connection: Connection) -> str | None:
    """The schema the database has; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return schema_of(connection)


def _migrate(connection: Connection, current: str | None, data: Path | None) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config(connection, None)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise Unavailable("database_newer")
    if current is not None:
        before_upgrade(connection, data)
    command.upgrade(config, "head")
