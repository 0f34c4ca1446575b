"""What is known of an identity after the central data were asked: accept now, confirm later, no permit before."""

from __future__ import annotations

UNMATCHED, MATCHES, DIFFERS = "belum", "cocok", "tidak_cocok"
RECORDED = (MATCHES, DIFFERS)


def known_match(match: str, nik: str) -> str:
    """What to show of a file: one of the three, "" where there is no NIK that could be compared."""
    if match in RECORDED:
        return match
    return UNMATCHED if nik else ""


def against_signing(match: str, nik: str) -> str:
    """The code of what speaks against a signature (T19); "" where nothing does."""
    return {UNMATCHED: "not_matched", DIFFERS: "mismatched"}.get(known_match(match, nik), "")
