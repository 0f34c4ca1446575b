"""The small language of the catalogue: `variant == permanen`, `sip_ke in [2, 3]`,
`lembaga is empty`, `>= tanggal_mulai`.

A fact that is not on the form leaves a condition undecided (None); the catalogue then names the default.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

Value = str | int | float | bool | date | tuple[str, ...] | None

_EMPTY = re.compile(r"^(?P<name>[\w.]+) is (?P<no>not )?empty$")
_IN = re.compile(r"^(?P<name>[\w.]+) in \[(?P<list>[^\]]*)\]$")
_EQUAL = re.compile(r"^(?P<name>[\w.]+) == (?P<value>.+)$")
_COMPARE = re.compile(r"^(?P<sign>>=|<=) (?P<name>\w+)$")


def valid(expression: str) -> bool:
    """Whether the expression is in the language; the catalogue's reader asks."""
    return any(form.match(expression) for form in (_EMPTY, _IN, _EQUAL))


def valid_comparison(expression: str) -> bool:
    return _COMPARE.match(expression) is not None


def holds(expression: str, facts: Mapping[str, Value]) -> bool | None:
    """Whether it is so; None where the form does not hold the fact. ValueError where it is not in the language."""
    if found := _EMPTY.match(expression):
        if found["name"] not in facts:
            return None
        return (facts[found["name"]] in (None, "", ())) != bool(found["no"])
    if found := _IN.match(expression):
        wanted = {part.strip() for part in found["list"].split(",")}
        return _among(found["name"], wanted, facts)
    if found := _EQUAL.match(expression):
        return _among(found["name"], {found["value"].strip()}, facts)
    raise ValueError(expression)


def _among(name: str, wanted: set[str], facts: Mapping[str, Value]) -> bool | None:
    value = facts.get(name)
    if value in (None, "", ()):
        return None
    values = value if isinstance(value, tuple) else (value,)
    return any(as_text(each) in wanted for each in values)


def as_text(value: Value) -> str:
    """A value as the catalogue writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def compares(rule: str, value: date, facts: Mapping[str, Value], today: date) -> bool:
    """A date rule such as `>= tanggal_mulai` or `<= today`; a missing other side does not object."""
    found = _COMPARE.match(rule)
    if not found:
        raise ValueError(rule)
    other = today if found["name"] == "today" else facts.get(found["name"])
    if not isinstance(other, date):
        return True
    return value >= other if found["sign"] == ">=" else value <= other
