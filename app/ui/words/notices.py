"""Codes of `Refused`, `Unavailable` and of the verdict on a NIK, in a clerk's words. The only home of such texts.

Formal Indonesian: what happened, why, what to do; no blame, no exclamation marks. Facts stand in braces; a sentence
whose facts are missing or empty falls back to its plainer form, so that a forgotten fact never becomes a crash. The
texts are loaded with the first of them: the window is painted before.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


class Notice(NamedTuple):
    """`text` says what happened, `advice` what to do about it."""

    text: str
    level: Level = Level.INFO
    advice: str = ""

    @property
    def full(self) -> str:
        return f"{self.text} {self.advice}".strip()


def say(code: str, facts: Mapping[str, str] | None = None) -> Notice:
    """The notice for a code. An unknown code gives a clear general sentence with the code in brackets."""
    from app.ui.words.notice_texts import FIELDS, TEXTS

    known = TEXTS.get(code) or FIELDS.get(code)
    if known is None:
        return Notice(
            "Tindakan ini belum dapat diselesaikan.",
            Level.ERROR,
            f"Isian Anda tetap ada di layar. Mohon coba kembali atau hubungi administrator (kode: {code}).",
        )
    level, sentences, advice = known
    return Notice(fill(sentences, facts or {}), Level(level), fill((advice, ""), facts or {}))


def words(code: str, facts: Mapping[str, str] | None = None) -> str:
    """The line beside a field; the same code may be said at greater length of a whole act."""
    from app.ui.words.notice_texts import FIELDS, TEXTS

    level, sentences, advice = FIELDS.get(code) or TEXTS.get(code) or FIELDS["unknown"]
    return Notice(fill(sentences, facts or {}), Level(level), advice).full


def fill(sentences: tuple[str, ...], facts: Mapping[str, str]) -> str:
    """The first sentence whose facts are all there, and not empty."""
    known = {name: fact for name, fact in facts.items() if fact}
    for sentence in sentences:
        try:
            return sentence.format_map(known)
        except KeyError:
            continue
    return sentences[-1].split("{", maxsplit=1)[0].strip()
