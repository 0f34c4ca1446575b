"""An act that is here already, of which the centre said something else before it was restored: it had other numbers
then, or another act has its id by now. Nothing is undone, papers may be out; it is put before people, once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

import msgspec
from sqlalchemy.orm import Session

from app.actions.traces import traced
from app.actions.written import Written
from app.models.exchange import Act
from app.server.register.ledger import Entered, Tally, entries
from app.server.register.proof import Applied
from app.server.register.tray import Differences, question, tray_item
from app.sync.protocol import ID_TAKEN, PARKED, REJECTED, Result, digest_of

RENUMBERED = "renumbered"
KIND = "contest"
SHOWN = {"token": "qr"}
"""A permit's code is what the QR on its paper leads to: with another one that paper is found nowhere."""


@dataclass(frozen=True)
class Contest:
    """`body` is that of the act as it is shown now, `differences` its numbers before and now where it is the same."""

    reason: str
    body: bytes
    differences: Differences = field(default_factory=dict)

    def id_of(self, act: str) -> str:
        """Of the number in the feed under which people are told: the same, whoever comes with it."""
        return str(uuid5(UUID(act), f"{self.reason} {digest_of(self.body)}"))


def contest(kept: Act, body: bytes, here: Applied | None, before: Applied | None) -> Contest | None:
    """`here` and `before` are what the centre has said of act `kept` since it was restored, and of this one before."""
    if kept.body != body:
        return Contest(ID_TAKEN, body)
    if here is None or before is None or RENUMBERED in kept.flags:
        return None
    told = {SHOWN.get(name, name): (number, here.numbers.get(name, "")) for name, number in before.numbers.items()}
    return Contest(RENUMBERED, body, told) if any(one != other for one, other in told.values()) else None


def entered(session: Session, tally: Tally, act: Written, found: Contest, now: datetime) -> Act:
    """A number of the feed of its own, still to be added, that brings `act` before people: under its own id, or beside
    it where that is another act's."""
    number = found.id_of(act.id)
    with traced(session) as trace:
        if found.reason == RENUMBERED:
            question(session, act, RENUMBERED, now, found.differences, number)
        else:
            lost = msgspec.structs.replace(act, id=number)
            session.add(tray_item(session, lost, _verdict(act), ID_TAKEN, (), now, {}))
        session.flush()
    (made,) = entries(tally, trace.before, trace.after(), Entered(number, KIND, act.device), now)
    return made


def answer(act: Written, found: Contest, known: Result, feed: int) -> Result:
    """What its PC is told; `known` is what is known under its id."""
    if found.reason == RENUMBERED:
        return known
    return Result(id=act.id, result=_verdict(act), reason=ID_TAKEN, feed=feed)


def _verdict(act: Written) -> str:
    return PARKED if act.fact else REJECTED
