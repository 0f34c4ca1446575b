"""What every test may ask for: an encrypted register of its own and a clock that stands still.

And a fence around the user's real data and credentials.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from app.actions import signing_in
from app.database import Register, open_register
from app.sync import signing
from tests import statements
from tests.registers import KEY as KEY  # where tests look for it
from tests.registers import empty

# Windows stay off the screen unless somebody asks for one.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
statements.share()
FILES, MOST_FILES = Path("/proc/self/fd"), 400
MANY = 10_000
# Whole plays and the tools reach what they reach by chance: coverage, which takes a third of the time, is of the tests
# of a room. Those of several PCs and a centre lie directly in `server`.
PLAYS = ("tests/whole", "tests/tour", "tests/tools", "tests/server/test_", "tests/actions/test_effects")
OF_PROCESSES = "COVERAGE_PROCESS_CONFIG"


def pytest_collection_finish() -> None:
    """What is there before the first test stays: to look it through for garbage took a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY, 10, 10)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Plays are not measured, with whatever is made for them; the mark of pytest-cov leaves that out."""
    plugin = item.config.pluginmanager.get_plugin("_cov")
    controller = getattr(plugin, "cov_controller", None)
    if controller is None or not item.nodeid.startswith(PLAYS):
        return (yield)
    processes = os.environ.pop(OF_PROCESSES, None)
    controller.pause()
    try:
        return (yield)
    finally:
        controller.resume()
        if processes is not None:
            os.environ[OF_PROCESSES] = processes


@dataclass
class FixedClock:
    """A clock that moves when told to."""

    moment: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday 09.00 in Jakarta

    def now(self) -> datetime:
        return self.moment

    def advance(self, **duration: float) -> datetime:
        self.moment += timedelta(**duration)
        return self.moment


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(scope="session")
def empty_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file at the newest schema, closed; made once, copied by each test."""
    path = tmp_path_factory.mktemp("register") / "register.db"
    path.touch(mode=0o600)
    path.write_bytes(empty())
    return path


@pytest.fixture
def register_path(empty_register: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_register, tmp_path / "register.db"))


@pytest.fixture
def register(register_path: Path) -> Iterator[Register]:
    register = open_register(register_path, KEY, busy_ms=200)
    yield register
    register.close()


@pytest.fixture(autouse=True)
def few_files() -> Iterator[None]:
    """Registers that a test leaves open are closed with the garbage, which is looked for before the process has so many
    files open that `select` knows no more."""
    yield
    if FILES.is_dir() and len(os.listdir(FILES)) > MOST_FILES:
        gc.collect()


@pytest.fixture(scope="session", autouse=True)
def passwords_cost_little() -> Iterator[None]:
    """Argon2 at the price its library keeps for tests: at the real one, passwords take a tenth of all tests' time. The
    real price is measured in processes of their own."""
    cheap = PasswordHasher.from_parameters(CHEAPEST)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signing_in, "hasher", lambda: cheap)
        patch.setattr(signing, "COST", CHEAPEST)
        yield


@pytest.fixture(scope="session")
def fence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fence") / "user-data"


@pytest.fixture(autouse=True)
def nothing_of_the_user(fence: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The user's data folder is a place nobody may write to, and the system has no credential store."""
    for name in ("LOKET_DATA", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(fence))
    monkeypatch.setenv("LOKET_CREDENTIALS", "file")
    yield
    assert not fence.exists(), "a test wrote into the user's own data folder"
