"""The centre on each database it can lie in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.database import Register
from app.server.register.store import FILE, open_centre
from app.server.safety import keeping
from app.upkeep.keys import FileStore
from tests.actions.situations import TODAY
from tests.conftest import KEY, FixedClock
from tests.office import Office
from tests.postgres import Server, running
from tests.server.backups import NOW, SECRET, found

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


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a file's centre with an office at work; not to be changed."""
    folder = tmp_path_factory.mktemp("sample")
    with closing(open_centre(data=folder)) as register:
        office = Office(register, FixedClock(TODAY)).open()
        office.advance(office.register_file(), "selesai")
        found(register)
        keeping.backup(register, folder / "a.loket", SECRET, data=folder, now=NOW)
    return folder / "a.loket"


@pytest.fixture
def copied(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path / "a.loket"))
