"""The office of the first act: one counter, and a clock of its own."""

from __future__ import annotations

from dataclasses import dataclass

from app.tour.clock import TourClock
from app.tour.seat import PASSWORD, Key, Seat

__all__ = ["PASSWORD", "Key", "TourScene"]


@dataclass(frozen=True)
class TourScene(Seat):
    clock: TourClock
