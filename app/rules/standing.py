"""What a permit is worth on a day (domain.md 5.3), and whether its paper may be handed over."""

from __future__ import annotations

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
