"""The look-up service of this PC, for the pages that ask it and the one that sets it up."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from app.desktop.parts import CounterParts
from app.lookup.service import Lookup
from app.upkeep.lookup_token import TokenFile


def lookup(parts: CounterParts) -> Lookup:
    """Of the office that is open. Raises Unavailable `not_open`."""
    office = parts.threshold.office
    token = TokenFile(parts.settings.data, office.key.key)
    return Lookup(parts.memory, token, parts.world.now, ZoneInfo(office.first.zone))
