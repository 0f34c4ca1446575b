"""Taking over a page of the feed: rows, acts, results, cursor and digest in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import UNSET
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actions import written
from app.actions.linked import next_position, waiting_act
from app.database import Register
from app.decoding import json_decoder
from app.models.exchange import Act
from app.models.link import Link
from app.models.office import Staff
from app.reference.reference import Reference
from app.sync import deferred, owed
from app.sync.protocol import (
    EARLY,
    FINAL,
    FORGED,
    ID_REUSE,
    ID_TAKEN,
    NOTHING,
    FeedItem,
    PullAnswer,
    PullRequest,
    Result,
    RowImage,
    digest_of,
    says_more,
)
from app.sync.rebase import take_over, waiting

ROWS = json_decoder(list[RowImage])
SET_PASSWORD = "set_password"


def take_page(
    register: Register, reference: Reference, answer: PullAnswer, request: PullRequest, now: datetime
) -> list[str]:
    """The own acts that are done with it. An answer to another question than the one that stands is dropped."""
    with register.writing() as session:
        link = session.get_one(Link, 1)
        if (answer.epoch, answer.start) != (link.epoch, link.cursor) or answer.start != request.cursor:
            return []
        link.contact, link.durable, link.form = answer.server_now, answer.durable, answer.form
        link.catalogue = answer.catalogue
        if answer.backed_up is not UNSET:
            link.backed_up, link.backup_told = answer.backed_up, True
        if link.certificate and answer.certificates:
            link.certificate = answer.certificates
        here, others = _here(session, answer.items)
        done = [act.id for act in here.values() if act.feed is None]
        told = {item.id: ROWS.decode(item.rows) for item in answer.items}
        if told:
            take_over(session, reference, link, [row for rows in told.values() for row in rows], set(done))
        _keep(session, [item for item in answer.items if item.id not in others], here, now)
        owed.settle(session)
        if told:
            early = Act.feed.is_(None), Act.answer == FORGED, Act.reason == EARLY
            session.execute(update(Act).where(*early).values(answer="", tries=0))  # what it waits for may have come
        _forget_passwords(session, told)
        link.cursor = answer.end
        _compare(session, link, answer)
        return done


def known_here(session: Session, reference: Reference, link: Link, results: Iterable[Result], now: datetime) -> None:
    """Own acts of which no page will tell: their number lies before the cursor, so that their rows came with a first
    synchronisation; or another act has their id, and they are before people. Where nobody but this PC can say that they
    were ever done, they are kept here without their effect."""
    told = {each.id: each for each in results if 0 < each.feed <= link.cursor or _is_anothers(each)}
    acts = [act for act in waiting(session) if act.id in told] if told else []
    if acts:
        take_over(session, reference, link, [], set(told))
    for act in acts:
        result = told[act.id]
        if result.result == ID_REUSE:
            act.touched = []
            continue
        act.feed, act.result, act.reason, act.flags = result.feed, result.result, result.reason, list(result.flags)
        act.received, act.touched, act.proof = now, [], result.proof


def _is_anothers(result: Result) -> bool:
    """Whether another act has its id."""
    return result.result == ID_REUSE or result.reason == ID_TAKEN


def _here(session: Session, items: tuple[FeedItem, ...]) -> tuple[dict[str, Act], set[str]]:
    """Those of these acts that are known here, held so that they are not read again one by one; and the ids under which
    another act is known here, which the centre is still to be asked about."""
    told = {item.id: item for item in items}
    found = session.scalars(select(Act).where(Act.id.in_(told))).all()
    here = {act.id: act for act in found if _is_of(act, told[act.id])}
    return here, {act.id for act in found} - here.keys()


def _is_of(act: Act, item: FeedItem) -> bool:
    """With the centre's word that is known here, where one is: other numbers stand on paper, and the centre is to hear
    of them, or from when on it had the act, if it has not yet."""
    if act.feed is None and act.answer not in FINAL and says_more(act.proof, item.proof):
        return False
    body = bytes(item.body)
    return act.body == body if body != NOTHING else item.digest in ("", digest_of(act.body))


def _keep(session: Session, items: Sequence[FeedItem], here: dict[str, Act], now: datetime) -> None:
    """Own acts are done with; those of others are kept too, in case the centre loses them."""
    position = next_position(session)
    for item in items:
        act = here.get(item.id)
        if act is None:
            if bytes(item.body) == NOTHING:
                continue
            act = _of_others(item, position)
            position += 1
            session.add(act)
        act.feed, act.result, act.reason, act.flags = item.feed, item.result, item.reason, list(item.flags)
        act.received, act.touched, act.answer, act.proof = now, [], item.result, item.proof


def keep_history(session: Session, items: Sequence[FeedItem], now: datetime) -> None:
    """Acts whose rows are here already, in case the centre loses them; those that are known here stay as they are."""
    known = set(session.scalars(select(Act.id).where(Act.id.in_([item.id for item in items]))))
    _keep(session, [item for item in items if item.id not in known], {}, now)


def _of_others(item: FeedItem, position: int) -> Act:
    body = bytes(item.body)
    act = written.decode(body)
    return waiting_act(act, body, bytes.fromhex(item.sig), item.key, position)


def forget_password(session: Session, staff: str) -> None:
    """Whose password was changed elsewhere must show the new one to the centre."""
    person = session.get(Staff, staff)
    if person is not None:
        person.password, person.verified = "", None


def _forget_passwords(session: Session, told: dict[str, list[RowImage]]) -> None:
    for act, rows in told.items():
        for row in rows:
            if row.name != "journal" or not row.image or row.image["kind"] != SET_PASSWORD:
                continue
            if session.get(Act, act) is None:
                forget_password(session, row.image["payload"]["staff"])


def _compare(session: Session, link: Link, answer: PullAnswer) -> None:
    """At the head both must have the same rows, and none may wait for another; otherwise they are fetched anew, the
    journal of acts stays."""
    if answer.digest and link.stage == "complete" and (answer.digest != link.digest or deferred.any_left(session)):
        link.stage, link.resume = "first", "digest"
