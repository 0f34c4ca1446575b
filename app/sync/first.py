"""The first synchronisation, and beginning again: after a restored centre, or where digests differ.

Two steps. What is needed to work is fetched whole and written at once; the rest follows part by part, in between acts
go on both ways.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from time import sleep
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.actions import searching
from app.migrations import HEAD as SCHEMA
from app.models.exchange import Act
from app.models.images import LOCAL_COLUMNS, key_name, shared, table_of
from app.models.journal import Entry
from app.models.link import DeferredRow, Link, Shadow
from app.models.register import SEARCH_INDEX
from app.sync import bulk
from app.sync.asking import ask_for_less
from app.sync.bulk import ToldRow
from app.sync.feed import SET_PASSWORD, forget_password, keep_history
from app.sync.protocol import (
    FINAL,
    PULL_ROWS,
    FeedItem,
    KnownRequest,
    PullRequest,
    Result,
    SnapshotAnswer,
    SnapshotRequest,
    digest_of,
    says_more,
)
from app.sync.rebase import again, as_done, take_over, waiting

if TYPE_CHECKING:
    from app.sync.once import Exchange

KNOWN_AT_ONCE = 500
LISTED_A_ROUND, LISTED_AT_ONCE = 5_000, 500
PARTS_A_ROUND, PAGES_A_ROUND = 20, 20
# Rows in one transaction while acts wait, which costs ten times as much: a clerk's next act waits for it.
BESIDE_ACTS = 500
LISTING, ACTS = "listing", "acts|"
# Seconds. Who lets go of the write lock and asks for it at once gets it before those who wait.
GIVING_WAY = 0.001


@dataclass(frozen=True)
class FirstProgress:
    """How far the first synchronisation is, in rows; of the rest, how many a part brought. `total` 0 where it is not
    told."""

    done: int
    total: int


def take_recent(exchange: Exchange) -> None:
    """All of the first part, then one transaction: the centre's rows instead of whatever was here, and what waits done
    again on top of them."""
    found: list[ToldRow] = []
    begun: SnapshotAnswer | None = None
    with exchange.register.reading() as session:
        epoch = session.get_one(Link, 1).epoch
    for answer, told in _parts(exchange, "recent", ""):
        begun = begun or answer
        if answer.epoch != epoch:  # restored meanwhile
            begin_again(exchange, answer.epoch)
            return
        found += told
        exchange.progressed(FirstProgress(len(found), begun.total))
    assert begun is not None
    with exchange.register.writing() as session:
        kept, changes = _own_columns(session), _password_changes(session)
        _clear(session)
        link = session.get_one(Link, 1)
        link.epoch, link.cursor, link.contact, link.form = begun.epoch, begun.head, begun.server_now, begun.form
        link.digest = bulk.put(session, found, "")
        searching.renew(session, {}, searching.listed(session, {row.key for row in found if row.name == "application"}))
        link.stage, link.resume = "rest", f"{ACTS}{begun.acts_after}|{begun.head}" if begun.acts_after >= 0 else ""
        _put_back(session, kept)
        _forget_passwords(session, changes)
        for act in waiting(session):
            # What the centre has of it may lie before the cursor now, where no page tells of it: it is asked again.
            act.answer = "" if act.answer in FINAL else act.answer
            again(session, exchange.reference, link, act)


def take_rest(exchange: Exchange) -> None:
    """Some parts more, as long as no act waits to be sent. Nobody pulls meanwhile, so no part is older than the cursor.

    Rows that came already come again and change nothing. Those that name rows the feed has still to bring are kept
    aside until then.
    """
    begun = _link(exchange)
    if begun.resume == LISTING:
        _list_some(exchange)
        return
    if begun.resume.startswith(ACTS):
        if not _take_acts(exchange, begun):
            return
        begun = _link(exchange)
    for answer, told in _parts(exchange, "rest", begun.resume, PARTS_A_ROUND):
        if answer.epoch != begun.epoch:
            begin_again(exchange, answer.epoch)
            return
        if not _take_part(exchange, answer, told):
            return


def _link(exchange: Exchange) -> Link:
    with exchange.register.reading() as session:
        return session.get_one(Link, 1)


def _take_acts(exchange: Exchange, begun: Link) -> bool:
    """Whether all are here that the others keep too, in case the centre has to be restored: who comes first then brings
    all of it, in the order in which it was done."""
    after, _, until = begun.resume.removeprefix(ACTS).partition("|")
    cursor, last = int(after), int(until)
    for _ in range(PAGES_A_ROUND):
        items: tuple[FeedItem, ...] = ()
        if cursor < last:
            request = PullRequest(epoch=begun.epoch, cursor=cursor, schema=SCHEMA, limit=PULL_ROWS)
            answer = ask_for_less(exchange, exchange.wire.pull, request)
            if answer.reset:
                begin_again(exchange, answer.epoch)
                return False
            items, cursor = tuple(item for item in answer.items if item.feed <= last), answer.end
        more = bool(items) and cursor < last
        with exchange.register.writing() as session:
            link = session.get_one(Link, 1)
            keep_history(session, items, link.contact or exchange.now())
            link.resume = f"{ACTS}{cursor}|{last}" if more else ""
        if not more:
            return True
        sleep(GIVING_WAY)
    return False


def _take_part(exchange: Exchange, answer: SnapshotAnswer, told: list[ToldRow]) -> bool:
    """Whether the next one may follow at once."""
    left, waits = told, False
    while True:
        try:
            with exchange.register.writing() as session:
                link = session.get_one(Link, 1)
                waits = bool(waiting(session))
                if waits:
                    take_over(session, exchange.reference, link, bulk.images(left[:BESIDE_ACTS]), set(), searched=False)
                else:
                    link.digest = bulk.put(session, left, link.digest)
                left = left[BESIDE_ACTS:] if waits else []
                if not left:
                    link.resume = answer.after or LISTING
        except IntegrityError:
            return False
        sleep(GIVING_WAY)
        if not left:
            exchange.progressed(FirstProgress(len(told), answer.total))
            return not waits


def _parts(exchange: Exchange, part: str, after: str, most: int = 0) -> Iterator[tuple[SnapshotAnswer, list[ToldRow]]]:
    """One after the other, so many at most; the next but one is asked for while the next is read and one is written."""
    before: tuple[SnapshotAnswer, Callable[[], list[ToldRow]]] | None = None
    for answer in _answers(exchange, part, after, most):
        read = exchange.ahead(partial(bulk.read, answer))
        if before is not None:
            yield before[0], before[1]()
        before = answer, read
    if before is not None:
        yield before[0], before[1]()


def _answers(exchange: Exchange, part: str, after: str, most: int) -> Iterator[SnapshotAnswer]:
    coming: Callable[[], SnapshotAnswer] = partial(_ask, exchange, part, after)
    for count in itertools.count(1):
        answer = coming()
        more = bool(answer.after) and count != most
        if more:
            coming = exchange.ahead(partial(_ask, exchange, part, answer.after))
        yield answer
        if not more:
            return


def _list_some(exchange: Exchange) -> None:
    """Every row is here; the files are listed for searching, a few at a time so that nobody at the counter waits. Which
    ones are missing is looked up without the write lock: the whole list is read for it."""
    with exchange.register.reading() as session:
        files = searching.unlisted(session, LISTED_A_ROUND)
    for at in range(0, len(files), LISTED_AT_ONCE):
        with exchange.register.writing() as session:
            # An act done since has listed its file itself; it waits still, for nothing is sent meanwhile.
            touched = {act.application_id for act in waiting(session)}
            searching.enlist(session, files[at : at + LISTED_AT_ONCE], touched)
        sleep(GIVING_WAY)
    if len(files) < LISTED_A_ROUND:
        with exchange.register.writing() as session:
            link = session.get_one(Link, 1)
            link.stage, link.resume = "complete", ""


def begin_again(exchange: Exchange, epoch: str) -> None:
    """The centre went back in time. What it does not know any more is sent again under the same ids, one's own acts and
    those of others; the rows are fetched anew. What it has may have come in another order this time, and have had
    another result."""
    with exchange.register.reading() as session:
        here = list(session.scalars(select(Act.id).where(Act.feed.is_not(None)).order_by(Act.position)))
    unknown: set[str] = set()
    results: dict[str, Result] = {}
    for at in range(0, len(here), KNOWN_AT_ONCE):
        answer = exchange.asked(exchange.wire.known, KnownRequest(ids=tuple(here[at : at + KNOWN_AT_ONCE])))
        if answer.epoch != epoch:
            return  # restored once more; the next round sees it
        unknown |= set(answer.unknown)
        results |= {result.id: result for result in answer.results}
        unknown |= _contradicted(exchange, answer.results)
    with exchange.register.writing() as session:
        link = session.get_one(Link, 1)
        sent = session.scalars(select(Act).where(Act.feed.is_(None) | Act.id.in_(unknown))).all()
        places = sorted(act.position for act in sent)
        for place, act in zip(places, _in_order(sent), strict=True):
            act.position = place
            act.feed, act.result, act.reason, act.answer, act.flags = None, "", "", "", []
            act.tries = 0
        for act in session.scalars(select(Act).where(Act.feed.is_not(None))):
            if result := results.get(act.id):
                act.feed, act.result, act.reason = result.feed, result.result, result.reason
                act.flags = list(result.flags)
        link.epoch, link.stage, link.resume, link.cursor = epoch, "first", "", 0
        link.settled, link.settling, link.settling_since, link.durable = 0, 0, None, 0


def _in_order(acts: Collection[Act]) -> list[Act]:
    """As the centre had them, for a PC that was paired late has heard of older acts after newer ones; then what waits.
    What has its number already may have been done after something that waits."""
    known = {act.id: act for act in sorted(acts, key=_as_the_centre_had_it)}
    return [known[act] for act in as_done({act.id: act.prev for act in known.values()})]


def _as_the_centre_had_it(act: Act) -> tuple[bool, int]:
    return (act.feed is None, act.position if act.feed is None else act.feed)


def _contradicted(exchange: Exchange, results: Collection[Result]) -> set[str]:
    """Acts of which the centre says something else by now: it has another one under that id, gave it other numbers, or
    has it from later on, because its own PC had lost the word. They are sent with its own word of before."""
    told = {result.id: result for result in results}
    with exchange.register.reading() as session:
        here = session.execute(select(Act.id, Act.body, Act.proof).where(Act.id.in_(told)))
        return {act for act, body, proof in here if _contradicts(told[act], body, proof)}


def _contradicts(told: Result, body: bytes, proof: str) -> bool:
    return bool(told.digest and told.digest != digest_of(body)) or says_more(proof, told.proof)


def _ask(exchange: Exchange, part: str, after: str) -> SnapshotAnswer:
    return ask_for_less(exchange, exchange.wire.snapshot, SnapshotRequest(part=part, after=after, schema=SCHEMA))


def _clear(session: Session) -> None:
    """Every row that travels; what is typed, what waits, and this PC's own numbers stay."""
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    session.execute(delete(Shadow))
    session.execute(delete(DeferredRow))
    # The office goes first: fixed papers are let go only where all of the register is (migration 0011).
    for name in ("office", *reversed(list(shared()))):
        session.execute(delete(table_of(name)))
    session.execute(text(f"DELETE FROM {SEARCH_INDEX}"))
    session.expire_all()


def _own_columns(session: Session) -> dict[str, list[dict[str, Any]]]:
    """What these tables hold for this PC only: verifiers of passwords, and how far its numbers have come."""
    kept = {}
    for name, columns in LOCAL_COLUMNS.items():
        table = table_of(name)
        wanted = [table.c[key_name(name)], *(table.c[column] for column in sorted(columns))]
        kept[name] = [dict(row) for row in session.execute(select(*wanted)).mappings()]
    return kept


def _password_changes(session: Session) -> dict[str, str]:
    """The entry of each change of a password -> whose it was."""
    changed = select(Entry.id, Entry.payload).where(Entry.kind == SET_PASSWORD)
    return {entry: payload["staff"] for entry, payload in session.execute(changed)}


def _forget_passwords(session: Session, before: Mapping[str, str]) -> None:
    """Of those that were changed since, as where a page tells of it."""
    for staff in {staff for entry, staff in _password_changes(session).items() if entry not in before}:
        forget_password(session, staff)


def _put_back(session: Session, kept: dict[str, list[dict[str, Any]]]) -> None:
    session.flush()  # what is forgotten below must have been written
    for name, found in kept.items():
        table, key = table_of(name), key_name(name)
        for row in found:
            values = {column: value for column, value in row.items() if column != key}
            session.execute(update(table).where(table.c[key] == row[key]).values(**values))
    session.expire_all()
