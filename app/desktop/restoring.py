"""Puts a copy in the place of the register that is open, or opens that one again. Runs on a worker."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from app.desktop.opening import open_door, unlock
from app.desktop.parts import CounterParts
from app.errors import Unavailable

if TYPE_CHECKING:
    from app.upkeep.restore import GoodCopy


class Restoring:
    """Of this office. Afterwards it is to be opened anew."""

    def __init__(self, parts: CounterParts) -> None:
        self._parts = parts

    def __call__(self, copy: GoodCopy, key: bytes, keep_key: Callable[[], object] | None = None) -> None:
        """Raises Unavailable, after which the register that was open is open again: no other program can have its
        folder. Where it cannot be opened either, the office is shut (`Threshold.office` raises)."""
        from app.upkeep.restore import restore_alone

        parts = self._parts
        try:
            parts.threshold.close()
            restore_alone(parts.settings.database, copy, key, keep_key)
        except Unavailable:
            with suppress(Unavailable):
                self._open_again()
            raise

    def _open_again(self) -> None:
        parts = self._parts
        unlocked = unlock(parts.settings, parts.world, _untold)
        parts.threshold.set_unlocked(unlocked)
        try:
            parts.threshold.set_office(open_door(parts.settings, parts.world, unlocked))
        except Unavailable:
            parts.threshold.close()
            raise


def _untold(*_: int) -> None:
    """An office that was open needs no making."""
