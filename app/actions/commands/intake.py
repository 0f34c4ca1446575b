"""What happens at the counter: taking in, taking back, handing over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from app.actions.commands.command import Choices, Command, CommandPart, Count, FileCommand, Id, Line, Prose, Whole, Word
from app.actions.commands.promise import Card, Promise


class Person(CommandPart, frozen=True, kw_only=True):
    """The applicant as on the card. A resident foreigner has `foreign_id` (passport or KITAS); phone as +62."""

    nik: Line = ""
    foreign_id: Line = ""
    name: Line
    birth_place: Line = ""
    birth_date: date
    sex: Word
    address: Line
    village: Line
    village_text: Line
    phone: Line
    email: Line = ""


class LegalBody(CommandPart, frozen=True, kw_only=True):
    """A legal body that the person represents."""

    name: Line
    form: Line = ""
    tax_number: Line = ""
    address: Line = ""


class Proxy(CommandPart, frozen=True, kw_only=True):
    """Penerima kuasa (domain.md 2.4): the permit holder is always the giver. `scope` is ajukan, ambil or keduanya."""

    name: Line
    nik: Line
    phone: Line = ""
    scope: Word
    letter_date: date
    stamped: bool


class ItemState(CommandPart, frozen=True, kw_only=True):
    """One requirement as the clerk saw it: `state` is ada, susulan or tidak."""

    requirement: Word
    state: Word
    original_shown: bool = False
    copies: Count = 1
    note: Prose = ""


# More fields than any form has.
Details = Annotated[dict[Word, Prose | Whole | float | bool | Choices | None], Meta(max_length=500)]


class Intake(CommandPart, frozen=True, kw_only=True):
    """What the form holds; the same for a registration and for a list of what is missing.

    `details` are the fields of the permit type by id (dates as ISO text), `ticks` the conditions an officer ticked,
    `answers` the eligibility questions (ya, tidak), `confirmed` the reason given for each warning about the numbers.
    `rekeyed` names what of the number was keyed differently the second time (last4, first6); unset where nothing was.
    """

    permit: Word
    variant: Word = ""
    kind: Word
    person: Person
    body: LegalBody | None = None
    proxy: Proxy | None = None
    details: Details = {}
    ticks: tuple[Word, ...] = ()
    answers: dict[Word, Word] = {}
    items: tuple[ItemState, ...]
    confirmed: dict[Word, Prose] = {}
    previous_permit: Line = ""
    rekeyed: tuple[Word, ...] | UnsetType = UNSET


class RegisterApplication(FileCommand, frozen=True, kw_only=True, tag="register_application"):
    """T2. `number` and `tracking` are empty until the door draws them, in the transaction that writes them down.

    The applicant read the data back (`read_how`: layar, lembar or lisan), or did not for `unread_reason`. Both are
    unset in acts of before there was a choice, which are written again as they were; so are `promise` and `paper`, the
    receipt as it was fixed at the counter.
    """

    intake: Intake
    read_back: bool
    read_how: Word | UnsetType = UNSET
    unread_reason: Prose | UnsetType = UNSET
    override: Id = ""
    started: datetime
    draft: Id = ""
    number: Line = ""
    tracking: Id = ""
    promise: Promise | UnsetType = UNSET
    paper: Card | UnsetType = UNSET


class RecordPromise(FileCommand, frozen=True, kw_only=True, tag="record_promise"):
    """What the paper of act `of` says, which was sent in the form of 0.3.0 and so was reckoned by the centre: written
    down once by the PC that printed it. `promise` is that of a registration."""

    of: Id
    promise: Promise | UnsetType = UNSET
    paper: Card


class ListShortage(Command, frozen=True, kw_only=True, tag="list_shortage"):
    """T3. Nothing is registered; the list is printed and counts as a consultation."""

    permit: Word
    variant: Word = ""
    kind: Word
    applicant: Line
    items: tuple[ItemState, ...]
    notes: tuple[Prose, ...] = ()
    details: Details = {}
    paper: Card | UnsetType = UNSET


class GrantOverride(Command, frozen=True, kw_only=True, tag="grant_override"):
    """A supervisor compared a number that has an error with the card: `codes` are the errors seen."""

    nik: Line
    codes: tuple[Word, ...]
    reason: Prose


class AcceptRevision(FileCommand, frozen=True, kw_only=True, tag="accept_revision"):
    """T7. `items` are the papers brought; `details` the fields corrected."""

    items: tuple[ItemState, ...] = ()
    details: Details = {}
    paper: Card | UnsetType = UNSET


class ReceiveDeferred(FileCommand, frozen=True, kw_only=True, tag="receive_deferred"):
    """T27. A paper that was allowed to follow has come."""

    requirement: Word
    original_shown: bool = False
    note: Prose = ""


class Withdraw(FileCommand, frozen=True, kw_only=True, tag="withdraw"):
    """T23. By a signed letter of the applicant or proxy."""

    letter_date: date
    signed_by: Line
    reason: Prose = ""
    paper: Card | UnsetType = UNSET


class HandOver(FileCommand, frozen=True, kw_only=True, tag="hand_over"):
    """T21. `receiver_is` is pemohon or kuasa; without the receipt a reason; a proxy shows the power of attorney."""

    receiver: Line
    receiver_is: Word
    identity_shown: Line
    receipt_shown: bool
    reason_without_receipt: Prose = ""
    proxy_letter: bool = False
    paper: Card | UnsetType = UNSET


class ContactApplicant(FileCommand, frozen=True, kw_only=True, tag="contact_applicant"):
    """T29. `channel` is telepon, whatsapp or tatap_muka; `purpose` kelengkapan, pengingat, siap_diambil or lainnya."""

    channel: Word
    purpose: Word
    reached: bool
    note: Prose = ""


class AssistOss(FileCommand, frozen=True, kw_only=True, tag="assist_oss"):
    """T31. The data was entered in OSS together with the applicant."""

    project_number: Line = ""


class RecordOssResult(FileCommand, frozen=True, kw_only=True, tag="record_oss_result"):
    """T33. What OSS issued: the fields that the catalogue requires at this step."""

    details: Details
