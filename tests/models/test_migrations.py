"""From every revision to the newest, and that the newest is what the models say."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from app.cipher import raw_connection, revision, verify
from app.database import alembic_config, open_register, upgrade, upgrading
from app.errors import Unavailable
from app.migrations import HEAD
from app.models.register import Base
from tests.conftest import KEY


def scripts() -> ScriptDirectory:
    return ScriptDirectory(str(Path(__file__).parents[2] / "app" / "migrations"))


REVISIONS = sorted(script.revision for script in scripts().walk_revisions())
OLDER = REVISIONS[:-1]


def at_revision(path: Path, wanted: str) -> Path:
    with upgrading(path, KEY) as connection:
        command.upgrade(alembic_config(connection, None), wanted)
    return path


def schema(path: Path) -> list[tuple[str, str]]:
    with raw_connection(path, KEY) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        return [(name, sql) for name, sql in rows]


def test_head_constant_is_the_newest_revision() -> None:
    assert scripts().get_heads() == [HEAD]


def test_models_equal_migrations(register_path: Path) -> None:
    with upgrading(register_path, KEY) as connection:
        tables = text("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        own = set(connection.scalars(tables))
        options = {"include_name": lambda name, kind, _: kind != "table" or name in own}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("older", OLDER)
def test_every_revision_reaches_the_newest(older: str, tmp_path: Path, empty_register: Path) -> None:
    path = at_revision(tmp_path / "register.db", older)
    upgrade(path, KEY)
    assert revision(path, KEY) == HEAD
    assert schema(path) == schema(empty_register)


@pytest.mark.parametrize("older", OLDER)
def test_upgrade_copies_an_existing_register_first(older: str, tmp_path: Path) -> None:
    path = at_revision(tmp_path / "register.db", older)
    upgrade(path, KEY)
    copy = tmp_path / f"register.db.before-{HEAD}"
    verify(copy, KEY)
    assert revision(copy, KEY) == older


def test_new_register_has_nothing_to_copy(tmp_path: Path) -> None:
    open_register(tmp_path / "register.db", KEY).close()
    assert [path.name for path in tmp_path.iterdir()] == ["register.db"]


def test_upgrade_of_the_newest_changes_nothing(register_path: Path) -> None:
    before = register_path.read_bytes()
    upgrade(register_path, KEY)
    assert register_path.read_bytes() == before


def test_register_of_a_later_program_is_refused_and_untouched(register_path: Path) -> None:
    with raw_connection(register_path, KEY) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Unavailable) as refused:
        open_register(register_path, KEY)
    assert refused.value.code == "database_newer"
    assert revision(register_path, KEY) == "9999"


def test_upgrade_that_breaks_a_foreign_key_is_undone(register_path: Path) -> None:
    with pytest.raises(Unavailable) as refused, upgrading(register_path, KEY) as connection:
        connection.execute(text("INSERT INTO printing VALUES ('1', 'none', 1, '', '2026-11-23', '')"))
    assert refused.value.code == "database_damaged"
    with raw_connection(register_path, KEY) as connection:
        assert connection.execute("SELECT count(*) FROM printing").fetchone() == (0,)


@pytest.mark.parametrize("name", REVISIONS)
def test_revisions_stand_alone(name: str) -> None:
    """What a released revision does must not change when the tables' classes do."""
    found = scripts().get_revision(name)
    assert "app." not in Path(found.path).read_text("utf-8")
