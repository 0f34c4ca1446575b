"""What may stand in an act: asked where it is written, and again where it arrives, so that nothing a person typed is
refused later and elsewhere.

How long each text may be stands with the commands (app.actions.commands.command); here is what no text and no number
may be anywhere, because one of the databases cannot keep it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any, get_args

import msgspec

from app.actions.commands import KINDS, Command, dump, load
from app.decoding import from_plain
from app.errors import Refused

DEEPEST = 16
MOST = 2**63 - 1
"""What a database can count to."""
EARLIEST, LATEST = 1970, 9000
LARGEST = 1 << 20
"""Bytes of an act as it is written (app.actions.written): what people type is far less."""
BESIDE = 16 << 10
"""Bytes of it that are left for what stands around the command."""
_LIMIT = re.compile(r"length <= (\d+)")
# Where a body of bytes holds none of these, nothing in it can be unsound.
_SUSPECT = re.compile(rb"\\u0000|\d{19}|[\[{]{3}")


def require_sound(command: Command) -> None:
    """Raises Refused: `text_long` with the `limit` in characters, `text_unreadable`, `number_large`,
    `clock_impossible`."""
    payload = dump(command)
    if not is_sound(payload):
        raise Refused("number_large" if all(map(_is_readable, _texts(payload))) else "text_unreadable")
    if not (is_moment(command.stamp.at) and has_sound_moments(command.act, payload)):
        raise Refused("clock_impossible")
    try:
        load(command.act, payload)
    except msgspec.ValidationError as error:
        found = _LIMIT.search(str(error))
        if found is None:
            raise  # no person's doing
        raise Refused("text_long", limit=found[1]) from None


def require_sendable(command: Command) -> None:
    """With everything the door has filled in. Raises Refused `act_long` for more than a centre takes."""
    if len(msgspec.json.encode(command)) > LARGEST - BESIDE:
        raise Refused("act_long")


def is_sound_body(body: bytes) -> bool:
    """The same of an act as it is written, which is JSON, and at most LARGEST. Raises msgspec.DecodeError."""
    if len(body) > LARGEST:
        return False
    return not _SUSPECT.search(body) or is_sound(msgspec.json.decode(body))


def is_moment(at: datetime) -> bool:
    """Whether it has a zone and lies where it can be reckoned with."""
    return at.tzinfo is not None and EARLIEST <= at.year <= LATEST


def has_sound_moments(kind: str, payload: dict[str, Any]) -> bool:
    """Whether every moment that a command says beside its stamp is one. What is no moment at all, or of an act nobody
    knows, is found out where the command is read."""
    return all(map(_is_moment_said, map(payload.get, _moments_of(kind))))


@cache
def _moments_of(kind: str) -> tuple[str, ...]:
    fields = msgspec.structs.fields(KINDS[kind]) if kind in KINDS else ()
    return tuple(field.name for field in fields if datetime in (field.type, *get_args(field.type)))


def _is_moment_said(text: Any) -> bool:
    try:
        return is_moment(from_plain(text, datetime))
    except msgspec.ValidationError:
        return True


def is_sound(value: Any, depth: int = 0) -> bool:
    """No NUL, which PostgreSQL does not keep; no half of a character; no number beyond 64 bits; not nested for ever."""
    if isinstance(value, str):
        return _is_readable(value)
    if isinstance(value, int):
        return -MOST <= value <= MOST
    if isinstance(value, dict):
        return depth < DEEPEST and all(is_sound(each, depth + 1) for pair in value.items() for each in pair)
    if isinstance(value, list | tuple):
        return depth < DEEPEST and all(is_sound(each, depth + 1) for each in value)
    return not isinstance(value, float) or math.isfinite(value)


def _is_readable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
        return
    inside = chain.from_iterable(value.items()) if isinstance(value, dict) else value
    for each in inside if isinstance(value, dict | list | tuple) else ():
        yield from _texts(each)
