"""The way of nearly all acts: everything in a batch is simply applied, or was before. What is not is told by raising
Refused or whatever else; then the whole batch is undone, and taken once more with care."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from app.actions import written
from app.actions.bounds import is_moment, is_sound_body
from app.actions.written import Written
from app.decoding import from_json
from app.errors import Refused, Unavailable
from app.migrations import HEAD as SCHEMA
from app.models.centre import Head, Terminal
from app.server.register.authenticity import FOUNDING
from app.server.register.batch_lookup import Judged
from app.server.register.judge import EntangledError, Judge
from app.sync.protocol import FINAL, FORGED, PUSH_ACTS, Envelope, PushRequest, Result

CAREFULLY = "not_plain"
SIGNATURE, KEY = 256, 64
"""Characters of a signature (hex) and a key around an act, at most."""


@dataclass(frozen=True)
class Push:
    """What one PC sends."""

    terminal: str
    request: PushRequest


def batch(judge: Judge, acts: Sequence[Judged]) -> list[Result]:
    """Of the judge's own PC."""
    judge.lookup.expect(acts, plain=True)
    results = _results(judge, acts)
    judge.close()
    return results


def together(judge: Judge, pushes: Sequence[Push]) -> list[tuple[Result, ...]]:
    """Of several PCs, one after the other."""
    found = judge.session.scalars(select(Terminal).where(Terminal.id.in_({each.terminal for each in pushes})))
    owners = {each.id: each for each in found}
    brought = [(owners[each.terminal], _readable(each, judge.head)) for each in pushes]
    judge.lookup.expect([each for _, acts in brought for each in acts], plain=True)
    results = []
    for judge.terminal, acts in brought:
        if judge.terminal.state == FOUNDING:
            raise Refused(CAREFULLY)
        results.append(tuple(_results(judge, acts)))
    judge.close()
    return results


def bear(error: Exception, noticed: Callable[[str, str], None]) -> None:
    """Raises it again where it is the database's trouble, and no act's."""
    if isinstance(error, Unavailable):
        raise error
    if isinstance(error, DBAPIError):
        if not isinstance(error, IntegrityError | DataError):
            raise error
    elif not isinstance(error, Refused | EntangledError):
        noticed(type(error).__name__, "batch")


def _results(judge: Judge, acts: Sequence[Judged]) -> list[Result]:
    results = []
    for act, envelope in acts:
        known = judge.known(act, envelope) or judge.unfit(act, envelope)
        if known is not None and known.result not in FINAL:
            raise Refused(known.result)
        results.append(known or judge.take(act, envelope))
    return results


def _readable(push: Push, head: Head) -> list[Judged]:
    request = push.request
    if request.epoch != head.epoch or len(request.acts) > PUSH_ACTS or request.schema > SCHEMA:
        raise Refused(CAREFULLY)
    broken, acts = sorted_out(request.acts)
    if broken:
        raise Refused(CAREFULLY)
    return acts


class Named(msgspec.Struct):
    """As much of an act as says which one it is."""

    id: str


def sorted_out(envelopes: Sequence[Envelope]) -> tuple[list[Result], list[Judged]]:
    """Acts this version cannot read are refused by themselves, so that they do not keep others waiting. Raises Refused
    `malformed` for what does not even say its id."""
    broken: list[Result] = []
    readable: list[Judged] = []
    for envelope in envelopes:
        act = _read(envelope)
        if act is None:
            broken.append(Result(id=_named(bytes(envelope.body)), result=FORGED, reason="malformed"))
        else:
            readable.append((act, envelope))
    return broken, readable


def _read(envelope: Envelope) -> Written | None:
    """None where it cannot be read, is too large, or holds what no database can keep or no calendar can reckon with."""
    keys = envelope.key, envelope.loss.key if envelope.loss else ""
    signatures = envelope.sig, envelope.proof, envelope.loss.sig if envelope.loss else ""
    if any(len(each) > KEY or "\0" in each for each in keys) or any(len(each) > SIGNATURE for each in signatures):
        return None
    body = bytes(envelope.body)
    try:
        act = written.decode(body)
        sound = is_sound_body(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return act if sound and all(map(is_moment, (act.at, act.lo, act.hi or act.lo))) else None


def _named(body: bytes) -> str:
    try:
        return from_json(body, Named).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused("malformed") from error
