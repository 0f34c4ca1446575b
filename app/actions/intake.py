"""Taking in a file (T2), and saying what is missing instead (T3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from app.actions import identity, paperwork, searching
from app.actions.commands.intake import Intake, ItemState, ListShortage, Person, RegisterApplication
from app.actions.moving import refuse_unless
from app.actions.rights import require_for_act
from app.actions.scene import Scene
from app.errors import Refused
from app.models.application import Applicant, Application, Item
from app.models.office import Draft
from app.queries.files import facts_of
from app.reference.terms import Requirement, Terms, blocking, too_long, unanswered
from app.rules import stages
from app.rules.clock import ServiceClock
from app.rules.conditions import compares
from app.rules.stages import Place

PRESENT, DEFERRED, MISSING = "ada", "susulan", "tidak"


def register_application(scene: Scene, command: RegisterApplication) -> None:
    """T2. Number, day zero and promised day; T4 in the same act, so nobody has to hand it on."""
    require_for_act(scene, command.act)
    intake = command.intake
    terms = terms_for(scene, intake)
    _eligible(terms, intake)
    _complete(terms, intake)
    if wrong := dates_in_order(scene, terms):
        raise Refused("date_order", fields=wrong)
    identity.check(scene, command, terms)
    refuse_unless(command.read_back, "not_read_back", read_back="required")
    applicant = _remember(scene, intake.person)
    application = _opened(scene, command, terms, applicant)
    scene.session.add(application)
    scene.application = application
    scene.session.flush()
    _add_items(scene, terms, intake)
    searching.index(scene.session, application)
    if command.draft and (draft := scene.session.get(Draft, command.draft)):
        scene.session.delete(draft)
    paperwork.receipt(scene)


def list_shortage(scene: Scene, command: ListShortage) -> None:
    """T3. Nothing is registered; the list is a paper of its own."""
    require_for_act(scene, command.act)
    refuse_unless(any(item.state == MISSING for item in command.items) or bool(command.notes), "nothing_missing")
    paperwork.shortage_list(scene, command)


def terms_for(scene: Scene, intake: Intake) -> Terms:
    """What the catalogue asks of this form. Raises Refused for a permit, kind or variant it does not have."""
    permit = scene.reference.catalogue.permit(intake.permit)
    if permit is None:
        raise Refused("permit_unknown", fields={"permit": "required"}, permit=intake.permit)
    refuse_unless(intake.kind in permit.application_kinds, "kind_unknown", kind="required")
    refuse_unless(not permit.variants or permit.variant(intake.variant) is not None, "variant", variant="required")
    applicant_type = "badan" if intake.body else "perorangan"
    refuse_unless(applicant_type in permit.applicant_types, "applicant_type", body="not_allowed")
    facts = facts_of(dict(intake.details), intake.variant, body=intake.body is not None, proxy=intake.proxy is not None)
    return Terms(scene.reference.catalogue, permit, intake.variant, intake.kind, facts, intake.ticks)


def _eligible(terms: Terms, intake: Intake) -> None:
    if waiting := unanswered(terms.permit, intake.answers):
        raise Refused("eligibility_open", fields={question.id: "required" for question in waiting})
    if ends := blocking(terms.permit, intake.answers):
        raise Refused("not_eligible", fields={ends[0].id: "blocking"}, question=ends[0].question)


def _complete(terms: Terms, intake: Intake) -> None:
    """Everything mandatory is there, or may follow and is said to. Raises Refused `incomplete`."""
    states = {item.requirement: item for item in intake.items}
    missing = [each for each in terms.requirements if each.mandatory and not _satisfied(each, states)]
    if missing:
        raise Refused("incomplete", fields={each.id: "missing" for each in missing}, count=str(len(missing)))
    empty = {
        field.id: "required"
        for field in terms.permit.form_fields
        if terms.required(field) and terms.facts.get(field.id) in (None, "", ())
    }
    if empty:
        raise Refused("fields_missing", fields=empty, count=str(len(empty)))
    if too_long(terms.permit.validity_of(terms.variant), terms.facts):
        raise Refused("period_too_long", fields={terms.permit.validity_of(terms.variant).to_field: "too_long"})
    if terms.kind != "baru" and "izin_lama" in states:
        refuse_unless(bool(intake.previous_permit), "previous_permit", previous_permit="required")


def _satisfied(requirement: Requirement, states: Mapping[str, ItemState]) -> bool:
    state = states[requirement.id].state if requirement.id in states else MISSING
    return state == PRESENT or (state == DEFERRED and bool(requirement.deferred_until))


def dates_in_order(scene: Scene, terms: Terms) -> dict[str, str]:
    """Date fields that break their own rule (`>= tanggal_mulai`, `<= today`)."""
    wrong: dict[str, str] = {}
    for field in terms.permit.form_fields:
        value = terms.facts.get(field.id)
        if field.rule and isinstance(value, date):
            wrong |= {} if compares(field.rule, value, terms.facts, scene.today) else {field.id: "date_order"}
    return wrong


def _remember(scene: Scene, person: Person) -> Applicant:
    """The register as memory: what was confirmed today replaces what was confirmed before; the old stays in the
    applications that were made with it."""
    key = Applicant.nik == person.nik if person.nik else Applicant.foreign_id == person.foreign_id
    known = scene.session.scalar(select(Applicant).where(key))
    applicant = known or Applicant(
        id=scene.child("applicant"), nik=person.nik or None, foreign_id=person.foreign_id or None
    )
    applicant.name = person.name
    applicant.birth_date = person.birth_date
    applicant.person = paperwork.plain(person)
    applicant.confirmed = scene.command.stamp.at
    scene.session.add(applicant)
    scene.session.flush()
    return applicant


def _opened(scene: Scene, command: RegisterApplication, terms: Terms, applicant: Applicant) -> Application:
    intake, permit, route = command.intake, terms.permit, terms.route
    clock = ServiceClock(scene.local, terms.days, permit.clock_on_return, (), paperwork.cutoff(scene))
    due = clock.estimate(scene.calendar)
    if due.assumed:
        scene.warnings.append("calendar_missing")
    assert due.due is not None  # a clock without a pause has a due day
    first = route[0].step
    return Application(
        id=command.application,
        number=command.number,
        tracking=command.tracking,
        permit_code=permit.code,
        permit_name=permit.name,
        short_name=permit.short_name,
        variant=intake.variant,
        kind=intake.kind,
        applicant_id=applicant.id,
        applicant_name=intake.body.name if intake.body else intake.person.name,
        person=paperwork.plain(intake.person),
        body=paperwork.plain(intake.body) if intake.body else None,
        proxy=paperwork.plain(intake.proxy) if intake.proxy else None,
        details=dict(intake.details),
        ticks=list(intake.ticks),
        subject=paperwork.subject(terms),
        village=intake.person.village,
        previous_permit=intake.previous_permit,
        identity_notes=dict(intake.confirmed),
        match="belum",
        stage=first,
        holder=stages.holder(Place(first, route)),
        since=command.stamp.at,
        outcome=stages.PERMIT,
        route=[paperwork.plain(step) for step in route],
        received=command.stamp.at,
        days=terms.days,
        policy=permit.clock_on_return,
        pauses=[],
        day_zero=due.day_zero,
        due=due.due,
        promised=due.due,
        signer_capacity="",
        officer_id=scene.actor.id,
        counter=command.stamp.counter,
        entry_seconds=max(0, int((command.stamp.at - command.started).total_seconds())),
        decisions=0,
        catalogue=terms.catalogue.meta.prepared_on.isoformat(),
    )


def _add_items(scene: Scene, terms: Terms, intake: Intake) -> None:
    states = {item.requirement: item for item in intake.items}
    for position, required in enumerate(terms.requirements):
        seen = states.get(required.id)
        scene.session.add(
            Item(
                id=scene.child(f"item:{required.id}"),
                application_id=scene.file().id,
                position=position,
                requirement=required.id,
                name=required.name,
                mandatory=required.mandatory,
                deferred_until=required.deferred_until,
                specific=required.specific,
                state=seen.state if seen else MISSING,
                original_shown=bool(seen and seen.original_shown),
                copies=seen.copies if seen else required.copies,
                note=seen.note if seen else "",
                verdict="",
                verdict_note="",
            )
        )
    scene.session.flush()
