"""When an act was done and until when its author's key was good, as far as the centre knows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec

from app.actions.context import ActContext
from app.actions.written import Written
from app.errors import Refused
from app.models.centre import PersonKey, Terminal
from app.server.register.authenticity import Authenticity
from app.sync.protocol import Envelope

# So far the clock of a PC may be off before its word for the day no longer counts.
TRUSTED = timedelta(days=1)
# A PC sends all it has and then asks for news: what it did in between is younger than this.
ONE_ROUND = timedelta(hours=1)
# The centre's own clock may have been put back a little since it was heard.
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True)
class Span:
    """The true time lies in [`lo`, `hi`], `moment` is the best word for it (UTC); `doubted`: not that of the PC."""

    lo: datetime
    hi: datetime
    moment: datetime
    doubted: bool


def span_of(act: Written, clear: datetime | None, now: datetime) -> Span:
    """`clear` is when the PC last asked for news with nothing left to send, None where that is not known.

    Raises Refused `malformed` for a span that ends before it begins, or begins in the future.
    """
    if act.lo > now + AHEAD or (act.hi is not None and act.hi < act.lo):
        raise Refused("malformed")
    lo = min(max(act.lo, clear - ONE_ROUND), now) if clear else min(act.lo, now)
    hi = max(lo, min(act.hi, now) if act.hi else now)
    if act.at < lo - TRUSTED:
        return Span(lo, hi, lo, doubted=True)
    if act.at > hi + TRUSTED:
        return Span(lo, hi, hi, doubted=True)
    return Span(lo, hi, act.at, doubted=False)


CLOCK, KEY_REVOKED = "clock", "key_revoked"


@dataclass(frozen=True)
class Timing:
    """`now` is the centre's time of receipt (UTC)."""

    authenticity: Authenticity
    now: datetime

    def span(self, act: Written, envelope: Envelope) -> Span:
        """Bounded by what is known of the PC whose device code the act carries. What the centre has said of an act
        before it was restored is what it says now: a later word of its PC, or a later hour, tells nothing of it. Raises
        Refused `malformed`."""
        before, clear = self.authenticity.applied_before(act, envelope), self._clear(act, envelope)
        if before is None:
            return span_of(act, clear, self.now)
        known = clear if clear is not None and clear <= before.received else None
        span = span_of(act, known, before.received)
        return replace(span, moment=before.moment or act.at, doubted=before.moment is not None)

    def place(self, context: ActContext, act: Written, envelope: Envelope) -> None:
        """Where the clock of the PC cannot have been right the centre's word decides; facts stay as they were printed.
        Raises Refused `key_revoked` for a decision that came after its key was revoked."""
        span = self.span(act, envelope)
        context.span, context.earliest = (span.lo, span.hi), min(act.lo, span.lo)
        if span.doubted:
            context.flags.append(CLOCK)
            if not act.fact:
                stamp = msgspec.structs.replace(context.command.stamp, moment=span.moment)
                context.command = msgspec.structs.replace(context.command, stamp=stamp)
        revoked = self._revoked(envelope)
        if revoked is not None and revoked <= (context.arrived or self.now):
            with context.weighing():
                raise Refused(KEY_REVOKED)

    def _clear(self, act: Written, envelope: Envelope) -> datetime | None:
        """When the PC of the act last had nothing left to send: at the latest when it was paired, for it had nothing.
        Where the centre's own word is older than that it is a PC that the centre has forgotten: since then what it has
        not sent may be its own, until it says that it has nothing left."""
        families, place = self.authenticity.families(), self.authenticity.terminal_of(envelope)
        pc = families.bounding(act.device, place)
        if pc is None:
            return None
        clear, before = families.cleared.get(pc), self.authenticity.applied_before(act, envelope)
        enrolled = families.enrolled[pc]
        if before is None or before.received >= enrolled:
            return clear
        if families.are_one(pc, place) and clear is not None and clear <= enrolled and before.received < clear:
            self.authenticity.session.get_one(Terminal, pc).clear = families.cleared[pc] = before.received
        return None

    def _revoked(self, envelope: Envelope) -> datetime | None:
        key: PersonKey | None = self.authenticity.key(envelope.key)
        return key.revoked if key else None
