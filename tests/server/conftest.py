"""The centre on each database it can lie in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.database import Register
from app.server.store import FILE, open_centre
from app.upkeep.keys import FileStore
from tests.actions.situations import TODAY
from tests.conftest import KEY, FixedClock
from tests.office import Office
from tests.postgres import Server, running

SQLITE, POSTGRES = "sqlite", "postgresql"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """PostgreSQL, one for each process of the tests."""
    with running() as started:
        if started is None:
            pytest.skip("no PostgreSQL for this machine")
        yield started


@pytest.fixture(scope="session")
def template(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database at the newest schema, copied by each test."""
    name = server.create()
    open_centre(server.at(name), data=tmp_path_factory.mktemp("template")).close()
    yield name
    server.drop(name)


@pytest.fixture
def database(server: Server, template: str) -> Iterator[str]:
    """The address of a new PostgreSQL database at the newest schema."""
    name = server.create(template)
    yield server.at(name)
    server.drop(name)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The centre's data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture(params=[SQLITE, POSTGRES])
def address(request: pytest.FixtureRequest, data: Path) -> str:
    """Of a new centre; empty for the file in the data folder."""
    if request.param == POSTGRES:
        return str(request.getfixturevalue("database"))
    shutil.copy(request.getfixturevalue("empty_register"), data / FILE)
    FileStore(data).write(KEY)
    return ""


@pytest.fixture
def centre(address: str, data: Path) -> Iterator[Register]:
    register = open_centre(address, data=data)
    yield register
    register.close()


@pytest.fixture
def office(centre: Register, clock: FixedClock) -> Office:
    clock.moment = TODAY
    return Office(centre, clock).open()
