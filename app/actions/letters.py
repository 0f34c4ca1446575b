"""The letters of the office as cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.actions import grounds, holding, paperwork, signatory
from app.actions.commands.intake import Withdraw
from app.actions.commands.office_work import DecreeCommand, RequestRecommendation, ReturnForRevision
from app.actions.context import ActContext
from app.models.application import Permit, Recommendation, Revision
from app.queries.files import detail_lines, terms_of
from app.reference.labels import label
from app.rules import papers
from app.rules.papers import LetterRow
from app.rules.standing import REFUSAL
from app.rules.wording import long_date, title_name


def return_letter(context: ActContext, command: ReturnForRevision) -> str:
    """Surat pengembalian: one consolidated list, no blame, the last day."""
    rows = tuple(LetterRow(heading=row.subject, text=row.text) for row in command.rows)
    return _letter(context, "return_letter", rows, deadline=command.deadline)


def lapse_letter(context: ActContext, revision: Revision, note: str) -> str:
    rows = (
        LetterRow(heading="Dikembalikan tanggal", text=long_date(revision.returned)),
        LetterRow(heading="Batas waktu perbaikan", text=long_date(revision.deadline)),
    )
    extra = (LetterRow(heading="Catatan", text=note),) if note.strip() else ()
    return _letter(context, "lapse_letter", rows + extra)


def refusal_letter(context: ActContext, number: str) -> str:
    return paperwork.fix(context, REFUSAL, refusal_card(context, number, signatory.of_decision(context)))


def refusal_card(context: ActContext, number: str, signer: papers.Signer) -> papers.Letter:
    draft = context.file().draft or {}
    rows = (
        LetterRow(heading="Pertimbangan", text=str(draft.get("reason", ""))),
        LetterRow(heading="Uraian", text=str(draft.get("text", ""))),
        LetterRow(heading="Dasar hukum", text="; ".join(grounds.of_refusal(context))),
    )
    return _card(context, REFUSAL, rows, number=number, signer=signer)


def recommendation_request(context: ActContext, command: RequestRecommendation, asked: Recommendation) -> str:
    terms = terms_of(context.file(), context.reference)
    agency = terms.catalogue.agencies[asked.agency]
    rows = detail_lines(terms)
    extra = (LetterRow(heading="Catatan", text=command.note),) if command.note.strip() else ()
    return _letter(
        context,
        "recommendation_request",
        rows + extra,
        number=command.letter,
        to=f"Kepala {agency.label}",
        deadline=asked.due,
        signer=signatory.of_section(context),
    )


def assignment_letter(context: ActContext, number: str, on: date, team: Sequence[str]) -> str:
    rows = (
        *(LetterRow(heading=f"Anggota {at}", text=name) for at, name in enumerate(team, start=1)),
        LetterRow(heading="Hari, tanggal", text=long_date(on)),
        LetterRow(heading="Objek", text=context.file().subject),
    )
    return _letter(
        context, "assignment_letter", rows, number=number, to="Tim Teknis", signer=signatory.of_section(context)
    )


def withdrawal_letter(context: ActContext, command: Withdraw) -> papers.Letter:
    rows = (
        LetterRow(heading="Surat penarikan tanggal", text=long_date(command.letter_date)),
        LetterRow(heading="Ditandatangani oleh", text=title_name(command.signed_by)),
    )
    extra = (LetterRow(heading="Alasan", text=command.reason),) if command.reason.strip() else ()
    return _card(context, "withdrawal_letter", rows + extra)


def decree(context: ActContext, command: DecreeCommand, kind: str, permit: Permit) -> str:
    """What is decided about an issued permit, signed by whoever decides it, as of the day the letter bears."""
    until = long_date(permit.valid_until) if permit.valid_until else "selama kegiatan berlangsung"
    rows = (
        LetterRow(heading="Nomor izin", text=permit.number),
        LetterRow(heading="Layanan", text=context.file().permit_name),
        LetterRow(heading="Pemegang izin", text=title_name(permit.holder)),
        LetterRow(heading="Tanggal terbit", text=long_date(permit.issued)),
        LetterRow(heading="Berlaku sampai", text=until),
        LetterRow(heading="Dasar", text=label(str(command.ground))),
        LetterRow(heading="Pertimbangan", text=command.reason),
    )
    dated = command.dated if isinstance(command.dated, date) else None
    return _letter(context, kind, rows, number=command.letter, dated=dated, signer=signatory.of_actor(context))


def _letter(context: ActContext, kind: str, rows: tuple[LetterRow, ...], **said: Any) -> str:
    return paperwork.fix(context, kind, _card(context, kind, rows, **said))


def _card(
    context: ActContext,
    kind: str,
    rows: tuple[LetterRow, ...],
    *,
    number: str = "",
    to: str = "",
    dated: date | None = None,
    deadline: date | None = None,
    signer: papers.Signer | None = None,
) -> papers.Letter:
    application = context.file()
    qr, _ = holding.tracking_code(context.office, application)
    name = title_name(application.person["name"])
    return papers.Letter(
        letterhead=paperwork.letterhead(context),
        kind=kind,
        number=number,
        dated=dated or context.today,
        to=to or name,
        to_address="" if to else f"{application.person['address']}, {application.person['village_text']}",
        subject=label(kind),
        registration_number=application.number,
        registered=application.received.astimezone(context.local.tzinfo).date(),
        service=f"{application.permit_name} ({label(application.kind).lower()})",
        applicant=name,
        rows=rows,
        deadline=deadline,
        signer=signer or signatory.of_section(context),
        qr=qr,
        copies_to=(),
        training=context.office.training,
    )
