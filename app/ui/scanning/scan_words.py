"""A scan in words: what was read, shortened, and how the permit behind it stands."""

from __future__ import annotations

from app.queries.scans import ScannedPermit
from app.reference.public_words import permit_state
from app.rules.wording import plain_date
from app.ui.words.notices import Notice, NoticeLevel

TOPIC = "scan"
NIK = 16
"""Digits that a reader of identity cards types."""
LONGEST = 24
LEVELS = {
    "aktif": NoticeLevel.SUCCESS,
    "belum_berlaku": NoticeLevel.WARNING,
    "disiapkan": NoticeLevel.WARNING,
    "dibekukan": NoticeLevel.WARNING,
    "pencabutan": NoticeLevel.INFO,
}


def shortened(text: str) -> str:
    """The first line, as far as it helps to recognise it."""
    line = text.split("\n", 1)[0]
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def permit_notice(found: ScannedPermit) -> Notice:
    permit = found.permit
    word, sentence = permit_state(permit.state)
    first = f"{permit.service} {permit.number}, {found.holder}: {word.lower()}."
    return Notice(first, LEVELS.get(permit.state, NoticeLevel.ERROR), f"{sentence}{_validity(found)}")


def _validity(found: ScannedPermit) -> str:
    starts, until = found.permit.starts, found.permit.until
    if starts is None:
        return ""
    end = f"sampai {plain_date(until)}" if until else "selama beroperasi"
    return f" Berlaku sejak {plain_date(starts)} {end}."
