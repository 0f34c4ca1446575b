"""One round between this PC and the centre: send what waits, take what is new. No transaction is open on the wire.

A round may be cut anywhere: what was sent is known by its id, what was taken is committed together with the cursor. It
runs on one worker; screens only see what it has committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

import msgspec
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.actions.written import FORM
from app.database import Register
from app.errors import Refused, Unavailable
from app.migrations import HEAD as SCHEMA
from app.models.exchange import Act
from app.models.link import Link
from app.reference.reference import Reference
from app.sync import first, protocol
from app.sync.asking import Ahead, ask_for_less, in_turn
from app.sync.feed import known_here, take_page
from app.sync.first import FirstProgress
from app.sync.protocol import (
    ACTS_KEPT,
    EARLY,
    FINAL,
    FORGED,
    GAP,
    ID_REUSE,
    ID_TAKEN,
    MALFORMED,
    PULL_ROWS,
    PUSH_ACTS,
    PUSH_BYTES,
    RETRY,
    UNPROVED,
    CentreAnswer,
    Envelope,
    PullRequest,
    PushAnswer,
    PushRequest,
    VouchedLoss,
    loss_of,
)
from app.sync.state import IMPORT

# What the centre will never take as it is; it stays on this PC and is shown.
STUCK = (FORGED, ID_REUSE)
TRIES = 4
Q = TypeVar("Q", bound=protocol.CounterMessage)
A = TypeVar("A", bound=CentreAnswer)
PAGES_A_ROUND = 20


class ExchangeWire(Protocol):
    """The centre, seen from here. Raises Unavailable (`centre_away`, `too_large`) or Refused with the centre's code."""

    def push(self, request: PushRequest) -> protocol.PushAnswer: ...
    def pull(self, request: PullRequest) -> protocol.PullAnswer: ...
    def snapshot(self, request: protocol.SnapshotRequest) -> protocol.SnapshotAnswer: ...
    def known(self, request: protocol.KnownRequest) -> protocol.KnownAnswer: ...
    def fork(self, request: protocol.ForkRequest) -> protocol.EnrolAnswer: ...


class CentreClock(Protocol):
    """Centre time: told of every answer with the moments (seconds, monotonic) around it."""

    def monotonic(self) -> float: ...
    def contact(self, server_now: datetime, sent: float, got: float) -> None: ...


class Numbers(Protocol):
    """The registration numbers this PC gives: `unsure` where nobody can tell how far they came, until `vouch`."""

    @property
    def unsure(self) -> bool: ...
    def vouch(self) -> None: ...


@dataclass(frozen=True)
class Happened:
    """`changed`: the tables did. `more`: another round would find work at once. `waits`: acts still to be processed."""

    sent: int = 0
    taken: int = 0
    changed: bool = False
    more: bool = False
    waits: int = 0


Vouch = Callable[[bytes], tuple[str, bytes] | None]


def nobody(_: bytes) -> None:
    """Nobody is signed in here."""


@dataclass
class Exchange:
    """`told` hears of the progress of a first synchronisation; `finished` of acts the centre has processed, after the
    commit; `machine` names this machine; `ahead` asks for one part of it while another is written; `vouch` gives the
    key id and signature of somebody who is signed in, None where nobody is; `numbers` None where no door gives any."""

    register: Register
    reference: Reference
    wire: ExchangeWire
    clock: CentreClock
    now: Callable[[], datetime]
    machine: str = ""
    told: Callable[[FirstProgress], None] | None = None
    finished: Callable[[list[str]], None] | None = None
    tidied: date | None = None
    ahead: Ahead = in_turn
    vouch: Vouch = nobody
    numbers: Numbers | None = None

    def once(self) -> Happened:
        """One round. Raises Unavailable, or Refused `device_revoked`, `upgrade`, `fork_limit`, `codes_exhausted`; what
        was done until then stays."""
        link = self._link()
        if link is None or link.stage == IMPORT:
            return Happened()
        sent = self.push()
        changed = self._catch_up()
        taken, more = self.pull()
        self._tidy()
        link = self._link()
        unsure = self.numbers is not None and self.numbers.unsure
        if link is not None and (link.forked or unsure):
            self.fork()
            more = True  # the new code's own row comes with the feed
        return Happened(sent, taken, changed or taken > 0, more, self.count())

    def progressed(self, progress: FirstProgress) -> None:
        if self.told is not None:
            self.told(progress)

    def count(self) -> int:
        """Acts that wait."""
        with self.register.reading() as session:
            return len(list(session.scalars(select(Act.id).where(Act.feed.is_(None)))))

    def _catch_up(self) -> bool:
        """A first synchronisation, as far as one round goes; sending may just have begun one."""
        link = self._link()
        if link is None or link.stage == "complete":
            return False
        if link.stage == "first":
            first.take_recent(self)
        else:
            first.take_rest(self)
        return True

    # --- sending

    def push(self) -> int:
        """Everything that waits, in batches. Raises Unavailable when a batch of one is too large, too."""
        sent, size = 0, PUSH_ACTS
        while request := self.batch(size):
            try:
                answer = self.asked(self.wire.push, request)
            except Unavailable as trouble:
                if trouble.code not in ("too_large", "centre_slow") or len(request.acts) == 1:
                    raise
                size = max(1, len(request.acts) // 2)
                continue
            if answer.reset:
                first.begin_again(self, answer.epoch)
                return sent
            sent += sum(result.result in FINAL for result in answer.results)
            if not self._note(answer):
                break
        return sent

    def batch(self, size: int) -> PushRequest | None:
        """The oldest acts that wait, at most `size` and what one request holds; None where none waits."""
        with self.register.reading() as session:
            link = session.get_one(Link, 1)
            unsent = Act.feed.is_(None), Act.answer.not_in((*FINAL, *STUCK))
            oldest = session.scalars(select(Act).where(*unsent).order_by(Act.position).limit(size))
            envelopes = tuple(vouched(act, link.form, self.vouch) for act in _fitting(oldest.all()))
            schema = SCHEMA if link.form >= FORM else ""
            return PushRequest(epoch=link.epoch, acts=envelopes, schema=schema) if envelopes else None

    def _note(self, answer: PushAnswer) -> bool:
        """Keep the answers: hints only, done is what the feed brings. False where the rest has to wait."""
        forked, results = False, answer.results
        with self.register.writing() as session:
            link = session.get_one(Link, 1)
            if answer.epoch != link.epoch:  # late, from before a restore
                return False
            known_here(session, self.reference, link, results, answer.server_now)
            sent = {
                act.id: act for act in session.scalars(select(Act).where(Act.id.in_([each.id for each in results])))
            }
            for result in results:
                act = sent.get(result.id)
                if act is None:
                    continue
                act.answer, act.reason, act.tried = result.result, result.reason, self.now()
                act.tries += 1
                forked = forked or (result.fork and act.feed is None)
                if result.result == GAP:
                    _mend(session, act)
            # Kept with the answers, which do not come again: where the centre cannot be asked now, the next round does.
            link.forked = link.forked or forked
        if forked:
            with suppress(Refused):  # the round goes on, and asks once more at its end
                self.fork()
        last = results[-1].result if results else RETRY
        return last != RETRY and not (last == GAP and self._tried_out(results[-1].id))

    def _tried_out(self, act: str) -> bool:
        with self.register.reading() as session:
            return session.get_one(Act, act).tries >= TRIES

    def fork(self) -> None:
        """This disk was copied or set back, or may have been: new numbers carry another device code from now on."""
        answer = self.asked(self.wire.fork, protocol.ForkRequest(machine=self.machine))
        with self.register.writing() as session:
            link = session.get_one(Link, 1)
            link.device, link.device_id, link.token = answer.device, answer.device_id, answer.token
            link.mac_key, link.machine, link.forked = answer.mac_key, self.machine, False
        if self.numbers is not None and self.numbers.unsure:
            self.numbers.vouch()

    # --- taking

    def pull(self) -> tuple[int, bool]:
        """Some pages of the feed: how many rows were taken, and whether there is more. Raises Unavailable."""
        taken = 0
        for _ in range(PAGES_A_ROUND):
            link = self._link()
            if link is None or link.stage == "first":
                return taken, link is not None
            request = PullRequest(epoch=link.epoch, cursor=link.cursor, schema=SCHEMA, limit=PULL_ROWS)
            answer = ask_for_less(self, self.wire.pull, request)
            if answer.reset:
                first.begin_again(self, answer.epoch)
                return taken, True
            try:
                done = take_page(self.register, self.reference, answer, request, answer.server_now)
            except IntegrityError:
                if link.stage == "complete":
                    raise
                return taken, True  # a name or number that a part, younger than this page, has at another row
            if self.finished is not None:
                self.finished(done)
            taken += len(answer.items)
            if answer.end >= answer.head:
                return taken, self._unfinished()
        return taken, True

    def _tidy(self) -> None:
        """Once a day: acts that every backup of the last month holds are not kept any longer; what its own PC was to
        bring is tried again, should that one be gone; and what was impossible, for the centre's clock may have been
        wrong."""
        today = self.now().date()
        if today == self.tidied:
            return
        with self.register.writing() as session:
            link = session.get_one(Link, 1)
            _settle(link)
            session.execute(delete(Act).where(Act.feed <= link.settled))
            others = Act.feed.is_(None), Act.answer == FORGED, Act.reason.in_((UNPROVED, EARLY, MALFORMED))
            session.execute(update(Act).where(*others).values(answer="", tries=0))
        self.tidied = today

    def _unfinished(self) -> bool:
        link = self._link()
        return link is not None and link.stage != "complete"

    def _link(self) -> Link | None:
        with self.register.reading() as session:
            return session.get(Link, 1)

    def asked(self, call: Callable[[Q], A], request: Q) -> A:
        """Ask the centre, and learn its time."""
        sent = self.clock.monotonic()
        try:
            answer = call(request)
        except Refused as refused:
            if refused.code == "device_revoked":
                self._revoked()
            raise
        self.clock.contact(answer.server_now, sent, self.clock.monotonic())
        return answer

    def _revoked(self) -> None:
        with self.register.writing() as session:
            session.get_one(Link, 1).revoked = "device_revoked"


def envelope_of(act: Act) -> Envelope:
    raw = msgspec.Raw(act.body)
    return Envelope(body=raw, sig=act.signature.hex(), key=act.key_id, lost=act.lost, proof=act.proof)


def vouched(act: Act, form: int, vouch: Vouch) -> Envelope:
    """An act whose predecessor is gone needs somebody's word for that; it waits until somebody signs in."""
    envelope = envelope_of(act)
    if not act.lost or act.prev is None or form < FORM:
        return envelope
    signed = vouch(loss_of(act.id, act.prev))
    loss = VouchedLoss(key=signed[0], sig=signed[1].hex()) if signed else None
    return msgspec.structs.replace(envelope, lost=False, loss=loss)


def _settle(link: Link) -> None:
    """Months are counted from the day a backup reached so far, by the centre's own time: not from the day of the act,
    which may be older than every backup, nor by a clock that may be wrong here."""
    if link.contact is None or (link.settling_since is not None and link.contact - link.settling_since < ACTS_KEPT):
        return
    link.settled, link.settling, link.settling_since = link.settling, link.durable, link.contact


def _fitting(acts: Sequence[Act]) -> Iterator[Act]:
    """As many as one push may carry, one at least."""
    size = 0
    for act in acts:
        size += len(act.body) + 300
        if size > PUSH_BYTES and size > len(act.body) + 300:
            return
        yield act


def _mend(session: Session, act: Act) -> None:
    """The centre does not know the act before this one: send that first, or say that it is gone."""
    before = session.get(Act, act.prev) if act.prev else None
    if before is None or before.answer in STUCK or before.reason == ID_TAKEN:
        act.lost = True
    elif before.feed is not None or before.answer in FINAL:
        before.feed, before.result, before.answer = None, "", ""
    act.answer = ""
