"""What every act carries: its own id, time, actor and counter, so that replaying it anywhere gives the same result."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what stands inside a command."""


class Stamp(Part, frozen=True, kw_only=True):
    """`id` is a UUIDv7, `at` an aware datetime in UTC; `actor` a staff id, `counter` a device code.

    `moment` is the centre's word for the time (UTC) of a decision where the clock of the PC cannot have been right.
    """

    id: str
    at: datetime
    actor: str
    counter: str
    moment: datetime | msgspec.UnsetType = msgspec.UNSET


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="act", forbid_unknown_fields=True):
    """Base of all commands. `VERSION` is that of the payload; released versions are understood for ever."""

    VERSION: ClassVar[int] = 1

    stamp: Stamp

    @property
    def act(self) -> str:
        """The act's name, as in the workflow table."""
        return str(type(self).__struct_config__.tag)


class FileCommand(Command, frozen=True, kw_only=True):
    """A command about one application."""

    application: str
