"""One home of version and day of the release: what is installed and what CHANGELOG.md says are the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from app.release import RELEASED, VERSION

PROJECT = Path(__file__).resolve().parents[1]


def test_the_release_is_the_newest_one_in_the_changes() -> None:
    found = re.search(
        r"^## ([\d.]+) \((\d{4}-\d\d-\d\d)\)$", (PROJECT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert found
    assert (found[1], found[2]) == (VERSION, RELEASED.date().isoformat())
    assert RELEASED.utcoffset() is not None
    assert RELEASED.hour == RELEASED.minute == RELEASED.second == 0


def test_the_wheel_takes_its_version_from_there() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    told = project["tool"]["hatch"]["version"]
    found = re.findall(told["pattern"], (PROJECT / told["path"]).read_text("utf-8"), re.MULTILINE)
    assert found == [VERSION]
