"""The tool that writes revisions: nothing to write for today's models, and the small parts it is made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, String, Table

from app.migrations import HEAD
from app.models.register import Base
from app.models.types import Moment
from tests.conftest import KEY
from tools import make_migration


def test_revision_has_what_is_new_and_nothing_else(register_path: Path, tmp_path: Path) -> None:
    """Neither the models' own types, nor a word about the search index that no model knows."""
    metadata = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.tables.values():
        table.to_metadata(metadata)
    Table("visit", metadata, Column("id", String, primary_key=True), Column("at", Moment, nullable=False))
    folder = tmp_path / "versions"
    folder.mkdir()
    written = make_migration.next_revision(register_path, KEY, "visits", metadata, folder)
    make_migration.tidy(written)
    number = f"{int(HEAD) + 1:04}"
    assert written == folder / f"{number}_visits.py"
    source = written.read_text("utf-8")
    assert source.startswith('"""Visits"""')
    assert f"revision = '{number}'\ndown_revision = '{HEAD}'" in source
    assert " ".join(source.partition("def upgrade() -> None:\n")[2].split()) == (
        "op.create_table('visit', sa.Column('id', sa.String(), nullable=False),"
        " sa.Column('at', sa.DateTime(timezone=True), nullable=False),"
        " sa.PrimaryKeyConstraint('id', name=op.f('pk_visit')) )"
    )


def test_head_moves(tmp_path: Path) -> None:
    file = tmp_path / "__init__.py"
    file.write_text('"""Doc."""\n\n# Why.\nHEAD = "0001"\n')
    make_migration.move_head(file, "0002")
    assert file.read_text() == '"""Doc."""\n\n# Why.\nHEAD = "0002"\n'


def test_head_is_where_the_tool_looks_for_it() -> None:
    assert 'HEAD = "' in make_migration.HEAD_FILE.read_text("utf-8")


def test_marks_of_alembic_are_taken_out(tmp_path: Path) -> None:
    file = tmp_path / "0001_x.py"
    file.write_text("def upgrade() -> None:\n    # ### begin ###\n    pass\n    # ### end ###\n")
    make_migration.tidy(file)
    assert file.read_text() == "def upgrade() -> None:\n    pass\n"


@pytest.mark.parametrize("words", [[], ["a", "b"], ["Two words"], ["../escape"]])
def test_name_must_be_one_plain_word(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert make_migration.main(words) == 2
    assert "one word" in capsys.readouterr().err
