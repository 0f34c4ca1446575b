"""The papers an act makes: cards filled from the rows and fixed with their hash. Printing comes later."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, time
from typing import Any

import msgspec
from sqlalchemy import select

from app.actions import promising
from app.actions.commands import FileCommand
from app.actions.commands.intake import ListShortage
from app.actions.commands.promise import Card
from app.actions.items import items
from app.actions.scene import Scene
from app.decoding import from_plain
from app.models.application import Application
from app.models.journal import Document, Entry
from app.queries.files import terms_of
from app.reference.catalogue import PermitType
from app.reference.labels import label
from app.reference.terms import Terms
from app.rules import papers
from app.rules.conditions import as_text
from app.rules.matching import UNMATCHED, known_match
from app.rules.wording import title_name

RECEIPT = "receipt"
NO_LEVY = "Layanan ini tidak dipungut biaya."
LEVY = "Retribusi ditetapkan melalui SKRD dan dibayar ke kas daerah. Petugas tidak menerima uang tunai."


def plain(value: Any) -> Any:
    """A struct or dataclass as JSON values."""
    return msgspec.to_builtins(value)


def fix(scene: Scene, kind: str, card: papers.Paper) -> str:
    """Keep the card as it is now, or as the act has put it out already, with its hash, which anybody can make again: of
    its JSON with sorted keys and no spaces. Gives the id of the document."""
    return _keep(scene, kind, promising.printed(scene, kind, card))


def stand(scene: Scene) -> None:
    """The paper of a fact that has no place any more: it is in the applicant's hands all the same."""
    kind, told = promising.PAPERS.get(scene.command.act, ""), promising.card_told(scene)
    if told is None or (scene.application is None and isinstance(scene.command, FileCommand)):
        return
    if promising.belongs(scene, kind, told):
        _keep(scene, kind, promising.SORTED.encode(told))
    else:
        scene.flags.append(promising.FOREIGN)


def record(scene: Scene, kind: str, told: Card, document: str) -> None:
    """A card that was printed for another act."""
    _keep(scene, kind, promising.SORTED.encode(told), document)


def _keep(scene: Scene, kind: str, content: bytes, named: str = "") -> str:
    scene.card = msgspec.json.decode(content)
    document = Document(
        id=named or scene.child(f"document:{kind}"),
        application_id=scene.application.id if scene.application else None,
        act_id=scene.command.stamp.id,
        kind=kind,
        made=scene.at,
        card=scene.card,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    scene.session.add(document)
    scene.documents.append(document.id)
    return document.id


def cutoff(scene: Scene) -> time:
    return time.fromisoformat(scene.office.cutoff)


def letterhead(scene: Scene) -> papers.Letterhead:
    office = scene.office
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


def receipt(scene: Scene, *, addendum: bool = False, before: date | None = None) -> str:
    """Tanda terima; after a revision with the new date beside the one it replaces."""
    application = scene.file()
    qr, is_address = tracking_code(scene)
    promise = application.due if addendum else application.promised
    fee = scene.promise.fee if scene.promise is not None else fee_line(_permit(scene, application))
    card = papers.Receipt(
        letterhead=letterhead(scene),
        number=application.number,
        received=scene.local,
        service=application.permit_name,
        kind=label(application.kind),
        applicant=title_name(application.person["name"]),
        nik_last4=(application.person["nik"] or application.person["foreign_id"])[-4:],
        proxy=title_name(application.proxy["name"]) if application.proxy else "",
        subject=application.subject,
        items=tuple(paper_items(scene)),
        fee=fee,
        days=application.days,
        promised=promise,
        pauses_for_payment=fee == LEVY and _permit(scene, application).fee.pause_clock_while_unpaid,
        officer=scene.actor.name,
        counter=scene.device.name,
        qr=qr,
        qr_is_address=is_address,
        training=scene.office.training,
        addendum=addendum,
        previous_promise=before,
        unmatched=known_match(application.match, application.person["nik"]) == UNMATCHED,
    )
    return fix(scene, RECEIPT, card)


def corrected_receipt(scene: Scene, fields: tuple[str, ...]) -> str:
    """The last receipt once more, with the data as they were corrected: what was handed in, by whom and what was
    promised stands as it stood."""
    application = scene.file()
    made = select(Document.card).join(Entry, Entry.id == Document.act_id)
    last = scene.session.scalars(
        made.where(Document.application_id == application.id, Document.kind == RECEIPT)
        .order_by(Entry.position.desc())
        .limit(1)
    ).one()
    card = replace(
        from_plain(last, papers.Receipt),
        applicant=title_name(application.person["name"]),
        nik_last4=(application.person["nik"] or application.person["foreign_id"])[-4:],
        subject=application.subject,
        unmatched=known_match(application.match, application.person["nik"]) == UNMATCHED,
        corrected=fields,
        corrected_on=scene.today,
    )
    return fix(scene, RECEIPT, card)


def tracking_code(scene: Scene) -> tuple[str, bool]:
    """What the QR of a receipt holds: the public address, or without one number, office and telephone as text."""
    application, office = scene.file(), scene.office
    if office.public_address:
        return f"{office.public_address.rstrip('/')}/t/{application.tracking}", True
    return f"{application.number}\n{office.name}\n{office.phone}", False


def paper_items(scene: Scene) -> list[papers.PaperItem]:
    return [
        papers.PaperItem(
            name=row.name, state=row.state, original_shown=row.original_shown, copies=row.copies, note=row.note
        )
        for row in items(scene)
        if row.state != "tidak"
    ]


def _permit(scene: Scene, application: Application) -> PermitType:
    return terms_of(application, scene.reference).permit


def fee_line(permit: PermitType) -> str:
    """What the receipt says about money."""
    fee = permit.fee
    if fee.kind == "gratis":
        return NO_LEVY
    return LEVY if fee.kind == "retribusi" else f"{fee.rule}."


def shortage_list(scene: Scene, command: ListShortage) -> str:
    permit = scene.reference.catalogue.permit(command.permit)
    assert permit is not None  # the act has looked
    library = scene.reference.catalogue.requirement_library
    missing = [item for item in command.items if item.state == "tidak" and item.requirement in library]
    card = papers.ShortageList(
        letterhead=letterhead(scene),
        listed=scene.local,
        service=permit.name,
        kind=label(command.kind),
        applicant=title_name(command.applicant),
        missing=tuple(
            papers.PaperItem(name=library[item.requirement].name, state=item.state, note=item.note) for item in missing
        ),
        present=sum(item.state != "tidak" for item in command.items),
        notes=command.notes,
        officer=scene.actor.name,
        counter=scene.device.name,
        training=scene.office.training,
    )
    return fix(scene, "shortage_list", card)


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


def working_deadline(scene: Scene, days: int) -> date:
    """`days` working days from today, unknown years taken as free of holidays."""
    known = scene.calendar.estimating()
    return known.add_working_days(scene.today, days)
