"""Answers as they leave: JSON, packed where that pays, with the headers that every one carries."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.background import BackgroundTask
from starlette.responses import Response

from app.sync.protocol import CentreAnswer, RefusedRequest

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
JSON = "application/json"
PACKED_FROM, LEVEL = 1_000, 1
RETRY_SECONDS = {429: 30, 503: 5}
_ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True)
class Prepared:
    """Ready in the thread that made it; `answer` is kept for counting."""

    answer: CentreAnswer
    body: bytes
    packed: bool

    def response(self, background: BackgroundTask | None) -> Response:
        headers = HEADERS | {"Content-Encoding": "gzip"} if self.packed else HEADERS
        return Response(self.body, 200, headers, JSON, background)


def prepared(answer: CentreAnswer, accepts: str) -> Prepared:
    body = _ENCODER.encode(answer)
    if len(body) < PACKED_FROM or "gzip" not in accepts.lower():
        return Prepared(answer, body, packed=False)
    stream = zlib.compressobj(LEVEL, wbits=31)
    return Prepared(answer, stream.compress(body) + stream.flush(), packed=True)


def plain(status: int, told: Any) -> Response:
    return Response(_ENCODER.encode(told), status, HEADERS, JSON)


def nothing(headers: Mapping[str, str], background: BackgroundTask | None) -> Response:
    return Response(None, 204, HEADERS | dict(headers), background=background)


def refusal(status: int, code: str, facts: Mapping[str, str]) -> Response:
    response = plain(status, RefusedRequest(error=code, facts=dict(facts)))
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status in RETRY_SECONDS:
        response.headers["Retry-After"] = facts.get("seconds", str(RETRY_SECONDS[status]))
    return response
