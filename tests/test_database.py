"""The file at rest: what is in it, what may go wrong with it, and that a killed program leaves it whole."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from app.cipher import PAGE, raw_connection, verify
from app.database import Register, open_register
from tests.conftest import KEY
from tests.harm import add_draft, drafts, overwrite, raises_unavailable


def pragma(session: Session, name: str) -> object:
    return session.scalar(text(f"PRAGMA {name}"))


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Root may write anywhere; the test is about those who may not."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@contextmanager
def limited_files() -> Iterator[Callable[[int], None]]:
    """Gives a function that lets no file of this process grow beyond so many bytes."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# What a register is


def test_what_is_written_is_read_after_closing(register_path: Path) -> None:
    first = open_register(register_path, KEY)
    with first.writing() as session:
        add_draft(session, "a")
    first.close()
    second = open_register(register_path, KEY)
    assert drafts(second) == ["a"]
    second.close()


def test_the_file_is_encrypted(register: Register, register_path: Path) -> None:
    with register.writing() as session:
        add_draft(session, "SITI AMINAH")
    register.close()
    content = register_path.read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert b"SITI AMINAH" not in content


def test_without_a_key_it_is_a_plain_file(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    open_register(path, None).close()
    verify(path, None)
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_closing_leaves_one_file(register: Register, register_path: Path) -> None:
    with register.writing() as session:
        add_draft(session, "a")
    register.close()
    assert [path.name for path in register_path.parent.iterdir()] == ["register.db"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 200),
        ("cache_size", -65536),
        ("temp_store", 2),
    ],
)
def test_both_sides_run_with_the_same_care(register: Register, name: str, value: object) -> None:
    with register.writing() as session:
        assert pragma(session, name) == value
    with register.reading() as session:
        assert pragma(session, name) == value


def test_driver_is_recent_enough_for_wal_and_finds_parts_of_words(register: Register) -> None:
    with register.writing() as session:
        assert str(session.scalar(text("SELECT sqlite_version()"))) >= "3.51.3"
        session.execute(text("INSERT INTO search_index (application_id, words) VALUES ('1', 'SITI AMINAH')"))
    with register.reading() as session:
        found = text("SELECT application_id FROM search_index WHERE search_index MATCH 'MINA'")
        assert session.scalar(found) == "1"


# Transactions


def test_exception_undoes_the_whole_act(register: Register) -> None:
    def act() -> None:
        with register.writing() as session:
            add_draft(session, "a")
            raise KeyError

    with pytest.raises(KeyError):
        act()
    assert drafts(register) == []


def test_reader_keeps_its_view_while_another_writes(register: Register) -> None:
    with register.reading() as reader:
        assert reader.scalar(text("SELECT count(*) FROM draft")) == 0
        with register.writing() as writer:
            add_draft(writer, "a")
        assert reader.scalar(text("SELECT count(*) FROM draft")) == 0
    assert drafts(register) == ["a"]


def test_reader_cannot_write(register: Register) -> None:
    with raises_unavailable("database_readonly"), register.reading() as session:
        add_draft(session, "a")


def test_foreign_keys_are_enforced(register: Register) -> None:
    broken = text("INSERT INTO printing VALUES ('1', 'no such document', 1, '', '2026-11-23', '')")
    with pytest.raises(IntegrityError), register.writing() as session:
        session.execute(broken)


def test_mistake_in_sql_stays_a_bug(register: Register) -> None:
    with pytest.raises(OperationalError, match="no such table"), register.reading() as session:
        session.execute(text("SELECT * FROM nowhere"))


def test_writers_take_turns(register: Register) -> None:
    """Each reads the count before it writes: with a deferred BEGIN two would read the same."""

    def add_next() -> None:
        with register.writing() as session:
            add_draft(session, f"{session.scalar(text('SELECT count(*) FROM draft')):02}")

    threads = [Thread(target=add_next) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drafts(register) == [f"{number:02}" for number in range(8)]


# What the world does


def test_locked_file_is_busy(register: Register, register_path: Path) -> None:
    with raw_connection(register_path, KEY) as other:
        other.execute("BEGIN IMMEDIATE")
        with raises_unavailable("database_busy"), register.writing():
            pass


def test_second_writer_gives_up_in_time(register: Register) -> None:
    with register.writing(), raises_unavailable("database_busy"), register.writing():
        pass


def test_readers_are_not_without_number(register: Register) -> None:
    open_views = [register.reading() for _ in range(4)]
    for view in open_views:
        view.__enter__().scalar(text("SELECT 1"))
    with raises_unavailable("database_busy"), register.reading() as one_more:
        one_more.scalar(text("SELECT 1"))
    for view in open_views:
        view.__exit__(None, None, None)


def test_full_disk_undoes_the_act_and_the_next_one_works(register: Register) -> None:
    with register.writing() as session:
        add_draft(session, "before")
        pages = pragma(session, "page_count")
        session.execute(text(f"PRAGMA max_page_count = {pages}"))
    with raises_unavailable("disk_full"), register.writing() as session:
        add_draft(session, "large", "x" * 100 * PAGE)
    assert drafts(register) == ["before"]
    with register.writing() as session:
        session.execute(text("PRAGMA max_page_count = 100000"))
        add_draft(session, "room again", "x" * 100 * PAGE)
    assert drafts(register) == ["before", "room again"]


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on file sizes is a matter of POSIX")
def test_disk_that_fails_at_commit(register: Register) -> None:
    with raises_unavailable("database_readonly"), limited_files() as limit, register.writing() as session:
        add_draft(session, "a", "x" * 20 * PAGE)
        limit(8 * PAGE)
    assert drafts(register) == []
    with register.writing() as session:
        add_draft(session, "b")
    assert drafts(register) == ["b"]


def test_constraint_broken_at_commit_stays_a_bug(register: Register) -> None:
    def act() -> None:
        with register.writing() as session:
            session.execute(text("PRAGMA defer_foreign_keys = ON"))
            session.execute(text("INSERT INTO printing VALUES ('1', 'none', 1, '', '2026-11-23', '')"))

    with pytest.raises(IntegrityError):
        act()


def test_wrong_key(register_path: Path) -> None:
    with raises_unavailable("database_key"):
        open_register(register_path, bytes(32))


def test_plain_file_is_not_taken_for_a_register(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    open_register(path, None).close()
    with raises_unavailable("database_key"):
        open_register(path, KEY)


@pytest.mark.parametrize("at", [20, PAGE // 2])
def test_damaged_first_page_is_not_a_wrong_key(register_path: Path, at: int) -> None:
    overwrite(register_path, at)
    with raises_unavailable("database_damaged"):
        open_register(register_path, KEY)


def test_damaged_page_is_found_when_read(register: Register, register_path: Path) -> None:
    with register.writing() as session:
        add_draft(session, "a", "x" * 20 * PAGE)
    register.close()
    overwrite(register_path, register_path.stat().st_size - 3 * PAGE)
    again = open_register(register_path, KEY)
    with raises_unavailable("database_damaged"), again.reading() as session:
        session.scalars(text("SELECT content FROM draft")).all()
    again.close()


def test_missing_folder(tmp_path: Path) -> None:
    with raises_unavailable("database_readonly"):
        open_register(tmp_path / "nowhere" / "register.db", KEY)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of folders are a matter of POSIX")
def test_folder_that_may_not_be_written(register_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    for folder in register_path.parents[:3]:
        folder.chmod(0o755)
    register_path.chmod(0o444)
    with as_ordinary_user(), raises_unavailable("database_readonly"):
        register = open_register(register_path, KEY)
        with register.writing() as session:
            add_draft(session, "a")


def test_closing_a_register_that_another_damaged(register_path: Path) -> None:
    register = open_register(register_path, KEY)
    register_path.unlink()
    register_path.mkdir()
    with raises_unavailable("database_readonly"):
        register.close()


# Killed

KILLED = """
import sys
from pathlib import Path
from sqlalchemy import text
from app.database import open_register

register = open_register(Path(sys.argv[1]), bytes(range(32)))
insert = text("INSERT INTO draft (id, owner_id, content, kept) VALUES (:id, 'o', :content, '2026-11-23')")
with register.writing() as session:
    session.execute(insert, {"id": "committed", "content": "{}"})
with register.writing() as session:
    session.execute(text("PRAGMA cache_size = 10"))
    for number in range(500):
        session.execute(insert, {"id": f"half {number}", "content": "x" * 4096})
    print("half way", flush=True)
    sys.stdin.read()
"""


def test_killed_in_the_middle_of_an_act(register_path: Path) -> None:
    """The small cache makes SQLite write pages of the unfinished transaction out before the kill."""
    words = (sys.executable, "-c", KILLED, str(register_path))
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"half way"
        assert register_path.with_name("register.db-wal").stat().st_size > 100 * PAGE
        process.kill()
    register = open_register(register_path, KEY)
    assert drafts(register) == ["committed"]
    register.close()
    verify(register_path, KEY)


# Upgrades


def test_up_to_date_register_opens_without_alembic(register_path: Path) -> None:
    opened = (
        "import sys; from pathlib import Path; from app.database import open_register;"
        "open_register(Path(sys.argv[1]), bytes(range(32))).close();"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run((sys.executable, "-c", opened, str(register_path)), check=False).returncode == 0
