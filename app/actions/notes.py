"""What is written down beside the route: notes, escalation, the central match, OSS (T25, T28, T30 to T33)."""

from __future__ import annotations

from app.actions import advice, details, searching
from app.actions.commands.intake import AssistOss, RecordOssResult
from app.actions.commands.office_work import AddNote, DecideOss, Escalate, RecordMatch
from app.actions.context import ActContext
from app.actions.moving import hold, move, refuse_unless
from app.errors import Refused
from app.queries.files import terms_of
from app.rules import stages
from app.rules.matching import DIFFERS, RECORDED


def add_note(context: ActContext, command: AddNote) -> None:
    """T28."""
    refuse_unless(bool(command.text.strip()), "reason_missing", text="required")
    move(context)


def escalate(context: ActContext, _: Escalate) -> None:
    """T25. Late or nearly so; the superior sees it in the history and on the front page."""
    move(context)
    hold(context, "due_soon_or_late")


def record_match(context: ActContext, command: RecordMatch) -> None:
    """T30. By somebody with access to the central data; how it was compared is part of it. Who finds a difference says
    which, who takes back an earlier result says why; both stay in the history."""
    refuse_unless(command.result in RECORDED, "fields_missing", result="required")
    refuse_unless(bool(command.how.strip()), "reason_missing", how="required")
    application = context.file()
    to_explain = application.match in RECORDED or command.result == DIFFERS
    unexplained = to_explain and command.note is not None and not command.note.strip()
    refuse_unless(not unexplained, "reason_missing", note="required")
    move(context)
    application.match = command.result


def assist_oss(context: ActContext, command: AssistOss) -> None:
    """T31. OSS passwords are never asked for and never kept."""
    move(context)
    if command.project_number.strip():
        context.file().details = context.file().details | {"nomor_proyek_oss": command.project_number}


def decide_oss(context: ActContext, command: DecideOss) -> None:
    """T32. Decided in OSS by the division head, recorded here."""
    refuse_unless(command.result in ("disetujui", "ditolak"), "fields_missing", result="required")
    rejected = command.result == "ditolak"
    refuse_unless(not rejected or bool(command.note.strip()), "reason_missing", note="required")
    move(context)
    if not rejected:
        advice.answer_visit(context, command.note, "note")
    context.file().outcome = stages.REFUSAL if rejected else stages.PERMIT


def record_oss_result(context: ActContext, command: RecordOssResult) -> None:
    """T33. The fields the catalogue wants at this step, and no others; a refusal in OSS has none."""
    application = context.file()
    move(context)
    wanted = [
        field.id
        for field in terms_of(application, context.reference).permit.form_fields
        if field.required_at_step == stages.RECORD_OSS
    ]
    if foreign := set(command.details) - set(wanted):
        raise Refused("fields_wrong", fields=dict.fromkeys(sorted(foreign), "unknown"), count=str(len(foreign)))
    application.details = application.details | dict(command.details)
    empty = [name for name in wanted if not application.details.get(name)]
    if empty and application.outcome == stages.PERMIT:
        raise Refused("fields_missing", fields=dict.fromkeys(empty, "required"), count=str(len(empty)))
    details.well_formed(context, terms_of(application, context.reference), application.person["nik"])
    searching.index(context.session, application, permit_number=str(application.details.get("nib") or ""))
