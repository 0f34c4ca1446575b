"""What was typed or scanned, as a question: the code in a scan, the digits of a number, the parts of a name."""

from __future__ import annotations

import re

LEAST = 3
"""Letters before the trigram index can be asked."""

_ADDRESS = re.compile(r".*/[tv]/([^/?#\s]+)/?\s*", re.IGNORECASE | re.DOTALL)
_DIGITS = re.compile(r"\+?[0-9][0-9 .\-]*")


def code_of(text: str) -> str:
    """What a scan means: the token of an address ending in /t/ or /v/, the first line of a code that holds text."""
    address = _ADDRESS.fullmatch(text.strip())
    if address:
        return address[1]
    lines = text.strip().splitlines()
    return " ".join(lines[0].split()) if lines else ""


def digits_of(text: str) -> str:
    """The digits of a NIK or telephone written with spaces, dots or hyphens; empty for everything else."""
    return re.sub(r"[^0-9]", "", text) if _DIGITS.fullmatch(text.strip()) else ""


def parts_of(text: str) -> list[str]:
    """The words, short ones joined to the one before or after them: no trigram holds "Ni" alone."""
    parts: list[str] = []
    for word in text.split():
        if parts and (len(word) < LEAST or len(parts[-1]) < LEAST):
            parts[-1] = f"{parts[-1]} {word}"
        else:
            parts.append(word)
    return parts


def match_of(text: str) -> str:
    """The question in the language of FTS5: all parts in any order, or the digits without what stands between."""
    parts = " AND ".join(map(_quoted, parts_of(text)))
    digits = digits_of(text)
    return f"{_quoted(digits)} OR ({parts})" if len(digits) >= LEAST else parts


def _quoted(part: str) -> str:
    return '"' + part.replace('"', '""') + '"'
