"""Taking in a file (T2), and saying what is missing instead (T3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from msgspec import UNSET
from sqlalchemy import select

from app.actions import details, identity, paperwork, promising, searching
from app.actions.commands.intake import Intake, ItemState, ListShortage, Person, RegisterApplication
from app.actions.commands.promise import Promise
from app.actions.context import ActContext
from app.actions.items import begin
from app.actions.moving import refuse_unless
from app.actions.rights import require_for_act
from app.errors import Refused
from app.models.application import Applicant, Application, Item
from app.models.office import Draft
from app.queries.files import facts_of
from app.queries.permits import permit_numbered
from app.reference.catalogue import Catalogue, PermitType
from app.reference.foreign import adopted
from app.reference.terms import Requirement, Terms, blocking, unanswered
from app.rules import reading, stages, standing
from app.rules.clock import ServiceClock
from app.rules.matching import UNMATCHED
from app.rules.stages import FileState

STATES = PRESENT, DEFERRED, MISSING = "ada", "susulan", "tidak"
ENDING = standing.DECREE
MOST_SECONDS = 2**31 - 1
"""What the column for the time of typing keeps; a clock that was set in between says any number."""


def register_application(context: ActContext, command: RegisterApplication) -> None:
    """T2. Number, day zero and promised day; T4 in the same act, so nobody has to hand it on."""
    intake = command.intake
    require_for_act(context, command.act, intake.permit)
    absent = command.application in context.memory.absent
    refuse_unless(absent or context.session.get(Application, command.application) is None, "already_done")
    terms = _asked(context, command)
    _weighed(context, command, terms)
    applicant = _remember(context, intake.person)
    reckoned = _reckoned(context, terms)
    promise = promising.promised(context, reckoned)
    application = _opened(context, command, terms, applicant, promise)
    if promise != reckoned:
        # The day it is due follows the calendar as it is known here, whatever the paper says.
        application.due = _clock(context, terms, promise.days).estimate(context.calendar).due
    context.session.add(application)
    context.memory.absent.discard(application.id)
    context.application = application
    if context.together:
        context.memory.begun[application.id] = application
    context.write()
    _add_items(context, terms, intake, promise)
    searching.index(context.session, application)
    if command.draft and (draft := context.session.get(Draft, command.draft)):
        context.session.delete(draft)
    paperwork.receipt(context)


def _asked(context: ActContext, command: RegisterApplication) -> Terms:
    """What the catalogue asks; of a type that is not in it, or not for such a form, what it was taken in by elsewhere.
    Raises Refused."""
    try:
        return terms_for(context, command.intake)
    except Refused as refused:
        told = command.promise.terms if isinstance(command.promise, Promise) and context.settled else UNSET
        foreign = adopted(context.reference.catalogue, told) if told is not UNSET else None
        if foreign is None:
            raise
        terms = terms_for(context, command.intake, foreign)
        context.flags.append(refused.code)
        return terms


def _weighed(context: ActContext, command: RegisterApplication, terms: Terms) -> None:
    """All that speaks against taking the file in. One that was taken in already, with a receipt, is flagged only."""
    intake = command.intake
    with context.weighing():
        _eligible(terms, intake)
        _complete(terms, intake)
    with context.weighing():
        details.check(context, terms, intake.person.nik)
    with context.weighing():
        _previous(context, terms, intake)
    with context.weighing():
        identity.check(context, command, terms)
    with context.weighing():
        details.answered(context, terms, intake)
    how, reason = command.read_how or "", command.unread_reason or ""
    settled = reading.settled(read=command.read_back, how=how, reason=reason)
    refuse_unless(settled, "not_read_back", read_back="required")


def list_shortage(context: ActContext, command: ListShortage) -> None:
    """T3. Nothing is registered; the list is a paper of its own."""
    require_for_act(context, command.act, command.permit)
    permit_for(context.reference.catalogue, command.permit, command.kind)
    refuse_unless(any(item.state == MISSING for item in command.items) or bool(command.notes), "nothing_missing")
    paperwork.fix(context, "shortage_list", paperwork.shortage_list(context, command))


def terms_for(context: ActContext, intake: Intake, catalogue: Catalogue | None = None) -> Terms:
    """What the catalogue (the office's own where none is named) asks of this form. Raises Refused for a permit, kind or
    variant it does not have."""
    catalogue = catalogue or context.reference.catalogue
    permit = permit_for(catalogue, intake.permit, intake.kind)
    refuse_unless(not permit.variants or permit.variant(intake.variant) is not None, "variant", variant="required")
    applicant_type = "badan" if intake.body else "perorangan"
    refuse_unless(applicant_type in permit.applicant_types, "applicant_type", body="not_allowed")
    facts = facts_of(dict(intake.details), intake.variant, body=intake.body is not None, proxy=intake.proxy is not None)
    return Terms(catalogue, permit, intake.variant, intake.kind, facts, intake.ticks)


def permit_for(catalogue: Catalogue, code: str, kind: str) -> PermitType:
    """Raises Refused for a permit type the catalogue does not have, or a kind the permit type does not have."""
    permit = catalogue.permit(code)
    if permit is None:
        raise Refused("permit_unknown", fields={"permit": "required"}, permit=code)
    refuse_unless(kind in permit.application_kinds, "kind_unknown", kind="required")
    return permit


def _eligible(terms: Terms, intake: Intake) -> None:
    if waiting := unanswered(terms.permit, intake.answers):
        raise Refused("eligibility_open", fields={question.id: "required" for question in waiting})
    if ends := blocking(terms.permit, intake.answers):
        raise Refused("not_eligible", fields={ends[0].id: "blocking"}, question=ends[0].question)


def _complete(terms: Terms, intake: Intake) -> None:
    """Everything mandatory is there, or may follow and is said to. Raises Refused `incomplete`."""
    states = {item.requirement: item for item in intake.items}
    refuse_unless(all(item.state in STATES for item in intake.items), "item_state", items="unknown")
    missing = [each for each in terms.requirements if each.mandatory and not _satisfied(each, states)]
    if missing:
        raise Refused("incomplete", fields={each.id: "missing" for each in missing}, count=str(len(missing)))


def _satisfied(requirement: Requirement, states: Mapping[str, ItemState]) -> bool:
    state = states[requirement.id].state if requirement.id in states else MISSING
    return state == PRESENT or (state == DEFERRED and bool(requirement.deferred_until))


def _previous(context: ActContext, terms: Terms, intake: Intake) -> None:
    """The permit this one follows: named where its paper is asked for or where it is to end, and the holder's own.

    One that the register does not know was issued before there was one. Another holder's (a company under a new name)
    only with the clerk's reason, because the issue of this one ends it. Raises Refused `previous_permit`.
    """
    asked = "izin_lama" in {each.id for each in terms.requirements} or intake.kind == ENDING
    own = terms.permit.output.number_format is not None
    if asked and own:
        refuse_unless(bool(intake.previous_permit.strip()), "previous_permit", previous_permit="required")
    earlier = permit_numbered(context.session, intake.previous_permit)
    if earlier is None:
        return
    refuse_unless(earlier.state in standing.IN_FORCE, "previous_permit", previous_permit="not_in_force")
    refuse_unless(earlier.permit_code == intake.permit, "previous_permit", previous_permit="other_type")
    key = Applicant.nik == intake.person.nik if intake.person.nik else Applicant.foreign_id == intake.person.foreign_id
    holder = context.session.scalar(select(Applicant.id).where(key, Applicant.id == earlier.applicant_id))
    explained = bool(intake.confirmed.get("previous_permit", "").strip())
    refuse_unless(holder is not None or explained, "previous_permit", previous_permit="other_holder")


def _remember(context: ActContext, person: Person) -> Applicant:
    """The register as memory: what was confirmed today replaces what was confirmed before; the old stays in the
    applications that were made with it."""
    key = Applicant.nik == person.nik if person.nik else Applicant.foreign_id == person.foreign_id
    stranger = identity.is_stranger(context, person)
    known = None if stranger else context.session.scalar(select(Applicant).where(key))
    applicant = known or Applicant(
        id=context.child("applicant"), nik=person.nik or None, foreign_id=person.foreign_id or None
    )
    applicant.name = person.name
    applicant.birth_date = person.birth_date
    applicant.person = paperwork.plain(person)
    applicant.confirmed = context.command.stamp.at
    if known is None:
        context.session.add(applicant)
        context.write()  # before the file that names it
        context.memory.strangers.discard(person.nik)
    return applicant


def _opened(
    context: ActContext, command: RegisterApplication, terms: Terms, applicant: Applicant, promise: Promise
) -> Application:
    intake, permit, route = command.intake, terms.permit, terms.route
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
        ticks=list(intake.ticks),
        subject=promise.subject,
        object_key=terms.object_key,
        match=UNMATCHED,
        stage=first,
        holder=stages.holder(FileState(first, route)),
        since=command.stamp.at,
        outcome=stages.PERMIT,
        route=[paperwork.plain(step) for step in route],
        signer_capacity="",
        officer_id=context.actor.id,
        counter=command.stamp.counter,
        entry_seconds=min(max(0, int((command.stamp.at - command.started).total_seconds())), MOST_SECONDS),
        decisions=0,
        catalogue=terms.catalogue.meta.prepared_on.isoformat(),
        permit_type=paperwork.plain(terms.catalogue.kept(permit)),
        **_as_told(intake),
        **_on_the_clock(context, terms, promise),
    )


def _as_told(intake: Intake) -> dict[str, Any]:
    """What the form says of the applicant and the matter, kept as it was on that day."""
    return {
        "applicant_name": intake.body.name if intake.body else intake.person.name,
        "person": paperwork.plain(intake.person),
        "body": paperwork.plain(intake.body) if intake.body else None,
        "proxy": paperwork.plain(intake.proxy) if intake.proxy else None,
        "details": dict(intake.details),
        "village": intake.person.village,
        "previous_permit": intake.previous_permit.strip(),
        "identity_notes": dict(intake.confirmed),
    }


def _clock(context: ActContext, terms: Terms, days: int) -> ServiceClock:
    return ServiceClock(context.local, days, terms.permit.clock_on_return, (), paperwork.cutoff(context))


def _reckoned(context: ActContext, terms: Terms) -> Promise:
    """What would be promised by what is known here."""
    due = _clock(context, terms, terms.days).estimate(context.calendar)
    if due.assumed:
        context.warnings.append("calendar_missing")
    assert due.due is not None  # a clock without a pause has a due day
    return Promise(
        days=terms.days,
        day_zero=due.day_zero,
        promised=due.due,
        fee=paperwork.fee_line(terms.permit),
        subject=paperwork.subject(terms),
        papers=tuple((each.id, each.name) for each in terms.requirements),
    )


def _on_the_clock(context: ActContext, terms: Terms, promise: Promise) -> dict[str, Any]:
    return {
        "received": context.command.stamp.at,
        "days": promise.days,
        "policy": terms.permit.clock_on_return,
        "pauses": [],
        "day_zero": promise.day_zero,
        "due": promise.promised,
        "promised": promise.promised,
    }


def _add_items(context: ActContext, terms: Terms, intake: Intake, promise: Promise) -> None:
    """The papers by the names and in the order of the receipt; behind them what is asked for here and was not there."""
    states, known = {item.requirement: item for item in intake.items}, {each.id: each for each in terms.requirements}
    told = [replace(known.get(id_) or _unknown(id_), name=name) for id_, name in promise.papers]
    wanted = [*told, *(each for each in known.values() if each.id not in dict(promise.papers))]
    begin(context, [item_for(context, position, each, states.get(each.id)) for position, each in enumerate(wanted)])


def _unknown(paper: str) -> Requirement:
    """A paper that was asked for where the file was taken in, and is not known here: guarded like the guarded ones."""
    return Requirement(paper, "", mandatory=False, copies=1, original_shown=False, deferred_until="", specific=True)


def item_for(context: ActContext, position: int, required: Requirement, seen: ItemState | None) -> Item:
    """A requirement of this file as it was seen, `tidak` where nobody showed it."""
    return Item(
        id=context.child(f"item:{required.id}"),
        application_id=context.file().id,
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
