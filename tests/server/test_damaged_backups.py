"""Backups that are not what they were, and secrets that are not theirs."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from app import cipher
from app.database import Register
from app.server.register.store import open_centre
from app.server.safety import archive, keeping
from tests.harm import overwrite, raises_unavailable
from tests.server.backups import NOW, SECRET


def test_no_backup_there(tmp_path: Path) -> None:
    with raises_unavailable("backup_missing"):
        keeping.verify(tmp_path / "a.loket", SECRET)


@pytest.mark.parametrize("left", [0, 10, 5_000, 0.3, 0.5, 0.99])
def test_truncated(sample: Path, tmp_path: Path, left: float) -> None:
    size = int(left if left == 0 or left > 1 else left * sample.stat().st_size)
    short = tmp_path / "short.loket"
    short.write_bytes(sample.read_bytes()[:size])
    with raises_unavailable("backup_damaged"):
        keeping.restore(short, SECRET, "", data=tmp_path / "other")
    assert not (tmp_path / "other" / "register.db").exists()


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_altered(copied: Path, tmp_path: Path, at: float) -> None:
    overwrite(copied, int(at * copied.stat().st_size))
    with raises_unavailable("backup_damaged"):
        keeping.restore(copied, SECRET, "", data=tmp_path / "other")


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM act WHERE feed = 3",
        "UPDATE head SET head = 6",
        "DROP TABLE archive",
        "UPDATE item SET application_id = 'none' WHERE id = (SELECT min(id) FROM item)",
    ],
)
def test_altered_by_somebody_with_the_key(copied: Path, harm: str) -> None:
    with cipher.raw_connection(copied, SECRET) as opened:
        opened.execute(harm)
    with raises_unavailable("backup_damaged"):
        keeping.verify(copied, SECRET)


def test_backup_of_a_later_program(copied: Path) -> None:
    with cipher.raw_connection(copied, SECRET) as opened:
        opened.execute("UPDATE archive SET value = '2' WHERE name = 'format'")
    with raises_unavailable("backup_newer"):
        keeping.verify(copied, SECRET)


def test_backup_of_a_later_schema(copied: Path, tmp_path: Path) -> None:
    with cipher.raw_connection(copied, SECRET) as opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")
        opened.execute("UPDATE archive SET value = '\"9999\"' WHERE name = 'schema'")
    with raises_unavailable("backup_newer"):
        keeping.restore(copied, SECRET, "", data=tmp_path / "other")


def test_texts_that_postgresql_cannot_keep(copied: Path, database: str, tmp_path: Path) -> None:
    """It has no place for the character NUL; all or nothing."""
    with cipher.raw_connection(copied, SECRET) as opened:
        opened.execute("UPDATE staff SET rank = char(0)")
    with raises_unavailable("database_damaged"):
        keeping.restore(copied, SECRET, database, data=tmp_path / "other")
    with closing(open_centre(database)) as centre, centre.reading() as session:
        assert archive.is_empty(session.connection())


def test_folders_that_are_none(centre: Register, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with raises_unavailable("database_readonly"):
        keeping.daily_backup(centre, file / "backups", SECRET, data=tmp_path, now=NOW)
    with raises_unavailable("database_readonly"):
        keeping.keep_epoch(file, "x")
    with raises_unavailable("backup_unreadable"):
        keeping.verify(tmp_path, SECRET)
    (tmp_path / "epoch").mkdir()
    with raises_unavailable("database_readonly"):
        keeping.kept_epoch(tmp_path)
