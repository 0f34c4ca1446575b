"""An act writes what it wrote before, word for word: rows, journal, letters, cards, refusals."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

from app.actions.commands import KINDS
from tests.actions import effects

# Drafts are no acts of the register; the others come of counters that have a centre, or stand elsewhere in the day.
NOT_HERE = {"save_draft", "drop_draft", "record_promise", "set_up_office"}


def test_what_is_written_is_as_it_was(tmp_path: Path) -> None:
    """Every act is kept, by itself or among those of a day."""
    texts = effects.texts(tmp_path)
    kept = {path.stem: path.read_text(encoding="utf-8") for path in effects.KEPT.iterdir()}
    differing = {
        name: list(unified_diff(kept.get(name, "").splitlines(), texts.get(name, "").splitlines(), lineterm="", n=1))
        for name in sorted({*texts, *kept})
    }
    assert {name: lines for name, lines in differing.items() if lines} == {}
    assert {act for act in KINDS if act not in texts and f'kind = "{act}"' not in texts["a day"]} == NOT_HERE
