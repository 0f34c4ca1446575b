"""An act writes what it wrote before, word for word: rows, journal, letters, cards, refusals."""

from __future__ import annotations

import pytest

from app.actions.commands import KINDS
from tests.actions import effects

# Drafts are no acts of the register; the others come of counters that have a centre, or stand elsewhere in the day.
NOT_HERE = {"save_draft", "drop_draft", "record_promise", "set_up_office"}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return effects.texts(tmp_path_factory.mktemp("effects"))


@pytest.mark.parametrize("name", sorted(path.stem for path in effects.KEPT.iterdir()))
def test_what_is_written_is_as_it_was(texts: dict[str, str], name: str) -> None:
    assert texts[name].splitlines() == (effects.KEPT / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def test_every_act_is_kept(texts: dict[str, str]) -> None:
    """By itself, or among those of a day."""
    assert texts.keys() == {path.stem for path in effects.KEPT.iterdir()}
    assert {act for act in KINDS if act not in texts and f'kind = "{act}"' not in texts["a day"]} == NOT_HERE
