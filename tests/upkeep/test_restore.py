"""Back to the newest good copy, the damaged register put aside; whole wherever the work is cut."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app import cipher
from app.cipher import verify
from app.database import open_register
from app.upkeep import restore as restoring
from app.upkeep.copies import daily_copy
from app.upkeep.instance import only_instance
from app.upkeep.register_folder import doubt, had_register, require_whole
from app.upkeep.restore import (
    Copy,
    GoodCopy,
    Origin,
    content,
    copies,
    finish,
    newest_good,
    note_origin,
    origin,
    proved,
    restore,
    restore_alone,
)
from tests.conftest import KEY, FixedClock
from tests.harm import raises_unavailable
from tests.office import Office

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


@pytest.fixture
def copied(register_path: Path, clock: FixedClock) -> Path:
    """A register with a copy of Friday, one of Monday with an account more, and another account since."""
    register = open_register(register_path, KEY)
    office = Office(register, clock).open()
    daily_copy(register_path, KEY, FRIDAY)
    office.add_staff("monday", "verifikator")
    daily_copy(register_path, KEY, MONDAY)
    office.add_staff("since", "verifikator")
    register.close()
    return register_path


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[5000:5200] = b"\0" * 200
    path.write_bytes(content)


def newest(path: Path) -> GoodCopy:
    found = newest_good(path, KEY)
    assert found is not None
    return found


def accounts(path: Path) -> int:
    with cipher.raw_connection(path, KEY) as connection:
        return int(connection.execute("SELECT count(*) FROM staff").fetchone()[0])


def test_copies_are_listed_newest_first_and_nothing_else(copied: Path) -> None:
    (copied.parent / "backups" / "register-catatan.db").write_bytes(b"")
    assert [copy.day for copy in copies(copied, KEY)] == [MONDAY, FRIDAY]
    assert copies(copied, KEY)[0].said == "Senin, 23 November 2026"


def test_a_copy_says_as_of_when_it_is_and_how_much_is_in_it(copied: Path) -> None:
    found = newest(copied)
    assert found.path.name == "register-2026-11-23.db"
    assert (found.said, found.files) == ("Senin, 23 November 2026, pukul 10.00 WITA", 0)
    assert found.acts == proved(copies(copied, KEY)[1].path, KEY).acts + 1


def test_a_damaged_copy_is_passed_over(copied: Path) -> None:
    damage(newest(copied).path)
    found = newest(copied)
    assert found.path.name == "register-2026-11-20.db"
    damage(found.path)
    assert newest_good(copied, KEY) is None


def test_the_newest_is_the_one_with_most_in_it_whatever_day_a_clock_gave_it(copied: Path) -> None:
    folder = copied.parent / "backups"
    (folder / "register-2026-11-23.db").rename(folder / "register-2009-01-01.db")
    assert newest(copied).path.name == "register-2009-01-01.db"


def test_a_copy_without_an_office_is_none(copied: Path, empty_register: Path) -> None:
    empty = copied.parent / "backups" / "register-2026-11-24.db"
    shutil.copy(empty_register, empty)
    assert newest(copied).path.name == "register-2026-11-23.db"
    with raises_unavailable("backup_empty"):
        proved(empty, KEY)
    (copied.parent / "nothing.db").touch()
    assert content(copied.parent / "nothing.db", KEY) is None


def test_the_copy_made_before_an_upgrade_counts_too(copied: Path) -> None:
    shutil.copy(copied, copied.with_name("register.db.before-0004"))
    assert newest(copied).path.name == "register.db.before-0004"


def test_a_copy_from_before_pairing_is_none_for_a_linked_pc(copied: Path) -> None:
    """Put back it would work on as an office of its own, and nothing would be sent."""
    good = newest(copied)
    (copied.parent / "link").touch()
    assert newest_good(copied, KEY) is None
    with cipher.raw_connection(good.path, KEY) as connection:
        columns = [(row[1], row[2]) for row in connection.execute("PRAGMA table_info(link)")]
        values = ", ".join("1" if kind in ("INTEGER", "BIGINT", "BOOLEAN") else "''" for _, kind in columns)
        connection.execute(f"INSERT INTO link ({', '.join(name for name, _ in columns)}) VALUES ({values})")
    assert newest(copied).path == good.path


def test_without_copies_there_is_none(register_path: Path) -> None:
    assert newest_good(register_path, KEY) is None


def test_the_damaged_file_is_kept_beside(copied: Path) -> None:
    damage(copied)
    before = copied.read_bytes()
    copied.with_name("register.db-wal").write_bytes(b"log")
    restore(copied, newest(copied), KEY)
    kept = copied.with_name("register-damaged.db")
    assert kept.read_bytes() == before
    assert kept.with_name("register-damaged.db-wal").read_bytes() == b"log"
    verify(copied, KEY)
    open_register(copied, KEY).close()
    damage(copied)
    restore(copied, newest(copied), KEY)
    assert copied.with_name("register-damaged-2.db").exists()


def test_what_it_came_from_is_known(copied: Path) -> None:
    assert origin(copied) is None
    found = newest(copied)
    restore(copied, found, KEY)
    came = origin(copied)
    assert came == Origin("register-2026-11-23.db", found.until)
    note_origin(copied, replace(came, settled=found.until, lost=True, back=3))
    assert origin(copied) == Origin("register-2026-11-23.db", found.until, 3, True, found.until)
    copied.with_name("register.origin").write_text("{}")
    assert origin(copied) is None
    with raises_unavailable("database_readonly"):
        note_origin(copied / "nowhere" / "register.db", came)


def test_a_copy_that_went_away_is_the_disks_trouble(copied: Path) -> None:
    found = newest(copied)
    found.path.unlink()
    before = copied.read_bytes()
    with raises_unavailable("database_readonly"):
        restore(copied, found, KEY)
    assert copied.read_bytes() == before


def test_not_while_a_program_has_it_open(copied: Path) -> None:
    with only_instance(copied.parent), raises_unavailable("already_running"):
        restore_alone(copied, newest(copied), KEY)
    restore_alone(copied, newest(copied), KEY)
    assert origin(copied) is not None


class CutError(Exception):
    """The power is gone."""


def cuts(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """The `count`th time a file is made, written out, moved or taken away, the power goes instead."""
    left = [count]

    def cutting(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **options: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise CutError
            return real(*args, **options)

        return step

    monkeypatch.setattr(restoring.os, "open", cutting(os.open))
    monkeypatch.setattr(restoring.os, "fsync", cutting(os.fsync))
    monkeypatch.setattr(restoring.shutil, "copyfileobj", cutting(shutil.copyfileobj))
    for name in ("replace", "unlink"):
        monkeypatch.setattr(Path, name, cutting(getattr(Path, name)))


@pytest.fixture
def uncut(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Callable[[], None]], bool]:
    """Does something with the power going at a step; whether it was done to its end."""

    def run(count: int, work: Callable[[], None]) -> bool:
        with monkeypatch.context() as cut:
            cuts(cut, count)
            with suppress(CutError):
                work()
                return True
        return False

    return run


def test_wherever_it_is_cut_there_is_a_whole_register_after_the_next_start(
    copied: Path, tmp_path: Path, uncut: Callable[[int, Callable[[], None]], bool]
) -> None:
    """Two starts that are cut too, and one that is not."""
    damage(copied)
    copied.with_name("register.db-wal").write_bytes(b"")
    damaged, good = copied.read_bytes(), accounts(newest(copied).path)
    for count in range(1, 100):
        folder = tmp_path / f"cut-{count}"
        shutil.copytree(copied.parent, folder, ignore=shutil.ignore_patterns("cut-*"))
        database = folder / copied.name
        if uncut(count, lambda database=database: restore(database, newest(database), KEY)):
            break
        for again in (1, 2):
            uncut(again, lambda database=database: finish(database, KEY))
        finish(database, KEY)
        if database.read_bytes() == damaged:
            restore(database, newest(database), KEY)
        verify(database, KEY)
        assert accounts(database) == good
        assert origin(database) is not None
        aside = [each.read_bytes() for each in folder.glob("register-damaged*.db")]
        assert aside == [damaged], "once, and never thrown away"
    assert count > 10
    assert uncut(count, lambda: None)


def test_a_copy_whose_key_was_not_kept_yet_stays_aside(copied: Path) -> None:
    """The power went after the copy was there and before its key was: the register that is here goes on."""
    other = bytes(reversed(KEY))
    before = copied.read_bytes()

    def cut() -> None:
        raise CutError

    with pytest.raises(CutError):
        restore(copied, newest(copied), KEY, cut)
    finish(copied, other)
    assert copied.read_bytes() == before
    finish(copied, KEY)
    assert accounts(copied) == accounts(newest(copied).path)


# What a folder tells when the register is gone


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_register_that_is_gone_beside_its_copies_is_missing(copied: Path, harm: Callable[[Path], None]) -> None:
    harm(copied)
    with raises_unavailable("database_missing"):
        require_whole(copied, KEY)


@pytest.mark.parametrize("left", ["link", "waiting.log", "register-damaged.db", "register.db.before-0003"])
def test_whatever_a_register_leaves_says_that_there_was_one(tmp_path: Path, left: str) -> None:
    assert not had_register(tmp_path)
    require_whole(tmp_path / "register.db", KEY)
    (tmp_path / left).write_bytes(b"")
    assert had_register(tmp_path)
    with raises_unavailable("database_missing"):
        require_whole(tmp_path / "register.db", KEY)


@pytest.mark.parametrize("count", [16, 512, 4096])
def test_a_lost_beginning_is_damage_and_not_a_wrong_key(copied: Path, count: int) -> None:
    with copied.open("r+b") as file:
        file.write(bytes(count))
    with raises_unavailable("database_damaged"):
        require_whole(copied, KEY)
    with raises_unavailable("database_key"):
        require_whole(copied, bytes(reversed(KEY)))


def test_another_file_in_its_place_is_damage_too(copied: Path) -> None:
    copied.write_bytes(b"SQLite format 3\0" + bytes(8000))
    with raises_unavailable("database_damaged"):
        require_whole(copied, KEY)


def test_where_nothing_speaks_for_the_key_it_is_the_key(register_path: Path) -> None:
    with raises_unavailable("database_key"):
        require_whole(register_path, bytes(reversed(KEY)))


def test_a_register_that_was_doubted_is_looked_at_once(copied: Path) -> None:
    require_whole(copied, KEY)
    damage(copied)
    doubt(copied)
    with raises_unavailable("database_damaged"):
        require_whole(copied, KEY)
    restore(copied, newest(copied), KEY)
    require_whole(copied, KEY)
    doubt(copied)
    require_whole(copied, KEY)
    assert not copied.with_name("register.suspect").exists()


def test_a_place_that_cannot_be_written(copied: Path) -> None:
    with raises_unavailable("database_readonly"):
        doubt(copied / "nowhere" / "register.db")


def test_copies_have_their_day(copied: Path) -> None:
    assert copies(copied, KEY)[0] == Copy(copied.parent / "backups" / "register-2026-11-23.db", MONDAY)


def test_files_are_for_their_owner_alone(copied: Path) -> None:
    restore(copied, newest(copied), KEY)
    modes = {path.name: path.stat().st_mode & 0o077 for path in copied.parent.rglob("*") if "register" in path.name}
    assert set(modes.values()) == {0}, modes
    with raises_unavailable("backup_missing"):
        proved(copied.parent / "nothing.db", KEY)
