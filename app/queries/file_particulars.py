"""What the forms of the acts have to know of a file: its open return, levy, visit, permit, draft, and the choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.models.application import Application, Inspection, Item, Levy, Permit, Recommendation, Revision
from app.queries.corrections import CorrectionView, view_of
from app.queries.decrees import Decree, decree_of
from app.queries.look import Look
from app.queries.permits import standing_of
from app.queries.visits import stands_against
from app.reference import laws
from app.reference.catalogue import FormField
from app.reference.laws import LeftOut
from app.reference.terms import Terms
from app.rules import stages
from app.rules.law import Jurisdiction

RETURN_DAYS = 10
"""Working days an applicant has by default to bring a returned file back (domain.md T6)."""


@dataclass(frozen=True)
class RevisionView:
    """The return that is open; `rows` are (subject, what to do)."""

    returned: date
    deadline: date
    reminded: bool
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LevyView:
    amount: int
    tariff: str
    assessment_number: str
    assessed: date
    paid: date | None


@dataclass(frozen=True)
class VisitView:
    planned: date
    team: tuple[str, ...]
    held: date | None
    conclusion: str


@dataclass(frozen=True)
class AdviceView:
    """What an agency was asked; `outcome` is empty until it answers."""

    agency: str
    asked: date
    due: date | None
    outcome: str
    number: str
    text: str


@dataclass(frozen=True)
class PermitView:
    """`state` as kept, `standing` what it is worth today, with the letter and the reason of it; `decree` is the one
    it rests on."""

    number: str
    state: str
    issued: date
    valid_until: date | None
    document: str
    standing: str
    letter: str
    reason: str
    decree: Decree | None


@dataclass(frozen=True)
class DraftView:
    terms: tuple[str, ...] = ()
    conditions: str = ""
    reason: str = ""
    legal_basis: str = ""
    text: str = ""


@dataclass(frozen=True)
class OfficeView:
    name: str = ""
    regency: str = ""
    phone: str = ""
    region: str = ""


@dataclass(frozen=True)
class FileParticulars:
    """`deferred`, `further` and the reasons are (id, name); `subjects` are what a return may be about.

    `further` are papers that other answers on the form may ask for, `form_fields` what was asked at the counter, with
    `details` as they are kept. `legal_bases` are those that may be printed, `left_out` what of the permit type, or of
    the proposed refusal, is not. `visit_failed`: going on towards a permit needs a reason. `person` is the applicant as
    kept, empty for who may not see a NIK whole; `correction` the one that waits.
    """

    today: date
    return_by: date
    office: OfficeView
    agency: str
    return_reasons: tuple[tuple[str, str], ...]
    rejection_reasons: tuple[tuple[str, str], ...]
    deferred: tuple[tuple[str, str], ...]
    further: tuple[tuple[str, str], ...]
    subjects: tuple[str, ...]
    form_fields: tuple[FormField, ...]
    details: Mapping[str, Any]
    result_fields: tuple[FormField, ...]
    legal_bases: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    revision: RevisionView | None
    levy: LevyView | None
    visit: VisitView | None
    visit_failed: bool
    advice: AdviceView | None
    permit: PermitView | None
    draft: DraftView
    person: Mapping[str, Any]
    correction: CorrectionView | None


def matters(
    look: Look, application: Application, terms: Terms, items: tuple[Item, ...], *, whole: bool
) -> FileParticulars:
    catalogue = look.reference.catalogue
    office = look.office
    place = laws.place_of(office.regency, office.region, look.today.year) if office else Jurisdiction()
    agency = terms.catalogue.agencies.get(terms.permit.technical_recommendation.agency)
    return FileParticulars(
        today=look.today,
        return_by=_return_by(look),
        office=OfficeView(office.name, office.regency, office.phone, office.region) if office else OfficeView(),
        agency=agency.label if agency else "",
        return_reasons=tuple((reason.id, reason.label) for reason in catalogue.return_reasons),
        rejection_reasons=tuple((reason.id, reason.label) for reason in catalogue.rejection_reasons),
        deferred=tuple((item.requirement, item.name) for item in items if item.state == "susulan"),
        further=_further(terms, items),
        subjects=(*(item.name for item in items), *(field.label for field in terms.permit.form_fields)),
        form_fields=tuple(field for field in terms.permit.form_fields if not field.required_at_step),
        details=application.details,
        result_fields=tuple(f for f in terms.permit.form_fields if f.required_at_step == stages.RECORD_OSS),
        legal_bases=laws.bases_of(terms.permit, place).printed,
        left_out=_left_out(application, terms, place),
        revision=_revision(look, application.id),
        levy=_levy(look, application.id),
        visit=_visit(look, application.id),
        visit_failed=stands_against(look.session, application.id),
        advice=_advice(look, application.id),
        permit=_permit(look, application),
        draft=_draft(application),
        person=application.person if whole else {},
        correction=view_of(look, application, terms.permit.form_fields, whole=whole),
    )


def _left_out(application: Application, terms: Terms, place: Jurisdiction) -> tuple[LeftOut, ...]:
    if application.outcome == stages.REFUSAL:
        return laws.typed(_draft(application).legal_basis, terms.permit, place).left_out
    return laws.bases_of(terms.permit, place).left_out


def _further(terms: Terms, items: tuple[Item, ...]) -> tuple[tuple[str, str], ...]:
    """Those that a field of the form decides about, for this kind of application."""
    asked, library = {item.requirement for item in items}, terms.catalogue.requirement_library
    fields = {field.id for field in terms.permit.form_fields}
    found = []
    for needed in terms.permit.requirements:
        paper = library[needed.id]
        when, kinds = needed.when or paper.when, needed.kinds or paper.kinds
        condition = terms.catalogue.conditions.get(when)
        fact = (condition.from_ if condition else when).partition(" ")[0]
        if fact in fields and needed.id not in asked and (not kinds or terms.kind in kinds):
            found.append((needed.id, paper.name))
    return tuple(found)


def _return_by(look: Look) -> date:
    return look.calendar.add_working_days(look.today, RETURN_DAYS)


def _revision(look: Look, application: str) -> RevisionView | None:
    found = look.session.scalar(select(Revision).where(Revision.application_id == application, Revision.back.is_(None)))
    if found is None:
        return None
    rows = tuple((str(row["subject"]), str(row["text"])) for row in found.rows)
    return RevisionView(found.returned, found.deadline, found.reminded, rows)


def _levy(look: Look, application: str) -> LevyView | None:
    found = look.session.scalar(select(Levy).where(Levy.application_id == application).order_by(Levy.assessed.desc()))
    return LevyView(found.amount, found.tariff, found.assessment_number, found.assessed, found.paid) if found else None


def _visit(look: Look, application: str) -> VisitView | None:
    found = look.session.scalar(
        select(Inspection).where(Inspection.application_id == application).order_by(Inspection.planned.desc())
    )
    if found is None:
        return None
    return VisitView(found.planned, tuple(map(str, found.team)), found.held, found.conclusion)


def _advice(look: Look, application: str) -> AdviceView | None:
    found = look.session.scalar(
        select(Recommendation).where(Recommendation.application_id == application).order_by(Recommendation.asked.desc())
    )
    if found is None:
        return None
    agency = look.reference.catalogue.agencies.get(found.agency)
    name = agency.label if agency else found.agency
    return AdviceView(name, found.asked, found.due, found.outcome, found.number, found.text)


def _permit(look: Look, application: Application) -> PermitView | None:
    found = look.session.scalar(select(Permit).where(Permit.application_id == application.id))
    if found is None:
        return None
    return PermitView(
        number=found.number,
        state=found.state,
        issued=found.issued,
        valid_until=found.valid_until,
        document=found.document_id,
        standing=standing_of(found, application.kind, look.today),
        letter=found.state_letter,
        reason=found.state_reason,
        decree=decree_of(look.session, found),
    )


def _draft(application: Application) -> DraftView:
    kept = application.draft or {}
    return DraftView(
        terms=tuple(map(str, kept.get("terms", ()))),
        conditions=str(kept.get("conditions", "")),
        reason=str(kept.get("reason", "")),
        legal_basis=str(kept.get("legal_basis", "")),
        text=str(kept.get("text", "")),
    )
