"""An act of somebody else, done anew in one's own name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from app.actions.commands import Command, Stamp, load
from app.errors import Refused


def anew(kind: str, payload: Mapping[str, Any], stamp: Stamp) -> Command:
    """The same command with another stamp. It prints its own paper; what was promised stays. Raises Refused
    `tray_not_again` where what is kept of it does not suffice: passwords are not kept."""
    try:
        own = {name: value for name, value in payload.items() if name != "paper"}
        return msgspec.structs.replace(load(kind, own), stamp=stamp)
    except (KeyError, msgspec.ValidationError):
        raise Refused("tray_not_again") from None
