"""What a permit is worth on a day (domain.md 5.3), whether its paper may be handed over, and which papers of
the office count no more: they are printed as *TIDAK BERLAKU* and in no other way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PREPARED, ACTIVE, SUSPENDED, REVOKED, REPLACED = "disiapkan", "aktif", "dibekukan", "dicabut", "diganti"
ENDED, NOT_YET = "berakhir", "belum_berlaku"
DECREE = "pencabutan"
"""The kind of a file whose paper ends another permit; that paper is worth what it says, always."""
IN_FORCE = (ACTIVE, SUSPENDED)

# Whoever holds such a paper is deceived by it: it stays in the office. The code says why.
WITHHELD = {
    REVOKED: "permit_revoked",
    SUSPENDED: "permit_suspended",
    REPLACED: "permit_replaced",
    ENDED: "permit_ended",
}


RECEIPT, PERMIT, REFUSAL, TASK = "receipt", "permit", "refusal_letter", "assignment_letter"
SUPERSEDED, TAKEN_BACK, CANCELLED = "paper_superseded", "refusal_taken_back", "file_cancelled"
NO_DECREE = "decree_taken_back"

# A new one of these says the same anew, and takes the place of those before it. Other letters stand side by side.
ONE_AT_A_TIME = frozenset({RECEIPT, PERMIT, REFUSAL, TASK, "collection_receipt"})


@dataclass(frozen=True)
class Circumstances:
    """`newest` of its kind on its file; `current`: a permit's document is the one its permit stands on, `standing` what
    that permit is worth; `refused` and `cancelled` are what the file is now; `undone`: the act was taken back."""

    newest: bool
    current: bool
    standing: str
    refused: bool
    cancelled: bool
    undone: bool = False


def void(kind: str, now: Circumstances) -> str:
    """The code of why a paper counts no more; "" where it does."""
    if kind == PERMIT:
        return withheld(now.standing) if now.current else SUPERSEDED
    if now.undone:
        return NO_DECREE
    if kind in ONE_AT_A_TIME and not now.newest:
        return SUPERSEDED
    if kind == REFUSAL and not now.refused:
        return TAKEN_BACK
    return CANCELLED if kind == RECEIPT and now.cancelled else ""


def standing(state: str, kind: str, valid_from: date, valid_until: date | None, today: date) -> str:
    """Ended is derived from the last day, which still counts; what was revoked or replaced stays so."""
    if state == PREPARED:
        return PREPARED
    if kind == DECREE:
        return DECREE
    if state not in IN_FORCE:
        return state
    if valid_until is not None and valid_until < today:
        return ENDED
    return NOT_YET if state == ACTIVE and valid_from > today else state


def withheld(standing: str) -> str:
    """The code of why a paper of this standing is not handed over, nor its applicant told to fetch it; else ""."""
    return WITHHELD.get(standing, "")
