"""How the public page calls the parts of the way, who holds a file, and what is to be done: `public/words.csv`."""

from __future__ import annotations

import csv
from functools import cache

from app.settings import resource

OTHERWISE = "otherwise"


@cache
def _table() -> dict[str, tuple[str, str]]:
    with resource("public/words.csv").open(encoding="utf-8") as file:
        return {row["identifier"]: (row["words"], row["todo"]) for row in csv.DictReader(file)}


def phase(step: str) -> str:
    """Raises KeyError where nobody has named it; the same words for steps that are one to the public."""
    return _table()[step][0]


def unit(role: str) -> str:
    return _table()[role][0]


def todo(stage: str) -> str:
    """What the applicant has to do at a stage."""
    return _table()[stage][1] or _table()[OTHERWISE][1]


def permit_state(state: str) -> tuple[str, str]:
    """The state of a permit in a word and in a sentence."""
    return _table()[state]
