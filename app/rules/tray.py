"""Who may close a matter of the tray (Perlu keputusan)."""

from __future__ import annotations

from app.rules.workflow import ADMIN, CHIEF, DIVISION, HEAD

SUPERVISORS = (HEAD, DIVISION, CHIEF, ADMIN)
REDO, ADOPT, WITHDRAW = WAYS = ("redo", "adopt", "withdraw")
REJECTED = "rejected"


def against_closing(cause: str, how: str, *, own: bool, supervises: bool) -> str:
    """The code that speaks against it, or nothing. What had no effect is let go by its author too; what stands with a
    question mark, or was set aside, is judged by another person, in an office of any size."""
    if own:
        return "" if cause == REJECTED and how != ADOPT else "own_matter"
    return "" if supervises else "no_right"
