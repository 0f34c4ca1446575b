"""When an act was done and until when its author's key was good, as far as the centre knows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from app.actions.scene import Scene
from app.actions.written import Written
from app.errors import Refused
from app.models.centre import PersonKey, Terminal
from app.server.authenticity import Authenticity
from app.server.span import Span, span_of
from app.sync.protocol import Envelope

CLOCK, KEY_REVOKED = "clock", "key_revoked"


@dataclass(frozen=True)
class Timing:
    """`now` is the centre's time of receipt (UTC)."""

    authenticity: Authenticity
    now: datetime

    def span(self, act: Written, envelope: Envelope) -> Span:
        """Bounded by what is known of the PC whose device code the act carries. Raises Refused `malformed`."""
        return span_of(act, self._clear(act, envelope), self.now)

    def place(self, scene: Scene, act: Written, envelope: Envelope) -> None:
        """Where the clock of the PC cannot have been right the centre's word decides; facts stay as they were printed.
        Raises Refused `key_revoked` for a decision that came after its key was revoked."""
        span = self.span(act, envelope)
        scene.span, scene.earliest = (span.lo, span.hi), min(act.lo, span.lo)
        if span.doubted:
            scene.flags.append(CLOCK)
            if not act.fact:
                stamp = msgspec.structs.replace(scene.command.stamp, moment=span.moment)
                scene.command = msgspec.structs.replace(scene.command, stamp=stamp)
        revoked = self._revoked(envelope)
        if revoked is not None and revoked <= (scene.arrived or self.now):
            with scene.weighing():
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
