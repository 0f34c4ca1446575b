"""Which papers of the office count no more: they are printed as *TIDAK BERLAKU* and in no other way."""

from __future__ import annotations

from dataclasses import dataclass

from app.rules.standing import withheld

RECEIPT, PERMIT, REFUSAL, TASK = "receipt", "permit", "refusal_letter", "assignment_letter"
SUPERSEDED, TAKEN_BACK, CANCELLED = "paper_superseded", "refusal_taken_back", "file_cancelled"

# A new one of these says the same anew, and takes the place of those before it. Other letters stand side by side.
ONE_AT_A_TIME = frozenset({RECEIPT, PERMIT, REFUSAL, TASK, "collection_receipt"})


@dataclass(frozen=True)
class Circumstances:
    """`newest` of its kind on its file; `current`: a permit's document is the one its permit stands on, `standing` what
    that permit is worth; `refused` and `cancelled` are what the file is now."""

    newest: bool
    current: bool
    standing: str
    refused: bool
    cancelled: bool


def void(kind: str, now: Circumstances) -> str:
    """The code of why a paper counts no more; "" where it does."""
    if kind == PERMIT:
        return withheld(now.standing) if now.current else SUPERSEDED
    if kind in ONE_AT_A_TIME and not now.newest:
        return SUPERSEDED
    if kind == REFUSAL and not now.refused:
        return TAKEN_BACK
    return CANCELLED if kind == RECEIPT and now.cancelled else ""
