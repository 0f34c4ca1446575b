"""What a PC remembers beside the register."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import Unavailable
from app.upkeep.counter_file import NAME, CounterFile


def test_what_is_set_is_there_after_the_next_start(tmp_path: Path) -> None:
    memory = CounterFile(tmp_path / "new")
    memory["printer_a5"] = "Loket"
    memory["geometry"] = "x"
    del memory["geometry"]
    again = CounterFile(tmp_path / "new")
    assert dict(again) == {"printer_a5": "Loket"}
    assert len(again) == 1


def test_the_same_value_is_not_written_again(tmp_path: Path) -> None:
    memory = CounterFile(tmp_path)
    memory["a"] = "1"
    (tmp_path / NAME).unlink()
    memory["a"] = "1"
    assert not (tmp_path / NAME).exists()


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"a": 1, "b": "x"}', "\0"])
def test_what_cannot_be_read_counts_as_unset(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME).write_text(content)
    assert set(CounterFile(tmp_path)) <= {"b"}


def test_a_disk_that_keeps_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="database_readonly"):
        CounterFile(tmp_path / "file")["a"] = "1"
