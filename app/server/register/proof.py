"""The centre's own word for what it has processed: kept by the counters with each act, shown to a centre that was
restored from before it, and worth something only to the centre that gave it.

`when.numbers.seal`: the moment of receipt in milliseconds since 1970 (UTC), where the PC's clock cannot have been right
`@` and the moment that was taken for that of the act, the numbers it gave as JSON in base64url, empty where it gave
none, and the first 16 bytes (hex) of an HMAC-SHA256 over both, the act's id and its body. Of an act
that was not applied the seal is another one: it says that the act was here, which numbers it once had all the same, and
nothing of what became of it.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import msgspec

from app.decoding import json_decoder

APPLIED, SEEN = b"loket applied 1\n", b"loket seen 1\n"
SEAL = 32  # hex digits
START = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBERS = json_decoder(dict[str, str])
_ENCODER = msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True)
class Applied:
    """`received` (UTC) is when the act first reached the centre, `numbers` what it filled in: field -> number. `moment`
    (UTC) is its word for when it was done, None where the PC's was believed."""

    received: datetime
    numbers: Mapping[str, str] = field(default_factory=dict)
    moment: datetime | None = None


def proof_of(secret: str, act: str, body: bytes, applied: Applied) -> str:
    """`secret` (hex) is the centre's."""
    moment = f"@{_milliseconds(applied.moment)}" if applied.moment else ""
    return _said(secret, act, body, f"{_milliseconds(applied.received)}{moment}", _written(applied.numbers), APPLIED)


def seen_of(secret: str, act: str, body: bytes, received: datetime, numbers: Mapping[str, str]) -> str:
    """Of an act that was not applied. `received` is UTC; `numbers` are those it had before the centre was restored:
    they may stand on paper."""
    return _said(secret, act, body, _milliseconds(received), _written(numbers), SEEN)


def seen(secret: str, act: str, body: bytes, proof: str) -> bool:
    """Whether this centre has processed the act, whatever became of it."""
    return any(_is_sealed(secret, act, body, proof, purpose) for purpose in (APPLIED, SEEN))


def proved(secret: str, act: str, body: bytes, proof: str) -> Applied | None:
    """None for what this centre never said of this act."""
    return _read(proof) if _is_sealed(secret, act, body, proof, APPLIED) else None


def numbered(secret: str, act: str, body: bytes, proof: str) -> Applied | None:
    """What this centre gave the act when it received it, whatever became of it since; None as `proved`."""
    return _read(proof) if seen(secret, act, body, proof) else None


def _read(proof: str) -> Applied:
    when, numbers, _ = proof.split(".")
    given = _NUMBERS.decode(urlsafe_b64decode(numbers)) if numbers else {}
    received, _, moment = when.partition("@")
    return Applied(_moment(received), given, _moment(moment) if moment else None)


def _written(numbers: Mapping[str, str]) -> str:
    return urlsafe_b64encode(_ENCODER.encode(numbers)).decode() if numbers else ""


def _milliseconds(moment: datetime) -> str:
    return str((moment - START) // timedelta(milliseconds=1))


def _moment(milliseconds: str) -> datetime:
    return START + timedelta(milliseconds=int(milliseconds))


def _said(secret: str, act: str, body: bytes, when: str, numbers: str, purpose: bytes) -> str:
    return f"{when}.{numbers}.{_seal(secret, act, body, when, numbers, purpose)}"


def _is_sealed(secret: str, act: str, body: bytes, proof: str, purpose: bytes) -> bool:
    when, _, rest = proof.partition(".")
    numbers, _, seal = rest.partition(".")
    return seal.isascii() and hmac.compare_digest(seal, _seal(secret, act, body, when, numbers, purpose))


def _seal(secret: str, act: str, body: bytes, when: str, numbers: str, purpose: bytes) -> str:
    told = b"\n".join((act.encode(), sha256(body).digest(), when.encode(), numbers.encode()))
    return hmac.digest(bytes.fromhex(secret), purpose + told, "sha256").hex()[:SEAL]
