"""The centre: takes acts, and tells what happened since. Called from any thread; acts are processed one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from app.actions import written
from app.actions.written import Written
from app.database import Register
from app.errors import Refused, Unavailable
from app.migrations import HEAD as SCHEMA
from app.models.centre import Attempt, Head, Terminal
from app.models.exchange import Act
from app.models.images import is_secret
from app.reference.reference import Reference
from app.rules.registration import Draw
from app.server.docket import Judged
from app.server.judge import FOUNDING, EntangledError, Judge
from app.sync.protocol import (
    FINAL,
    FORGED,
    NOTHING,
    PARKED,
    PULL_ROWS,
    PUSH_ACTS,
    REJECTED,
    RETRY,
    STOPPING,
    Envelope,
    Item,
    KnownAnswer,
    KnownRequest,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Result,
)

ACTS_A_COMMIT = 25
TRIES = 3


@dataclass(frozen=True)
class Push:
    """What one PC sends."""

    terminal: str
    request: PushRequest


class Centre:
    """`draw` gives one random character of the numbering alphabet. `noticed` hears of every unforeseen failure by its
    kind and the act's kind, never of its content."""

    def __init__(
        self,
        register: Register,
        reference: Reference,
        *,
        draw: Draw,
        now: Callable[[], datetime],
        noticed: Callable[[str, str], None],
    ) -> None:
        self.register = register
        self.reference = reference
        self.draw = draw
        self.now = now
        self._noticed = noticed

    def push_all(self, pushes: Sequence[Push]) -> list[PushAnswer | Exception]:
        """Of several PCs in their order, in one commit where nothing speaks against it; to each its own answer."""
        together = self._together(pushes) if len(pushes) > 1 else None
        return [*together] if together is not None else [self._alone(each) for each in pushes]

    def _alone(self, push: Push) -> PushAnswer | Exception:
        try:
            return self.push(push.terminal, push.request)
        except Exception as error:  # noqa: BLE001 - the trouble of one PC is not the others'
            return error

    def _together(self, pushes: Sequence[Push]) -> list[PushAnswer] | None:
        """None where not everything in them is simply applied; then nothing has happened."""
        try:
            with self.register.writing() as session:
                return self._all_plain(session, locked_head(session), pushes)
        except Exception as error:  # noqa: BLE001 - whose it was is told when they are taken one by one
            self._bear(error)
        return None

    def _all_plain(self, session: Session, head: Head, pushes: Sequence[Push]) -> list[PushAnswer]:
        """Raises Refused, or whatever else keeps one of them from being simply applied."""
        owners = {each.id: each for each in session.scalars(_terminals(pushes))}
        judge = Judge(session, self.reference, head, owners[pushes[0].terminal], self.draw, self.now(), plain=True)
        brought = [(owners[each.terminal], _readable(each, head)) for each in pushes]
        judge.docket.expect([each for _, acts in brought for each in acts], plain=True)
        results = [tuple(self._plainly(judge.of(owner), *each) for each in acts) for owner, acts in brought]
        judge.close()
        answer = self.about(head)
        return [PushAnswer(**answer, results=each) for each in results]

    def push(self, terminal: str, request: PushRequest) -> PushAnswer:
        """Acts in their order, several in one transaction. What follows one that must wait is not looked at."""
        if len(request.acts) > PUSH_ACTS:
            raise Refused("too_many")
        results, rest = sorted_out(request.acts)
        for result in results:
            self._noticed(result.result, result.reason)
        while True:
            with self.register.writing() as session:
                head = locked_head(session)
                if request.epoch != head.epoch:
                    return PushAnswer(**self.about(head), reset=True)
                taken = self._batch(session, head, terminal, rest[:ACTS_A_COMMIT])
                answer = self.about(head)
            results += taken
            stopped = bool(taken) and taken[-1].result in STOPPING
            rest = rest[ACTS_A_COMMIT:]
            if stopped or not rest:
                return PushAnswer(**answer, results=tuple(results))

    def _batch(self, session: Session, head: Head, terminal: str, acts: list[Judged]) -> list[Result]:
        owner = session.get_one(Terminal, terminal)
        judge = Judge(session, self.reference, head, owner, self.draw, self.now(), plain=True)
        results = self._at_once(session, judge, acts) if len(acts) > 1 else None
        if results is None:
            judge = Judge(session, self.reference, head, owner, self.draw, self.now())
            results = self._one_by_one(session, judge, acts)
        own = (result.result for result, (_, envelope) in zip(results, acts, strict=False) if not envelope.imported)
        if owner.state == FOUNDING and any(result in FINAL for result in own):
            owner.state = "active"
        return results

    def _at_once(self, session: Session, judge: Judge, acts: list[Judged]) -> list[Result] | None:
        """The way of nearly all batches: everything in it is simply applied, or was before. None where something is
        not; then nothing has happened, and it is told when they are taken one by one."""
        try:
            with session.begin_nested():
                judge.docket.expect(acts, plain=True)
                results = [self._plainly(judge, act, envelope) for act, envelope in acts]
                judge.close()
                return results
        except Exception as error:  # noqa: BLE001 - the act it was comes again by itself
            self._bear(error)
        return None

    def _bear(self, error: Exception) -> None:
        """Raises it again where it is the database's trouble, and no act's."""
        if isinstance(error, Unavailable):
            raise error
        if isinstance(error, DBAPIError):
            if not isinstance(error, IntegrityError | DataError):
                raise error
        elif not isinstance(error, Refused | EntangledError):
            self._noticed(type(error).__name__, "batch")

    def _plainly(self, judge: Judge, act: Written, envelope: Envelope) -> Result:
        known = judge.docket.known(act, envelope) or judge.unfit(act, envelope)
        if known is not None and known.result not in FINAL:
            raise Refused(known.result)
        return known or judge.take(act, envelope)

    def _one_by_one(self, session: Session, judge: Judge, acts: list[Judged]) -> list[Result]:
        judge.docket.expect(acts, plain=False)
        results: list[Result] = []
        for act, envelope in acts:
            results.append(self._one(session, judge, act, envelope))
            if results[-1].result in STOPPING:
                break
        judge.close()
        return results

    def _one(self, session: Session, judge: Judge, act: Written, envelope: Envelope) -> Result:
        result = judge.docket.known(act, envelope) or judge.unfit(act, envelope)
        if result is not None:
            if result.result not in (*FINAL, *STOPPING):
                self._noticed(result.result, result.reason)
            return result
        before = replace(judge.tally)
        try:
            with session.begin_nested():
                return judge.take(act, envelope)
        except Refused as refused:
            verdict, reason = PARKED if act.fact else REJECTED, refused.code
        except Unavailable:
            raise
        except DBAPIError as error:
            if not isinstance(error, IntegrityError | DataError):
                raise
            verdict, reason = self._failed(session, act, error), "server_error"
        except Exception as error:  # noqa: BLE001 - one act nobody foresaw must not stop the others
            verdict, reason = self._failed(session, act, error), "server_error"
        judge.tally = before
        if verdict == RETRY:
            return Result(id=act.id, result=RETRY)
        with session.begin_nested():
            return judge.record(act, envelope, verdict, reason)

    def _failed(self, session: Session, act: Written, error: Exception) -> str:
        """After the third time it is parked, and what follows it flows again."""
        self._noticed(type(error).__name__, act.kind)
        attempt = session.get(Attempt, act.id) or Attempt(act_id=act.id, times=0)
        attempt.times += 1
        session.add(attempt)
        session.flush()
        return PARKED if attempt.times >= TRIES else RETRY

    def pull(self, request: PullRequest) -> PullAnswer:
        """What stands in the feed after the cursor. Raises Refused `upgrade` for a counter of an older schema."""
        if request.schema < SCHEMA:
            raise Refused("upgrade")
        with self.register.reading() as session:
            head = session.get_one(Head, 1)
            if request.epoch != head.epoch or request.cursor > head.head:
                return PullAnswer(**self.about(head), start=request.cursor, end=request.cursor, reset=True)
            found = session.execute(
                select(Act)
                .where(Act.feed > request.cursor)
                .order_by(Act.feed)
                .limit(max(1, min(request.limit, PULL_ROWS)))
            ).scalars()
            items = tuple(item_of(act) for act in found)
            end = items[-1].feed if items else request.cursor
            digest = head.digest if end == head.head else ""
            return PullAnswer(**self.about(head), start=request.cursor, end=end, items=items, digest=digest)

    def known(self, request: KnownRequest) -> KnownAnswer:
        """Which of these acts were never here; a counter asks after a restore."""
        with self.register.reading() as session:
            head = session.get_one(Head, 1)
            here = set(session.scalars(select(Act.id).where(Act.id.in_(request.ids))))
            return KnownAnswer(**self.about(head), unknown=tuple(act for act in request.ids if act not in here))

    def head(self) -> int:
        with self.register.reading() as session:
            return session.scalars(select(Head.head)).one()

    def about(self, head: Head) -> dict[str, Any]:
        """What every answer carries."""
        return {"epoch": head.epoch, "server_now": self.now(), "head": head.head, "durable": head.durable}


def _terminals(pushes: Sequence[Push]) -> Select[tuple[Terminal]]:
    return select(Terminal).where(Terminal.id.in_({each.terminal for each in pushes}))


def _readable(push: Push, head: Head) -> list[Judged]:
    """Raises Refused for what is to be looked at by itself."""
    if push.request.epoch != head.epoch or len(push.request.acts) > PUSH_ACTS:
        raise Refused("not_plain")
    broken, acts = sorted_out(push.request.acts)
    if broken:
        raise Refused("not_plain")
    return acts


def locked_head(session: Session) -> Head:
    """The one row every act changes: whoever holds it is alone. Raises Unavailable `no_centre` before `init`."""
    head = session.get(Head, 1, with_for_update=True, populate_existing=True)
    if head is None:
        raise Unavailable("no_centre")
    return head


class Named(msgspec.Struct):
    """As much of an act as says which one it is."""

    id: str


def sorted_out(envelopes: Sequence[Envelope]) -> tuple[list[Result], list[Judged]]:
    """Acts this version cannot read are refused by themselves, so that they do not keep others waiting. Raises Refused
    `malformed` for what does not even say its id."""
    broken: list[Result] = []
    readable: list[Judged] = []
    for envelope in envelopes:
        body = bytes(envelope.body)
        try:
            readable.append((written.decode(body), envelope))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            broken.append(Result(id=_named(body), result=FORGED, reason="malformed"))
    return broken, readable


def _named(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=Named).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused("malformed") from error


def item_of(act: Act) -> Item:
    secret = is_secret(act) or not act.body
    return Item(
        feed=act.feed or 0,
        id=act.id,
        result=act.result,
        reason=act.reason,
        flags=tuple(act.flags),
        sig="" if secret else act.signature.hex(),
        key="" if secret else act.key_id,
        body=msgspec.Raw(NOTHING if secret else act.body),
        rows=msgspec.Raw(act.rows or b"[]"),
    )
