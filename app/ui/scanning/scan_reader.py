"""Tells a scanner that types from a hand: by the speed of its keys and the Enter or Tab behind them. No Qt here.

A printable key is held back until it is known whose it is: another one within `GAP` milliseconds may make a scan of it,
silence or a slower key makes it a hand's, and then it goes where it would have gone, in its order. Six keys that fast
are no hand's; two rolled over each other are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

E = TypeVar("E")

GAP = 40
"""Milliseconds between two keys of one scan; a hand needs more for all but rolled-over pairs."""
QUIET = 80
"""After Enter: the code may hold several lines, and the scanner ends each of them."""
LEAST = 6
"""Fewer keys are not a scan, however fast."""


class ScanReader(Generic[E]):
    """Times are those of the keys, in milliseconds. What `press` or `end` held (True) comes back through `release` or
    has become part of what `scanned` tells. After each held key `settle` is due once `wait` has passed in silence."""

    def __init__(self, release: Callable[[E], None], scanned: Callable[[str], None]) -> None:
        self._release, self._scanned = release, scanned
        self._held: list[E] = []
        self._text = ""
        self._lines: list[str] = []
        self._last = 0

    @property
    def wait(self) -> int:
        return QUIET if self._lines and not self._text else GAP

    @property
    def holds(self) -> bool:
        return bool(self._held or self._lines)

    @property
    def sure(self) -> bool:
        """No hand was that fast."""
        return bool(self._lines) or len(self._text) >= LEAST

    def press(self, at: int, text: str, event: E) -> bool:
        """A printable key went down."""
        if not self._follows(at):
            self.settle()
        self._held.append(event)
        self._text += text
        self._last = at
        return True

    def end(self, at: int, event: E) -> bool:
        """Enter or Tab went down: the end of a line of a scan, or a key like any other."""
        if not self._follows(at) or not self.sure:
            self.settle()
            return False
        self._lines.append(self._text)
        self._held, self._text, self._last = [], "", at
        return True

    def lift(self, event: E) -> bool:
        """A key that may be held came up: it follows its press."""
        if self._held:
            self._held.append(event)
        return bool(self._held)

    def settle(self) -> None:
        """Nothing more belongs to what was held."""
        if self._lines and len(self._text) >= LEAST:  # a last line without its Enter
            self._lines.append(self._text)
            self._held = []
        held, lines = self._held, self._lines
        self._held, self._text, self._lines = [], "", []
        for event in held:
            self._release(event)
        if lines:
            self._scanned("\n".join(lines).strip())

    def _follows(self, at: int) -> bool:
        return self.holds and 0 <= at - self._last < self.wait
