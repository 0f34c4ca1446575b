"""How far pip is: on a terminal one line that moves, elsewhere a line for every tenth package."""

from __future__ import annotations

import time
from pathlib import PurePath
from threading import Event, Thread
from types import TracebackType
from typing import Self, TextIO

# What pip says once for every line of a lock, whatever becomes of it.
ONCE = ("Collecting ", "Processing ", "Requirement already satisfied: ", "Ignoring ")
STEP = 10
WIDTH = 78


class Progress:
    """Hears pip's output, line by line. `total` packages are awaited; 0 where they are not counted."""

    def __init__(self, what: str, total: int, out: TextIO) -> None:
        self._what, self._total, self._out = what, total, out
        self._moves = out.isatty()
        self._done, self._now, self._start = 0, "", time.monotonic()
        self._over, self._ticker = Event(), Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        self._show()
        if self._moves:
            self._ticker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._moves:
            self._ticker.join()
            self._out.write("\n")
            self._out.flush()

    def hear(self, line: str) -> None:
        told = next((each for each in ONCE if line.startswith(each)), "")
        if told:
            self._done, self._now = self._done + 1, _name(line.removeprefix(told))
            if self._moves or self._done % STEP == 0:
                self._show()
        elif line.startswith("Installing collected packages"):
            self._now = "unpacking"
            self._show()

    @property
    def text(self) -> str:
        """What stands on the line."""
        count = f" {self._done} of {self._total}" if self._total else ""
        seconds = f", {time.monotonic() - self._start:.0f} s" if self._moves else ""
        return f"run.py: {self._what}:{count} {self._now}".rstrip(" ") + seconds

    def _show(self) -> None:
        self._out.write(f"\r{self.text[:WIDTH]:{WIDTH}}" if self._moves else self.text + "\n")
        self._out.flush()

    def _tick(self) -> None:
        while not self._over.wait(1.0):
            self._show()


def _name(told: str) -> str:
    """Of `coverage[toml]==7.17.3`, of `./click-8.5.1-py3-none-any.whl`, of `colorama: markers ...`."""
    word = told.split()[0].rstrip(":")
    return PurePath(word).name.split("-")[0] if word.endswith((".whl", ".gz")) else word.split("==")[0]
