"""The centre's database: found, opened, upgraded, refused."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, make_url, text

from app import cipher
from app.database import FileRegister, Register, alembic_config
from app.migrations import HEAD
from app.models.exchange import Act
from app.models.register import Base
from app.server.register.postgres import LIMITS, engine
from app.server.register.store import open_centre
from app.server.safety import archive, keeping
from app.upkeep.keys import obtain_key
from tests.harm import add_draft, drafts, raises_unavailable
from tests.models.test_migrations import OLDER
from tests.postgres import Server


@contextmanager
def at(address: str) -> Iterator[Connection]:
    """A transaction of somebody else's."""
    made = engine(make_url(address), 1)
    try:
        with made.begin() as connection:
            yield connection
    finally:
        made.dispose()


def at_revision(server: Server, wanted: str) -> str:
    """The address of a new database at an older schema."""
    address = server.at(server.create())
    with at(address) as connection:
        command.upgrade(alembic_config(connection, None), wanted)
    return address


def revision_of(address: str) -> str:
    with at(address) as connection:
        return archive.schema_of(connection)


def run(address: str, statement: str) -> None:
    with at(address) as connection:
        connection.exec_driver_sql(statement)


# What is the same in both


def test_what_is_written_is_read_after_closing(address: str, data: Path) -> None:
    first = open_centre(address, data=data)
    with first.writing() as session:
        add_draft(session, "a")
    first.close()
    second = open_centre(address, data=data)
    assert drafts(second) == ["a"]
    second.close()


def test_exception_undoes_everything(centre: Register) -> None:
    def act() -> None:
        with centre.writing() as session:
            add_draft(session, "a")
            raise KeyError

    with pytest.raises(KeyError):
        act()
    assert drafts(centre) == []


def test_reader_keeps_its_view_while_another_writes(centre: Register) -> None:
    with centre.reading() as reader:
        assert reader.scalar(text("SELECT count(*) FROM draft")) == 0
        with centre.writing() as writer:
            add_draft(writer, "a")
        assert reader.scalar(text("SELECT count(*) FROM draft")) == 0
    assert drafts(centre) == ["a"]


def test_reader_cannot_write(centre: Register) -> None:
    with raises_unavailable("database_readonly"), centre.reading() as session:
        add_draft(session, "a")


def test_wide_numbers(centre: Register) -> None:
    place = 2**41 + 1
    values = {
        "id": "a",
        "device": "7Q4",
        "kind": "",
        "actor_id": "",
        "body": b"\x00\xff",
        "signature": b"",
        "key_id": "",
    }
    more = {"result": "", "reason": "", "flags": [], "touched": [], "lost": False, "tries": 0, "answer": ""}
    with centre.writing() as session:
        session.add(Act(position=place, feed=place, **values, **more))
    with centre.reading() as session:
        found = session.get(Act, "a")
        assert found is not None
        assert (found.position, found.feed, found.body) == (place, place, b"\x00\xff")


# The file


def test_without_an_address_it_is_an_encrypted_file(tmp_path: Path) -> None:
    centre = open_centre(data=tmp_path / "new" / "folder")
    assert isinstance(centre, FileRegister)
    centre.close()
    cipher.verify(tmp_path / "new" / "folder" / "register.db", obtain_key(tmp_path / "new" / "folder").key)


def test_a_file_of_ones_own_choice(tmp_path: Path) -> None:
    centre = open_centre(f"sqlite:///{tmp_path}/register.db")
    centre.close()
    assert (tmp_path / "register.db").exists()


@pytest.mark.parametrize("address", ["mysql://root@localhost/loket", "no address", "sqlite://", ""])
def test_addresses_that_are_none(address: str) -> None:
    with raises_unavailable("database_address"):
        open_centre(address)


def test_an_address_is_in_no_message() -> None:
    with pytest.raises(Exception, match="database_address") as caught:
        open_centre("://loket:geheim@/x")
    assert "geheim" not in str(caught.value)
    assert caught.value.__cause__ is None


# PostgreSQL


def test_models_equal_migrations(database: str) -> None:
    with at(database) as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


@pytest.mark.parametrize("older", OLDER)
def test_every_revision_reaches_the_newest_after_a_copy(older: str, server: Server, data: Path) -> None:
    address = at_revision(server, older)
    run(address, "INSERT INTO draft (id, owner_id, content, kept) VALUES ('a', 'o', '{\"b\":1,  \"a\":2}', now())")
    centre = open_centre(address, data=data)
    assert drafts(centre) == ["a"]
    with centre.reading() as session:
        assert archive.schema_of(session.connection()) == HEAD
    centre.close()
    copy = data / "backups" / f"before-{HEAD}.loket"
    assert keeping.verify(copy, obtain_key(data).key).schema == older
    restored = keeping.restore(copy, obtain_key(data).key, address, data=data, replace=True)
    assert restored.counts["draft"] == 1


def test_no_upgrade_where_no_copy_can_lie(server: Server) -> None:
    address = at_revision(server, OLDER[-1])
    with raises_unavailable("backup_missing"):
        open_centre(address)
    assert revision_of(address) == OLDER[-1]


def test_no_upgrade_while_an_older_centre_is_at_work(
    server: Server, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "lock_timeout", 100)
    address = at_revision(server, OLDER[-1])
    with at(address) as connection, raises_unavailable("database_busy"):
        connection.execute(text("INSERT INTO attempt (act_id, times) VALUES ('a', 1)"))
        open_centre(address, data=data)
    assert revision_of(address) == OLDER[-1]
    assert list((data / "backups").iterdir()) == []


def test_database_of_a_later_program_is_refused_and_untouched(database: str, data: Path) -> None:
    run(database, "UPDATE alembic_version SET version_num = '9999'")
    with raises_unavailable("database_newer"):
        open_centre(database, data=data)
    assert revision_of(database) == "9999"


def test_two_centres_that_start_at_once(server: Server, data: Path) -> None:
    """The second waits for the first's upgrade and finds it done."""
    address = server.at(server.create())
    with ThreadPoolExecutor(2) as pool:
        for opened in pool.map(lambda _: open_centre(address, data=data), range(2)):
            assert drafts(opened) == []
            opened.close()
