"""The papers an act makes: cards filled from the rows and fixed with their hash. Printing comes later."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import UUID, uuid5

import msgspec
from sqlalchemy import select

from app.actions import holding, promising
from app.actions.commands.intake import ListShortage
from app.actions.commands.promise import Card
from app.actions.context import ActContext, in_zone
from app.actions.items import items
from app.errors import Refused
from app.models.application import Application
from app.models.journal import Document, Entry
from app.models.office import Device, Staff
from app.queries.documents import card_of
from app.queries.files import terms_of
from app.reference.catalogue import PermitType
from app.reference.labels import label
from app.reference.terms import Terms
from app.rules import papers
from app.rules.conditions import as_text
from app.rules.matching import UNMATCHED, known_match
from app.rules.paper_bounds import is_printable
from app.rules.wording import title_name

RECEIPT = "receipt"
NO_LEVY = "Layanan ini tidak dipungut biaya."
LEVY = "Retribusi ditetapkan melalui SKRD dan dibayar ke kas daerah. Petugas tidak menerima uang tunai."


def plain(value: Any) -> Any:
    """A struct or dataclass as JSON values."""
    return msgspec.to_builtins(value)


def fix(context: ActContext, kind: str, card: papers.Paper) -> str:
    """Keep the card as it is now, or as the act has put it out already, with its hash, which anybody can make again: of
    its JSON with sorted keys and no spaces. Gives the id of the document. Raises Refused `paper_long`."""
    if not is_printable(card):
        raise Refused("paper_long")
    return keep(context, kind, promising.printed(context, kind, card))


def record(context: ActContext, kind: str, told: Card, document: str) -> None:
    """A card that was printed for another act."""
    keep(context, kind, holding.SORTED.encode(told), document)


def keep(context: ActContext, kind: str, content: bytes, named: str = "") -> str:
    context.card = msgspec.json.decode(content)
    document = Document(
        id=named or context.child(f"document:{kind}"),
        application_id=context.application.id if context.application else None,
        act_id=context.command.stamp.id,
        kind=kind,
        made=context.at,
        card=context.card,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    context.session.add(document)
    context.documents.append(document.id)
    return document.id


def cutoff(context: ActContext) -> time:
    return time.fromisoformat(context.office.cutoff)


def letterhead(context: ActContext) -> papers.Letterhead:
    office = context.office
    return papers.Letterhead(
        government=office.government,
        office=office.name,
        address=office.address,
        phone=office.phone,
        website=office.website,
        email=office.email,
        place=office.place,
        zone=office.zone,
    )


def receipt(context: ActContext) -> str:
    """Tanda terima of a registration, whose promise the scene has."""
    assert context.promise is not None  # the act has made it
    return fix(context, RECEIPT, _receipt(context, context.promise.fee))


def revised_receipt(context: ActContext) -> papers.Receipt:
    """Tanda terima after a revision, with the new day beside the one that was promised."""
    application = context.file()
    card = _receipt(context, registered_receipt(context).fee)
    return replace(card, promised=application.due, addendum=True, previous_promise=application.promised)


def _receipt(context: ActContext, fee: str) -> papers.Receipt:
    application = context.file()
    qr, is_address = holding.tracking_code(context.office, application)
    return papers.Receipt(
        letterhead=letterhead(context),
        number=application.number,
        received=context.local,
        service=application.permit_name,
        kind=label(application.kind),
        subject=application.subject,
        items=tuple(paper_items(context)),
        fee=fee,
        days=application.days,
        promised=application.promised,
        pauses_for_payment=fee == LEVY and _permit(context, application).fee.pause_clock_while_unpaid,
        officer=context.actor.name,
        counter=context.device.name,
        qr=qr,
        qr_is_address=is_address,
        training=context.office.training,
        **_whose(application),
    )


def _whose(application: Application) -> dict[str, Any]:
    return {
        "applicant": title_name(application.person["name"]),
        "nik_last4": (application.person["nik"] or application.person["foreign_id"])[-4:],
        "proxy": title_name(application.proxy["name"]) if application.proxy else "",
        "unmatched": known_match(application.match, application.person["nik"]) == UNMATCHED,
    }


def registered_receipt(context: ActContext) -> papers.Receipt:
    """The receipt of the registration: as it was printed, where that was told later (app.actions.promise). Raises
    Refused `no_document` on a PC that is joining and has the file before its papers, or before its journal."""
    file = context.file().id
    of = select(Entry.id).where(Entry.application_id == file, Entry.kind == "register_application")
    act = context.session.scalar(of)
    if act is None:
        raise Refused("no_document")
    cards: dict[str, Card] = {
        document: card
        for document, card in context.session.execute(
            select(Document.id, Document.card).where(Document.application_id == file, Document.kind == RECEIPT)
        )
    }
    made = str(uuid5(UUID(act), f"document:{RECEIPT}"))
    kept = cards.get(told_later(act)) or cards.get(made)
    if kept is None:
        raise Refused("no_document")
    card = card_of(RECEIPT, kept)
    assert isinstance(card, papers.Receipt)
    return card


def told_later(act: str) -> str:
    """The id of the document that tells what was printed for an act, whoever records it: it is there once."""
    return str(uuid5(UUID(act), "printed"))


def corrected_receipt(context: ActContext, fields: tuple[str, ...]) -> str:
    """The receipt of the registration once more, under the letterhead of today, with the data as they were corrected
    and, after a revision, what was brought back and when it is due. Not of a later receipt: what that says besides is
    its PC's word."""
    application = context.file()
    qr, is_address = holding.tracking_code(context.office, application)
    card = replace(
        registered_receipt(context),
        letterhead=letterhead(context),
        qr=qr,
        qr_is_address=is_address,
        service=application.permit_name,
        kind=label(application.kind),
        subject=application.subject,
        corrected=fields,
        corrected_on=context.today,
        **_whose(application),
    )
    if (back := _last_revision(context)) is not None:
        card = replace(
            card,
            received=in_zone(context.office, back.at),
            items=tuple(paper_items(context)),
            promised=application.due,
            officer=context.session.get_one(Staff, back.actor_id).name,
            counter=context.session.get_one(Device, back.counter).name,
            addendum=True,
            previous_promise=application.promised,
        )
    return fix(context, RECEIPT, card)


def _last_revision(context: ActContext) -> Entry | None:
    back = Entry.application_id == context.file().id, Entry.kind == holding.REVISED
    return context.session.scalar(select(Entry).where(*back).order_by(Entry.position.desc()).limit(1))


def paper_items(context: ActContext) -> list[papers.PaperItem]:
    return [
        papers.PaperItem(
            name=row.name, state=row.state, original_shown=row.original_shown, copies=row.copies, note=row.note
        )
        for row in items(context)
        if row.state != "tidak"
    ]


def _permit(context: ActContext, application: Application) -> PermitType:
    return terms_of(application, context.reference).permit


def fee_line(permit: PermitType) -> str:
    """What the receipt says about money."""
    fee = permit.fee
    if fee.kind == "gratis":
        return NO_LEVY
    return LEVY if fee.kind == "retribusi" else f"{fee.rule}."


def shortage_list(context: ActContext, command: ListShortage) -> papers.ShortageList:
    """Of a permit type that is not known here by its code."""
    permit = context.reference.catalogue.permit(command.permit)
    library = context.reference.catalogue.requirement_library
    missing = [item for item in command.items if item.state == "tidak" and item.requirement in library]
    return papers.ShortageList(
        letterhead=letterhead(context),
        listed=context.local,
        service=permit.name if permit else command.permit,
        kind=label(command.kind),
        applicant=title_name(command.applicant),
        missing=tuple(
            papers.PaperItem(name=library[item.requirement].name, state=item.state, note=item.note) for item in missing
        ),
        present=sum(item.state != "tidak" for item in command.items),
        notes=command.notes,
        officer=context.actor.name,
        counter=context.device.name,
        training=context.office.training,
    )


def subject(terms: Terms) -> str:
    """The object of the application in one line: the first text, address or choice fields that say where and what."""
    telling = [
        as_text(value)
        for field in terms.permit.form_fields
        if field.type in ("text", "address", "longtext")
        and field.id.startswith(("nama_", "alamat_", "judul", "lokasi", "naskah", "kode_trayek"))
        and (value := terms.facts.get(field.id))
    ]
    return ", ".join(telling[:2])


def working_deadline(context: ActContext, days: int) -> date:
    """`days` working days from today, unknown years taken as free of holidays."""
    known = context.calendar.estimating()
    return known.add_working_days(context.today, days)
