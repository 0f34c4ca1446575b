"""Copies while the program runs, one a day, and what a wrong clock does to them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.database import Register, open_register
from app.errors import Unavailable
from app.upkeep.copies import FOLDER, backup, daily_copy, verify
from tests.conftest import KEY, FixedClock
from tests.harm import overwrite
from tests.office import Office

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def office(register_path: Path, clock: FixedClock) -> Office:
    """An office stands in the register, which is closed again."""
    register = open_register(register_path, KEY)
    made = Office(register, clock).open()
    register.close()
    return made


def copies(path: Path) -> list[str]:
    return sorted(copy.name for copy in (path.parent / FOLDER).iterdir())


def days(path: Path) -> list[int]:
    return [int(name[-5:-3]) for name in copies(path)]


def code_of(trouble: pytest.ExceptionInfo[Unavailable]) -> str:
    return trouble.value.code


def test_backup_of_a_running_register_opens_with_the_same_key(
    register: Register, register_path: Path, tmp_path: Path
) -> None:
    with register.writing() as session:
        session.execute(text("INSERT INTO series (name, year, last) VALUES ('SK', 2026, 41)"))
    target = tmp_path / "stick" / "copy.db"
    target.parent.mkdir()
    backup(register_path, KEY, target)
    verify(target, KEY)
    copy = open_register(target, KEY)
    with copy.reading() as session:
        assert session.scalar(text("SELECT last FROM series")) == 41
    copy.close()
    with pytest.raises(Unavailable) as wrong:
        verify(target, bytes(32))
    assert code_of(wrong) == "database_key"


def test_backup_replaces_an_older_one(register_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_bytes(b"older")
    backup(register_path, KEY, target)
    verify(target, KEY)
    assert not target.read_bytes().startswith(b"older")


def test_backup_never_overwrites_the_register(register_path: Path) -> None:
    before = register_path.read_bytes()
    with pytest.raises(Unavailable) as refused:
        backup(register_path, KEY, register_path.parent / "." / register_path.name)
    assert code_of(refused) == "backup_failed"
    assert register_path.read_bytes() == before


def test_backup_of_nothing_makes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    with pytest.raises(Unavailable) as missing:
        backup(folder / "register.db", KEY, folder / "copy.db")
    assert code_of(missing) == "backup_failed"
    assert list(folder.iterdir()) == []


def test_copy_that_is_gone_or_damaged(register_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    for code in ("backup_missing", "backup_damaged"):
        with pytest.raises(Unavailable) as trouble:
            verify(target, KEY)
        assert code_of(trouble) == code
        content = bytearray(register_path.read_bytes())
        content[5 * 4096 + 100] ^= 1
        target.write_bytes(content)


def test_one_copy_a_day_named_by_its_date_only(register_path: Path) -> None:
    made = daily_copy(register_path, KEY, MONDAY)
    assert made is not None
    verify(made, KEY)
    assert daily_copy(register_path, KEY, MONDAY) is None
    assert copies(register_path) == ["register-2026-11-23.db"]


def test_last_seven_days_stay(register_path: Path) -> None:
    for day in range(10):
        daily_copy(register_path, KEY, MONDAY - timedelta(days=10 - day))
    assert days(register_path) == [16, 17, 18, 19, 20, 21, 22]


def test_clock_set_back_does_not_cost_the_copy_just_made(register_path: Path) -> None:
    for day in range(4):
        daily_copy(register_path, KEY, MONDAY + timedelta(days=day), kept=3)
    assert days(register_path) == [24, 25, 26]
    made = daily_copy(register_path, KEY, date(2026, 11, 2), kept=3)
    assert made is not None
    assert made.exists()
    assert len(copies(register_path)) == 3


def test_copies_from_a_clock_set_ahead_go_first(register_path: Path) -> None:
    daily_copy(register_path, KEY, date(2031, 1, 1), kept=3)
    for day in range(3):
        daily_copy(register_path, KEY, MONDAY + timedelta(days=day), kept=3)
    assert days(register_path) == [23, 24, 25]


def test_what_a_killed_program_left_half_done_is_cleared(register_path: Path) -> None:
    folder = register_path.parent / FOLDER
    folder.mkdir()
    (folder / "register-2026-11-20.db.part").write_bytes(b"half")
    (folder / "notes.txt").write_text("kept by hand")
    daily_copy(register_path, KEY, MONDAY)
    assert copies(register_path) == ["notes.txt", "register-2026-11-23.db"]


def test_a_register_without_an_office_is_never_copied(empty_register: Path, register_path: Path) -> None:
    """A copy of nothing would push a good one out."""
    daily_copy(register_path, KEY, MONDAY)
    register_path.write_bytes(empty_register.read_bytes())
    for day in range(1, 10):
        assert daily_copy(register_path, KEY, MONDAY + timedelta(days=day)) is None
    assert days(register_path) == [23]


def test_a_register_that_was_set_back_pushes_no_copy_out_that_holds_more(
    register_path: Path, clock: FixedClock
) -> None:
    before = register_path.read_bytes()
    register = open_register(register_path, KEY)
    Office(register, clock, seed=2).add_staff("later", "verifikator")
    register.close()
    good = daily_copy(register_path, KEY, MONDAY, kept=2)
    register_path.write_bytes(before)
    for day in range(1, 5):
        daily_copy(register_path, KEY, MONDAY + timedelta(days=day), kept=2)
    assert good is not None
    assert days(register_path) == [23, 26, 27]


def test_copies_under_another_key_are_not_ours_to_throw_away(register_path: Path) -> None:
    other = register_path.parent / FOLDER / "register-2026-11-01.db"
    other.parent.mkdir()
    other.write_bytes(bytes(9000))
    for day in range(4):
        daily_copy(register_path, KEY, MONDAY + timedelta(days=day), kept=2)
    assert days(register_path) == [1, 25, 26]


def test_a_register_that_cannot_be_read_to_its_end_is_not_copied(register_path: Path) -> None:
    daily_copy(register_path, KEY, MONDAY, kept=1)
    overwrite(register_path, 20 * 4096 + 100)
    with pytest.raises(Unavailable) as trouble:
        daily_copy(register_path, KEY, MONDAY + timedelta(days=1), kept=1)
    assert code_of(trouble) == "database_damaged"
    assert days(register_path) == [23]


def test_no_room_for_the_folder(register_path: Path) -> None:
    (register_path.parent / FOLDER).touch()
    with pytest.raises(Unavailable) as trouble:
        daily_copy(register_path, KEY, MONDAY)
    assert code_of(trouble) == "database_readonly"
