"""Bytes and plain values as values of a type, safely from any thread.

msgspec learns a struct or dataclass at its first use and leaves what it knows so far where other threads find it: two
that use a type for the first time at once kill the process. So every type is learnt here, whole, under one lock.
"""

from __future__ import annotations

from threading import RLock
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

_lock = RLock()
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def json_decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    """One for each type, made when it is first asked for."""
    found = _decoders.get(kind)
    if found is None:
        with _lock:
            found = _decoders.get(kind) or _decoders.setdefault(kind, msgspec.json.Decoder(kind))
    return found


def from_json(text: bytes | str, kind: type[T]) -> T:
    """Raises msgspec.DecodeError, of which ValidationError is one, UnicodeDecodeError or RecursionError."""
    return json_decoder(kind).decode(text)


def from_yaml(text: bytes, kind: type[T]) -> T:
    """Raises msgspec.DecodeError or yaml.YAMLError."""
    return msgspec.yaml.decode(text, type=_learnt(kind))


def from_plain(value: Any, kind: type[T], *, strict: bool = True) -> T:
    """From values as JSON knows them; not `strict`: text stands for numbers. Raises msgspec.ValidationError."""
    return msgspec.convert(value, _learnt(kind), strict=strict)


def _learnt(kind: type[T]) -> type[T]:
    json_decoder(kind)
    return kind
