"""What lies in folders is for this user's eyes only; what is wider is mended; foreign files stay as they are."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app.settings import settings
from app.sync.outages import OutageLog
from app.upkeep.at_rest import OF_THE_OFFICE, clear_passing, make_passing, mend, write
from app.upkeep.counter_file import CounterFile
from tests.conftest import FixedClock
from tests.harm import raises_unavailable


def rights(path: Path) -> str:
    return f"{path.stat().st_mode & 0o777:o}"


def test_what_was_left_wider_is_mended_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    ours = (
        "register.db",
        "register.db-wal",
        "counter.json",
        "backups/register-2026-11-23.db",
        "papers/2026/permit.pdf",
    )
    for name in (*ours, "notes.sh", "latihan/register.db"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        path.chmod(0o755)
    (folder / "link").symlink_to(folder / "notes.sh")
    folder.chmod(0o755)
    mend(folder, "nt")
    assert rights(folder / "register.db") == "755"
    mend(folder)
    assert {name: rights(folder / name) for name in ours} == dict.fromkeys(ours, "600")
    assert [rights(each) for each in (folder, folder / "backups", folder / "papers" / "2026")] == ["700"] * 3
    assert rights(folder / "notes.sh") == "755", "it is not ours"
    mend(tmp_path / "nowhere")


def test_the_passing_folder_is_empty_and_our_own(tmp_path: Path) -> None:
    folder = tmp_path / "passing"
    make_passing(folder)
    assert rights(folder) == "700"
    (folder / "permit.pdf").touch()
    make_passing(folder)
    assert list(folder.iterdir()) == []
    clear_passing(folder)
    assert not folder.exists()
    clear_passing(folder)


def test_a_passing_folder_that_somebody_put_there_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "theirs").touch()
    (tmp_path / "passing").symlink_to(elsewhere)
    with raises_unavailable("file_unwritable"):
        make_passing(tmp_path / "passing")
    assert (elsewhere / "theirs").exists()


def test_papers_pass_outside_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    one, other = settings(tmp_path / "one").papers, settings(tmp_path / "two").papers
    assert one.parent == other.parent == tmp_path / "run"
    assert one != other
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert not settings(tmp_path / "one").papers.is_relative_to(tmp_path / "one")


def test_files_are_written_for_their_owner_alone(tmp_path: Path, clock: FixedClock) -> None:
    before = os.umask(0)
    try:
        write(tmp_path / "a.pdf", b"%PDF")
        CounterFile(tmp_path)["printer_a4"] = "HP"
        outages = OutageLog(tmp_path, lambda: 0.0)
        outages.failed(clock.now(), "centre_away")
    finally:
        os.umask(before)
    assert {path.name: rights(path) for path in tmp_path.iterdir()} == {
        "a.pdf": "600",
        "counter.json": "600",
        "outages.json": "600",
    }
    assert json.loads((tmp_path / "counter.json").read_text()) == {"printer_a4": "HP"}


def test_the_list_names_each_pattern_once() -> None:
    assert len(set(OF_THE_OFFICE)) == len(OF_THE_OFFICE)
