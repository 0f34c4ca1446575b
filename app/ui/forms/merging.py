"""A form that stood open while somebody else changed the same thing: only what was typed here is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    """`values` to be kept, and the names of those `clashes` that somebody else has changed to something else again."""

    values: dict[str, object]
    clashes: tuple[str, ...]


def merged(before: Mapping[str, object], typed: Mapping[str, object], now: Mapping[str, object]) -> Merged:
    """`before` is what the form began with, `typed` what stands in it, `now` what the register says; all of one set of
    names."""
    changed = {name: value for name, value in typed.items() if value != before[name]}
    clashes = tuple(name for name, value in changed.items() if now[name] not in (before[name], value))
    return Merged({**now, **changed}, clashes)
