"""What the acts of one transaction look up again and again, until an act about the office may have changed it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar

from app.models.application import Application, Item
from app.models.office import Series
from app.queries.rights import Acting, Right
from app.rules.working_days import Calendar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


@dataclass
class ActCache:
    """`rights` and `mandates` by person, `items` by file, `series` by name and year; `begun` are files that are not
    written yet, `absent` files and `strangers` numbers of people that the register is known not to have."""

    rights: dict[str, tuple[Right, ...]] = field(default_factory=dict)
    mandates: dict[str, tuple[Acting, ...]] = field(default_factory=dict)
    items: dict[str, list[Item]] = field(default_factory=dict)
    series: dict[tuple[str, int], Series] = field(default_factory=dict)
    begun: dict[str, Application] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)
    calendar: Calendar | None = None

    def forget(self) -> None:
        for kept in (self.rights, self.mandates, self.items, self.series, self.begun, self.absent, self.strangers):
            kept.clear()
        self.calendar = None


def once(kept: dict[K, T], key: K, look: Callable[[], T]) -> T:
    """What `look` gave the first time."""
    if key not in kept:
        kept[key] = look()
    return kept[key]
