"""Copies, key and sheet as the office sees them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.cipher import verify
from app.database import Register
from app.errors import Unavailable
from app.print.render import pdf
from app.upkeep.keys import ObtainedKey
from app.upkeep.recovery import parse_recovery
from app.upkeep.register_folder import require_whole
from app.upkeep.safekeeping import Safekeeping
from tests.conftest import KEY, FixedClock
from tests.harm import overwrite, raises_unavailable
from tests.office import Office


def keeping(office: Office, path: Path, memory: dict[str, str], place: str = "credentials") -> Safekeeping:
    return Safekeeping(path, ObtainedKey(KEY, False, place), memory, office.door.ask, office.clock.now)


@pytest.fixture
def office(register: Register, clock: FixedClock) -> Office:
    return Office(register, clock).open()


def test_a_copy_elsewhere_is_proved_and_remembered(office: Office, register_path: Path, tmp_path: Path) -> None:
    memory: dict[str, str] = {}
    kept, disk = keeping(office, register_path, memory), tmp_path / "disk"
    disk.mkdir()
    assert kept.state().elsewhere is None
    assert kept.state().is_old(office.clock.now())
    made = kept.back_up(disk)
    verify(made, KEY)
    kept.check(made)
    state = kept.state()
    assert (state.elsewhere, state.folder) == (office.clock.now(), str(disk))
    assert not state.is_old(office.clock.now())
    assert state.is_old(office.clock.now() + timedelta(days=7))


def test_a_folder_that_is_not_there_is_said(office: Office, register_path: Path, tmp_path: Path) -> None:
    memory: dict[str, str] = {}
    with pytest.raises(Unavailable, match="file_unwritable"):
        keeping(office, register_path, memory).back_up(tmp_path / "gone")
    assert memory == {}


def test_damage_that_the_copy_of_the_day_meets_is_looked_at_at_the_next_start(
    office: Office, register_path: Path
) -> None:
    """A page that nobody reads: the register would open as ever, without a new copy from now on."""
    kept = keeping(office, register_path, {})
    office.register.close()  # type: ignore[attr-defined]
    require_whole(register_path, KEY)
    overwrite(register_path, 20 * 4096 + 100)
    require_whole(register_path, KEY)
    with raises_unavailable("database_damaged"):
        kept.copy_today(date(2026, 11, 23))
    with raises_unavailable("database_damaged"):
        require_whole(register_path, KEY)


def test_the_copy_of_the_day(office: Office, register_path: Path) -> None:
    kept = keeping(office, register_path, {})
    assert kept.state().daily is None
    today = date(2026, 11, 23)
    assert kept.copy_today(today) is not None
    assert kept.copy_today(today) is None
    assert kept.state().daily == today
    assert [copy.day for copy in kept.copies()] == [today]
    kept.copies()[0].path.write_bytes(b"x" * 9000)
    with pytest.raises(Unavailable):
        kept.check(kept.copies()[0].path)


def test_a_key_in_a_file_is_reminded_of(office: Office, register_path: Path) -> None:
    assert not keeping(office, register_path, {}).state().key_in_file
    assert keeping(office, register_path, {}, "file").state().key_in_file


def test_the_sheet_gives_the_key_back(office: Office, register_path: Path) -> None:
    memory: dict[str, str] = {}
    kept = keeping(office, register_path, memory)
    card = kept.sheet()
    assert not kept.state().sheet_kept
    kept.note_sheet()
    assert kept.state().sheet_kept
    assert parse_recovery(card.code) == KEY
    assert card.letterhead.place == "Amlapura"
    assert str(card.made.tzinfo) == "Asia/Makassar"
    assert pdf(card).startswith(b"%PDF")


def test_before_the_first_start_there_is_no_sheet(register: Register, clock: FixedClock, register_path: Path) -> None:
    with pytest.raises(Unavailable, match="not_open"):
        keeping(Office(register, clock), register_path, {}).sheet()
