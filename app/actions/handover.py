"""At the hand-over counter, and other things the applicant comes for (T21, T23, T24, T29)."""

from __future__ import annotations

from sqlalchemy import select

from app.actions import letters, paperwork
from app.actions.commands.intake import ContactApplicant, HandOver, Withdraw
from app.actions.commands.office_work import Cancel
from app.actions.context import ActContext
from app.actions.issuing import prepared
from app.actions.moving import hold, move, refuse_unless
from app.models.application import Contact, Revision
from app.models.journal import Document
from app.reference.labels import label
from app.rules import papers, stages
from app.rules.wording import title_name

CHANNELS = ("telepon", "whatsapp", "tatap_muka")
READY = "siap_diambil"
PURPOSES = ("kelengkapan", "pengingat", READY, "lainnya")


def hand_over(context: ActContext, command: HandOver) -> None:
    """T21. Against the receipt and a matching identity; a third person also shows the power of attorney."""
    refused = context.file().stage == stages.REFUSED
    move(context)
    _not_withheld(context)
    refuse_unless(bool(command.receiver.strip()), "fields_missing", receiver="required")
    refuse_unless(bool(command.identity_shown.strip()), "identity_shown", identity_shown="required")
    explained = command.receipt_shown or bool(command.reason_without_receipt.strip())
    refuse_unless(explained, "reason_missing", reason_without_receipt="required")
    refuse_unless(command.receiver_is in ("pemohon", "kuasa"), "fields_missing", receiver_is="required")
    refuse_unless(command.receiver_is == "pemohon" or command.proxy_letter, "proxy_letter", proxy_letter="required")
    paperwork.fix(context, "collection_receipt", collection_receipt(context, command, refused=refused))


def collection_receipt(context: ActContext, command: HandOver, *, refused: bool) -> papers.CollectionReceipt:
    """`refused`: what is handed over is the letter of refusal."""
    application = context.file()
    return papers.CollectionReceipt(
        letterhead=paperwork.letterhead(context),
        number=application.number,
        document=label("refusal_letter") if refused else application.permit_name,
        document_number=_handed(context, refused=refused),
        service=application.permit_name,
        applicant=title_name(application.person["name"]),
        receiver=title_name(command.receiver),
        receiver_is=command.receiver_is,
        identity_shown=command.identity_shown,
        receipt_shown=command.receipt_shown,
        reason_without_receipt=command.reason_without_receipt,
        handed_over=context.local,
        officer=context.actor.name,
        counter=context.device.name,
        training=context.office.training,
    )


def _not_withheld(context: ActContext) -> None:
    """A permit that was revoked, suspended, replaced or has ended stays in the office. Raises Refused."""
    with context.weighing():
        hold(context, "not_withheld")


def _handed(context: ActContext, *, refused: bool) -> str:
    """The number of the paper: of the letter of refusal, of the permit, or the NIB that OSS gave."""
    application = context.file()
    if refused:
        letter = context.session.scalar(
            select(Document.card).where(Document.application_id == application.id, Document.kind == "refusal_letter")
        )
        return str(letter["number"]) if letter else ""
    permit = prepared(context, application)
    return permit.number if permit else str(application.details.get("nib") or "")


def withdraw(context: ActContext, command: Withdraw) -> None:
    """T23. By a signed letter; the papers go back."""
    move(context)
    refuse_unless(command.letter_date <= context.today, "date_future", letter_date="future")
    refuse_unless(bool(command.signed_by.strip()), "fields_missing", signed_by="required")
    paperwork.fix(context, "withdrawal_letter", letters.withdrawal_letter(context, command))


def cancel(context: ActContext, command: Cancel) -> None:
    """T24. Entered by mistake: the same day, before anybody worked on it. The number stays used."""
    refuse_unless(bool(command.reason.strip()), "reason_missing", reason="required")
    move(context)
    hold(context, "same_day")
    hold(context, "untouched")


def contact_applicant(context: ActContext, command: ContactApplicant) -> None:
    """T29. Every try is logged. A reminder opens the way to T8 even where nobody answered: it was tried."""
    move(context)
    refuse_unless(command.channel in CHANNELS, "fields_missing", channel="required")
    refuse_unless(command.purpose in PURPOSES, "fields_missing", purpose="required")
    if command.purpose == READY:
        _not_withheld(context)
    application = context.file()
    context.session.add(
        Contact(
            id=command.stamp.id,
            application_id=application.id,
            at=command.stamp.at,
            channel=command.channel,
            purpose=command.purpose,
            reached=command.reached,
            note=command.note,
        )
    )
    if command.purpose == "pengingat":
        revision = context.session.scalar(
            select(Revision).where(Revision.application_id == application.id, Revision.back.is_(None))
        )
        if revision is not None:
            revision.reminded = True
