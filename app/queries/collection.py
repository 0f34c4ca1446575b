"""At the hand-over counter: what waits to be collected, and what a receipt that was just scanned stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import load_only

from app.models.application import Application, Contact, Permit
from app.models.journal import Document, Entry
from app.queries.finding import ids_of
from app.queries.finding_words import code_of
from app.queries.look import Look
from app.queries.permits import held_back, standing_of_file
from app.rules import stages
from app.rules.standing import withheld
from app.rules.wording import title_name

READY = (stages.COLLECTION, stages.REFUSED)
COLLECTS = ("ambil", "keduanya")
LIMIT = 200
HAND_OVER, REFUSAL_LETTER = "hand_over", "refusal_letter"


@dataclass(frozen=True)
class Contacted:
    """One try to reach the applicant; `at` is local to the office."""

    at: datetime
    channel: str
    reached: bool


@dataclass(frozen=True)
class WaitingRow:
    """A document that lies ready, its service by the short name. `days` are calendar days since it does; `contact`
    the last try to reach the applicant, if any; `withheld` the standing of a permit that stays in the office."""

    id: str
    number: str
    applicant: str
    service: str
    refused: bool
    since: date
    days: int
    contact: Contacted | None
    withheld: str = ""


@dataclass(frozen=True)
class Collectable:
    """Ready: whose, what, and who may take it. `proxy` is named in the application and may collect, else "".

    Of numbers only the last four characters: enough to compare with the card that is shown.
    """

    id: str
    number: str
    applicant: str
    nik_last4: str
    phone: str
    proxy: str
    proxy_last4: str
    service: str
    refused: bool
    document_number: str
    since: date
    days: int
    contacts: tuple[Contacted, ...]
    regency: str


@dataclass(frozen=True)
class NotReady:
    """A file with nothing to hand over now. `numbered`: only the wet signature is wanting. `handed` says when and to
    whom it was handed over, `withheld` the standing of a permit that stays in the office, with the letter and the
    reason of it."""

    id: str
    number: str
    stage: str
    refused: bool
    numbered: bool
    ended: date | None
    handed: datetime | None = None
    receiver: str = ""
    withheld: str = ""
    letter: str = ""
    reason: str = ""


def waiting(look: Look, limit: int = LIMIT) -> tuple[WaitingRow, ...]:
    """What lies ready, the longest first."""
    wanted = (
        select(Application, held_back(look.today))
        .options(
            load_only(
                Application.number,
                Application.person,
                Application.short_name,
                Application.stage,
                Application.outcome,
                Application.since,
            )
        )
        .where(Application.stage.in_(READY))
        .order_by(Application.since, Application.id)
        .limit(limit)
    )
    files = look.session.execute(wanted).all()
    last = _last_contacts(look, [file.id for file, _ in files])
    return tuple(
        WaitingRow(
            id=file.id,
            number=file.number,
            applicant=title_name(file.person["name"]),
            service=file.short_name,
            refused=file.outcome == stages.REFUSAL,
            since=look.local(file.since).date(),
            days=(look.today - look.local(file.since).date()).days,
            contact=last.get(file.id),
            withheld=why if file.stage == stages.COLLECTION else "",
        )
        for file, why in files
    )


def scanned(look: Look, text: str) -> Collectable | NotReady | None:
    """What a scan or a typed number stands for; None for a code nobody knows. Of several files of one person the one
    that is ready counts."""
    found = [look.session.get(Application, each) for each in ids_of(look, code_of(text))] if text.strip() else []
    files = [file for file in found if file is not None]
    if not files:
        return None
    return opened(look, next((file for file in files if file.stage in READY), files[0]).id)


def opened(look: Look, application: str) -> Collectable | NotReady | None:
    file = look.session.get(Application, application)
    if file is None:
        return None
    permit = look.session.scalar(select(Permit).where(Permit.application_id == file.id))
    state = standing_of_file(look.session, file, look.today) if file.stage == stages.COLLECTION else ""
    if file.stage not in READY or withheld(state):
        return _not_ready(look, file, permit, state)
    return _collectable(look, file, permit.number if permit else "")


def _collectable(look: Look, file: Application, permit: str) -> Collectable:
    since = look.local(file.since).date()
    proxy = file.proxy if file.proxy and file.proxy["scope"] in COLLECTS else None
    refused = file.outcome == stages.REFUSAL
    return Collectable(
        id=file.id,
        number=file.number,
        applicant=title_name(file.person["name"]),
        nik_last4=(file.person["nik"] or file.person["foreign_id"])[-4:],
        phone=file.person["phone"],
        proxy=title_name(proxy["name"]) if proxy else "",
        proxy_last4=proxy["nik"][-4:] if proxy else "",
        service=file.permit_name,
        refused=refused,
        document_number=_refusal_number(look, file.id) if refused else permit or str(file.details.get("nib") or ""),
        since=since,
        days=(look.today - since).days,
        contacts=_contacts(look, file.id),
        regency=look.office.regency if look.office else "",
    )


def _not_ready(look: Look, file: Application, permit: Permit | None, state: str) -> NotReady:
    handed = look.session.scalar(
        select(Entry).where(Entry.application_id == file.id, Entry.kind == HAND_OVER).order_by(Entry.position.desc())
    )
    return NotReady(
        id=file.id,
        number=file.number,
        stage=file.stage,
        refused=file.outcome == stages.REFUSAL,
        numbered=permit is not None,
        ended=file.ended,
        handed=look.local(handed.at) if handed else None,
        receiver=title_name(str(handed.payload["receiver"])) if handed else "",
        withheld=state,
        letter=permit.state_letter if permit and state else "",
        reason=permit.state_reason if permit and state else "",
    )


def _refusal_number(look: Look, application: str) -> str:
    card = look.session.scalar(
        select(Document.card).where(Document.application_id == application, Document.kind == REFUSAL_LETTER)
    )
    return str(card["number"]) if card else ""


def _contacts(look: Look, application: str) -> tuple[Contacted, ...]:
    """All tries, the newest first."""
    rows = look.session.execute(
        select(Contact.at, Contact.channel, Contact.reached)
        .where(Contact.application_id == application)
        .order_by(Contact.at.desc())
    )
    return tuple(Contacted(look.local(row.at), row.channel, row.reached) for row in rows)


def _last_contacts(look: Look, applications: list[str]) -> dict[str, Contacted]:
    rows = look.session.execute(
        select(Contact.application_id, Contact.at, Contact.channel, Contact.reached)
        .where(Contact.application_id.in_(applications))
        .order_by(Contact.at)
    )
    return {row.application_id: Contacted(look.local(row.at), row.channel, row.reached) for row in rows}
