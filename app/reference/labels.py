"""What an identifier is called in Indonesian: `resources/glossary.csv` and `resources/labels.csv`.

Stages, acts, roles and reasons are data; screens and paper ask here for their names, nobody writes them twice.
"""

from __future__ import annotations

import csv
from functools import cache

from app.settings import resource


@cache
def _table(name: str) -> dict[str, dict[str, str]]:
    with resource(name).open(encoding="utf-8") as file:
        return {row["identifier"]: row for row in csv.DictReader(file)}


def label(identifier: str) -> str:
    """Raises KeyError where nobody has named it."""
    for name in ("labels.csv", "glossary.csv"):
        if found := _table(name).get(identifier):
            return found["label_id"]
    raise KeyError(identifier)


def public_wording(stage: str, *, agency: str = "", day: str = "") -> str:
    """What the applicant reads of a stage (domain.md 5.1)."""
    return _table("labels.csv")[stage]["public"].format(instansi=agency or "perangkat daerah", tanggal=day or "-")
