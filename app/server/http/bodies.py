"""Bodies of requests: read in pieces, within limits of size, time and depth, before anything looks into them."""

from __future__ import annotations

import asyncio
import re
import zlib
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from starlette.requests import Request

from app.decoding import from_json
from app.errors import Refused
from app.sync.protocol import PACKED_BYTES, PLAIN_BYTES

T = TypeVar("T")
SECONDS = 30.0
DEEPEST = 32
JSON = "application/json"
# An unclosed string ends the text, so that no input makes this look twice at a character.
_STRINGS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_BUT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


@dataclass(frozen=True)
class Most:
    """`packed` and `plain` in bytes, `seconds` for all of it."""

    packed: int = PACKED_BYTES
    plain: int = PLAIN_BYTES
    seconds: float = SECONDS


async def read(request: Request, most: Most) -> bytes:
    """The body, unpacked where it came by gzip.

    Raises Refused: `not_json`, `encoding`, `body_too_large`, `body_too_slow`, `malformed`; and ClientDisconnect.
    """
    if request.headers.get("content-type", JSON).partition(";")[0].strip().lower() != JSON:
        raise Refused("not_json")
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("gzip", "identity"):
        raise Refused("encoding")
    if _announced(request) > most.packed:
        raise Refused("body_too_large")
    try:
        async with asyncio.timeout(most.seconds):
            body = await _pieces(request, most.packed)
    except TimeoutError:
        raise Refused("body_too_slow") from None
    return unpacked(body, most.plain) if encoding == "gzip" else body


def _announced(request: Request) -> int:
    text = request.headers.get("content-length", "0")
    return int(text) if text.isdecimal() else 0


async def _pieces(request: Request, most: int) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Refused("body_too_large")
    return bytes(body)


def unpacked(body: bytes, most: int) -> bytes:
    """One whole gzip member. Raises Refused `body_too_large`, `malformed`."""
    stream = zlib.decompressobj(wbits=31)
    try:
        plain = stream.decompress(body, most + 1)
    except zlib.error:
        raise Refused("malformed") from None
    if len(plain) > most:
        raise Refused("body_too_large")
    if not stream.eof or stream.unused_data:
        raise Refused("malformed")
    return plain


def decoded(body: bytes, kind: type[T]) -> T:
    """Raises Refused `malformed`, also for what lies deeper than any act does."""
    if too_deep(body):
        raise Refused("malformed")
    try:
        return from_json(body, kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused("malformed") from None


def too_deep(body: bytes, deepest: int = DEEPEST) -> bool:
    """Whether brackets nest deeper than that, or do not match.

    Of a tree that is not deeper, at least one node in `deepest` is a leaf: where a look takes away fewer, it ends.
    """
    brackets = _STRINGS.sub(b"", body).translate(None, _BUT_BRACKETS)
    for _ in range(deepest):
        rest = brackets.replace(b"[]", b"").replace(b"{}", b"")
        if (len(brackets) - len(rest)) * deepest < len(brackets):
            return True
        brackets = rest
    return bool(brackets)
