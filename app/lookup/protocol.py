"""What is asked of a look-up service and what it may answer: docs/lookup.md. Four fields go out, never more."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from app.decoding import from_json
from app.errors import Unavailable

MATCH, DIFFERS, NOT_FOUND = "match", "differs", "not_found"
Reference = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9 ./:_-]{0,60}$")]


class IdentityQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """One identity; `sex` is L or P."""

    nik: str
    name: str
    birth_date: date
    sex: str

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class LookupAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`differs` names the fields of the question that the service knows otherwise; `reference` is its own number."""

    result: Literal["match", "differs", "not_found"]
    differs: tuple[Literal["name", "birth_date", "sex"], ...] = ()
    reference: Reference = ""


# Nobody's identity: what "Coba sambungan" asks about. A service answers `not_found`.
PROBE = IdentityQuestion(nik="0000000000000000", name="CONTOH", birth_date=date(1900, 1, 1), sex="P")


def packed(question: IdentityQuestion) -> bytes:
    return msgspec.json.encode(question)


def unpacked(body: bytes) -> LookupAnswer:
    """Raises Unavailable `lookup_shape` for what is no answer, or one that contradicts itself."""
    try:
        answer = from_json(body, LookupAnswer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Unavailable("lookup_shape") from None
    if (answer.result == DIFFERS) != bool(answer.differs):
        raise Unavailable("lookup_shape")
    return answer
