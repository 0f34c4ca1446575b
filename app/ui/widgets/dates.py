"""Dates as people paste them: with month names, year first, or the day's name before."""

from __future__ import annotations

import re
from datetime import date

from app.rules.wording import DAYS, MONTHS, parse_date


def read_date(text: str) -> date | None:
    """05-07-1988, 5/7/1988, 05071988, 5 Juli 1988, Selasa, 5 Jul 1988, 1988-07-05; else None."""
    parts = re.findall(r"\d+|[a-z]+", text.lower())
    if parts and parts[0].capitalize() in DAYS:
        parts = parts[1:]
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    if len(parts) == 3 and not parts[1].isdigit():
        parts[1] = str(month_number(parts[1]))
    return parse_date(" ".join(parts))


def month_number(word: str) -> int:
    """7 for "juli" and "jul"; 0 for what is no month or could be two."""
    found = [i for i, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.lower().startswith(word)]
    return found[0] if len(found) == 1 else 0
