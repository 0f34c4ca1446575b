"""The number, the permit, and what becomes of it (T20; domain.md 5.3)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app.actions import grounds, letters, paperwork, searching, signatory
from app.actions.commands.office_work import (
    AssignNumber,
    DecreeCommand,
    Issue,
    ReinstatePermit,
    RevokePermit,
    SuspendPermit,
    TakeBackDecree,
)
from app.actions.context import ActContext
from app.actions.moving import hold, move, refuse_unless
from app.actions.rights import require_in_office
from app.errors import Refused
from app.models.application import Application, Permit
from app.models.journal import Document
from app.queries.decrees import standing_decrees
from app.queries.files import detail_lines, terms_of
from app.queries.permits import permit_numbered, term_of
from app.reference.labels import label
from app.reference.terms import Terms
from app.rules import papers
from app.rules.papers import LetterRow
from app.rules.standing import ACTIVE, DECREE, IN_FORCE, PREPARED, REPLACED, REVOKED
from app.rules.wording import long_date, title_name
from app.rules.workflow import PERMIT_TABLE, PermitAct


def assign_number(context: ActContext, command: AssignNumber) -> None:
    """T20a. The numbered paper is fixed and can be printed for the wet signature; after an internal correction anew,
    under the number it has."""
    move(context)
    application = context.file()
    permit = prepared(context, application)
    hold(context, "not_numbered")
    hold(context, "no_correction_open")
    terms = terms_of(application, context.reference)
    permit = permit or _new(context, command, application)
    permit.issued = context.today
    permit.valid_from, permit.valid_until = term_of(context.session, application, terms, context.today)
    permit.document_id = paperwork.fix(context, "permit", permit_card(context, permit, terms))
    context.session.add(permit)
    searching.index(context.session, application, permit_number=permit.number)


def _new(context: ActContext, command: AssignNumber, application: Application) -> Permit:
    return Permit(
        id=context.child("permit"),
        application_id=application.id,
        number=command.number,
        permit_code=application.permit_code,
        applicant_id=application.applicant_id,
        holder=application.applicant_name,
        token=command.token,
        state=PREPARED,
        state_reason="",
        state_letter="",
        document_id="",
        sha256="",
    )


def issue(context: ActContext, command: Issue) -> None:
    """T20b. Signed and stamped on paper: the permit is in force, the hash of its card is fixed with it.

    A PC in its first synchronisation can have the permit of a file and not yet its card.
    """
    move(context)
    application = context.file()
    hold(context, "numbered")
    permit = prepared(context, application)
    assert permit is not None  # it has a number
    card = context.session.get_one(Document, permit.document_id)
    refuse_unless(command.wet_signature, "not_signed", wet_signature="required")
    permit.state = REVOKED if application.kind == DECREE else ACTIVE
    permit.sha256 = card.sha256
    _replace(context, application, permit)


def prepared(context: ActContext, application: Application) -> Permit | None:
    """The permit of a file, from its numbering on."""
    return context.session.scalar(select(Permit).where(Permit.application_id == application.id))


def void_paper(context: ActContext) -> None:
    """The numbered paper is not to be signed; the number stays with the file."""
    permit = prepared(context, context.file())
    if permit is not None:
        permit.document_id = ""


def _replace(context: ActContext, application: Application, permit: Permit) -> None:
    """A renewal, amendment or replacement takes the earlier permit's place; a revocation ends it."""
    earlier = permit_numbered(context.session, application.previous_permit)
    if earlier is None or earlier.state not in IN_FORCE:
        return
    earlier.state = REVOKED if application.kind == DECREE else REPLACED
    earlier.state_reason = label(application.kind)
    earlier.state_letter = permit.number
    earlier.replaced_by = permit.id


def permit_card(
    context: ActContext, permit: Permit, terms: Terms, signer: papers.Signer | None = None
) -> papers.PermitDocument:
    """`signer` is whoever signed the file, where nobody else is named."""
    application, draft = context.file(), context.file().draft or {}
    qr, is_address = _verification(context, permit)
    agencies = terms.catalogue.agencies
    conditions = [draft["conditions"]] if draft.get("conditions") else []
    return papers.PermitDocument(
        letterhead=paperwork.letterhead(context),
        title=_title(application, terms),
        number=permit.number,
        service=application.permit_name,
        kind=label(application.kind),
        registration_number=application.number,
        legal_basis=grounds.of_permit(context),
        holder=title_name(application.applicant_name) if not application.body else application.applicant_name,
        holder_lines=_holder(application),
        lines=detail_lines(terms),
        terms=(*conditions, *draft.get("terms", ())),
        issued=permit.issued,
        valid_from=permit.valid_from,
        valid_until=permit.valid_until,
        signer=signer or signatory.of_decision(context),
        copies_to=tuple(f"Kepala {agencies[name].label}" for name in terms.permit.output.copies_to),
        qr=qr,
        qr_is_address=is_address,
        training=context.office.training,
        revokes=_revoked(context, terms) if application.kind == DECREE else None,
    )


def _revoked(context: ActContext, terms: Terms) -> papers.RevokedPermit:
    number = context.file().previous_permit
    known = permit_numbered(context.session, number)
    return papers.RevokedPermit(
        document=terms.permit.output.document, number=number, issued=known.issued if known else None
    )


def _title(application: Application, terms: Terms) -> str:
    return f"Pencabutan {terms.permit.output.document}" if application.kind == DECREE else terms.permit.output.document


def _verification(context: ActContext, permit: Permit) -> tuple[str, bool]:
    office = context.office
    if office.public_address:
        return f"{office.public_address.rstrip('/')}/v/{permit.token}", True
    return f"{permit.number}\n{office.name}\n{office.phone}", False


def _holder(application: Application) -> tuple[LetterRow, ...]:
    """Who holds it, as on the card."""
    person = application.person
    born = ", ".join(
        filter(None, (person["birth_place"], long_date(date.fromisoformat(person["birth_date"])).split(", ", 1)[1]))
    )
    rows = [LetterRow(heading="Tempat, tanggal lahir", text=born)]
    if application.body:
        rows.insert(0, LetterRow(heading="Penanggung jawab", text=title_name(person["name"])))
    if person["nik"]:
        rows.append(LetterRow(heading="NIK", text=person["nik"]))
    else:
        rows.append(LetterRow(heading="Paspor/KITAS", text=person["foreign_id"]))
    rows.append(LetterRow(heading="Alamat", text=", ".join(filter(None, (person["address"], person["village_text"])))))
    return tuple(rows)


def suspend_permit(context: ActContext, command: SuspendPermit) -> None:
    """Dibekukan."""
    _decree(context, command)


def reinstate_permit(context: ActContext, command: ReinstatePermit) -> None:
    """Aktif again."""
    _decree(context, command)


def revoke_permit(context: ActContext, command: RevokePermit) -> None:
    """Dicabut."""
    _decree(context, command)


def _decree(context: ActContext, command: DecreeCommand) -> None:
    """Acts of 0.3 say neither day nor ground, and put out no paper."""
    row = PERMIT_TABLE[command.act]
    permit = _permit_for(context, row)
    refuse_unless(bool(command.letter.strip()), "letter_missing", letter="required")
    refuse_unless(bool(command.reason.strip()), "reason_missing", reason="required")
    if isinstance(command.dated, date):
        refuse_unless(command.ground in row.grounds, "fields_missing", ground="required")
        refuse_unless(command.dated <= context.today, "date_future", dated="future")
        refuse_unless(command.dated >= permit.issued, "date_order", dated="date_order")
    permit.state, permit.state_letter, permit.state_reason = row.after, command.letter, command.reason
    if isinstance(command.dated, date):
        letters.decree(context, command, row.paper, permit)


def take_back_decree(context: ActContext, command: TakeBackDecree) -> None:
    """The permit is what it was before the last decree, with the letter and the reason of the one before that."""
    permit = _permit_for(context, PERMIT_TABLE[command.act])
    hold(context, "decree_of_today")
    hold(context, "not_who_decreed")
    *earlier, last = standing_decrees(context.session, context.file().id)
    refuse_unless(last.id == command.of, "decree_not_today")
    refuse_unless(bool(command.reason.strip()), "reason_missing", reason="required")
    before = earlier[-1] if earlier else None
    permit.state = PERMIT_TABLE[before.act].after if before else ACTIVE
    permit.state_letter, permit.state_reason = (before.letter, before.reason) if before else ("", "")


def _permit_for(context: ActContext, row: PermitAct) -> Permit:
    """Raises Refused `no_right`, or `permit_state` where the act has no place."""
    require_in_office(context, *row.who, permit=context.file().permit_code)
    permit = prepared(context, context.file())
    if permit is None or permit.state not in row.before:
        raise Refused("permit_state", state=permit.state if permit else "")
    return permit
