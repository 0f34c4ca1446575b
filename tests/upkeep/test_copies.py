"""Copies while the program runs, one a day, and what a wrong clock does to them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from app.actions import linked
from app.actions.door import Door
from app.database import Register, open_register
from app.errors import Unavailable
from app.models.application import Application
from app.upkeep.copies import FOLDER, WAITING, Reach, backup, daily_copy, reach_of, verify
from app.upkeep.restore import copies as listed
from app.upkeep.restore import newest_good
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
        daily_copy(register_path, KEY, MONDAY + timedelta(days=day - 3))
    assert days(register_path) == [23, 24, 25, 26, 27, 28, 29]


# ----- what a wrong clock does to them


@pytest.fixture
def at_work(office: Office, register: Register) -> Office:
    office.register = register
    office.door = Door(register, office.reference, draw=office.draw, now=office.clock.now)
    return office


CONFIRMED = dict.fromkeys(("known_near_nik", "known_other_name", "duplicate", "same_object"), "x")


def register_files(office: Office, number: int) -> tuple[str, ...]:
    """What the clerk was warned of, of each."""
    warned = []
    for _ in range(number):
        done = office.receive(office.intake(confirmed=CONFIRMED))
        warned.append(done.warnings)
    return tuple(code for codes in warned for code in codes)


def files_in(copy: Path) -> int:
    there = open_register(copy, KEY)
    with there.reading() as session:
        count = session.scalar(select(func.count()).select_from(Application)) or 0
    there.close()
    return count


def files_in_copies(path: Path) -> list[int]:
    return [files_in(copy.path) for copy in listed(path, KEY)]


def test_a_dead_battery_makes_every_morning_the_first_of_january(at_work: Office, register_path: Path) -> None:
    """The newest copy holds every file, each morning's copy stays, and no act of such a day goes without a warning."""
    register_files(at_work, 1)
    daily_copy(register_path, KEY, at_work.clock.now().date())
    for morning in range(5):
        at_work.clock.moment = datetime(2009, 1, 1, 0, 5, tzinfo=UTC)
        assert register_files(at_work, 3).count("clock_back") == 3
        made = daily_copy(register_path, KEY, date(2009, 1, 1))
        assert made is not None
        assert files_in(made) == 4 + 3 * morning
        assert daily_copy(register_path, KEY, date(2009, 1, 1)) is None
    assert files_in_copies(register_path) == [16, 13, 10, 7, 4, 1]
    found = newest_good(register_path, KEY)
    assert found is not None
    assert files_in(found.path) == 16
    for _ in range(5):
        register_files(at_work, 1)
        daily_copy(register_path, KEY, date(2009, 1, 1))
    assert files_in_copies(register_path) == [21, 20, 19, 18, 17, 16, 13]


def test_the_clock_put_right_again_goes_on_from_there(at_work: Office, register_path: Path) -> None:
    today = at_work.clock.now()
    register_files(at_work, 1)
    daily_copy(register_path, KEY, today.date())
    for ahead, day in ((1600, date(2031, 3, 3)), (0, today.date())):
        at_work.clock.moment = today + timedelta(days=ahead)
        register_files(at_work, 1)
        assert daily_copy(register_path, KEY, day) is not None
    assert [copy.day.year for copy in listed(register_path, KEY)] == [2026, 2031, 2026]
    assert files_in_copies(register_path) == [3, 2, 1], "what was done on the wrong day is no reason to overwrite it"


def test_the_same_day_makes_room_for_what_goes_further(at_work: Office, register_path: Path) -> None:
    for files in (1, 2):
        register_files(at_work, 1)
        assert daily_copy(register_path, KEY, MONDAY) is not None
        assert files_in_copies(register_path) == [files]
        assert copies(register_path) == ["register-2026-11-23.db"]


def test_a_register_that_was_put_back_pushes_nothing_newer_out(at_work: Office, register_path: Path) -> None:
    """Its copy of the same day takes another name."""
    register_files(at_work, 1)
    early = register_path.with_name("early.db")
    backup(register_path, KEY, early)
    register_files(at_work, 2)
    daily_copy(register_path, KEY, MONDAY)
    at_work.register.close()
    for end in ("-wal", "-shm"):
        register_path.with_name(register_path.name + end).unlink(missing_ok=True)
    early.replace(register_path)
    assert daily_copy(register_path, KEY, MONDAY) is not None
    assert files_in_copies(register_path) == [3, 1]


def test_what_cannot_be_read_goes_nowhere(register_path: Path) -> None:
    damaged = register_path.with_name("damaged.db")
    damaged.write_bytes(b"no register")
    assert reach_of(damaged, KEY) < reach_of(register_path, KEY)
    assert reach_of(register_path, KEY) < Reach(11)


def test_acts_that_wait_for_the_centre_are_counted_after_what_it_has_numbered() -> None:
    assert WAITING == linked.WAITING


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
