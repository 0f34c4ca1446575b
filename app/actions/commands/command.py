"""What every act carries: its own id, time, actor and counter, so that replaying it anywhere gives the same result."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

# How long what is written in an act may be, in characters: more than any person types, less than does harm. Id: of a
# row or person. Word: a code of the catalogue or a choice. Line: what stands in one line of a form.
Id = Annotated[str, Meta(max_length=64)]
Word = Annotated[str, Meta(max_length=200)]
Line = Annotated[str, Meta(max_length=2_000)]
Prose = Annotated[str, Meta(max_length=20_000)]
# What a database can count to.
Whole = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
# What was chosen of a list: more than any has.
Choices = Annotated[list[Line], Meta(max_length=200)]
# What is counted, as far as its column goes; a year; minutes of a day.
Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Year = Annotated[int, Meta(ge=1970, le=9000)]
Minutes = Annotated[int, Meta(ge=0, le=24 * 60)]


class CommandPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what stands inside a command."""


class Stamp(CommandPart, frozen=True, kw_only=True):
    """`id` is a UUIDv7, `at` an aware datetime in UTC; `actor` a staff id, `counter` a device code.

    `moment` is the centre's word for the time (UTC) of a decision where the clock of the PC cannot have been right.
    """

    id: Id
    at: datetime
    actor: Id
    counter: Id
    moment: datetime | msgspec.UnsetType = msgspec.UNSET


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="act", forbid_unknown_fields=True):
    """Base of all commands. `VERSION` is that of the payload; released versions are understood for ever."""

    VERSION: ClassVar[int] = 1

    stamp: Stamp

    @property
    def act(self) -> str:
        """The act's name, as in the workflow table."""
        return str(type(self).__struct_config__.tag)

    @property
    def subjects(self) -> frozenset[str]:
        """What of the office it gives another value: where somebody else has done the same kind of act to one of them
        meanwhile it cannot stand. Empty for what only adds."""
        return frozenset()


class FileCommand(Command, frozen=True, kw_only=True):
    """A command about one application."""

    application: Id
