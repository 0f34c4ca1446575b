"""Drafts, which are no acts, and printings, which are (screens.md: every print is recorded)."""

from __future__ import annotations

from sqlalchemy import func, select

from app.actions.commands.office import DropDraft, RecordPrint, SaveDraft
from app.actions.moving import refuse_unless
from app.actions.rights import require_for_act
from app.actions.scene import Scene
from app.errors import Refused
from app.models.application import Application
from app.models.journal import Document, Printing
from app.models.office import Draft


def save_draft(scene: Scene, command: SaveDraft) -> None:
    """T1. A draft needs no permit type; it belongs to the person who types it. One that was registered meanwhile (the
    application has the draft's id) is not kept again: it would be offered for a second registration."""
    require_for_act(scene, command.act)
    if scene.session.get(Application, command.draft) is not None:
        return
    draft = scene.session.get(Draft, command.draft) or Draft(id=command.draft, owner_id=scene.actor.id)
    refuse_unless(draft.owner_id == scene.actor.id, "no_right")
    draft.content = command.content
    draft.kept = command.stamp.at
    scene.session.add(draft)


def drop_draft(scene: Scene, command: DropDraft) -> None:
    draft = scene.session.get(Draft, command.draft)
    if draft is not None:
        refuse_unless(draft.owner_id == scene.actor.id, "no_right")
        scene.session.delete(draft)


# So many copies of one paper a PC may have printed without contact; where two have printed the same one, both count.
AWAY = 100


def record_print(scene: Scene, command: RecordPrint) -> None:
    """Copy numbers follow each other; anybody who may see the paper may print it."""
    document = scene.session.get(Document, command.document)
    if document is None:
        raise Refused("no_document")
    scene.capacity = min(scene.roles, default="")
    last = scene.session.scalar(select(func.max(Printing.copy)).where(Printing.document_id == document.id)) or 0
    refuse_unless(scene.settled or command.copy == last + 1, "copy_number", copy=str(last + 1))
    scene.session.add(
        Printing(
            id=command.stamp.id,
            document_id=document.id,
            copy=command.copy if last < command.copy <= last + AWAY else last + 1,
            target=command.target,
            at=command.stamp.at,
            actor_id=scene.actor.id,
        )
    )
