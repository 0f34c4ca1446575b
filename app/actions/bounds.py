"""What may stand in an act: asked where it is written, and again where it arrives, so that nothing a person typed is
refused later and elsewhere.

How long each text may be stands with the commands (app.actions.commands.command); here is what no text and no number
may be anywhere, because one of the databases cannot keep it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from itertools import chain
from typing import Any, get_args

import msgspec

from app.actions.commands import Command, dump, load
from app.errors import Refused

DEEPEST = 16
MOST = 2**63 - 1
"""What a database can count to."""
EARLIEST, LATEST = 1970, 9000
LARGEST = 1 << 20
"""Bytes of an act as it is written (app.actions.written): what people type is far less."""
BESIDE = 16 << 10
"""Bytes of it that are left for what stands around the command."""
FIRST_YEAR = 100
_LIMIT = re.compile(r"length <= (\d+)")
_RANGE = re.compile(r"`int` [<>]= (\d+)")
# Where a body of bytes holds none of these, nothing in it can be unsound.
_SUSPECT = re.compile(rb"\\u0000|\d{19}|[\[{]{3}")


def require_sound(command: Command) -> None:
    """Raises Refused: `text_long` with the `limit` in characters, `text_unreadable`, `number_large`,
    `number_impossible` with its `limit`, `clock_impossible`, `day_impossible`."""
    payload = dump(command)
    if not is_sound(payload):
        raise Refused("number_large" if all(map(_is_readable, _texts(payload))) else "text_unreadable")
    for each in _times_of(command):
        if not _is_reckonable(each):
            code = "clock_impossible" if isinstance(each, datetime) else "day_impossible"
            raise Refused(code, day=f"{each:%d-%m-%Y}")
    try:
        load(command.act, payload)
    except msgspec.ValidationError as error:
        if found := _LIMIT.search(str(error)):
            raise Refused("text_long", limit=found[1]) from None
        if found := _RANGE.search(str(error)):
            raise Refused("number_impossible", limit=found[1]) from None
        raise  # no person's doing


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


def has_sound_times(command: Command) -> bool:
    """Whether every moment and every day that it says can be reckoned with."""
    return all(map(_is_reckonable, _times_of(command)))


def _is_reckonable(said: date) -> bool:
    return is_moment(said) if isinstance(said, datetime) else FIRST_YEAR <= said.year <= LATEST


def _times_of(value: Any) -> Iterator[date]:
    """Moments and days, of its parts too."""
    if isinstance(value, date):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _times_of(each)
    elif isinstance(value, msgspec.Struct):
        for name in _telling(type(value)):
            yield from _times_of(getattr(value, name))


@cache
def _telling(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields that hold a time, or have a part that does."""
    return tuple(field.name for field in msgspec.structs.fields(kind) if _holds_time(field.type))


def _holds_time(kind: Any) -> bool:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return bool(_telling(kind))
    return kind in (date, datetime) or any(map(_holds_time, get_args(kind)))


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
