"""The feed: every act the centre has processed, numbered without a hole, with the rows it changed and the digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy.orm import Session

from app.actions.traces import Trace
from app.actions.written import Written
from app.models.centre import Head
from app.models.exchange import Act
from app.models.images import Image, RowKey, fingerprint, mixed, shared, without_secrets
from app.server.register.authenticity import unhex
from app.sync.protocol import PULL_BYTES, Envelope, Result, RowImage

ENCODER = msgspec.json.Encoder()
# An act that changes more than a page holds is told under several numbers: its own, and those of what follows it.
CONTINUED = "continued"
Images = Mapping[RowKey, Image | None]


@dataclass(frozen=True)
class Entered:
    """What the ledger writes of an act; `body` is empty for what the centre did itself."""

    id: str
    kind: str
    device: str = ""
    prev: str | None = None
    actor: str = ""
    application: str | None = None
    body: bytes = b""
    signature: bytes = b""
    key: str = ""
    result: str = "applied"
    reason: str = ""
    flags: tuple[str, ...] = ()
    lost: bool = False
    proof: str = ""


def entered_as(act: Written, envelope: Envelope, result: Result, proof: str) -> Entered:
    """An act that a PC brought."""
    return Entered(
        id=act.id,
        kind=act.kind,
        device=act.device,
        prev=act.prev,
        actor=act.actor,
        application=act.application,
        body=bytes(envelope.body),
        signature=unhex(envelope.sig),
        key=envelope.key,
        result=result.result,
        reason=result.reason,
        flags=result.flags,
        lost=envelope.loss is not None,
        proof=proof,
    )


@dataclass
class Tally:
    """Where the feed stands while acts are taken; the head's own row is written when all of them are."""

    head: int
    digest: str


def enter(session: Session, head: Head, trace: Trace, act: Entered, now: datetime) -> None:
    """Give the act the next number. Under the lock of the head; everything it changed is flushed."""
    session.flush()
    session.add_all(entries(head, trace.before, trace.after(), act, now))
    session.flush()


def entries(tally: Head | Tally, was: Images, now_is: Images, act: Entered, now: datetime) -> list[Act]:
    """The act's row with the next number, and those of what does not fit under it, still to be added. A row that is as
    it was for everybody does not travel."""
    rows = []
    for key, image in now_is.items():
        open_to_all = without_secrets(key[0], image)
        before = without_secrets(key[0], was[key])
        if before != open_to_all:
            tally.digest = mixed(tally.digest, fingerprint(key, before), fingerprint(key, open_to_all))
            rows.append(RowImage(name=key[0], key=key[1], image=open_to_all))
    first, *more = _pieces(rows)
    made = [_numbered(tally, act, first, now)]
    for number, piece in enumerate(more, 1):
        made.append(_numbered(tally, Entered(f"{act.id}+{number}", CONTINUED), piece, now))
    return made


def _pieces(rows: list[RowImage]) -> list[bytes]:
    """As they travel, a page at a time; what others name comes before them."""
    whole = ENCODER.encode(rows)
    if len(whole) <= PULL_BYTES:
        return [whole]
    order = {name: place for place, name in enumerate(shared())}
    pieces: list[list[bytes]] = [[]]
    size = 0
    for row in map(ENCODER.encode, sorted(rows, key=lambda row: order[row.name])):
        if size and size + len(row) > PULL_BYTES:
            pieces.append([])
            size = 0
        pieces[-1].append(row)
        size += len(row)
    return [b"[%b]" % b",".join(piece) for piece in pieces]


def _numbered(tally: Head | Tally, act: Entered, rows: bytes, now: datetime) -> Act:
    tally.head += 1
    return Act(
        id=act.id,
        position=tally.head,
        device=act.device,
        prev=act.prev,
        kind=act.kind,
        actor_id=act.actor,
        application_id=act.application,
        body=act.body,
        signature=act.signature,
        key_id=act.key,
        feed=tally.head,
        result=act.result,
        reason=act.reason,
        flags=list(act.flags),
        received=now,
        rows=rows,
        touched=[],
        lost=act.lost,
        proof=act.proof,
        tries=0,
        answer="",
        tried=None,
    )
