"""What counters and centre leave for people: acts that need a decision, done anew in one's own name or closed, and
losses of contact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from app.actions.commands import Command, Stamp, load
from app.actions.commands.office import RecordOutage, SettleTrayItem
from app.actions.context import ActContext
from app.actions.moving import refuse_unless
from app.actions.rights import require_in_office
from app.errors import Refused
from app.models.exchange import Outage, TrayItem
from app.rules.tray import SUPERVISORS, WAYS, WITHDRAW, against_closing


def settle_tray_item(context: ActContext, command: SettleTrayItem) -> None:
    """Closed by a supervisor who is not its author; one whose act had no effect also by the author."""
    item = context.session.get(TrayItem, command.item)
    if item is None:
        raise Refused("no_tray_item")
    refuse_unless(item.closed is None, "tray_closed")
    refuse_unless(command.how in WAYS, "fields_missing", how="required")
    refuse_unless(command.how != WITHDRAW or bool(command.note.strip()), "reason_missing", note="required")
    own = context.actor.id == item.actor_id
    if own:
        context.capacity = min(context.roles, default="")
    else:
        require_in_office(context, *SUPERVISORS)
    if against := against_closing(item.cause, command.how, own=own, supervises=not own):
        raise Refused(against)
    item.closed, item.closed_by = context.at, context.actor.id
    item.settled, item.note = command.how, command.note


def record_outage(context: ActContext, command: RecordOutage) -> None:
    """By the program itself, in the name of whoever was signed in when contact came back."""
    context.capacity = min(context.roles, default="")
    context.session.add(
        Outage(
            id=command.stamp.id,
            device=command.stamp.counter,
            began=command.began,
            ended=command.ended,
            acts=command.acts,
            cause=command.cause,
        )
    )


def anew(kind: str, payload: Mapping[str, Any], stamp: Stamp) -> Command:
    """The same command with another stamp. It prints its own paper; what was promised stays. Raises Refused
    `tray_not_again` where what is kept of it does not suffice: passwords are not kept."""
    try:
        own = {name: value for name, value in payload.items() if name != "paper"}
        return msgspec.structs.replace(load(kind, own), stamp=stamp)
    except (KeyError, msgspec.ValidationError):
        raise Refused("tray_not_again") from None
