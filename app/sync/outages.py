"""Losses of contact, from the first failed round until they stand in the register, where somebody signed in puts them.

`outages.json` beside the register keeps them over the end of the program. No personal data. How long one lasted is told
by a steady clock, and when it was by the centre's time as soon as there is contact again: the PC's may be wrong by
years, or put right while it lasts.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import RLock

import msgspec

from app.decoding import from_json

NAME = "outages.json"
LEAST = timedelta(seconds=10)
ROUNDS = 2
MOST = 500  # kept until somebody signs in


class ContactLoss(msgspec.Struct, frozen=True, kw_only=True):
    """No contact from `began` to `ended` (UTC); `rounds` failed, `acts` own acts were done. `cause` is a code."""

    began: datetime
    ended: datetime
    acts: int
    cause: str
    rounds: int


class _Kept(msgspec.Struct):
    now: ContactLoss | None = None
    over: list[ContactLoss] = msgspec.field(default_factory=list)


class OutageLog:
    """Any thread may use it. What lasted while the program was closed is not told: then nobody looked. `seconds` reads
    a steady clock."""

    def __init__(self, folder: Path, seconds: Callable[[], float]) -> None:
        self._path, self._seconds = folder / NAME, seconds
        self._begun = 0.0
        self._lock = RLock()
        self._kept = self._read()
        self._end()

    @property
    def since(self) -> datetime | None:
        """Since when there has been no contact; None while there is."""
        with self._lock:
            return self._kept.now.began if self._kept.now else None

    @property
    def lasting(self) -> timedelta:
        """For how long there has been no contact."""
        with self._lock:
            return timedelta(seconds=self._seconds() - self._begun) if self._kept.now else timedelta(0)

    def failed(self, at: datetime, cause: str) -> None:
        """A round found no centre; `at` by the clock of this PC."""
        with self._lock:
            if self._kept.now is None:
                self._kept.now = ContactLoss(began=at, ended=at, acts=0, cause=cause, rounds=0)
                self._begun = self._seconds()
            now = self._kept.now
            self._kept.now = msgspec.structs.replace(now, ended=now.began + self.lasting, rounds=now.rounds + 1)
            self._write()

    def acted(self) -> None:
        """An own act was done; counted while there is no contact."""
        with self._lock:
            if self._kept.now is not None:
                self._kept.now = msgspec.structs.replace(self._kept.now, acts=self._kept.now.acts + 1)
                self._write()

    def back(self, at: datetime) -> None:
        """A round went well; `at` by the centre's time, where it is known."""
        with self._lock:
            if self._kept.now is not None:
                self._kept.now = msgspec.structs.replace(self._kept.now, began=at - self.lasting, ended=at)
                self._end()
                self._write()

    def due(self) -> ContactLoss | None:
        """The oldest that does not stand in the register yet."""
        with self._lock:
            return self._kept.over[0] if self._kept.over else None

    def recorded(self, loss: ContactLoss) -> None:
        with self._lock:
            self._kept.over = [each for each in self._kept.over if each != loss]
            self._write()

    def _end(self) -> None:
        loss, self._kept.now = self._kept.now, None
        if loss is not None and (loss.ended - loss.began >= LEAST or loss.rounds >= ROUNDS):
            self._kept.over = [*self._kept.over, loss][-MOST:]

    def _read(self) -> _Kept:
        """A file nobody can read counts as empty: it holds figures only."""
        try:
            return from_json(self._path.read_bytes(), _Kept)
        except (OSError, msgspec.DecodeError):
            return _Kept()

    def _write(self) -> None:
        """Where the disk will not keep it, the figures live on in memory."""
        part = self._path.with_name(NAME + ".part")
        with suppress(OSError):
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(msgspec.json.encode(self._kept))
            part.replace(self._path)
