"""All tables of the centre in one encrypted file, whatever database they came from, and back again.

An archive is an ordinary SQLCipher file with the schema of the database it was made from, and one table more that
tells what it holds. Values lie in it as SQLite keeps them; JSON is carried letter by letter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, inspect, text

from app import cipher
from app.database import alembic_config, upgrading
from app.errors import Unavailable, disk_trouble
from app.migrations import HEAD
from app.models.register import SEARCH_INDEX, Base
from app.release import VERSION
from app.server.register.postgres import trouble, without_limits
from app.upkeep.keys import obtain_key

FORMAT = 1
FOLDER, ENDING = "backups", ".loket"
CONTENTS = "archive"
BATCH = 1_000
# Before it is whole an archive may be lost; afterwards it is synced as one file.
FILLING = ("journal_mode=DELETE", "synchronous=OFF", "foreign_keys=OFF")
# How PostgreSQL tells a value the way SQLite keeps it, by the type the column has in the archive.
AS_KEPT = {
    "JSON": '"{}"::text',
    "DATETIME": "to_char(\"{}\" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "DATE": "to_char(\"{}\", 'YYYY-MM-DD')",
    "BOOLEAN": '"{}"::int',
}
Progress = Callable[[int, int], None]
Columns = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Contents:
    """What an archive says of itself. `made` is an ISO moment, `counts` the rows of each table."""

    made: str
    program: str
    schema: str
    source: str
    office: str
    epoch: str
    head: int
    counts: dict[str, int]
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


def silent(_done: int, _expected: int) -> None:
    """For those who need not hear how many rows are done."""


def write(connection: Connection, target: Path, key: bytes, *, now: datetime, progress: Progress = silent) -> Contents:
    """Everything the connection's transaction sees; `target` appears on the disk, read through, or not at all."""
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        try:
            without_limits(connection)
            _dump(connection, part, key, now.isoformat(), progress)
            cipher.sync(part)
            contents = examine(part, key)
            part.replace(target)
        finally:
            for leftover in part.parent.glob(part.name + "*"):
                leftover.unlink()
        cipher.sync(target.parent)
    except OSError as error:
        raise disk_trouble(error) from error
    return contents


def before_upgrade(connection: Connection, data: Path | None) -> None:
    """A copy under the data folder's key, as `backups/before-HEAD.loket`; writers wait until the upgrade is over."""
    if data is None:
        raise Unavailable("backup_missing")
    folder = data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    names = inspect(connection).get_table_names()
    connection.exec_driver_sql(f"LOCK TABLE {_listed(names)} IN SHARE MODE")
    write(connection, folder / f"before-{HEAD}{ENDING}", obtain_key(data).key, now=datetime.now(UTC))


def schema_of(connection: Connection) -> str:
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def _dump(connection: Connection, path: Path, key: bytes, made: str, progress: Progress) -> None:
    schema = schema_of(connection)
    _prepare(path, key, schema)
    with cipher.raw_connection(path, key) as target:
        for pragma in FILLING:
            target.execute(f"PRAGMA {pragma}")
        tables = {name: _columns(target, name) for name in table_names(target)}
        expected = sum(_count(connection, name) for name in tables)
        target.execute("BEGIN")
        counts: dict[str, int] = {}
        for name, columns in tables.items():
            counts[name] = _fill(connection, target, name, columns, _after(counts, expected, progress))
        contents = Contents(made, VERSION, schema, connection.dialect.name, **_head(connection, tables), counts=counts)
        _tell(target, contents)
        target.execute("COMMIT")


def examine(path: Path, key: bytes) -> Contents:
    """Read it through: every page sealed, every index right, every row it speaks of there. `database_damaged`."""
    cipher.verify(path, key)
    with cipher.raw_connection(path, key) as archive:
        contents = _contents(archive)
        found = {name: archive.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in contents.counts}
        head = archive.execute("SELECT max(head) FROM head").fetchone()[0] if "head" in found else 0
        torn = archive.execute("PRAGMA foreign_key_check").fetchone()
    if found != contents.counts or (head or 0) != contents.head or torn:
        raise Unavailable("database_damaged")
    return contents


def load(path: Path, key: bytes, connection: Connection, *, progress: Progress) -> None:
    """Put everything into the empty tables of the connection's transaction; both at the newest schema."""
    with cipher.raw_connection(path, key) as archive:
        expected, counts = _contents(archive).rows, dict[str, int]()
        for table in Base.metadata.sorted_tables:
            name, columns = table.name, tuple(column for column, _ in _columns(archive, table.name))
            put = _copied if connection.dialect.name == "postgresql" else _inserted
            counts[name] = put(connection, name, columns, _batches(archive, name, columns))
            progress(sum(counts.values()), expected)
    for name, count in counts.items():
        if _count(connection, name) != count:
            raise Unavailable("database_damaged")
    connection.exec_driver_sql("ANALYZE")


def is_empty(connection: Connection) -> bool:
    names = (table.name for table in Base.metadata.sorted_tables)
    return not any(connection.scalar(text(f'SELECT EXISTS (SELECT 1 FROM "{name}")')) for name in names)


def clear(connection: Connection) -> None:
    tables = Base.metadata.sorted_tables
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("TRUNCATE " + ", ".join(f'"{table.name}"' for table in tables))
        return
    connection.exec_driver_sql(f"DELETE FROM {SEARCH_INDEX}")
    # The office goes first: fixed papers are let go only where all of the register is (migration 0011).
    for table in (Base.metadata.tables["office"], *reversed(tables)):
        connection.execute(table.delete())


def table_names(archive: Any) -> list[str]:
    """The tables of the schema; not the search index and what SQLite keeps for it."""
    rows = archive.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT IN ('alembic_version', 'sqlite_schema', ?) ORDER BY name",
        (CONTENTS,),
    )
    return [str(name) for (name,) in rows]


def _prepare(path: Path, key: bytes, schema: str) -> None:
    from alembic import command

    with upgrading(path, key) as connection:
        command.upgrade(alembic_config(connection, None), schema)


def _tell(archive: Any, contents: Contents) -> None:
    archive.execute(f"CREATE TABLE {CONTENTS} (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    told = {name: json.dumps(value) for name, value in vars(contents).items()}
    archive.executemany(f"INSERT INTO {CONTENTS} VALUES (?, ?)", list(told.items()))


def _contents(archive: Any) -> Contents:
    if not archive.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (CONTENTS,)).fetchone():
        raise Unavailable("database_damaged")
    told = {name: json.loads(value) for name, value in archive.execute(f"SELECT name, value FROM {CONTENTS}")}
    if told.get("format", FORMAT) > FORMAT:
        raise Unavailable("database_newer")
    return Contents(**told)


def _head(connection: Connection, tables: Container[str]) -> dict[str, Any]:
    """Nothing of an office without counters, and of one before there were any."""
    row = connection.execute(text("SELECT office, epoch, head FROM head")).first() if "head" in tables else None
    return dict(row._mapping) if row else {"office": "", "epoch": "", "head": 0}


def _columns(archive: Any, table: str) -> Columns:
    return tuple((str(row[1]), str(row[2])) for row in archive.execute(f'PRAGMA table_info("{table}")'))


def _count(connection: Connection, table: str) -> int:
    return connection.scalar(text(f'SELECT count(*) FROM "{table}"')) or 0


def _after(counts: dict[str, int], expected: int, progress: Progress) -> Callable[[int], None]:
    done = sum(counts.values())
    return lambda count: progress(done + count, expected)


def _fill(connection: Connection, target: Any, name: str, columns: Columns, told: Callable[[int], None]) -> int:
    plain = connection.dialect.name == "sqlite"
    wanted = ", ".join(('"{}"' if plain else AS_KEPT.get(kind, '"{}"')).format(column) for column, kind in columns)
    into = f'INSERT INTO "{name}" ({_listed(column for column, _ in columns)}) VALUES ({_marks(columns)})'
    count = 0
    query, in_batches = f'SELECT {wanted} FROM "{name}"', {"stream_results": True, "max_row_buffer": BATCH}
    with connection.exec_driver_sql(query, execution_options=in_batches) as rows:
        for batch in rows.partitions(BATCH):
            target.executemany(into, [tuple(row) for row in batch])
            count += len(batch)
            told(count)
    return count


def _batches(archive: Any, name: str, columns: tuple[str, ...]) -> Iterator[list[tuple[Any, ...]]]:
    rows = archive.execute(f'SELECT {_listed(columns)} FROM "{name}"')
    while batch := rows.fetchmany(BATCH):
        yield batch


def _inserted(
    connection: Connection, name: str, columns: tuple[str, ...], batches: Iterator[list[tuple[Any, ...]]]
) -> int:
    count = 0
    for batch in batches:
        connection.exec_driver_sql(f'INSERT INTO "{name}" ({_listed(columns)}) VALUES ({_marks(columns)})', batch)
        count += len(batch)
    return count


def _copied(
    connection: Connection, name: str, columns: tuple[str, ...], batches: Iterator[list[tuple[Any, ...]]]
) -> int:
    """By COPY, which reads the texts of moments, days, JSON and truth the way SQLite keeps them."""
    count = 0
    try:
        with (
            closing(connection.connection.cursor()) as cursor,
            cursor.copy(f'COPY "{name}" ({_listed(columns)}) FROM STDIN') as copy,
        ):
            for batch in batches:
                for row in batch:
                    copy.write_row(row)
                count += len(batch)
    except psycopg.Error as error:
        raise Unavailable(trouble(error) or "database_damaged") from error
    _go_on_counting(connection, name)
    return count


def _go_on_counting(connection: Connection, name: str) -> None:
    """The table's sequence, where it has one, gives the next number after those that came."""
    key = next(iter(Base.metadata.tables[name].primary_key.columns)).name
    named = connection.scalar(text("SELECT pg_get_serial_sequence(:name, :key)"), {"name": f'"{name}"', "key": key})
    last = connection.scalar(text(f'SELECT max("{key}") FROM "{name}"')) if named else None
    if last is not None:
        connection.execute(text("SELECT setval(CAST(:named AS regclass), :last)"), {"named": named, "last": last})


def _listed(columns: Any) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _marks(columns: Any) -> str:
    return ", ".join("?" for _ in columns)
