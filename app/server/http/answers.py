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

STATUS = {
    "device_unknown": 401,
    "wrong_login": 401,
    "device_revoked": 403,
    "no_right": 403,
    "nothing_here": 404,
    "method": 405,
    "body_too_slow": 408,
    "pairing_code": 409,
    "codes_exhausted": 409,
    "office_exists": 409,
    "no_office": 409,
    "body_too_large": 413,
    "too_many": 413,
    "not_json": 415,
    "encoding": 415,
    "upgrade": 426,
    "fork_limit": 429,
    "login_blocked": 429,
    "too_many_tries": 429,
    "too_many_at_once": 429,
}
MALFORMED, TROUBLE, AWAY = 400, 500, 503
WORDS = {
    200: "The answer.",
    204: "The feed has moved, or the time is over. `Loket-Head` is its head.",
    400: "Not what was expected: `malformed`.",
    401: "`device_unknown`: no such PC; `wrong_login`: no such person.",
    403: "`device_revoked`: this PC is wiped; `no_right`: not an administrator.",
    408: "`body_too_slow`",
    409: "`pairing_code`: used, expired or unknown; `office_exists`; `no_office`; `codes_exhausted`: none is left.",
    413: "`body_too_large`, or `too_many` acts in one push.",
    415: "`not_json`, or an `encoding` other than gzip.",
    426: "`upgrade`: a newer program is needed for this.",
    429: "`login_blocked`, `fork_limit`, `too_many_tries`, `too_many_at_once`. `Retry-After`: seconds to wait.",
    503: "The database does not answer, or too much is asked at once. Come again.",
}


def status_of(code: str) -> int:
    return STATUS.get(code, MALFORMED)


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
