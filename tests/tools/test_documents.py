"""What the code refers to can be read here."""

from __future__ import annotations

import re
from pathlib import Path

from app.models.images import shared
from app.models.register import Base

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"\b([a-z0-9][a-z0-9_-]*\.md)(?:,? (\d+\.\d+))?")


def documents() -> dict[str, str]:
    return {path.name: path.read_text() for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))}


def test_every_chapter_that_the_code_names_is_there() -> None:
    known, missing = documents(), set()
    for path in (each for room in ("app", "tests", "tools") for each in (ROOT / room).rglob("*.py")):
        for name, chapter in NAMED.findall(path.read_text()):
            if name not in known or (chapter and not re.search(rf"^#+ {chapter} ", known[name], re.M)):
                missing.add((path.relative_to(ROOT).as_posix(), name, chapter))
    assert missing == set()


def test_the_drawing_of_the_tables_has_each_where_it_belongs() -> None:
    drawn = (ROOT / "docs" / "pictures" / "tables.svg").read_text(encoding="utf-8")
    travel, rest = drawn.split("Stay on this PC")
    names = re.compile(r">([a-z]+(?:_[a-z]+)*)<")
    assert set(names.findall(travel)) == set(shared())
    assert set(names.findall(rest)) - {"search_index"} == set(Base.metadata.tables) - set(shared())


def test_every_program_file_that_is_named_is_there() -> None:
    files = {path.name for room in ("app", "tests", "tools") for path in (ROOT / room).rglob("*.py")} | {"run.py"}
    named = {(name, file) for name, text in documents().items() for file in re.findall(r"\b(\w+\.py)`", text)}
    assert {(name, file) for name, file in named if file not in files and name != "CHANGELOG.md"} == set()
