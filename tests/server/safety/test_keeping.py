"""Backup and restore of the centre, from either database into either."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from app import cipher
from app.actions.commands import office_work
from app.database import FileRegister, Register
from app.errors import Refused
from app.migrations import HEAD
from app.models.centre import EarlyAct, Head
from app.models.journal import Entry
from app.server.register.store import open_centre
from app.server.safety import archive, keeping
from app.server.safety.archive import BATCH
from tests.conftest import FixedClock
from tests.harm import raises_unavailable
from tests.office import Office
from tests.server.backups import NOW, PHRASE, SECRET, found
from tests.server.test_same_rows import rows
from tests.test_database import limited_files


@pytest.fixture
def made(office: Office) -> Register:
    """A centre with a file done, and texts that a careless copy would change."""
    office.advance(office.register_file(), "selesai")
    odd = 'Tanda "kutip", \\N, \\., \t, \n, %s, é, 😀'
    office.do("verifikator", office_work.AddNote, application=office.register_file(another(office)), text=odd)
    found(office.register)
    return office.register


def another(office: Office) -> Any:
    return office.intake(confirmed={"duplicate": "Tempat lain"})


@pytest.fixture
def founded(centre: Register) -> Register:
    """A centre with little in it."""
    found(centre)
    return centre


@pytest.fixture
def kept(founded: Register, data: Path, tmp_path: Path) -> Path:
    """Its backup."""
    keeping.backup(founded, tmp_path / "a.loket", SECRET, data=data, now=NOW)
    return tmp_path / "a.loket"


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of an empty centre and its data folder."""
    if request.param == "sqlite":
        yield "", tmp_path / "other"
        return
    server, template = request.getfixturevalue("server"), request.getfixturevalue("template")
    name = server.create(template)
    yield server.at(name), tmp_path / "other"
    server.drop(name)


def head_of(register: Register) -> Head:
    with register.reading() as session:
        return session.scalars(select(Head)).one()


# Backup


def test_backup_holds_everything_and_says_so(made: Register, data: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    contents = keeping.backup(
        made, tmp_path / "a.loket", SECRET, data=data, now=NOW, progress=lambda done, of: told.append((done, of))
    )
    counts = {name: len(lines) for name, lines in rows(made).items()}
    assert contents.counts == counts
    assert (contents.head, contents.epoch, contents.office, contents.schema) == (7, "first", "kantor", HEAD)
    assert told[-1] == (contents.rows, contents.rows) == (sum(counts.values()),) * 2
    assert keeping.verify(tmp_path / "a.loket", SECRET) == contents
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.loket", "data"]
    assert b"CONTOH" not in (tmp_path / "a.loket").read_bytes()


def test_counters_may_forget_what_is_in_a_backup(founded: Register, kept: Path, data: Path) -> None:
    assert head_of(founded).durable == 7
    last = keeping.last_backup(data)
    assert last is not None
    assert (last.head, last.epoch, last.name, last.at) == (7, "first", "a.loket", NOW.isoformat())
    assert last.size == kept.stat().st_size


def test_durable_never_goes_back(founded: Register, data: Path, tmp_path: Path) -> None:
    with founded.writing() as session:
        session.get_one(Head, 1).durable = 9
    keeping.backup(founded, tmp_path / "a.loket", SECRET, data=data, now=NOW)
    assert head_of(founded).durable == 9


def test_a_new_backup_takes_the_place_of_the_old(founded: Register, kept: Path, data: Path) -> None:
    with founded.writing() as session:
        session.get_one(Head, 1).head = 8
    keeping.backup(founded, kept, SECRET, data=data, now=NOW)
    assert keeping.verify(kept, SECRET).head == 8


def test_backup_is_one_moment_of_a_centre_at_work(founded: Register, data: Path, tmp_path: Path) -> None:
    """Everything that is written while it runs belongs to the next one."""
    before = len(rows(founded)["act"])

    def work(_done: int, _of: int) -> None:
        with founded.writing() as session:
            session.execute(text("UPDATE head SET head = head + 1"))
            session.execute(text("DELETE FROM act"))

    contents = keeping.backup(founded, tmp_path / "a.loket", SECRET, data=data, now=NOW, progress=work)
    assert (contents.head, contents.counts["act"]) == (7, before)
    assert keeping.verify(tmp_path / "a.loket", SECRET) == contents


def test_backup_of_a_centre_nobody_founded(centre: Register, data: Path, tmp_path: Path) -> None:
    contents = keeping.backup(centre, tmp_path / "a.loket", SECRET, data=data, now=NOW)
    assert (contents.head, contents.epoch, contents.rows) == (0, "", 0)


def test_the_register_itself_is_no_target(founded: Register, data: Path) -> None:
    if isinstance(founded, FileRegister):
        with raises_unavailable("backup_failed"):
            keeping.backup(founded, founded.file.path, SECRET, data=data, now=NOW)


def test_folder_that_is_not_there(founded: Register, data: Path, tmp_path: Path) -> None:
    with raises_unavailable("backup_unwritable"):
        keeping.backup(founded, tmp_path / "no" / "a.loket", SECRET, data=data, now=NOW)
    assert head_of(founded).durable == 0


def test_disk_that_takes_no_more(founded: Register, kept: Path, data: Path) -> None:
    """The backup that was there stays, and counters go on keeping what is not in it."""
    before = kept.read_bytes()
    with founded.writing() as session:
        session.get_one(Head, 1).head = 8
    with raises_unavailable("backup_unwritable"), limited_files() as limit:
        limit(100_000)
        keeping.backup(founded, kept, SECRET, data=data, now=NOW)
    assert kept.read_bytes() == before
    assert head_of(founded).durable == 7
    assert [path.name for path in kept.parent.glob("*.part*")] == []


def test_days_backups(founded: Register, data: Path, tmp_path: Path) -> None:
    for day in (0, 0, 1, 2):
        newest = keeping.daily_backup(
            founded, tmp_path / "backups", SECRET, data=data, now=NOW + timedelta(days=day), kept=2
        )
    names = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert names == ["centre-2026-11-24.loket", "centre-2026-11-25.loket"]
    assert newest.name == names[-1]


# Secrets


def test_a_passphrase(founded: Register, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.loket"
    keeping.backup(founded, path, PHRASE, data=data, now=NOW)
    assert keeping.verify(Path(shutil.copy(path, tmp_path / "b.loket")), PHRASE).head == 7
    with raises_unavailable("backup_key"):
        keeping.verify(path, PHRASE + "x")


def test_a_short_passphrase(founded: Register, data: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="passphrase_short"):
        keeping.backup(founded, tmp_path / "a.loket", "rahasia", data=data, now=NOW)


@pytest.mark.parametrize("secret", [bytes(32), PHRASE])
def test_wrong_secrets(sample: Path, secret: keeping.Secret) -> None:
    with raises_unavailable("backup_key"):
        keeping.verify(sample, secret)


# Restore


def test_restored_everything_is_the_same_but_the_epoch(made: Register, data: Path, target: tuple[str, Path]) -> None:
    address, folder = target
    kept = data / "a.loket"
    keeping.backup(made, kept, PHRASE, data=data, now=NOW)
    told: list[tuple[int, int]] = []
    contents = keeping.restore(kept, PHRASE, address, data=folder, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (contents.rows, contents.rows)
    with closing(open_centre(address, data=folder)) as other:
        one, two = rows(made), rows(other)
        head, again = one.pop("head"), two.pop("head")
        assert two == one
        assert again[0]["epoch"] == keeping.kept_epoch(folder) != "first"
        assert again == [head[0] | {"epoch": again[0]["epoch"]}]
        assert again[0]["durable"] == 7


def test_what_waited_when_the_backup_was_made_waits_anew(
    founded: Register, data: Path, target: tuple[str, Path]
) -> None:
    """Its days would have run out while nobody worked with that centre."""
    with founded.writing() as session:
        session.add(EarlyAct(act_id="a", since=NOW - timedelta(days=6), own_since=None, proof=""))
    keeping.backup(founded, data / "a.loket", SECRET, data=data, now=NOW)
    address, folder = target
    keeping.restore(data / "a.loket", SECRET, address, data=folder)
    with closing(open_centre(address, data=folder)) as other:
        assert rows(other)["early_act"] == []


def test_numbers_go_on_after_a_restore(sample: Path, target: tuple[str, Path], clock: FixedClock) -> None:
    address, folder = target
    keeping.restore(sample, SECRET, address, data=folder)
    with closing(open_centre(address, data=folder)) as register:
        office = Office(register, clock, seed=2)
        file = office.register_file(office.intake(confirmed={"duplicate": "Tempat ketiga"}))
        office.advance(file, "selesai")
        with register.reading() as session:
            positions = session.scalars(select(Entry.position).order_by(Entry.position)).all()
    assert len(set(positions)) == len(positions) > 20


def test_every_restore_has_its_own_epoch(sample: Path, target: tuple[str, Path]) -> None:
    address, folder = target
    keeping.restore(sample, SECRET, address, data=folder)
    first = keeping.kept_epoch(folder)
    keeping.restore(sample, SECRET, address, data=folder, replace=True)
    assert keeping.kept_epoch(folder) != first


def test_a_centre_with_something_in_it_is_left_alone(founded: Register, kept: Path, address: str, data: Path) -> None:
    before = rows(founded)
    with pytest.raises(Refused, match="not_empty"):
        keeping.restore(kept, SECRET, address, data=data)
    assert rows(founded) == before
    assert keeping.kept_epoch(data) == ""


def test_unless_told_to_replace_it(founded: Register, kept: Path, address: str, data: Path) -> None:
    with founded.writing() as session:
        session.execute(text("DELETE FROM act"))
        session.get_one(Head, 1).head = 99
    founded.close()
    keeping.restore(kept, SECRET, address, data=data, replace=True)
    with closing(open_centre(address, data=data)) as again:
        assert len(rows(again)["act"]) == head_of(again).head == 7


def test_a_restore_that_fails_half_way_leaves_what_was_there(
    founded: Register, kept: Path, address: str, data: Path
) -> None:
    before = rows(founded)
    founded.close()

    def full(_done: int, _of: int) -> None:
        raise OSError(28, "no space")

    with pytest.raises(OSError, match="no space"):
        keeping.restore(kept, SECRET, address, data=data, replace=True, progress=full)
    with closing(open_centre(address, data=data)) as again:
        assert rows(again) == before


def test_backup_of_an_earlier_program(tmp_path: Path) -> None:
    """Upgraded on a copy; the backup itself stays as it is."""
    path = tmp_path / "a.loket"
    archive._prepare(path, SECRET, "0003")
    with cipher.raw_connection(path, SECRET) as old:
        old.execute("INSERT INTO draft (id, owner_id, content, kept) VALUES ('a', 'o', '{}', '2026-11-23 01:02:03')")
        old.execute("INSERT INTO head VALUES (1, 'kantor', 'first', 0, '', 0)")
        names = archive.table_names(old)
        counts = {name: old.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
        told = archive.Contents("2026-11-23", "0.0.9", "0003", "sqlite", "kantor", "first", 0, counts)
        archive._tell(old, told)
    before = path.read_bytes()
    assert keeping.restore(path, SECRET, "", data=tmp_path / "data").schema == "0003"
    with closing(open_centre(data=tmp_path / "data")) as centre:
        assert rows(centre)["draft"][0]["kept"] == datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)
    assert path.read_bytes() == before
    assert list((tmp_path / "data").glob("restore-*")) == []


# The epoch


def test_the_first_start_keeps_the_epoch_beside_the_database(centre: Register, data: Path) -> None:
    assert keeping.agree_on_epoch(centre, data) == ""
    found(centre, 0)
    assert keeping.agree_on_epoch(centre, data) == keeping.kept_epoch(data) == "first"
    assert keeping.agree_on_epoch(centre, data) == "first"


def test_a_database_from_elsewhere_gets_a_new_epoch(centre: Register, data: Path) -> None:
    found(centre)
    keeping.keep_epoch(data, "another")
    new = keeping.agree_on_epoch(centre, data)
    assert new not in ("first", "another")
    assert new == head_of(centre).epoch == keeping.kept_epoch(data)


def test_a_folder_that_lost_its_epoch(centre: Register, data: Path) -> None:
    found(centre)
    assert keeping.agree_on_epoch(centre, data) != "first"


@pytest.mark.parametrize("content", ["", "[]", '{"at": 1}', "\xff"])
def test_what_is_remembered_of_the_last_backup_can_be_lost(data: Path, content: str) -> None:
    (data / keeping.LAST_FILE).write_text(content, "latin-1")
    assert keeping.last_backup(data) is None


def test_many_rows_come_in_batches(centre: Register, data: Path, tmp_path: Path) -> None:
    with centre.writing() as session:
        insert = text("INSERT INTO attempt (act_id, times) VALUES (:id, 1)")
        session.execute(insert, [{"id": f"{number:05}"} for number in range(2 * BATCH + 1)])
    told: list[int] = []
    keeping.backup(centre, tmp_path / "a.loket", SECRET, data=data, now=NOW, progress=lambda done, _: told.append(done))
    assert told == [BATCH, 2 * BATCH, 2 * BATCH + 1]
    assert keeping.verify(tmp_path / "a.loket", SECRET).counts["attempt"] == 2 * BATCH + 1
