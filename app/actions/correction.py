"""Koreksi data (T34 to T36b): asked with a reason, answered by somebody else, never a silent edit.

What is to be another value is judged by the rules of the intake when it is asked and again when it is approved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import select

from app.actions import details, identity, paperwork, searching
from app.actions.commands.correction import (
    ApproveCorrection,
    AskCorrection,
    DeclineCorrection,
    WithdrawCorrection,
)
from app.actions.commands.intake import Person
from app.actions.context import ActContext
from app.actions.issuing import prepared
from app.actions.moving import hold, move, refuse_unless
from app.decoding import from_plain
from app.errors import Refused
from app.models.application import Applicant, Application, Correction, Item
from app.queries import corrections
from app.queries.corrections import DETAILS
from app.queries.files import facts_of, terms_of
from app.reference.terms import Terms
from app.rules.matching import UNMATCHED
from app.rules.verdicts import Level

IDENTITY = frozenset({"nik", "foreign_id", "name", "birth_date", "sex"})
Changes = Mapping[str, Any]


@dataclass(frozen=True)
class Corrected:
    """The file as it would be: `person` and `details` in full, `changed` the fields that are another value."""

    changed: frozenset[str]
    person: Person
    details: dict[str, Any]
    terms: Terms

    @property
    def details_changed(self) -> bool:
        return any(name.startswith(DETAILS) for name in self.changed)


def ask_correction(context: ActContext, command: AskCorrection) -> None:
    """T34. Nothing changes yet."""
    application = context.file()
    move(context)
    hold(context, "no_correction_open")
    refuse_unless(bool(command.reason.strip()), "reason_missing", reason="required")
    changes = [paperwork.plain(change) for change in command.changes]
    corrected = _corrected(context, changes)
    with context.weighing():
        _judge(context, corrected, command.confirmed)
    context.session.add(
        Correction(
            id=command.stamp.id,
            application_id=application.id,
            asked=context.at,
            asked_by=context.actor.id,
            reason=command.reason,
            changes=changes,
            confirmed=dict(command.confirmed),
            state=corrections.ASKED,
            decided=None,
            decided_by=None,
            note="",
        )
    )


def approve_correction(context: ActContext, command: ApproveCorrection) -> None:
    """T35. The register, the file and a prepared permit follow; the applicant gets a receipt that says so."""
    correction = _answered(context, command.correction, corrections.APPROVED, command.note)
    corrected = _corrected(context, correction.changes)
    _judge(context, corrected, correction.confirmed)
    _carry_out(context, corrected, correction)
    fields = corrected.terms.permit.form_fields
    paperwork.corrected_receipt(context, corrections.labels(correction.changes, fields))


def decline_correction(context: ActContext, command: DeclineCorrection) -> None:
    """T36. The data stay as they are."""
    refuse_unless(bool(command.note.strip()), "reason_missing", note="required")
    _answered(context, command.correction, corrections.DECLINED, command.note)


def withdraw_correction(context: ActContext, command: WithdrawCorrection) -> None:
    """T36b. Taken back by whoever asked."""
    move(context)
    correction = _waiting(context, command.correction)
    hold(context, "the_asker")
    _close(context, correction, corrections.WITHDRAWN)


def _answered(context: ActContext, wanted: str, state: str, note: str) -> Correction:
    """By a second person, in an office of any size."""
    move(context)
    correction = _waiting(context, wanted)
    hold(context, "not_the_asker")
    _close(context, correction, state, note)
    return correction


def _waiting(context: ActContext, wanted: str) -> Correction:
    """The one that was read, if it still waits."""
    hold(context, "correction_open")
    found = corrections.open_of(context.session, context.file().id)
    if found is None or found.id != wanted:
        raise Refused("no_correction")
    return found


def _close(context: ActContext, correction: Correction, state: str, note: str = "") -> None:
    correction.state, correction.note = state, note
    correction.decided, correction.decided_by = context.at, context.actor.id


def _corrected(context: ActContext, changes: list[Any]) -> Corrected:
    """Raises Refused: `nothing_corrected`, `fields_wrong`, or `correction_stale` where the data became others since."""
    application = context.file()
    terms = terms_of(application, context.reference)
    asked = {f"{DETAILS}{field.id}" for field in terms.permit.form_fields if not field.required_at_step}
    standing = application.person | {f"{DETAILS}{name}": value for name, value in application.details.items()}
    after = {change["field"]: change["after"] for change in changes}
    refuse_unless(bool(after), "nothing_corrected", changes="required")
    if foreign := sorted(after.keys() - asked - set(Person.__struct_fields__)):
        raise Refused("fields_wrong", fields=dict.fromkeys(foreign, "unknown"), count=str(len(foreign)))
    if stale := [change["field"] for change in changes if change["before"] != standing.get(change["field"])]:
        raise Refused("correction_stale", fields=dict.fromkeys(stale, "changed_meanwhile"), count=str(len(stale)))
    wanted = application.details | {
        name.removeprefix(DETAILS): value for name, value in after.items() if name.startswith(DETAILS)
    }
    body, proxy = application.body is not None, application.proxy is not None
    facts = facts_of(wanted, application.variant, body=body, proxy=proxy)
    return Corrected(frozenset(after), _person(application, after), wanted, replace(terms, facts=facts))


def _person(application: Application, after: Changes) -> Person:
    named = {name: value for name, value in after.items() if not name.startswith(DETAILS)}
    try:
        return from_plain(application.person | named, Person)
    except msgspec.ValidationError:
        raise Refused("fields_wrong", fields=dict.fromkeys(named, "unknown"), count=str(len(named))) from None


def _judge(context: ActContext, corrected: Corrected, confirmed: Mapping[str, str]) -> None:
    """As at the intake, of what is to be another value. Raises Refused."""
    identity.sound(corrected.person)
    if corrected.changed & IDENTITY:
        _judge_identity(context, corrected.person, confirmed)
    if corrected.details_changed:
        details.check(context, corrected.terms, corrected.person.nik)
        details.explained(details.numbers(context, corrected.terms, corrected.person.nik), confirmed)
        _same_way(context, corrected)


def _judge_identity(context: ActContext, person: Person, confirmed: Mapping[str, str]) -> None:
    """Beside the register, but for what this very file has left there."""
    row = _applicant(context)
    own = row.nik or "" if _as_this_file_says(row, context.file()) else ""
    verdicts = identity.verdicts_of(context, person, own)
    errors = [v.code for v in verdicts if v.level is Level.ERROR]
    doubts = [v.code for v in verdicts if v.level is Level.WARNING and not confirmed.get(v.code, "").strip()]
    if codes := errors or doubts:
        raise Refused("identity", fields={"nik" if person.nik else "foreign_id": codes[0]}, codes=",".join(codes))


def _same_way(context: ActContext, corrected: Corrected) -> None:
    """Another way through the office, or a paper nobody has seen, is no correction."""
    before = terms_of(context.file(), context.reference)
    named = sorted(name for name in corrected.changed if name.startswith(DETAILS))
    if corrected.terms.route != before.route:
        raise Refused("route_changes", fields=dict.fromkeys(named, "route_changes"))
    known = context.session.scalars(select(Item.requirement).where(Item.application_id == context.file().id)).all()
    if any(paper.id not in known for paper in corrected.terms.requirements):
        raise Refused("correction_papers", fields=dict.fromkeys(named, "correction_papers"))


def _carry_out(context: ActContext, corrected: Corrected, correction: Correction) -> None:
    application, person = context.file(), corrected.person
    if corrected.changed & set(Person.__struct_fields__):
        application.applicant_id = _attached(context, corrected, correction).id
    if application.body is None:
        application.applicant_name = person.name
    if corrected.changed & IDENTITY:
        application.match = UNMATCHED
    application.person, application.village = paperwork.plain(person), person.village
    application.identity_notes = application.identity_notes | correction.confirmed
    application.details = corrected.details
    application.subject, application.object_key = paperwork.subject(corrected.terms), corrected.terms.object_key
    _follow(context)


def _follow(context: ActContext) -> None:
    """A permit that has its number keeps it, and is the corrected person's; so is the way to find the file."""
    application, permit = context.file(), prepared(context, context.file())
    if permit is not None:
        permit.holder, permit.applicant_id = application.applicant_name, application.applicant_id
    number = permit.number if permit else str(application.details.get("nib") or "")
    context.session.flush()
    searching.index(context.session, application, permit_number=number)


def _attached(context: ActContext, corrected: Corrected, correction: Correction) -> Applicant:
    """Whose file it is now: somebody the register knows, whose own data stay as they were confirmed; else the one it
    was, put right, or a new one where other files stand on the old."""
    row, person = _applicant(context), corrected.person
    if not corrected.changed & {"nik", "foreign_id"}:
        return _mended(row, correction)
    key = Applicant.nik == person.nik if person.nik else Applicant.foreign_id == person.foreign_id
    known = context.session.scalar(select(Applicant).where(key))
    if known is not None and known.id != row.id:
        return known
    shared = select(Application.id).where(Application.applicant_id == row.id, Application.id != context.file().id)
    if context.session.scalar(shared.limit(1)) is not None:
        row = _fresh(context, person, correction)
    row.nik, row.foreign_id = person.nik or None, person.foreign_id or None
    return _mended(row, correction)


def _fresh(context: ActContext, person: Person, correction: Correction) -> Applicant:
    row = Applicant(
        id=context.child("applicant"),
        name=person.name,
        birth_date=person.birth_date,
        person=paperwork.plain(person),
        confirmed=correction.asked,
    )
    context.session.add(row)
    return row


def _mended(row: Applicant, correction: Correction) -> Applicant:
    """Only what was wrong: what somebody confirmed since with another value stays."""
    known = row.person
    mended = [change for change in correction.changes if change["field"] in Person.__struct_fields__]
    right = {change["field"]: change["after"] for change in mended if known.get(change["field"]) == change["before"]}
    row.person = known | right
    row.name, row.birth_date = row.person["name"], from_plain(row.person, Person).birth_date
    row.confirmed = max(row.confirmed, correction.asked)
    return row


def _applicant(context: ActContext) -> Applicant:
    return context.session.get_one(Applicant, context.file().applicant_id)


def _as_this_file_says(row: Applicant, application: Application) -> bool:
    names = ("nik", "name", "birth_date")
    return all(row.person.get(name) == application.person.get(name) for name in names)
