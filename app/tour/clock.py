"""A day in the office in a minute: the tour's own clock, ids and chance, so that every tour is the same."""

from __future__ import annotations

import random
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from app.desktop.world import World
from app.rules.registration import ALPHABET
from app.upkeep.practice import PracticeClock

MONDAY = datetime(2026, 11, 23, 1, 14, tzinfo=UTC)  # 09.14 WITA
LONG = timedelta(days=365)


class TourClock(PracticeClock):
    """Every look at the clock is a second later; `next_day` opens the office again at eight."""

    def __init__(self, start: datetime = MONDAY) -> None:
        super().__init__(start + LONG)
        self.moment = start
        self._chance = random.Random(start.timestamp())

    def now(self) -> datetime:
        return self.advance(seconds=1)

    def next_day(self, days: int = 1) -> None:
        self.moment = self.moment.replace(hour=0, minute=5, second=0) + timedelta(days=days)

    def new_id(self) -> str:
        """A UUIDv7 of the tour's own time."""
        stamp = int(self.now().timestamp() * 1000) << 80
        return str(
            UUID(int=stamp | 7 << 76 | self._chance.getrandbits(12) << 64 | 2 << 62 | self._chance.getrandbits(62))
        )

    def draw(self) -> str:
        return self._chance.choice(ALPHABET)

    def world(self, data: Path | None = None) -> World:
        return unopened(World(self.now, self.new_id, self.draw), data)


def unopened(world: World, data: Path | None) -> World:
    """Nothing is opened in another program: papers that would be are kept beside the register in `data`."""
    kept = data / "papers" if data else None
    return replace(world, show=partial(_keep, kept), documents=partial(_documents, data))


def _keep(folder: Path | None, paper: Path) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(paper, folder)


def _documents(data: Path | None) -> Path:
    return data / "documents" if data else Path(tempfile.gettempdir())
