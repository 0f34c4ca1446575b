"""What the code refers to can be read here."""

from __future__ import annotations

import re
from pathlib import Path

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
