"""Every command and what does it. The counter and, later, the centre both end here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.actions import (
    advice,
    approval,
    calendar,
    checking,
    correction,
    handover,
    identity,
    intake,
    issuing,
    keeping,
    levy,
    losing,
    notes,
    promise,
    settling,
    staffing,
)
from app.actions.commands import KINDS
from app.actions.context import ActContext

_ROOMS = (
    intake,
    identity,
    checking,
    advice,
    levy,
    approval,
    issuing,
    handover,
    notes,
    promise,
    staffing,
    keeping,
    calendar,
    settling,
    correction,
    losing,
)
# Each command has a function of its own name; a command without one fails here, at import.
HANDLERS: dict[str, Callable[[ActContext, Any], None]] = {
    act: next(getattr(room, act) for room in _ROOMS if hasattr(room, act)) for act in KINDS
}


def perform(context: ActContext) -> None:
    """Do the scene's command inside the caller's transaction. Raises Refused, and then the caller undoes everything."""
    HANDLERS[context.command.act](context, context.command)
