"""What an act was refused for, with the names of those who may do it."""

from __future__ import annotations

from collections.abc import Iterable

from app.errors import Refused
from app.reference.labels import label
from app.rules.workflow import ANYONE
from app.ui.words.notices import Notice, say


def who_may(roles: Iterable[str]) -> str:
    """Kepala Seksi atau Petugas Back Office"""
    return " atau ".join("petugas yang memiliki peran" if role == ANYONE else label(role) for role in roles)


def reminder(code: str) -> str:
    """What is said before an act, which may be done all the same."""
    return say(code, place="reminder").text


def refused(refusal: Refused) -> Notice:
    return told(refusal.code, refusal.facts.get("role", "").split(","), refusal.facts)


def told(code: str, roles: Iterable[str], facts: dict[str, str] | None = None) -> Notice:
    named = who_may(role for role in roles if role)
    stage = (facts or {}).get("stage", "")
    known = {**(facts or {}), **({"roles": named} if named else {}), **({"stage": label(stage)} if stage else {})}
    return say(code, known)
