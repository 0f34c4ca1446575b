"""Back to the newest good copy, the damaged register put aside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.cipher import verify
from app.database import open_register
from app.errors import Unavailable
from app.upkeep.copies import daily_copy
from app.upkeep.restore import Copy, copies, newest_good, restore
from tests.conftest import KEY

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


@pytest.fixture
def copied(register_path: Path) -> Path:
    """A register with two daily copies."""
    for day in (FRIDAY, MONDAY):
        daily_copy(register_path, KEY, day)
    return register_path


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[5000:5200] = b"\0" * 200
    path.write_bytes(content)


def test_copies_are_listed_newest_first_and_nothing_else(copied: Path) -> None:
    (copied.parent / "backups" / "register-catatan.db").write_bytes(b"")
    assert [copy.day for copy in copies(copied)] == [MONDAY, FRIDAY]
    assert copies(copied)[0].said == "Senin, 23 November 2026"


def test_a_damaged_copy_is_passed_over(copied: Path) -> None:
    assert newest_good(copied, KEY) == copies(copied)[0]
    damage(copies(copied)[0].path)
    found = newest_good(copied, KEY)
    assert found is not None
    assert found.day == FRIDAY
    damage(found.path)
    assert newest_good(copied, KEY) is None


def test_without_copies_there_is_none(register_path: Path) -> None:
    assert newest_good(register_path, KEY) is None


def test_the_damaged_file_is_kept_beside(copied: Path) -> None:
    damage(copied)
    before = copied.read_bytes()
    copied.with_name("register.db-wal").write_bytes(b"log")
    kept = restore(copied, copies(copied)[0])
    assert kept.name == "register-damaged.db"
    assert kept.read_bytes() == before
    assert kept.with_name("register-damaged.db-wal").read_bytes() == b"log"
    verify(copied, KEY)
    open_register(copied, KEY).close()
    damage(copied)
    assert restore(copied, copies(copied)[0]).name == "register-damaged-2.db"


def test_a_copy_that_went_away_is_the_disks_trouble(copied: Path) -> None:
    gone = Copy(copied.parent / "backups" / "register-2020-01-01.db", date(2020, 1, 1))
    with pytest.raises(Unavailable, match="database_readonly"):
        restore(copied, gone)
    verify(copied, KEY)
