"""What agencies and visits say (T9 to T13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.actions import grounds, letters, paperwork
from app.actions.commands.office_work import (
    RecordInspection,
    RecordObjection,
    RecordRecommendation,
    RequestRecommendation,
    RescheduleInspection,
    ScheduleInspection,
)
from app.actions.context import ActContext
from app.actions.moving import hold, move, refuse_unless
from app.errors import Refused
from app.models.application import Inspection, Recommendation
from app.queries.files import terms_of
from app.queries.visits import FAVOURABLE, stands_against
from app.reference.catalogue_file import OBJECTED
from app.rules import stages
from app.rules.wording import plain_date

OBJECTION = "tidak_setuju"
FINDINGS = ("sesuai", "tidak_sesuai", "belum_ada")


def request_recommendation(context: ActContext, command: RequestRecommendation) -> None:
    """T9. The agency gets a day of its own; our clock keeps running (5.4 rule 5)."""
    move(context)
    asked = _ask(context)
    letters.recommendation_request(context, command, asked)


def record_recommendation(context: ActContext, command: RecordRecommendation) -> None:
    """T10. Conditions go into the draft; agreeing although the visit says otherwise has its reason."""
    move(context)
    answer_visit(context, command.reason, "reason")
    refuse_unless(command.outcome in FAVOURABLE, "outcome", outcome="required")
    needs_text = command.outcome == "bersyarat"
    refuse_unless(not needs_text or bool(command.conditions.strip()), "reason_missing", conditions="required")
    answered(context, command.number, command.dated, command.outcome, command.conditions or command.reason)
    if command.conditions.strip():
        context.file().draft = (context.file().draft or {}) | {"conditions": command.conditions}


def answer_visit(context: ActContext, reason: str, field: str) -> None:
    """Going on towards a permit against a visit that found the place not in conformity."""
    answered_for = bool(reason.strip()) or not stands_against(context.session, context.file().id)
    refuse_unless(answered_for, "visit_failed", **{field: "required"})


def record_objection(context: ActContext, command: RecordObjection) -> None:
    """T11. The way leads to a refusal, or in OSS to the decision there."""
    refuse_unless(bool(command.reason.strip()), "reason_missing", reason="required")
    move(context)
    answered(context, command.number, command.dated, OBJECTION, command.reason)
    application = context.file()
    application.outcome = stages.REFUSAL
    reasons = {reason.id: reason.label for reason in context.reference.catalogue.rejection_reasons}
    application.draft = {
        "reason": reasons[OBJECTED],
        "legal_basis": _grounds(context, command),
        "text": command.reason,
    }


def _grounds(context: ActContext, command: RecordObjection) -> str:
    """What a refusal rests on: the law of the permit, and the letter of the agency. A letter alone is no law."""
    permit = terms_of(context.file(), context.reference).permit
    agency = context.reference.catalogue.agencies[permit.technical_recommendation.agency].label
    letter = f"Rekomendasi {agency} Nomor {command.number} tanggal {plain_date(command.dated)}"
    return "; ".join((*grounds.first(context), letter))


def answered(context: ActContext, number: str, dated: date, outcome: str, text: str) -> None:
    """The agency's letter, beside the question it answers."""
    refuse_unless(bool(number.strip()), "letter_missing", number="required")
    refuse_unless(dated <= context.today, "date_future", dated="future")
    row = _asked(context) or _ask(context)
    row.number, row.dated, row.received, row.outcome, row.text = number, dated, context.today, outcome, text


def await_agency(context: ActContext) -> None:
    """A file that comes to its agency without a letter (after a visit, in OSS) counts as asked on that day, so that
    the list of overdue recommendations knows it."""
    if context.file().stage == stages.AGENCY and _asked(context) is None:
        _ask(context)


def _asked(context: ActContext) -> Recommendation | None:
    """The question that still waits for its answer."""
    return context.session.scalar(
        select(Recommendation).where(Recommendation.application_id == context.file().id, Recommendation.outcome == "")
    )


def _ask(context: ActContext) -> Recommendation:
    wanted = terms_of(context.file(), context.reference).permit.technical_recommendation
    row = Recommendation(
        id=context.child("recommendation"),
        application_id=context.file().id,
        agency=wanted.agency,
        asked=context.today,
        due=paperwork.working_deadline(context, wanted.days) if wanted.days else None,
        outcome="",
        number="",
        text="",
    )
    context.session.add(row)
    return row


def schedule_inspection(context: ActContext, command: ScheduleInspection) -> None:
    """T12."""
    move(context)
    _plan(context, command.on, command.team)
    row = Inspection(
        id=context.child("inspection"),
        application_id=context.file().id,
        planned=command.on,
        team=list(command.team),
        letter_number=command.letter,
        findings=[],
        conclusion="",
        coordinates="",
    )
    context.session.add(row)
    letters.assignment_letter(context, command.letter, command.on, command.team)


def reschedule_inspection(context: ActContext, command: RescheduleInspection) -> None:
    """T12b. The visit is put off, with a reason and a letter of its own."""
    refuse_unless(bool(command.reason.strip()), "reason_missing", reason="required")
    move(context)
    _plan(context, command.on, command.team)
    row = planned(context)
    row.planned, row.team, row.letter_number = command.on, list(command.team), command.letter
    letters.assignment_letter(context, command.letter, command.on, command.team)


def _plan(context: ActContext, on: date, team: Sequence[str]) -> None:
    named = {name.strip() for name in team if name.strip()}
    refuse_unless(len(named) >= 2, "team_of_two", team="too_few")
    known = context.calendar.estimating()
    refuse_unless(on >= context.today and known.is_working_day(on), "not_working_day", on="not_working_day")


def planned(context: ActContext) -> Inspection:
    found = context.session.scalar(
        select(Inspection).where(Inspection.application_id == context.file().id, Inspection.held.is_(None))
    )
    if found is None:
        raise Refused("no_inspection")
    return found


def record_inspection(context: ActContext, command: RecordInspection) -> None:
    """T13. Berita Acara Pemeriksaan Lapangan."""
    move(context)
    hold(context, "visit_day_came", held="out_of_range")
    row = planned(context)
    refuse_unless(row.planned <= command.held <= context.today, "visit_date", held="out_of_range")
    refuse_unless(bool(command.findings), "findings_missing", findings="required")
    refuse_unless(all(x.verdict in FINDINGS for x in command.findings), "findings_missing", findings="required")
    refuse_unless(command.conclusion in FINDINGS[:2], "findings_missing", conclusion="required")
    row.held, row.conclusion, row.coordinates = command.held, command.conclusion, command.coordinates
    row.findings = [paperwork.plain(finding) for finding in command.findings]
    await_agency(context)
