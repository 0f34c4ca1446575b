"""The feed: every act the centre has processed, numbered without a hole, with the rows it changed and the digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy.orm import Session

from app.actions.traces import Trace
from app.models.centre import Head
from app.models.exchange import Act
from app.models.images import fingerprint, mixed, without_secrets
from app.sync.protocol import Row

ENCODER = msgspec.json.Encoder()


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


def enter(session: Session, head: Head, trace: Trace, act: Entered, now: datetime) -> Act:
    """Give the act the next number. Under the lock of the head; everything it changed is flushed."""
    session.flush()
    rows = []
    head.head += 1
    for key, image in trace.after().items():
        open_to_all = without_secrets(key[0], image)
        before = without_secrets(key[0], trace.before[key])
        head.digest = mixed(head.digest, fingerprint(key, before), fingerprint(key, open_to_all))
        rows.append(Row(name=key[0], key=key[1], image=open_to_all))
    entered = Act(
        id=act.id,
        position=head.head,
        device=act.device,
        prev=act.prev,
        kind=act.kind,
        actor_id=act.actor,
        application_id=act.application,
        body=act.body,
        signature=act.signature,
        key_id=act.key,
        feed=head.head,
        result=act.result,
        reason=act.reason,
        flags=list(act.flags),
        received=now,
        rows=ENCODER.encode(rows),
        touched=[],
        lost=act.lost,
        tries=0,
        answer="",
        tried=None,
    )
    session.add(entered)
    session.flush()
    return entered
