"""The tool that writes revisions: nothing to write for today's models, and the small parts it is made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import make_migration


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
