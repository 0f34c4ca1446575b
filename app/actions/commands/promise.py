"""What an act says of the paper it put out: filled in by the door, so that whoever does the act again takes it over."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType

from app.actions.commands.command import CommandPart, Whole, Word

# A card of `app.rules.papers` as JSON, as it was fixed at the counter.
Card = dict[str, Any]
# What is put together of what was typed, in characters.
Composed = Annotated[str, msgspec.Meta(max_length=100_000)]


class Promise(CommandPart, frozen=True, kw_only=True):
    """What the receipt of a registration promises. `days` are working days after `day_zero`, `fee` is the line about
    money, `papers` are the requirements in their order: id, and name as printed.
    `terms` is the permit type whole (app.reference.catalogue.KeptType) where the centre may not have it."""

    days: Whole
    day_zero: date
    promised: date
    fee: Composed
    subject: Composed
    papers: tuple[tuple[Word, Composed], ...]
    terms: dict[str, Any] | UnsetType = UNSET


class PrintedBefore(CommandPart, frozen=True, kw_only=True):
    """What an act put out that does not say so itself: one in the form of 0.3.0, on the PC where it was done."""

    paper: Card
    promise: Promise | None = None
