"""A day in the office in a minute: the tour's own clock, ids and chance, so that every tour is the same."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.desktop.world import World
from app.rules.registration import ALPHABET
from app.upkeep.practice import Clock

MONDAY = datetime(2026, 11, 23, 1, 14, tzinfo=UTC)  # 09.14 WITA
LONG = timedelta(days=365)


class TourClock(Clock):
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

    def world(self) -> World:
        return World(self.now, self.new_id, self.draw)
