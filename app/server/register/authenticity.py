"""Whether an act is what it says: whose key, which PC, which numbers, and how far its other words are to be taken.

Nothing that is not under a signature decides anything: what an envelope says of itself counts only where a key that the
centre knows has signed it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.act_cache import ActCache, once
from app.actions.written import REGISTRATION, Written
from app.models.centre import EarlyAct, Head, PersonKey, Terminal
from app.models.exchange import Act
from app.models.office import Device
from app.rules import registration, tracking
from app.server.admission.family import Families, families
from app.server.admission.forks import adopted
from app.server.register.proof import Applied, numbered, proof_of, proved, seen, seen_of
from app.sync import signing
from app.sync.protocol import UNPROVED, Envelope, loss_of

FOUNDING, ALIEN = "founding", "device"
# What stays on its own PC and is no act of the register.
AT_HOME = frozenset({"save_draft", "drop_draft"})


@dataclass
class BatchCache(ActCache):
    """Of a batch, besides: `keys` of people and `devices` by their codes, None where there is none; which PCs are one;
    `early` acts with the centre's word that came with them."""

    keys: dict[str, PersonKey | None] = field(default_factory=dict)
    devices: dict[str, Device | None] = field(default_factory=dict)
    families: Families | None = None
    early: dict[str, str] | None = None

    def forget(self) -> None:
        super().forget()
        for kept in (self.keys, self.devices):
            kept.clear()
        self.families = self.early = None


@dataclass(frozen=True)
class Authenticity:
    """Looks into the centre's own tables only; what it finds is kept in `memory` for the acts of a batch."""

    session: Session
    head: Head
    memory: BatchCache

    def forgery(self, act: Written, envelope: Envelope, terminal: str) -> str:
        """A code for what is wrong with it; empty where it is genuine. `terminal` is the PC that sends it."""
        if not _says_the_same(act, imported=claims_import(act, envelope)):
            return "stamp"
        if not (_is_id(act.id) and _is_id(act.application or act.id)):
            return "malformed"
        if act.kind in AT_HOME:
            return "kind"
        if act.office != self.head.office:
            return "office"
        return self._misattributed(act, envelope) or self._wrong_names(act, envelope, terminal)

    def _misattributed(self, act: Written, envelope: Envelope) -> str:
        key = self.key(envelope.key)
        if key is None:  # the backup may be older than the key; the centre's own word for these very bytes is enough
            return "" if self.seen_before(act, envelope) else "key"
        if claims_import(act, envelope) and not self.is_imported(act, envelope):
            return "imported"
        if key.staff_id != act.actor and not claims_import(act, envelope):
            return "key"
        return "" if signing.verify(key.public, bytes(envelope.body), unhex(envelope.sig)) else "signature"

    def _wrong_names(self, act: Written, envelope: Envelope, terminal: str) -> str:
        """An act is of a PC where its author has that key, and so are the numbers it brings. Another PC, which has it
        from the feed, shows the centre's word with it, or it would choose what comes first and gets which number. What
        a PC that was revoked has done nobody else can bring, and it decides nothing any more."""
        key = self.key(envelope.key)
        if claims_import(act, envelope) or key is None:
            return ""
        seen_before = self.seen_before(act, envelope)
        if not (key.revoked or seen_before or self.families().inherits(terminal, key.terminal_id)):
            return UNPROVED
        if self.families().is_alien(act.device, key.terminal_id) and not seen_before:
            return ALIEN
        return "" if act.kind != REGISTRATION or _own_numbers(act.device, act.payload) else "number"

    def adopt(self, act: Written, envelope: Envelope, now: datetime) -> bool:
        """Whether the act's device code, which this centre has given to nobody it remembers, is now its PC's too: who
        showed it first is no better, or it would keep out the PC that had it."""
        families, place = self.families(), self.terminal_of(envelope)
        if act.device in families.owners:
            return False
        made = adopted(self.session, place, act.device, now)
        if made is not None:
            families.adopt(made.code, place)
        return made is not None

    def name_of(self, code: str) -> str:
        """Of a counter whose name is in no table: that of the PC that has or shows the code."""
        found = self.session.scalars(select(Terminal.name).where(Terminal.code == code).order_by(Terminal.enrolled))
        return found.first() or ""

    def key(self, key: str) -> PersonKey | None:
        return once(self.memory.keys, key, partial(self.session.get, PersonKey, key))

    def families(self) -> Families:
        if self.memory.families is None:
            self.memory.families = families(self.session)
        return self.memory.families

    def terminal_of(self, envelope: Envelope) -> str:
        """The PC where the key lies that signed the act."""
        key = self.key(envelope.key)
        return key.terminal_id if key else ""

    def is_imported(self, act: Written, envelope: Envelope) -> bool:
        """Done before pairing: only under the key that founded the centre, and only until all of it is here; or where
        the centre has taken it before."""
        if not claims_import(act, envelope):
            return False
        key = self.key(envelope.key)
        if key is None or key.confirmed_by != FOUNDING:
            return False
        return self.applied_before(act, envelope) is not None or self._is_importing(key.terminal_id)

    def _is_importing(self, terminal: str) -> bool:
        found = self.session.get(Terminal, terminal)
        return found is not None and found.state == FOUNDING

    def applied_before(self, act: Written, envelope: Envelope) -> Applied | None:
        """What this centre, before it was restored, has said of the act, to whichever PC that brought it."""
        proof = envelope.proof or self.waiting().get(act.id, "")
        return proved(self.head.secret, act.id, bytes(envelope.body), proof) if proof else None

    def waiting(self) -> dict[str, str]:
        """Act that came before what it was made after -> the centre's own word that came with it, empty where none
        did."""
        if self.memory.early is None:
            known = select(EarlyAct.act_id, EarlyAct.proof)
            self.memory.early = {act: proof for act, proof in self.session.execute(known)}
        return self.memory.early

    def applied_here(self, kept: Act) -> Applied | None:
        """What the centre as it is now has said of an act it knows."""
        return proved(self.head.secret, kept.id, kept.body, kept.proof)

    def numbered_before(self, act: Written, envelope: Envelope) -> Applied | None:
        """What this centre gave it before it was restored, whether or not it stood at the end."""
        proof = envelope.proof or self.waiting().get(act.id, "")
        return numbered(self.head.secret, act.id, bytes(envelope.body), proof) if proof else None

    def seen_before(self, act: Written, envelope: Envelope) -> bool:
        """Whether this centre, before it was restored, has processed the act."""
        return bool(envelope.proof) and seen(self.head.secret, act.id, bytes(envelope.body), envelope.proof)

    def proof(self, act: Written, envelope: Envelope, applied: Applied | None, now: datetime) -> str:
        """The centre's word for what it has just processed; the day of the first time stays. `applied` is None where
        the act was not."""
        if applied is None:
            given = self.numbered_before(act, envelope)
            return seen_of(self.head.secret, act.id, bytes(envelope.body), now, given.numbers if given else {})
        known = self.applied_before(act, envelope)
        first = replace(applied, received=known.received) if known else applied
        return proof_of(self.head.secret, act.id, bytes(envelope.body), first)

    def is_own(self, envelope: Envelope, terminal: str) -> bool:
        """Whether it comes from the PC that did it, or that PC can bring nothing any more."""
        key = self.key(envelope.key)
        return key is None or key.revoked is not None or self.families().inherits(terminal, key.terminal_id)

    def is_lost(self, act: Written, envelope: Envelope, terminal: str) -> bool:
        """Whether somebody who has a key on the PC that sends it vouches that the act before it is gone for good."""
        if envelope.loss is None or act.prev is None:
            return False
        key = self.key(envelope.loss.key)
        if key is None or key.revoked is not None or not self.families().inherits(terminal, key.terminal_id):
            return False
        return signing.verify(key.public, loss_of(act.id, act.prev), unhex(envelope.loss.sig))


def claims_import(act: Written, envelope: Envelope) -> bool:
    """By the signed body; acts of the form of 0.3.0 say it outside of it."""
    return envelope.imported if act.form is msgspec.UNSET else act.imported is True


def _says_the_same(act: Written, *, imported: bool) -> bool:
    """What stands around the command is what the command says: otherwise one file is judged and another one changed.
    The centre's word for the time is in no act that a PC has written."""
    stamp, file = act.payload.get("stamp"), act.payload.get("application") or None
    named = act.application or None
    if not isinstance(stamp, dict) or (file != named and not (imported and file is None)) or "moment" in stamp:
        return False
    said = stamp.get("id"), stamp.get("actor"), stamp.get("counter"), _moment(stamp.get("at"))
    return said == (act.id, act.actor, act.device, act.at)


def _is_id(text: str) -> bool:
    """A UUID as this program writes it."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _moment(said: object) -> datetime | None:
    """None for what is no time."""
    try:
        return datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None


def _own_numbers(device: str, payload: dict[str, Any]) -> bool:
    """A registration number and a tracking code carry the device code of the PC that gave them."""
    number, token = payload.get("number"), payload.get("tracking")
    if not (isinstance(number, str) and isinstance(token, str) and payload.get("application")):
        return False
    return (
        registration.valid(number)
        and registration.device_of(number) == device
        and tracking.valid(token)
        and tracking.device_of(token) == device
    )


def unhex(text: str) -> bytes:
    """Empty for what is no hex."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
