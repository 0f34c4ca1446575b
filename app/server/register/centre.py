"""The centre: takes acts, and tells what happened since. Called from any thread; acts are processed one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, func, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from app.actions.written import FORM, Written
from app.database import Register
from app.errors import Refused, Unavailable
from app.migrations import HEAD as SCHEMA
from app.models.centre import Attempt, Head, Terminal
from app.models.exchange import Act
from app.models.images import is_secret
from app.reference.reference import Reference
from app.rules.registration import Draw
from app.server.register import batch
from app.server.register.authenticity import FOUNDING, claims_import
from app.server.register.batch import Push
from app.server.register.batch_lookup import Judged
from app.server.register.judge import Judge
from app.sync.protocol import (
    FINAL,
    NOTHING,
    PARKED,
    PULL_BYTES,
    PULL_ROWS,
    PUSH_ACTS,
    REJECTED,
    RETRY,
    STOPPING,
    Envelope,
    FeedItem,
    KnownAnswer,
    KnownRequest,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Result,
    digest_of,
)

ACTS_A_COMMIT = 50
# Bodies that are looked at together, of those a counter asks about.
KNOWN_AT_ONCE = 20
TRIES = 3
# Of an act, what an item of the feed says.
TOLD = select(
    *(
        Act.feed,
        Act.id,
        Act.kind,
        Act.result,
        Act.reason,
        Act.flags,
        Act.signature,
        Act.key_id,
        Act.proof,
        Act.body,
        Act.rows,
    )
)


class Centre:
    """`draw` gives one random character of the numbering alphabet. `noticed` hears of every unforeseen failure by its
    kind and the act's kind, never of its content. `certificates` (PEM) are those counters are to pin."""

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
        self.certificates = ""

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
                head = locked_head(session)
                first = session.get_one(Terminal, pushes[0].terminal)
                judge = Judge(session, self.reference, head, first, self.draw, self.now(), plain=True)
                results = batch.together(judge, pushes)
                answer = self.about(head)
            return [PushAnswer(**answer, results=each) for each in results]
        except Exception as error:  # noqa: BLE001 - whose it was is told when they are taken one by one
            batch.bear(error, self._noticed)
        return None

    def push(self, terminal: str, request: PushRequest) -> PushAnswer:
        """Acts in their order, several in one transaction. What follows one that must wait is not looked at."""
        if len(request.acts) > PUSH_ACTS:
            raise Refused("too_many")
        results, rest = batch.sorted_out(request.acts)
        for result in results:
            self._noticed(result.result, result.reason)
        while True:
            with self.register.writing() as session:
                head = locked_head(session)
                if request.epoch != head.epoch:
                    return PushAnswer(**self.about(head), reset=True)
                taken = self._batch(session, head, terminal, rest, newer=request.schema > SCHEMA)
                answer = self.about(head)
            results += taken
            stopped = bool(taken) and taken[-1].result in STOPPING
            rest = rest[ACTS_A_COMMIT:]
            if stopped or not rest:
                return PushAnswer(**answer, results=tuple(results))

    def _batch(self, session: Session, head: Head, terminal: str, rest: list[Judged], *, newer: bool) -> list[Result]:
        """The first `ACTS_A_COMMIT` of the `rest` of a push."""
        acts, behind = rest[:ACTS_A_COMMIT], rest[ACTS_A_COMMIT:]
        owner = session.get_one(Terminal, terminal)
        judge = Judge(session, self.reference, head, owner, self.draw, self.now(), plain=True, newer=newer)
        results = self._at_once(session, judge, acts) if len(acts) > 1 else None
        if results is None:
            judge = Judge(session, self.reference, head, owner, self.draw, self.now(), newer=newer)
            results = self._one_by_one(session, judge, acts, behind)
        own = (result.result for result, each in zip(results, acts, strict=False) if not claims_import(*each))
        if owner.state == FOUNDING and any(result in FINAL for result in own):
            owner.state = "active"
        return results

    def _at_once(self, session: Session, judge: Judge, acts: list[Judged]) -> list[Result] | None:
        """None where something is not simply applied; then nothing has happened, and it is told when they are taken
        one by one."""
        try:
            with session.begin_nested():
                return batch.batch(judge, acts)
        except Exception as error:  # noqa: BLE001 - the act it was comes again by itself
            batch.bear(error, self._noticed)
        return None

    def _one_by_one(self, session: Session, judge: Judge, acts: list[Judged], behind: list[Judged]) -> list[Result]:
        judge.lookup.expect(acts, plain=False)
        results: list[Result] = []
        for act, envelope in acts:
            results.append(self._one(session, judge, act, envelope))
            if results[-1].result in STOPPING:
                for waits in (*acts[len(results) :], *behind):
                    judge.early.keep_back(*waits)  # it comes again once what is missing is here
                break
        judge.close()
        return results

    def _one(self, session: Session, judge: Judge, act: Written, envelope: Envelope) -> Result:
        result = judge.known(act, envelope) or judge.unfit(act, envelope)
        if result is not None:
            if result.result not in (*FINAL, *STOPPING):
                self._noticed(result.result, result.reason)
            return result
        before = replace(judge.tally)
        try:
            with session.begin_nested():
                return judge.take(act, envelope)
        except Refused as refused:
            judge.tally = before
            if waits := judge.early.refused(act, envelope, refused.code, judge.terminal.id):
                return waits
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
            most = max(1, min(request.limit, PULL_ROWS))
            items = _page(session, request.cursor, most)
            end = items[-1].feed if items else request.cursor
            digest = head.digest if end == head.head else ""
            page = PullAnswer(**self.about(head), start=request.cursor, end=end, items=items, digest=digest)
            return msgspec.structs.replace(page, certificates=self.certificates)

    def known(self, request: KnownRequest) -> KnownAnswer:
        """Which of these acts were never here, and what became of the others; a counter asks after a restore."""
        columns = Act.id, Act.result, Act.reason, Act.flags, Act.feed, Act.proof, Act.body
        asked = select(*columns).where(Act.id.in_(request.ids))
        with self.register.reading() as session:
            head = session.get_one(Head, 1)
            with session.execute(asked, execution_options={"yield_per": KNOWN_AT_ONCE}) as found:
                results = tuple(map(_known, found))
            here = {result.id for result in results}
            unknown = tuple(act for act in request.ids if act not in here)
            return KnownAnswer(**self.about(head), unknown=unknown, results=results)

    def head(self) -> int:
        with self.register.reading() as session:
            return session.scalars(select(Head.head)).one()

    def about(self, head: Head) -> dict[str, Any]:
        """What every answer carries."""
        known = {"epoch": head.epoch, "head": head.head, "durable": head.durable}
        known |= {"server_now": self.now(), "form": FORM, "catalogue": self.reference.digest}
        return known | {"backed_up": head.backed_up}


def locked_head(session: Session) -> Head:
    """The one row every act changes: whoever holds it is alone. Raises Unavailable `no_centre` before `init`."""
    head = session.get(Head, 1, with_for_update=True, populate_existing=True)
    if head is None:
        raise Unavailable("no_centre")
    return head


def _known(act: Row[Any, *tuple[Any, ...]]) -> Result:
    told = Result(id=act.id, result=act.result, reason=act.reason, flags=tuple(act.flags), feed=act.feed or 0)
    return msgspec.structs.replace(told, proof=act.proof, digest=digest_of(act.body))


def _page(session: Session, after: int, most: int) -> tuple[FeedItem, ...]:
    """Their sizes are looked at before any of them is read."""
    size = func.coalesce(func.length(Act.body), 0) + func.coalesce(func.length(Act.rows), 0)
    behind = Act.feed > after
    end, total = after, 0
    for feed, bytes_ in session.execute(select(Act.feed, size).where(behind).order_by(Act.feed).limit(most)):
        total += bytes_
        if total > PULL_BYTES and end > after:
            break
        end = feed or end
    return tuple(item_of(act) for act in session.execute(TOLD.where(behind, Act.feed <= end).order_by(Act.feed)))


def item_of(act: Row[Any, *tuple[Any, ...]]) -> FeedItem:
    secret = is_secret(act.kind) or not act.body
    return FeedItem(
        feed=act.feed,
        id=act.id,
        result=act.result,
        reason=act.reason,
        flags=tuple(act.flags),
        sig="" if secret else act.signature.hex(),
        key="" if secret else act.key_id,
        proof=act.proof,
        digest=digest_of(act.body) if secret and act.body else "",
        body=msgspec.Raw(NOTHING if secret else act.body),
        rows=msgspec.Raw(act.rows or b"[]"),
    )
