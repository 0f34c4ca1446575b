"""Registers that each release left behind: they open, nothing in them is another, their journal replays, work goes on.

`kept/register-VERSION.sqlite.gz` was made by the program of that release (the situations and the journal of its own
tests) and is kept without its cipher, so that it packs. Nobody in it is real.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.actions.commands import load
from app.actions.door import Door
from app.cipher import raw_connection, revision, verify
from app.database import open_register
from app.migrations import HEAD
from app.models.application import Application
from app.models.journal import Document, Entry
from app.reference.catalogue_file import built_in
from app.reference.reference import Reference
from app.rules import stages
from tests.actions import situations as case
from tests.actions.test_journal import entries
from tests.conftest import KEY, FixedClock
from tests.office import Office

KEPT = Path(__file__).parent / "kept"
# What the PC's clock was proved by, and what is sought by words: no acts make them.
BESIDE = ("pc_clock", "search_index_data", "search_index_idx", "search_index_docsize", "search_index_config")
OF_TODAY = {
    *(("application", "permit_type"), ("application", "draft"), ("application", "object_key")),
    *(("document", "card"), ("document", "sha256"), ("permit", "sha256"), ("journal", "payload")),
    ("mandate", "ended"),  # over at once since 0.4
}
RELEASES = {"0.1.0": "0002", "0.2.0": "0005", "0.3.0": "0007"}


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def kept(release: str, tmp_path: Path) -> Path:
    """The register as that release left it, encrypted."""
    plain, path = tmp_path / "plain.sqlite", tmp_path / "kept" / "register.db"
    plain.write_bytes(gzip.decompress((KEPT / f"register-{release}.sqlite.gz").read_bytes()))
    path.parent.mkdir()
    path.touch(mode=0o600)
    with raw_connection(path, KEY) as connection:
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        connection.execute("SELECT sqlcipher_export('main', 'plain')")
        connection.execute("DETACH DATABASE plain")
    return path


def rows(path: Path, table: str, *columns: str) -> list[tuple[object, ...]]:
    with raw_connection(path, KEY) as connection:
        return connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1").fetchall()


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Table -> its rows, without what today's catalogue and rules say."""
    with raw_connection(path, KEY) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        columns = {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for table in tables
            if table not in BESIDE
        }
    wanted = {table: [name for name in names if (table, name) not in OF_TODAY] for table, names in columns.items()}
    return {
        table: [tuple(map(_read, row)) for row in rows(path, table, *(f'"{name}"' for name in names))]
        for table, names in wanted.items()
    }


def _read(value: object) -> object:
    """Releases before 0.3.0 wrote a space into the JSON of their columns."""
    return json.loads(value) if isinstance(value, str) and value.startswith(("{", "[")) else value


def test_it_opens_and_nothing_in_it_is_another(release: str, kept: Path) -> None:
    assert revision(kept, KEY) == RELEASES[release]
    told = {
        "application": ("id", "number", "stage", "received", "promised", "due"),
        "applicant": ("id", "name", "nik"),
        "document": ("id", "kind", "card", "sha256"),
        "permit": ("id", "number", "state"),
        "journal": ("id", "kind", "payload"),
    }
    before = {table: rows(kept, table, *columns) for table, columns in told.items()}
    open_register(kept, KEY).close()
    assert revision(kept, KEY) == HEAD
    assert all(before.values())
    assert {table: rows(kept, table, *columns) for table, columns in told.items()} == before
    copy = kept.with_name(f"register.db.before-{HEAD}")
    verify(copy, KEY)
    assert revision(copy, KEY) == RELEASES[release]


def test_its_journal_replays(kept: Path, register_path: Path) -> None:
    """With the catalogue and the rules of today: what follows them is another, and nothing else."""
    first, second = open_register(kept, KEY), open_register(register_path, KEY)
    door = Door(second, Reference(built_in()), draw=_never, now=FixedClock().now)
    with first.reading() as session:
        for entry in entries(session):
            door.do(load(entry.kind, entry.payload))
    first.close()
    second.close()
    assert contents(register_path) == contents(kept)


def test_work_goes_on_in_it(kept: Path) -> None:
    register = open_register(kept, KEY)
    office = Office(register, FixedClock(case.TODAY), seed=9)
    with register.reading() as session:
        signing = select(Application.id).where(Application.stage == stages.SIGNING)
        file = session.scalars(signing.order_by(Application.id)).first()
        papers = session.scalar(select(func.count(Document.id))) or 0
        acts = session.scalar(select(func.count(Entry.id))) or 0
    assert file is not None
    office.advance(file, stages.DONE)
    assert office.file(file).stage == stages.DONE
    new = office.register_file(office.intake(confirmed={"duplicate": "Tempat lain", "known_near_nik": "x"}))
    assert office.file(new).stage != stages.DONE
    with register.reading() as session:
        assert (session.scalar(select(func.count(Document.id))) or 0) > papers
        assert (session.scalar(select(func.count(Entry.id))) or 0) > acts
    register.close()


def _never() -> str:
    raise AssertionError("a command of the journal has its numbers")
