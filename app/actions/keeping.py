"""Drafts, which are no acts, and printings, which are: every one is recorded."""

from __future__ import annotations

from sqlalchemy import func, select

from app.actions.commands.office import DropDraft, RecordPrint, SaveDraft
from app.actions.context import ActContext
from app.actions.moving import refuse_unless
from app.actions.rights import require_for_act
from app.errors import Refused
from app.models.application import Application
from app.models.journal import Document, Printing
from app.models.office import Draft


def save_draft(context: ActContext, command: SaveDraft) -> None:
    """T1. A draft needs no permit type; it belongs to the person who types it. One that was registered meanwhile (the
    application has the draft's id) is not kept again: it would be offered for a second registration."""
    require_for_act(context, command.act)
    if context.session.get(Application, command.draft) is not None:
        return
    draft = context.session.get(Draft, command.draft) or Draft(id=command.draft, owner_id=context.actor.id)
    refuse_unless(draft.owner_id == context.actor.id, "no_right")
    draft.content = command.content
    draft.kept = command.stamp.at
    context.session.add(draft)


def drop_draft(context: ActContext, command: DropDraft) -> None:
    draft = context.session.get(Draft, command.draft)
    if draft is not None:
        refuse_unless(draft.owner_id == context.actor.id, "no_right")
        context.session.delete(draft)


# So many copies of one paper a PC may have printed without contact; where two have printed the same one, both count.
AWAY = 100


def record_print(context: ActContext, command: RecordPrint) -> None:
    """Copy numbers follow each other; anybody who may see the paper may print it."""
    document = context.session.get(Document, command.document)
    if document is None:
        raise Refused("no_document")
    context.capacity = min(context.roles, default="")
    last = context.session.scalar(select(func.max(Printing.copy)).where(Printing.document_id == document.id)) or 0
    refuse_unless(context.settled or command.copy == last + 1, "copy_number", copy=str(last + 1))
    context.session.add(
        Printing(
            id=command.stamp.id,
            document_id=document.id,
            copy=command.copy if last < command.copy <= last + AWAY else last + 1,
            target=command.target,
            at=command.stamp.at,
            actor_id=context.actor.id,
        )
    )
