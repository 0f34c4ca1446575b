"""One running program for each folder, with real second processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.errors import Unavailable
from app.upkeep.instance import only_instance

HOLDER = """
import sys
from pathlib import Path
from app.upkeep.instance import only_instance

with only_instance(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    words = (sys.executable, "-c", HOLDER, str(folder))
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"held"
        yield process


def refused(folder: Path) -> str:
    with pytest.raises(Unavailable) as trouble, only_instance(folder):
        pass
    return trouble.value.code


def test_second_process_is_turned_away_until_the_first_ends(tmp_path: Path) -> None:
    with holder(tmp_path):
        assert refused(tmp_path) == "already_running"
    with only_instance(tmp_path):
        assert refused(tmp_path) == "already_running"


def test_killed_program_leaves_no_lock(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.kill()
        process.wait()
        with only_instance(tmp_path):
            assert (tmp_path / "register.lock").exists()


def test_another_folder_is_another_register(tmp_path: Path) -> None:
    with only_instance(tmp_path / "one"), only_instance(tmp_path / "two"):
        assert refused(tmp_path / "one") == "already_running"


def test_lock_ends_with_an_exception(tmp_path: Path) -> None:
    def start() -> None:
        with only_instance(tmp_path):
            raise KeyError

    for _ in range(2):
        with pytest.raises(KeyError):
            start()


@pytest.mark.skipif(sys.platform == "win32", reason="modes of folders are a matter of POSIX")
def test_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    with only_instance(tmp_path / "new"):
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refused(tmp_path / "file" / "data") == "database_readonly"
