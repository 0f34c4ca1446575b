"""The training office: whole, invented, and with something to do for everybody."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.actions.signing_in import Gate
from app.database import Register, open_register
from app.models.application import Application, Permit
from app.models.journal import Document, Entry
from app.models.office import Office, Staff
from app.reference.catalogue_file import built_in
from app.reference.reference import Reference
from app.rules import stages
from app.rules.nik import check_nik
from app.rules.verdicts import Level
from app.rules.workflow import ROLES
from app.upkeep import practice
from tests.conftest import KEY

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SATURDAY_NIGHT = datetime(2026, 3, 7, 16, 30, tzinfo=UTC)


def made(folder: Path, now: datetime) -> Register:
    path = folder / "register.db"
    practice.prepare(path, KEY, Reference(built_in()), now, lambda done, total: None)
    return open_register(path, KEY)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    register = made(tmp_path_factory.mktemp("latihan"), NOW)
    yield register
    register.close()


@pytest.fixture(scope="module")
def files(register: Register) -> list[Application]:
    with register.reading() as session:
        return list(session.scalars(select(Application)))


def test_every_story_comes_where_it_ends(files: list[Application]) -> None:
    told = Counter((story.permit, story.variant, story.until) for story in practice.stories())
    assert Counter((file.permit_code, file.variant, file.stage) for file in files) == told
    assert len(files) >= 48


def test_there_is_a_file_at_every_stage(files: list[Application]) -> None:
    assert {file.stage for file in files} == set(stages.STAGES)


def test_many_kinds_of_permit_are_practised(files: list[Application]) -> None:
    assert {file.permit_code for file in files} == {permit.code for permit in built_in().permits}


def test_some_are_late_and_some_are_not(files: list[Application]) -> None:
    running = [file for file in files if file.due and file.stage in stages.RUNNING]
    late = [file for file in running if file.due and file.due < NOW.date()]
    assert 3 <= len(late) < len(running) - 10


def test_a_permit_is_suspended_and_papers_are_examples(register: Register) -> None:
    with register.reading() as session:
        assert session.scalar(select(Permit.state).where(Permit.state == "dibekukan"))
        assert session.get_one(Office, 1).training
        cards = session.scalars(select(Document.card)).all()
    assert cards
    assert all(card["training"] for card in cards)


def test_everybody_of_every_role_can_sign_in(register: Register) -> None:
    gate, sample = Gate(register.file, lambda: NOW), practice.sample()
    roles = [gate.enter(person["username"], sample["password"]).roles for person in sample["staff"]]
    assert frozenset().union(*roles) == set(ROLES)
    assert all(len(held) == 1 for held in roles)


def test_numbers_are_of_right_build_and_clearly_invented(files: list[Application]) -> None:
    for file in files:
        person = file.person
        checked = check_nik(person["nik"], today=NOW.date(), regions=Reference(built_in()).regions)
        assert [v.code for v in checked.verdicts if v.level is not Level.INFO] == []
        assert person["nik"].startswith("5107")
    serials = sorted(int(file.person["nik"][-4:]) for file in files)
    assert serials == list(range(1, len(files) + 1))


def test_the_journal_is_in_the_order_of_time(register: Register) -> None:
    with register.reading() as session:
        times = list(session.scalars(select(Entry.at).order_by(Entry.position)))
    assert times == sorted(times)
    assert times[-1] <= NOW


def test_a_weekend_does_not_keep_it_from_being_made(tmp_path: Path) -> None:
    register = made(tmp_path, SATURDAY_NIGHT)
    with register.reading() as session:
        found = list(session.scalars(select(Application)))
        people = len(session.scalars(select(Staff)).all())
    register.close()
    assert len(found) == len(practice.stories())
    assert people == len(practice.sample()["staff"])


def test_what_was_left_of_a_broken_try_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "preparing.db").write_bytes(b"half")
    (tmp_path / "preparing.db-wal").write_bytes(b"half")
    days: list[tuple[int, int]] = []
    path = tmp_path / "register.db"
    practice.prepare(path, KEY, Reference(built_in()), NOW, lambda done, total: days.append((done, total)))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["register.db"]
    assert days[0][0] == 1
    assert days[-1][0] == days[-1][1]


def test_the_sample_is_data_that_can_be_read() -> None:
    assert json.dumps(practice.sample())
    permits = {permit.code for permit in built_in().permits}
    assert set(practice.sample()["details"]) == permits


def test_a_training_office_is_forgotten_with_its_copies_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    for name in ("register.db", "register.db-wal", "backups/register-2026-11-23.db", "counter.json"):
        (tmp_path / name).write_bytes(b"x")
    practice.forget(tmp_path / "register.db")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["counter.json"]
