"""Everything a person can ask for, as data. Ids and times are in here, so that replaying is exact."""

from __future__ import annotations

from typing import Any

import msgspec

from app.actions.commands import correction, intake, office, office_work
from app.actions.commands.command import Command, FileCommand, Stamp
from app.decoding import from_plain

__all__ = ["KINDS", "Command", "FileCommand", "Stamp", "correction", "dump", "intake", "load", "office", "office_work"]


def _kinds(parent: type[Command]) -> dict[str, type[Command]]:
    found: dict[str, type[Command]] = {}
    for kind in parent.__subclasses__():
        found |= _kinds(kind) if kind is FileCommand else {str(kind.__struct_config__.tag): kind}
    return found


KINDS = _kinds(Command)


def dump(command: Command) -> dict[str, Any]:
    """The payload of a journal entry: plain JSON values."""
    payload: dict[str, Any] = msgspec.to_builtins(command)
    return payload


def load(kind: str, payload: dict[str, Any]) -> Command:
    """Raises msgspec.ValidationError, or KeyError for an act nobody knows."""
    return from_plain(payload, KINDS[kind])
