"""The applicant reads the data back before they are registered, or it is written down why not."""

from __future__ import annotations

HOWS = SCREEN, SLIP, ALOUD = "layar", "lembar", "lisan"


def settled(*, read: bool, how: str, reason: str) -> bool:
    """Whether the condition is met. `how` is empty in acts of before it was asked."""
    if read:
        return how in ("", *HOWS) and not reason
    return bool(reason.strip()) and not how
