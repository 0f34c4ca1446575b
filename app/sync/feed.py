"""Taking over a page of the feed: rows, acts, results, cursor and digest in one transaction."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy.orm import Session

from app.actions import written
from app.actions.linked import next_position, waiting_act
from app.database import Register
from app.models.exchange import Act
from app.models.link import Link
from app.models.office import Staff
from app.reference.reference import Reference
from app.sync.protocol import NOTHING, Item, PullAnswer, PullRequest, Row
from app.sync.rebase import take_over

ROWS = msgspec.json.Decoder(list[Row])


def take_page(
    register: Register, reference: Reference, answer: PullAnswer, request: PullRequest, now: datetime
) -> list[str]:
    """The own acts that are done with it. An answer to another question than the one that stands is dropped."""
    with register.writing() as session:
        link = session.get_one(Link, 1)
        if (answer.epoch, answer.start) != (link.epoch, link.cursor) or answer.start != request.cursor:
            return []
        link.contact, link.durable = answer.server_now, answer.durable
        done = _known(session, answer.items)
        told = [row for item in answer.items for row in ROWS.decode(item.rows)]
        if told or done:
            take_over(session, reference, link, told, set(done))
        for item in answer.items:
            _keep(session, item, now)
        _forget_passwords(session, answer.items)
        link.cursor = answer.end
        _compare(link, answer)
        return done


def _known(session: Session, items: tuple[Item, ...]) -> list[str]:
    """The acts of these items that wait here."""
    acts = (session.get(Act, item.id) for item in items)
    return [act.id for act in acts if act is not None and act.feed is None]


def _keep(session: Session, item: Item, now: datetime) -> None:
    """Own acts are done with; those of others are kept too, in case the centre loses them."""
    act = session.get(Act, item.id)
    if act is None:
        if bytes(item.body) == NOTHING:
            return
        act = _of_others(session, item)
        session.add(act)
        session.flush()
    act.feed, act.result, act.reason, act.flags = item.feed, item.result, item.reason, list(item.flags)
    act.received, act.touched, act.answer = now, [], item.result


def _of_others(session: Session, item: Item) -> Act:
    body = bytes(item.body)
    act = written.decode(body)
    return waiting_act(act, body, bytes.fromhex(item.sig), item.key, next_position(session))


def _forget_passwords(session: Session, items: tuple[Item, ...]) -> None:
    """Whose password was changed elsewhere must show the new one to the centre."""
    for item in items:
        for row in ROWS.decode(item.rows):
            image = row.image
            if row.name == "journal" and image and image["kind"] == "set_password":
                staff = session.get(Staff, image["payload"]["staff"])
                own = session.get(Act, item.id)
                if staff is not None and (own is None or b'"password":""' in own.body or not own.body):
                    staff.password, staff.verified = "", None


def _compare(link: Link, answer: PullAnswer) -> None:
    """At the head both must have the same rows; otherwise they are fetched anew, the journal of acts stays."""
    if answer.digest and link.stage == "complete" and answer.digest != link.digest:
        link.stage, link.resume = "first", "digest"
