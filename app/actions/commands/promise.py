"""What an act says of the paper it put out: filled in by the door, so that whoever does the act again takes it over."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.actions.commands.command import Part

# A card of `app.rules.papers` as JSON, as it was fixed at the counter.
Card = dict[str, Any]


class Promise(Part, frozen=True, kw_only=True):
    """What the receipt of a registration promises. `days` are working days after `day_zero`, `fee` is the line about
    money, `papers` are the requirements in their order: id, and name as printed."""

    days: int
    day_zero: date
    promised: date
    fee: str
    subject: str
    papers: tuple[tuple[str, str], ...]


class Printed(Part, frozen=True, kw_only=True):
    """What an act put out that does not say so itself: one in the form of 0.3.0, on the PC where it was done."""

    paper: Card
    promise: Promise | None = None
