"""What counters and centre leave for people: acts that need a decision, and losses of contact."""

from __future__ import annotations

from app.actions.commands.office import RecordOutage, SettleTrayItem
from app.actions.moving import refuse_unless
from app.actions.rights import require_in_office
from app.actions.scene import Scene
from app.errors import Refused
from app.models.exchange import Outage, TrayItem
from app.rules.tray import SUPERVISORS, WAYS, WITHDRAW, against_closing


def settle_tray_item(scene: Scene, command: SettleTrayItem) -> None:
    """Closed by a supervisor who is not its author; one whose act had no effect also by the author."""
    item = scene.session.get(TrayItem, command.item)
    if item is None:
        raise Refused("no_tray_item")
    refuse_unless(item.closed is None, "tray_closed")
    refuse_unless(command.how in WAYS, "fields_missing", how="required")
    refuse_unless(command.how != WITHDRAW or bool(command.note.strip()), "reason_missing", note="required")
    own = scene.actor.id == item.actor_id
    if own:
        scene.capacity = min(scene.roles, default="")
    else:
        require_in_office(scene, *SUPERVISORS)
    if against := against_closing(item.cause, command.how, own=own, supervises=not own):
        raise Refused(against)
    item.closed, item.closed_by = scene.at, scene.actor.id
    item.settled, item.note = command.how, command.note


def record_outage(scene: Scene, command: RecordOutage) -> None:
    """By the program itself, in the name of whoever was signed in when contact came back."""
    scene.capacity = min(scene.roles, default="")
    scene.session.add(
        Outage(
            id=command.stamp.id,
            device=command.stamp.counter,
            began=command.began,
            ended=command.ended,
            acts=command.acts,
            cause=command.cause,
        )
    )
