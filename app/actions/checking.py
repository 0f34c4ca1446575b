"""The back office looks at the papers: correct, returned, brought back, lapsed, to be refused (T5 to T8, T26, T27)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from app.actions import advice, details, grounds, letters, paperwork
from app.actions.commands.intake import AcceptRevision, ItemState, ReceiveDeferred
from app.actions.commands.office_work import (
    DeclareCorrect,
    ItemVerdict,
    Lapse,
    ProposePermit,
    ProposeRefusal,
    ReturnForRevision,
)
from app.actions.context import ActContext
from app.actions.intake import DEFERRED, MISSING, PRESENT, STATES, item_for
from app.actions.items import add, items
from app.actions.moving import hold, move, refuse_unless
from app.errors import Refused
from app.models.application import Item, Revision
from app.queries.files import place_of, terms_of
from app.queries.visits import stands_against
from app.rules import stages
from app.rules.stages import FileState
from app.rules.workflow import furthest

REFUSAL_TEXT = ("reason", "legal_basis", "text")


def declare_correct(context: ActContext, command: DeclareCorrect) -> None:
    """T5. Every paper that is there was judged `sesuai`."""
    move(context)
    rows = items(context)
    _judge(rows, command.verdicts)
    open_items = [x.requirement for x in rows if x.state != MISSING and x.verdict != "sesuai" and not _waits(x)]
    if open_items:
        raise Refused("items_open", fields=dict.fromkeys(open_items, "open"), count=str(len(open_items)))
    context.file().resume_at = None
    advice.await_agency(context)


def return_for_revision(context: ActContext, command: ReturnForRevision) -> None:
    """T6. One list, with what to do about each thing; the clock stops."""
    place = place_of(context.file())
    move(context)
    refuse_unless(bool(command.rows), "reason_missing", rows="required")
    known = {reason.id for reason in context.reference.catalogue.return_reasons}
    for at, row in enumerate(command.rows):
        complete = row.reason in known and bool(row.subject.strip() and row.text.strip())
        refuse_unless(complete, "reason_missing", **{f"rows.{at}": "required"})
    refuse_unless(command.deadline > context.today, "deadline_past", deadline="past")
    _judge(items(context), command.verdicts)
    context.file().resume_at = _resumption(context, place)
    context.session.add(
        Revision(
            id=context.child("revision"),
            application_id=context.file().id,
            returned=context.today,
            deadline=command.deadline,
            rows=[paperwork.plain(row) for row in command.rows],
            reminded=False,
            back=None,
        )
    )
    letters.return_letter(context, command)


def _resumption(context: ActContext, place: FileState) -> str:
    """Where it goes on after the check: what was put right after a visit that failed is visited again."""
    again = place.has(stages.PLAN_VISIT) and stands_against(context.session, context.file().id)
    return stages.PLAN_VISIT if again else furthest(place, place.stage)


def accept_revision(context: ActContext, command: AcceptRevision) -> None:
    """T7. The clock runs again; the receipt names the new day beside the old promise."""
    move(context)
    revision = open_revision(context)
    revision.back = context.today
    if command.details:
        _corrected(context, command)
    _brought(context, command.items)
    paperwork.fix(context, paperwork.RECEIPT, paperwork.revised_receipt(context))


def _corrected(context: ActContext, command: AcceptRevision) -> None:
    """Corrected fields may ask for further papers, but for another way through the office a new file is needed."""
    application = context.file()
    before = terms_of(application, context.reference)
    asked = {field.id for field in before.permit.form_fields if not field.required_at_step}
    if foreign := sorted(command.details.keys() - asked):
        raise Refused("fields_wrong", fields=dict.fromkeys(foreign, "unknown"), count=str(len(foreign)))
    application.details = application.details | dict(command.details)
    terms = terms_of(application, context.reference)
    nik = application.person["nik"]
    details.check(context, terms, nik)
    if details.numbers(context, terms, nik).doubtful.keys() & command.details.keys():
        context.warnings.append("numbers_doubtful")
    if terms.route != before.route:
        raise Refused("route_changes", fields=dict.fromkeys(sorted(command.details), "route_changes"))
    known = {row.requirement for row in items(context)}
    wanted = [(len(known) + at, each) for at, each in enumerate(terms.requirements) if each.id not in known]
    add(context, [item_for(context, position, required, None) for position, required in wanted])
    application.subject, application.object_key = paperwork.subject(terms), terms.object_key


def _brought(context: ActContext, seen: Iterable[ItemState]) -> None:
    """What was brought back is looked at again; nothing mandatory may be missing, or follow without leave to."""
    by_id = {row.requirement: row for row in items(context)}
    for item in seen:
        row = by_id.get(item.requirement)
        if row is None or item.state not in STATES:
            raise Refused("item_state", fields={item.requirement: "unknown"})
        row.state, row.original_shown, row.note = item.state, item.original_shown, item.note
        row.copies, row.verdict, row.verdict_note = item.copies, "", ""
    lacking = [x.requirement for x in by_id.values() if x.mandatory and not _there(x)]
    if lacking:
        raise Refused("incomplete", fields=dict.fromkeys(lacking, "missing"), count=str(len(lacking)))


def _there(item: Item) -> bool:
    return item.state == PRESENT or (item.state == DEFERRED and bool(item.deferred_until))


def lapse(context: ActContext, command: Lapse) -> None:
    """T8. By a person, after the last day and a reminder; never automatic."""
    move(context)
    revision = open_revision(context)
    hold(context, "deadline_passed", deadline="ahead")
    hold(context, "reminder_logged", reminded="required")
    letters.lapse_letter(context, revision, command.note)


def propose_refusal(context: ActContext, command: ProposeRefusal) -> None:
    """T26. From here on the file is meant for a refusal; superiors still decide.

    Where the papers were not declared correct, `resume_at` stays set: taken back, the refusal leads to the check again.
    """
    place = place_of(context.file())
    move(context)
    known = {reason.id: reason.label for reason in context.reference.catalogue.rejection_reasons}
    refuse_unless(command.reason in known, "reason_missing", reason="required")
    refuse_unless(bool(command.text.strip()), "reason_missing", text="required")
    refuse_unless(bool(command.legal_basis.strip()), "legal_basis", legal_basis="required")
    rests = grounds.typed(context, command.legal_basis).holds_law
    refuse_unless(rests, "law_unprintable", legal_basis="law_unprintable")
    application = context.file()
    application.outcome = stages.REFUSAL
    if place.stage == stages.VERIFY:
        application.resume_at = furthest(place, place.stage)
    refusal = {"reason": known[command.reason], "legal_basis": command.legal_basis, "text": command.text}
    application.draft = (application.draft or {}) | refusal


def propose_permit(context: ActContext, command: ProposePermit) -> None:
    """T26b. Meant for a permit again, with the conditions that an agency had set."""
    refuse_unless(bool(command.reason.strip()), "reason_missing", reason="required")
    move(context)
    hold(context, "not_objected")
    application = context.file()
    application.outcome = stages.PERMIT
    application.draft = {name: kept for name, kept in (application.draft or {}).items() if name not in REFUSAL_TEXT}


def receive_deferred(context: ActContext, command: ReceiveDeferred) -> None:
    """T27. A paper that was allowed to follow."""
    move(context)
    row = next((x for x in items(context) if x.requirement == command.requirement), None)
    if row is None or row.state != DEFERRED:
        raise Refused("not_deferred", fields={"requirement": "not_deferred"})
    row.state, row.original_shown, row.note = PRESENT, command.original_shown, command.note


def open_revision(context: ActContext) -> Revision:
    found = context.session.scalar(
        select(Revision).where(Revision.application_id == context.file().id, Revision.back.is_(None))
    )
    if found is None:
        raise Refused("stage", stage=context.file().stage)
    return found


def _judge(rows: Iterable[Item], verdicts: Iterable[ItemVerdict]) -> None:
    by_id = {row.requirement: row for row in rows}
    for verdict in verdicts:
        row = by_id.get(verdict.requirement)
        if row is None or verdict.verdict not in ("sesuai", "tidak_sesuai"):
            raise Refused("items_open", fields={verdict.requirement: "unknown"}, count="1")
        row.verdict, row.verdict_note = verdict.verdict, verdict.note


def _waits(item: Item) -> bool:
    """A paper that may still follow is judged when it has come."""
    return item.state == DEFERRED
