"""What happens at the counter: taking in, taking back, handing over."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import UNSET, UnsetType

from app.actions.commands.command import Command, FileCommand, Part
from app.actions.commands.promise import Card, Promise


class Person(Part, frozen=True, kw_only=True):
    """The applicant as on the card. A resident foreigner has `foreign_id` (passport or KITAS); phone as +62."""

    nik: str = ""
    foreign_id: str = ""
    name: str
    birth_place: str = ""
    birth_date: date
    sex: str
    address: str
    village: str
    village_text: str
    phone: str
    email: str = ""


class Body(Part, frozen=True, kw_only=True):
    """A legal body that the person represents."""

    name: str
    form: str = ""
    tax_number: str = ""
    address: str = ""


class Proxy(Part, frozen=True, kw_only=True):
    """Penerima kuasa (domain.md 2.4): the permit holder is always the giver. `scope` is ajukan, ambil or keduanya."""

    name: str
    nik: str
    phone: str = ""
    scope: str
    letter_date: date
    stamped: bool


class ItemState(Part, frozen=True, kw_only=True):
    """One requirement as the clerk saw it: `state` is ada, susulan or tidak."""

    requirement: str
    state: str
    original_shown: bool = False
    copies: int = 1
    note: str = ""


Details = dict[str, str | int | float | bool | list[str] | None]


class Intake(Part, frozen=True, kw_only=True):
    """What the form holds; the same for a registration and for a list of what is missing.

    `details` are the fields of the permit type by id (dates as ISO text), `ticks` the conditions an officer ticked,
    `answers` the eligibility questions (ya, tidak), `confirmed` the reason given for each warning about the numbers.
    `rekeyed` names what of the number was keyed differently the second time (last4, first6); unset where nothing was.
    """

    permit: str
    variant: str = ""
    kind: str
    person: Person
    body: Body | None = None
    proxy: Proxy | None = None
    details: Details = {}
    ticks: tuple[str, ...] = ()
    answers: dict[str, str] = {}
    items: tuple[ItemState, ...]
    confirmed: dict[str, str] = {}
    previous_permit: str = ""
    rekeyed: tuple[str, ...] | UnsetType = UNSET


class RegisterApplication(FileCommand, frozen=True, kw_only=True, tag="register_application"):
    """T2. `number` and `tracking` are empty until the door draws them, in the transaction that writes them down.

    The applicant read the data back (`read_how`: layar, lembar or lisan), or did not for `unread_reason`. Both are
    unset in acts of before there was a choice, which are written again as they were; so are `promise` and `paper`, the
    receipt as it was fixed at the counter.
    """

    intake: Intake
    read_back: bool
    read_how: str | UnsetType = UNSET
    unread_reason: str | UnsetType = UNSET
    override: str = ""
    started: datetime
    draft: str = ""
    number: str = ""
    tracking: str = ""
    promise: Promise | UnsetType = UNSET
    paper: Card | UnsetType = UNSET


class RecordPromise(FileCommand, frozen=True, kw_only=True, tag="record_promise"):
    """What the paper of act `of` says, which was sent in the form of 0.3.0 and so was reckoned by the centre: written
    down once by the PC that printed it. `promise` is that of a registration."""

    of: str
    promise: Promise | UnsetType = UNSET
    paper: Card


class ListShortage(Command, frozen=True, kw_only=True, tag="list_shortage"):
    """T3. Nothing is registered; the list is printed and counts as a consultation."""

    permit: str
    variant: str = ""
    kind: str
    applicant: str
    items: tuple[ItemState, ...]
    notes: tuple[str, ...] = ()
    details: Details = {}
    paper: Card | UnsetType = UNSET


class GrantOverride(Command, frozen=True, kw_only=True, tag="grant_override"):
    """A supervisor compared a number that has an error with the card: `codes` are the errors seen."""

    nik: str
    codes: tuple[str, ...]
    reason: str


class AcceptRevision(FileCommand, frozen=True, kw_only=True, tag="accept_revision"):
    """T7. `items` are the papers brought; `details` the fields corrected."""

    items: tuple[ItemState, ...] = ()
    details: Details = {}
    paper: Card | UnsetType = UNSET


class ReceiveDeferred(FileCommand, frozen=True, kw_only=True, tag="receive_deferred"):
    """T27. A paper that was allowed to follow has come."""

    requirement: str
    original_shown: bool = False
    note: str = ""


class Withdraw(FileCommand, frozen=True, kw_only=True, tag="withdraw"):
    """T23. By a signed letter of the applicant or proxy."""

    letter_date: date
    signed_by: str
    reason: str = ""
    paper: Card | UnsetType = UNSET


class HandOver(FileCommand, frozen=True, kw_only=True, tag="hand_over"):
    """T21. `receiver_is` is pemohon or kuasa; without the receipt a reason; a proxy shows the power of attorney."""

    receiver: str
    receiver_is: str
    identity_shown: str
    receipt_shown: bool
    reason_without_receipt: str = ""
    proxy_letter: bool = False
    paper: Card | UnsetType = UNSET


class ContactApplicant(FileCommand, frozen=True, kw_only=True, tag="contact_applicant"):
    """T29. `channel` is telepon, whatsapp or tatap_muka; `purpose` kelengkapan, pengingat, siap_diambil or lainnya."""

    channel: str
    purpose: str
    reached: bool
    note: str = ""


class AssistOss(FileCommand, frozen=True, kw_only=True, tag="assist_oss"):
    """T31. The data was entered in OSS together with the applicant."""

    project_number: str = ""


class RecordOssResult(FileCommand, frozen=True, kw_only=True, tag="record_oss_result"):
    """T33. What OSS issued: the fields that the catalogue requires at this step."""

    details: Details
