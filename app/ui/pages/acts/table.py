"""Every act that is asked for on a file, by its name in the workflow table."""

from __future__ import annotations

from app.ui.pages.acts import advising, approving, checking, correcting, noting
from app.ui.pages.acts.plan import ORDINARY, ActPlan

ROOMS = (checking, advising, approving, noting, correcting)
PLANS: dict[str, ActPlan] = {plan.act: plan for room in ROOMS for plan in room.PLANS}


def key_of(act: str) -> str:
    """The shortcut of an act; handing over is done on its own page."""
    return PLANS[act].key if act in PLANS else ORDINARY


def in_bulk(act: str) -> bool:
    return act in PLANS and PLANS[act].in_bulk
