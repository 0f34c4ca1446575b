"""The register's file as such: plain SQL under the same care as the sessions, copies of it, whether it is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.cipher import PAGE, RegisterFile, copy_to, revision, verify
from app.database import Register, open_register, upgrade
from app.migrations import HEAD
from tests.conftest import KEY
from tests.harm import add_draft, drafts, overwrite, raises_unavailable

INSERT = "INSERT INTO draft (id, owner_id, content, kept) VALUES (?, 'o', '{}', '2026-11-23')"

# A bare transaction


def test_what_is_written_bare_is_read_by_the_sessions(register: Register) -> None:
    with register.file.writing() as connection:
        connection.execute(INSERT, ("a",))
        assert drafts(register) == [], "not before it is committed"
    assert drafts(register) == ["a"]


def test_an_exception_undoes_it(register: Register) -> None:
    def act() -> None:
        with register.file.writing() as connection:
            connection.execute(INSERT, ("a",))
            raise KeyError

    with pytest.raises(KeyError):
        act()
    assert drafts(register) == []


def test_a_bare_reader_keeps_its_view_and_cannot_write(register: Register) -> None:
    with register.file.reading() as connection:
        assert connection.execute("SELECT count(*) FROM draft").fetchone() == (0,)
        with register.writing() as session:
            add_draft(session, "a")
        assert connection.execute("SELECT count(*) FROM draft").fetchone() == (0,)
    with raises_unavailable("database_readonly"), register.file.reading() as connection:
        connection.execute(INSERT, ("b",))
    assert drafts(register) == ["a"]


def test_a_bare_writer_waits_for_the_act_under_way(register: Register) -> None:
    with register.writing(), raises_unavailable("database_busy"), register.file.writing():
        pass


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 200), ("temp_store", 2)],
)
def test_it_runs_with_the_care_of_the_sessions(register: Register, name: str, value: object) -> None:
    with register.file.reading() as connection:
        assert connection.execute(f"PRAGMA {name}").fetchone() == (value,)


def test_a_mistake_in_sql_stays_a_bug(register: Register) -> None:
    with pytest.raises(dbapi2.OperationalError, match="no such table"), register.file.reading() as connection:
        connection.execute("SELECT * FROM nowhere")


def test_a_wrong_key_is_said(register_path: Path) -> None:
    with raises_unavailable("database_key"), RegisterFile(register_path, bytes(32)).reading():
        pass


def test_the_key_is_never_shown() -> None:
    assert "key" not in repr(RegisterFile(Path("register.db"), KEY))


# Whole or not, and copies


def test_copy_while_an_act_is_under_way_has_only_what_is_committed(register: Register, register_path: Path) -> None:
    target = register_path.with_name("copy.db")
    with register.writing() as session:
        add_draft(session, "committed")
    with register.writing() as session:
        add_draft(session, "not yet")
        copy_to(register_path, KEY, target)
    verify(target, KEY)
    copied = open_register(target, KEY)
    assert drafts(copied) == ["committed"]
    copied.close()


def test_copy_of_a_damaged_register_leaves_the_older_copy(register: Register, register_path: Path) -> None:
    target = register_path.with_name("copy.db")
    target.write_bytes(b"older")
    with register.writing() as session:
        add_draft(session, "a", "x" * 20 * PAGE)
    register.close()
    overwrite(register_path, register_path.stat().st_size - 3 * PAGE)
    with raises_unavailable("database_damaged"):
        copy_to(register_path, KEY, target)
    assert target.read_bytes() == b"older"
    assert not target.with_name("copy.db.part").exists()


def test_copy_into_a_folder_that_is_none(register_path: Path) -> None:
    with raises_unavailable("database_readonly"):
        copy_to(register_path, KEY, register_path / "copy.db")


def test_verify_finds_a_broken_seal_and_a_missing_file(register_path: Path) -> None:
    verify(register_path, KEY)
    overwrite(register_path, 5 * PAGE + 100)
    with raises_unavailable("database_damaged"):
        verify(register_path, KEY)
    with raises_unavailable("database_missing"):
        verify(register_path.with_name("none.db"), KEY)
    assert not register_path.with_name("none.db").exists()


def test_truncated_file_is_damaged(register_path: Path) -> None:
    os.truncate(register_path, register_path.stat().st_size // 2 + 7)
    with raises_unavailable("database_damaged"):
        verify(register_path, KEY)


def test_revision_of_a_new_file_is_none(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    assert revision(path, KEY) is None
    upgrade(path, KEY)
    assert revision(path, KEY) == HEAD
