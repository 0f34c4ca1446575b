"""The same acts leave the same rows on PostgreSQL and on SQLite, letter by letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands import load
from app.actions.door import Door
from app.database import Register
from app.models.journal import Document, Entry
from app.models.register import Base
from app.rules import stages
from app.server.register.store import open_centre
from tests.actions import situations as case
from tests.actions.test_journal import further_files, staff_and_prints
from tests.conftest import FixedClock
from tests.office import Office
from tests.postgres import Server

Rows = dict[str, list[dict[str, Any]]]


def rows(register: Register) -> Rows:
    """Every row of every table by its key; JSON with its keys in the order they have."""
    with register.reading() as session:
        found = {}
        for table in Base.metadata.sorted_tables:
            lines = session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            found[table.name] = [{name: _shown(value) for name, value in line.items()} for line in lines]
    return found


def _shown(value: Any) -> Any:
    return msgspec.json.encode(value) if isinstance(value, dict | list) else value


def play(register: Register) -> case.Situations:
    """An office in which every kind of act was done."""
    made = case.prepare(register, FixedClock())
    staff_and_prints(made)
    further_files(made)
    return made


@pytest.fixture(scope="module")
def on_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[case.Situations]:
    register = open_centre(data=tmp_path_factory.mktemp("file"))
    yield play(register)
    register.close()


@pytest.fixture(scope="module")
def on_server(server: Server, template: str) -> Iterator[case.Situations]:
    name = server.create(template)
    register = open_centre(server.at(name))
    yield play(register)
    register.close()
    server.drop(name)


def test_played_on_both(on_file: case.Situations, on_server: case.Situations) -> None:
    one, other = rows(on_file.office.register), rows(on_server.office.register)
    assert sum(map(len, one.values())) > 500
    for table in one:
        assert other[table] == one[table], table


def test_journal_of_a_counter_done_again_on_the_server(on_file: case.Situations, database: str) -> None:
    centre = open_centre(database)
    door = Door(centre, on_file.office.reference, draw=str, now=FixedClock().now)
    with on_file.office.register.reading() as session:
        for entry in session.scalars(select(Entry).order_by(Entry.position)):
            door.do(load(entry.kind, entry.payload))
    one, other = rows(on_file.office.register), rows(centre)
    centre.close()
    for table in one:
        assert other[table] == one[table], table


@pytest.mark.parametrize("way", ["SIP-BD", "STPT", "ASET"])
def test_through_every_stage(office: Office, way: str) -> None:
    made = case.Situations(office)
    file = made.receive("x", way, {"ASET": "sewa"}.get(way, ""))
    office.advance(file, stages.DONE)
    with office.register.reading() as session:
        kinds = session.scalars(select(Document.kind).where(Document.application_id == file)).all()
    assert {"receipt", "permit", "collection_receipt"} <= set(kinds)


def test_a_file_refused_and_collected(office: Office) -> None:
    made = case.Situations(office)
    made.refusal("x", stages.REFUSED)
    office.step(made.files["x"], stages.REFUSED)
    assert case.file(made, "x").ended is not None
