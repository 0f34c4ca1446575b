"""What the acts of one transaction look up again and again: rights and the calendar. Forgotten when an act about the
office may have changed them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class ActCache:
    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}

    def once(self, key: Hashable, look: Callable[[], T]) -> T:
        """What `look` gave the first time."""
        if key not in self._kept:
            self._kept[key] = look()
        found: T = self._kept[key]
        return found

    def keep(self, key: Hashable, found: Any) -> None:
        """What was looked up for several acts together."""
        self._kept[key] = found

    def known(self, key: Hashable) -> Any:
        """None where it was not looked up."""
        return self._kept.get(key)

    def drop(self, key: Hashable) -> None:
        self._kept.pop(key, None)

    def forget(self) -> None:
        self._kept.clear()
