"""The papers of the office: a document as it was fixed, and how often it has gone out."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import func, select

from app.decoding import from_plain
from app.errors import Refused
from app.models.application import Application, Permit
from app.models.journal import Document, Entry, Printing
from app.models.office import Staff
from app.queries.decrees import standing_decrees
from app.queries.look import Look
from app.queries.permits import standing_of
from app.rules import papers, stages
from app.rules.paper_bounds import is_printable
from app.rules.standing import Circumstances, void
from app.rules.workflow import PERMIT_TABLE

DECREES = {row.paper for row in PERMIT_TABLE.values() if row.paper}
UNREADABLE = "paper_unreadable"
CARDS: dict[str, type[papers.Paper]] = {
    "receipt": papers.Receipt,
    "shortage_list": papers.ShortageList,
    "permit": papers.PermitDocument,
    "collection_receipt": papers.CollectionReceipt,
}


@dataclass(frozen=True)
class PrintedOnce:
    """One time a document went out; `at` is local to the office, `target` printer or file."""

    copy: int
    target: str
    at: datetime
    who: str


@dataclass(frozen=True)
class PaperCard:
    """A document ready to be printed: `copy` is the number the next print gets, `number` the registration number,
    `void` the code of why it counts no more (app.rules.standing); a draft is fixed nowhere and goes to no printer:
    `draft` is the fingerprint of what it decides."""

    id: str
    application: str
    number: str
    kind: str
    made: datetime
    card: papers.Paper
    copy: int
    printed: tuple[PrintedOnce, ...]
    void: str = ""
    draft: str = ""


@dataclass(frozen=True)
class PaperRow:
    """A line of the list of papers; `printings` counts how often it went out, `void` is as of PaperCard."""

    id: str
    kind: str
    made: datetime
    printings: int
    void: str = ""


def document(look: Look, document_id: str) -> PaperCard:
    """Raises Refused: `no_document`; `paper_unreadable` where its card cannot be laid out."""
    found = look.session.get(Document, document_id)
    if found is None:
        raise Refused("no_document")
    file = look.session.get(Application, found.application_id) if found.application_id else None
    printed = _printings(look, found.id)
    return PaperCard(
        id=found.id,
        application=found.application_id or "",
        number=file.number if file else "",
        kind=found.kind,
        made=look.local(found.made),
        card=card_of(found.kind, found.card),
        copy=max((each.copy for each in printed), default=0) + 1,
        printed=printed,
        void=_voids(look, file).get(found.id, "") if file else "",
    )


def papers_of(look: Look, application: str) -> tuple[PaperRow, ...]:
    """All papers of an application, newest first."""
    counted = (
        select(Document.id, Document.kind, Document.made, func.count(Printing.id))
        .outerjoin(Printing, Printing.document_id == Document.id)
        .where(Document.application_id == application)
        .group_by(Document.id, Document.kind, Document.made)
        .order_by(Document.made.desc())
    )
    file = look.session.get(Application, application)
    voids = _voids(look, file) if file else {}
    return tuple(
        PaperRow(row[0], row[1], look.local(row[2]), row[3], voids.get(row[0], ""))
        for row in look.session.execute(counted)
    )


def _voids(look: Look, file: Application) -> dict[str, str]:
    """Document -> the code of why it counts no more, of all papers of a file that do not. Of one kind the latest act
    has the newest."""
    ordered = (
        select(Document.id, Document.kind, Document.act_id)
        .outerjoin(Entry, Entry.id == Document.act_id)
        .where(Document.application_id == file.id)
        .order_by(Entry.position.desc().nulls_last(), Document.made.desc())
    )
    rows = look.session.execute(ordered).all()
    newest = {kind: document for document, kind, _ in reversed(rows)}
    decrees = {decree.id for decree in standing_decrees(look.session, file.id)}
    permit = look.session.scalar(select(Permit).where(Permit.application_id == file.id))
    found = {
        document: void(
            kind,
            Circumstances(
                newest=newest[kind] == document,
                current=permit is not None and permit.document_id == document,
                standing=standing_of(permit, file.kind, look.today) if permit else "",
                refused=file.outcome == stages.REFUSAL,
                cancelled=file.stage == stages.CANCELLED,
                undone=kind in DECREES and act not in decrees,
            ),
        )
        for document, kind, act in rows
    }
    return {document: code for document, code in found.items() if code}


def card_of(kind: str, kept: dict[str, Any]) -> papers.Paper:
    """The card as it was fixed. Its moments were kept with their offset and get back the name of the office's zone.
    Raises Refused `paper_unreadable`."""
    try:
        card = from_plain(kept, CARDS.get(kind, papers.Letter))
        zone = ZoneInfo(card.letterhead.zone)
        moments: dict[str, Any] = {
            field.name: value.astimezone(zone)
            for field in fields(card)
            if isinstance(value := getattr(card, field.name), datetime)
        }
    except (msgspec.ValidationError, ValueError, LookupError, OSError, OverflowError) as error:
        raise Refused(UNREADABLE) from error
    card = replace(card, **moments) if moments else card
    if not is_printable(card):
        raise Refused(UNREADABLE)
    return card


def _printings(look: Look, document_id: str) -> tuple[PrintedOnce, ...]:
    told = (
        select(Printing.copy, Printing.target, Printing.at, Staff.name)
        .outerjoin(Staff, Staff.id == Printing.actor_id)
        .where(Printing.document_id == document_id)
        .order_by(Printing.copy)
    )
    return tuple(PrintedOnce(row[0], row[1], look.local(row[2]), row[3] or "") for row in look.session.execute(told))
