"""How a refusal travels: its HTTP status. The code itself is in the body (app.sync.protocol.RefusedRequest)."""

from __future__ import annotations

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
