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
from app.actions.moving import move, refuse_unless
from app.actions.scene import Scene
from app.errors import Refused
from app.models.application import Inspection, Recommendation
from app.queries.files import terms_of
from app.queries.visits import FAVOURABLE, stands_against
from app.reference.catalogue_file import OBJECTED
from app.rules import stages
from app.rules.wording import plain_date

OBJECTION = "tidak_setuju"
FINDINGS = ("sesuai", "tidak_sesuai", "belum_ada")


def request_recommendation(scene: Scene, command: RequestRecommendation) -> None:
    """T9. The agency gets a day of its own; our clock keeps running (5.4 rule 5)."""
    move(scene)
    asked = _ask(scene)
    letters.recommendation_request(scene, command, asked)


def record_recommendation(scene: Scene, command: RecordRecommendation) -> None:
    """T10. Conditions go into the draft; agreeing although the visit says otherwise has its reason."""
    move(scene)
    answer_visit(scene, command.reason, "reason")
    refuse_unless(command.outcome in FAVOURABLE, "outcome", outcome="required")
    needs_text = command.outcome == "bersyarat"
    refuse_unless(not needs_text or bool(command.conditions.strip()), "reason_missing", conditions="required")
    answered(scene, command.number, command.dated, command.outcome, command.conditions or command.reason)
    if command.conditions.strip():
        scene.file().draft = (scene.file().draft or {}) | {"conditions": command.conditions}


def answer_visit(scene: Scene, reason: str, field: str) -> None:
    """Going on towards a permit against a visit that found the place not in conformity."""
    answered_for = bool(reason.strip()) or not stands_against(scene.session, scene.file().id)
    refuse_unless(answered_for, "visit_failed", **{field: "required"})


def record_objection(scene: Scene, command: RecordObjection) -> None:
    """T11. The way leads to a refusal, or in OSS to the decision there."""
    refuse_unless(bool(command.reason.strip()), "reason_missing", reason="required")
    move(scene)
    answered(scene, command.number, command.dated, OBJECTION, command.reason)
    application = scene.file()
    application.outcome = stages.REFUSAL
    reasons = {reason.id: reason.label for reason in scene.reference.catalogue.rejection_reasons}
    application.draft = {
        "reason": reasons[OBJECTED],
        "legal_basis": _grounds(scene, command),
        "text": command.reason,
    }


def _grounds(scene: Scene, command: RecordObjection) -> str:
    """What a refusal rests on: the law of the permit, and the letter of the agency. A letter alone is no law."""
    permit = terms_of(scene.file(), scene.reference).permit
    agency = scene.reference.catalogue.agencies[permit.technical_recommendation.agency].label
    letter = f"Rekomendasi {agency} Nomor {command.number} tanggal {plain_date(command.dated)}"
    return "; ".join((*grounds.first(scene), letter))


def answered(scene: Scene, number: str, dated: date, outcome: str, text: str) -> None:
    """The agency's letter, beside the question it answers."""
    refuse_unless(bool(number.strip()), "letter_missing", number="required")
    refuse_unless(dated <= scene.today, "date_future", dated="future")
    row = _asked(scene) or _ask(scene)
    row.number, row.dated, row.received, row.outcome, row.text = number, dated, scene.today, outcome, text


def await_agency(scene: Scene) -> None:
    """A file that comes to its agency without a letter (after a visit, in OSS) counts as asked on that day, so that
    the list of overdue recommendations knows it."""
    if scene.file().stage == stages.AGENCY and _asked(scene) is None:
        _ask(scene)


def _asked(scene: Scene) -> Recommendation | None:
    """The question that still waits for its answer."""
    return scene.session.scalar(
        select(Recommendation).where(Recommendation.application_id == scene.file().id, Recommendation.outcome == "")
    )


def _ask(scene: Scene) -> Recommendation:
    wanted = terms_of(scene.file(), scene.reference).permit.technical_recommendation
    row = Recommendation(
        id=scene.child("recommendation"),
        application_id=scene.file().id,
        agency=wanted.agency,
        asked=scene.today,
        due=paperwork.working_deadline(scene, wanted.days) if wanted.days else None,
        outcome="",
        number="",
        text="",
    )
    scene.session.add(row)
    return row


def schedule_inspection(scene: Scene, command: ScheduleInspection) -> None:
    """T12."""
    move(scene)
    _plan(scene, command.on, command.team)
    row = Inspection(
        id=scene.child("inspection"),
        application_id=scene.file().id,
        planned=command.on,
        team=list(command.team),
        letter_number=command.letter,
        findings=[],
        conclusion="",
        coordinates="",
    )
    scene.session.add(row)
    letters.assignment_letter(scene, command.letter, command.on, command.team)


def reschedule_inspection(scene: Scene, command: RescheduleInspection) -> None:
    """T12b. The visit is put off, with a reason and a letter of its own."""
    refuse_unless(bool(command.reason.strip()), "reason_missing", reason="required")
    move(scene)
    _plan(scene, command.on, command.team)
    row = planned(scene)
    row.planned, row.team, row.letter_number = command.on, list(command.team), command.letter
    letters.assignment_letter(scene, command.letter, command.on, command.team)


def _plan(scene: Scene, on: date, team: Sequence[str]) -> None:
    named = {name.strip() for name in team if name.strip()}
    refuse_unless(len(named) >= 2, "team_of_two", team="too_few")
    known = scene.calendar.estimating()
    refuse_unless(on >= scene.today and known.is_working_day(on), "not_working_day", on="not_working_day")


def planned(scene: Scene) -> Inspection:
    found = scene.session.scalar(
        select(Inspection).where(Inspection.application_id == scene.file().id, Inspection.held.is_(None))
    )
    if found is None:
        raise Refused("no_inspection")
    return found


def record_inspection(scene: Scene, command: RecordInspection) -> None:
    """T13. Berita Acara Pemeriksaan Lapangan."""
    move(scene)
    row = planned(scene)
    refuse_unless(row.planned <= command.held <= scene.today, "visit_date", held="out_of_range")
    refuse_unless(bool(command.findings), "findings_missing", findings="required")
    refuse_unless(all(x.verdict in FINDINGS for x in command.findings), "findings_missing", findings="required")
    refuse_unless(command.conclusion in FINDINGS[:2], "findings_missing", conclusion="required")
    row.held, row.conclusion, row.coordinates = command.held, command.conclusion, command.coordinates
    row.findings = [paperwork.plain(finding) for finding in command.findings]
    await_agency(scene)
