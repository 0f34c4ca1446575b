"""What a PostgreSQL server may say no with, and what the centre makes of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from app.database import Register
from app.models.centre import Head
from app.server.register import postgres
from app.server.register.postgres import LIMITS, TROUBLE, trouble
from app.server.register.store import READERS, open_centre
from tests.harm import add_draft, drafts, raises_unavailable
from tests.postgres import Server

RAISED = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{}'; END $$"


@pytest.fixture
def centre(database: str) -> Iterator[Register]:
    register = open_centre(database)
    yield register
    register.close()


def end_others(server: Server, database: str) -> None:
    """As when the server is started anew."""
    name = make_url(database).database
    server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("53100", "disk_full"),
        ("53300", "database_busy"),
        ("40001", "database_busy"),
        ("40P01", "database_busy"),
        ("57P01", "database_gone"),
        ("57014", "database_busy"),
        ("58030", "database_readonly"),
        ("XX001", "database_damaged"),
        ("42501", "database_rights"),
    ],
)
def test_troubles_of_the_server(centre: Register, state: str, code: str) -> None:
    with raises_unavailable(code), centre.writing() as session:
        session.execute(text(RAISED.format(state)))
    assert drafts(centre) == []


def test_every_code_is_one_that_can_be_said() -> None:
    ours = {"database_gone", "database_login", "database_rights", "database_missing", "disk_full"}
    assert set(TROUBLE.values()) == ours | {"database_busy", "database_readonly", "database_damaged"}


def test_own_mistakes_stay_bugs(centre: Register) -> None:
    with pytest.raises(ProgrammingError), centre.writing() as session:
        session.execute(text("SELECT * FROM nowhere"))
    with centre.writing() as session:
        add_draft(session, "a")
    with pytest.raises(IntegrityError), centre.writing() as session:
        add_draft(session, "a")
    assert trouble(ValueError()) is None
    assert trouble(psycopg.DataError()) is None


def test_values_are_in_no_message(centre: Register) -> None:
    with pytest.raises(ProgrammingError) as caught, centre.writing() as session:
        session.execute(text("SELECT * FROM nowhere WHERE a = :nik"), {"nik": "5107034507880003"})
    assert "5107034507880003" not in str(caught.value)


def test_after_a_restart_of_the_server_the_next_act_works(server: Server, database: str, centre: Register) -> None:
    with centre.writing() as session:
        add_draft(session, "a")
    end_others(server, database)
    with centre.writing() as session:
        add_draft(session, "b")
    end_others(server, database)
    assert drafts(centre) == ["a", "b"]


def test_server_that_goes_in_the_middle_of_an_act(server: Server, database: str, centre: Register) -> None:
    with raises_unavailable("database_gone"), centre.writing() as session:
        add_draft(session, "a")
        end_others(server, database)
        add_draft(session, "b")
    assert drafts(centre) == []


def test_server_that_goes_before_the_commit(server: Server, database: str, centre: Register) -> None:
    with raises_unavailable("database_gone"), centre.writing() as session:
        add_draft(session, "a")
        end_others(server, database)
    assert drafts(centre) == []


def test_no_server(tmp_path_factory: pytest.TempPathFactory) -> None:
    with raises_unavailable("database_gone"):
        open_centre("postgresql://loket@/loket?host=/nowhere")
    with raises_unavailable("database_gone"):
        open_centre("postgresql://loket@127.0.0.1:1/loket")


def test_no_such_database_and_no_such_person(server: Server) -> None:
    with raises_unavailable("database_missing"):
        open_centre(server.at("nowhere"))
    stranger = make_url(server.url).set(username="stranger").render_as_string(hide_password=False)
    with raises_unavailable("database_login"):
        open_centre(stranger)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ('FATAL:  password authentication failed for user "loket"', "database_login"),
        ("fe_sendauth: no password supplied", "database_login"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.1"', "database_login"),
        ("could not translate host name", "database_gone"),
    ],
)
def test_logins_refused_have_words_only(words: str, code: str) -> None:
    assert trouble(psycopg.OperationalError(words)) == code


def test_a_writer_that_waits_too_long_for_the_head(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "lock_timeout", 100)
    centre = open_centre(database)
    with centre.writing() as session:
        session.add(Head(id=1, office="", epoch="", head=0, digest="", durable=0))
    locked = text("SELECT head FROM head FOR UPDATE")
    with centre.writing() as first:
        first.execute(locked)
        with raises_unavailable("database_busy"), centre.writing() as second:
            second.execute(locked)
    centre.close()


def test_writers_take_turns_at_the_head(centre: Register) -> None:
    """The number of the feed, as the centre takes it: eight at once, none twice and none left out."""
    with centre.writing() as session:
        session.add(Head(id=1, office="", epoch="", head=0, digest="", durable=0))

    def take() -> None:
        with centre.writing() as session:
            number = session.scalar(text("UPDATE head SET head = head + 1 RETURNING head"))
            add_draft(session, f"{number:02}")

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drafts(centre) == [f"{number:02}" for number in range(1, 9)]


def test_readers_are_not_without_number(centre: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(centre._reader.pool, "_timeout", 0.1)
    views = [centre.reading() for _ in range(READERS)]
    for view in views:
        view.__enter__().execute(text("SELECT 1"))
    with raises_unavailable("database_busy"), centre.reading() as one_more:
        one_more.execute(text("SELECT 1"))
    for view in views:
        view.__exit__(None, None, None)


def test_habits_of_the_server_do_not_matter(database: str, centre: Register) -> None:
    with psycopg.connect(database.replace("+psycopg", "")) as plain:
        found = plain.execute("SELECT current_setting('timezone'), current_setting('datestyle')").fetchone()
        assert found is not None
        if found[0] == "UTC":
            pytest.skip("this server's habits are ours")
    with centre.reading() as session:
        for name, value in {**postgres.HABITS, "datestyle": "ISO, DMY"}.items():
            assert session.scalar(text("SELECT current_setting(:name)"), {"name": name}) == value
        assert session.scalar(text("SHOW transaction_isolation")) == "repeatable read"
        assert session.scalar(text("SHOW transaction_read_only")) == "on"
    with centre.writing() as session:
        assert session.scalar(text("SHOW transaction_isolation")) == "read committed"
        assert session.scalar(text("SHOW statement_timeout")) == "30s"
        postgres.without_limits(session.connection())
        assert session.scalar(text("SHOW statement_timeout")) == "0"
    with centre.writing() as session:
        assert session.scalar(text("SHOW statement_timeout")) == "30s"
