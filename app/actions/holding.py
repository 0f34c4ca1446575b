"""Whether a card that an act carries can be the one that act put out.

What it says of its file, its own act, money and days is held against the register, and who signed it and where its QR
leads against what the office ever said. The rest is only compared (app.actions.promising): a paper that was printed
before others changed something is true all the same, and a restored centre does not know yet what had been changed,
nor which number it had given to the permit that was handed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.commands.office import OfficeProfile, StaffProfile
from app.actions.commands.promise import Card
from app.actions.context import ActContext
from app.decoding import from_plain
from app.errors import Refused
from app.models.application import Application
from app.models.exchange import TrayItem
from app.models.journal import Entry
from app.models.office import Office, Staff, StaffRole
from app.queries.documents import card_of
from app.rules import papers
from app.rules.tray import REJECTED
from app.rules.workflow import ADMIN

T = TypeVar("T")

OFFICE = {"set_up_office": "profile", "change_office": "profile"}
PEOPLE = {"set_up_office": "first_user", "add_staff": "profile", "change_staff": "profile"}


def offices(session: Session) -> list[OfficeProfile]:
    return list(_said(session, OFFICE, OfficeProfile))


def people(session: Session) -> list[StaffProfile]:
    """As they are now too."""
    now = [
        StaffProfile(id=row.id, username=row.username, name=row.name, nip=row.nip)
        for row in session.scalars(select(Staff))
    ]
    return [*now, *_said(session, PEOPLE, StaffProfile)]


def _said(session: Session, kinds: dict[str, str], form: type[T]) -> Iterable[T]:
    for kind, payload in _payloads(session, kinds):
        with suppress(msgspec.ValidationError):
            yield from_plain(payload.get(kinds[kind]), form)


def _payloads(session: Session, kinds: Iterable[str]) -> Iterable[tuple[str, dict[str, Any]]]:
    done = select(Entry.kind, Entry.payload).where(Entry.kind.in_(kinds))
    administered = select(StaffRole.staff_id).where(StaffRole.role == ADMIN)
    late = TrayItem.kind.in_(kinds), TrayItem.cause == REJECTED, TrayItem.actor_id.in_(administered)
    for query in (done, select(TrayItem.kind, TrayItem.payload).where(*late)):
        yield from ((kind, payload) for kind, payload in session.execute(query))


SORTED = msgspec.json.Encoder(order="sorted")
LARGEST = 256 * 1024
"""Bytes of a card as JSON."""
LATER = 60
"""Days that a promise may lie beyond three times its working days: weekends with every holiday there is."""
REVISED, CORRECTED = "accept_revision", "approve_correction"
_RECEIPT = ("number", "days", "fee", "training")
_FIRST = (*_RECEIPT, "promised", "subject", "items", "nik_last4", "addendum", "previous_promise", "corrected")
_LETTER = ("kind", "number", "registration_number", "registered", "rows", "deadline", "copies_to", "training")
# Act -> what its card says as the register here does: nothing that happens elsewhere meanwhile makes it another. What
# is not named puts out a letter.
HELD: dict[str, tuple[str, ...]] = {
    "register_application": (*_FIRST, "corrected_on"),
    REVISED: (*_RECEIPT, "addendum", "corrected", "corrected_on"),
    CORRECTED: _RECEIPT,
    "list_shortage": ("present", "notes", "training"),
    "hand_over": (
        *("number", "receiver", "receiver_is", "identity_shown", "receipt_shown", "reason_without_receipt"),
        "training",
    ),
}
Profile = Office | OfficeProfile


@dataclass(frozen=True)
class Of:
    """The act a card was put out by; `at` is the clock of its PC (UTC)."""

    act: str
    at: datetime
    actor: str


def tracking_code(office: Profile, application: Application) -> tuple[str, bool]:
    """What the QR of a receipt holds: the public address, or without one number, office and telephone as text."""
    if office.public_address:
        return f"{office.public_address.rstrip('/')}/t/{application.tracking}", True
    return f"{application.number}\n{office.name}\n{office.phone}", False


def read(kind: str, told: Card) -> papers.Paper | None:
    """None where no card of this kind is, or not this only."""
    if len(SORTED.encode(told)) > LARGEST:
        return None
    try:
        card = card_of(kind, told)
    except Refused:
        return None
    return card if _says_no_more(told, card) else None


def belongs(context: ActContext, told: papers.Paper, own: papers.Paper, of: Of | None = None) -> bool:
    """Whether `told` can be of this act, or of another one on the same file. `own` is what is made of it here."""
    of = of or Of(context.command.act, context.command.stamp.at, context.command.stamp.actor)
    if any(getattr(told, name) != getattr(own, name) for name in HELD.get(of.act, _LETTER)):
        return False
    return _in_time(context, told, own, of) and _of_the_office(context, told, own, of)


def _in_time(context: ActContext, told: Any, own: Any, of: Of) -> bool:
    """Its moment and days are those of its act, by the PC's clock or the centre's; promises lie where one can."""
    day = of.at.astimezone(context.local.tzinfo).date()
    match told:
        case papers.Receipt() if of.act == CORRECTED:
            dated = told.corrected_on in (day, own.corrected_on) and told.received in _taken_in(context, own)
            return dated and _can_be_promised(context, told)
        case papers.Receipt():
            return told.received == of.at and (of.act != REVISED or _can_be_promised(context, told))
        case papers.Letter():
            return told.dated in (day, own.dated)
        case papers.CollectionReceipt():
            return told.handed_over == of.at
    assert isinstance(told, papers.ShortageList)  # what else is carried
    return told.listed == of.at


def _can_be_promised(context: ActContext, card: papers.Receipt) -> bool:
    """The day a file is due may have moved since, by a pause or a holiday; not anywhere. A file can be away for months,
    and the PC's clock stand before all of them: it is no later than it came. What the register has of the file was
    promised, by whatever clock: a corrected receipt repeats it."""
    file = context.file()
    received = file.received.astimezone(context.local.tzinfo).date()
    soonest = min(received, file.day_zero)
    latest = max(context.today, file.day_zero, context.arrival_day) + timedelta(days=3 * card.days + LATER)
    told, known = (card.promised, card.previous_promise), (None, file.promised, file.due)
    return all(day in known or soonest <= day <= latest for day in told)


def _taken_in(context: ActContext, own: papers.Receipt) -> set[datetime]:
    """When papers of this file were received: a corrected receipt repeats one of these moments."""
    back = select(Entry.at).where(Entry.application_id == context.file().id, Entry.kind == REVISED)
    return {own.received, context.file().received, *context.session.scalars(back)}


def _of_the_office(context: ActContext, told: Any, own: Any, of: Of) -> bool:
    """By people who are or were the office's, and leading to it."""
    if isinstance(told, papers.Receipt | papers.Letter) and not _leads_here(context, told, own):
        return False
    if isinstance(told, papers.Letter):
        return told.signer is not None and (told.signer == own.signer or _is_known(context, told.signer))
    return bool(told.officer == own.officer or told.officer in _names(context, of))


def _leads_here(context: ActContext, told: papers.Receipt | papers.Letter, own: Any) -> bool:
    """Its QR holds an address the office has or had, with the code of the file; or what stands on the card anyway."""
    code, file, head = _code(told), context.file(), told.letterhead
    if code in (_code(own), (f"{file.number}\n{head.office}\n{head.phone}", False)):
        return True
    return code in [tracking_code(office, file) for office in offices(context.session) if office.public_address]


def _code(card: papers.Receipt | papers.Letter) -> tuple[str, bool]:
    """What its QR holds, and whether that is an address."""
    return card.qr, card.qr_is_address if isinstance(card, papers.Receipt) else "\n" not in card.qr


def _is_known(context: ActContext, signer: papers.Signer) -> bool:
    return (signer.name, signer.nip) in {(each.name, each.nip) for each in people(context.session)}


def _names(context: ActContext, of: Of) -> set[str]:
    """All that the officer was ever called; of a corrected receipt whoever received the papers."""
    whose = {of.actor}
    if of.act == CORRECTED:
        back = select(Entry.actor_id).where(Entry.application_id == context.file().id, Entry.kind == REVISED)
        whose = {context.file().officer_id, *context.session.scalars(back)}
    return {each.name for each in people(context.session) if each.id in whose}


def _says_no_more(told: Any, card: Any) -> bool:
    """Nothing in it that no card has."""
    if is_dataclass(card):
        known = {field.name: getattr(card, field.name) for field in fields(card)}
        return all(name in known and _says_no_more(value, known[name]) for name, value in _mapping(told).items())
    if isinstance(card, tuple):
        return all(map(_says_no_more, told, card))
    return True


def _mapping(told: Any) -> Mapping[str, Any]:
    return told if isinstance(told, Mapping) else {}
