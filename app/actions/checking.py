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
from app.actions.intake import DEFERRED, MISSING, PRESENT, STATES, item_for
from app.actions.items import add, items
from app.actions.moving import hold, move, refuse_unless, stop
from app.actions.scene import Scene
from app.errors import Refused
from app.models.application import Item, Revision
from app.queries.files import place_of, terms_of
from app.queries.visits import stands_against
from app.rules import stages
from app.rules.stages import FileState
from app.rules.workflow import furthest

REFUSAL_TEXT = ("reason", "legal_basis", "text")


def declare_correct(scene: Scene, command: DeclareCorrect) -> None:
    """T5. Every paper that is there was judged `sesuai`."""
    move(scene)
    rows = items(scene)
    _judge(rows, command.verdicts)
    open_items = [x.requirement for x in rows if x.state != MISSING and x.verdict != "sesuai" and not _waits(x)]
    if open_items:
        raise Refused("items_open", fields=dict.fromkeys(open_items, "open"), count=str(len(open_items)))
    scene.file().resume_at = None
    advice.await_agency(scene)


def return_for_revision(scene: Scene, command: ReturnForRevision) -> None:
    """T6. One list, with what to do about each thing; the clock stops."""
    place = place_of(scene.file())
    move(scene)
    refuse_unless(bool(command.rows), "reason_missing", rows="required")
    known = {reason.id for reason in scene.reference.catalogue.return_reasons}
    for at, row in enumerate(command.rows):
        complete = row.reason in known and bool(row.subject.strip() and row.text.strip())
        refuse_unless(complete, "reason_missing", **{f"rows.{at}": "required"})
    refuse_unless(command.deadline > scene.today, "deadline_past", deadline="past")
    _judge(items(scene), command.verdicts)
    scene.file().resume_at = _resumption(scene, place)
    stop(scene, restart=True)
    scene.session.add(
        Revision(
            id=scene.child("revision"),
            application_id=scene.file().id,
            returned=scene.today,
            deadline=command.deadline,
            rows=[paperwork.plain(row) for row in command.rows],
            reminded=False,
            back=None,
        )
    )
    letters.return_letter(scene, command)


def _resumption(scene: Scene, place: FileState) -> str:
    """Where it goes on after the check: what was put right after a visit that failed is visited again."""
    again = place.has(stages.PLAN_VISIT) and stands_against(scene.session, scene.file().id)
    return stages.PLAN_VISIT if again else furthest(place, place.stage)


def accept_revision(scene: Scene, command: AcceptRevision) -> None:
    """T7. The clock runs again; the receipt names the new day beside the old promise."""
    move(scene)
    revision = open_revision(scene)
    revision.back = scene.today
    if command.details:
        _corrected(scene, command)
    _brought(scene, command.items)
    paperwork.fix(scene, paperwork.RECEIPT, paperwork.revised_receipt(scene))


def _corrected(scene: Scene, command: AcceptRevision) -> None:
    """Corrected fields may ask for further papers, but for another way through the office a new file is needed."""
    application = scene.file()
    before = terms_of(application, scene.reference)
    asked = {field.id for field in before.permit.form_fields if not field.required_at_step}
    if foreign := sorted(command.details.keys() - asked):
        raise Refused("fields_wrong", fields=dict.fromkeys(foreign, "unknown"), count=str(len(foreign)))
    application.details = application.details | dict(command.details)
    terms = terms_of(application, scene.reference)
    nik = application.person["nik"]
    details.check(scene, terms, nik)
    if details.numbers(scene, terms, nik).doubtful.keys() & command.details.keys():
        scene.warnings.append("numbers_doubtful")
    if terms.route != before.route:
        raise Refused("route_changes", fields=dict.fromkeys(sorted(command.details), "route_changes"))
    known = {row.requirement for row in items(scene)}
    wanted = [(len(known) + at, each) for at, each in enumerate(terms.requirements) if each.id not in known]
    add(scene, [item_for(scene, position, required, None) for position, required in wanted])
    application.subject, application.object_key = paperwork.subject(terms), terms.object_key


def _brought(scene: Scene, seen: Iterable[ItemState]) -> None:
    """What was brought back is looked at again; nothing mandatory may be missing, or follow without leave to."""
    by_id = {row.requirement: row for row in items(scene)}
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


def lapse(scene: Scene, command: Lapse) -> None:
    """T8. By a person, after the last day and a reminder; never automatic."""
    move(scene)
    revision = open_revision(scene)
    hold(scene, "deadline_passed", deadline="ahead")
    hold(scene, "reminder_logged", reminded="required")
    letters.lapse_letter(scene, revision, command.note)


def propose_refusal(scene: Scene, command: ProposeRefusal) -> None:
    """T26. From here on the file is meant for a refusal; superiors still decide.

    Where the papers were not declared correct, `resume_at` stays set: taken back, the refusal leads to the check again.
    """
    place = place_of(scene.file())
    move(scene)
    known = {reason.id: reason.label for reason in scene.reference.catalogue.rejection_reasons}
    refuse_unless(command.reason in known, "reason_missing", reason="required")
    refuse_unless(bool(command.text.strip()), "reason_missing", text="required")
    refuse_unless(bool(command.legal_basis.strip()), "legal_basis", legal_basis="required")
    rests = grounds.typed(scene, command.legal_basis).holds_law
    refuse_unless(rests, "law_unprintable", legal_basis="law_unprintable")
    application = scene.file()
    application.outcome = stages.REFUSAL
    if place.stage == stages.VERIFY:
        application.resume_at = furthest(place, place.stage)
    refusal = {"reason": known[command.reason], "legal_basis": command.legal_basis, "text": command.text}
    application.draft = (application.draft or {}) | refusal


def propose_permit(scene: Scene, command: ProposePermit) -> None:
    """T26b. Meant for a permit again, with the conditions that an agency had set."""
    refuse_unless(bool(command.reason.strip()), "reason_missing", reason="required")
    move(scene)
    hold(scene, "not_objected")
    application = scene.file()
    application.outcome = stages.PERMIT
    application.draft = {name: kept for name, kept in (application.draft or {}).items() if name not in REFUSAL_TEXT}


def receive_deferred(scene: Scene, command: ReceiveDeferred) -> None:
    """T27. A paper that was allowed to follow."""
    move(scene)
    row = next((x for x in items(scene) if x.requirement == command.requirement), None)
    if row is None or row.state != DEFERRED:
        raise Refused("not_deferred", fields={"requirement": "not_deferred"})
    row.state, row.original_shown, row.note = PRESENT, command.original_shown, command.note


def open_revision(scene: Scene) -> Revision:
    found = scene.session.scalar(
        select(Revision).where(Revision.application_id == scene.file().id, Revision.back.is_(None))
    )
    if found is None:
        raise Refused("stage", stage=scene.file().stage)
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
