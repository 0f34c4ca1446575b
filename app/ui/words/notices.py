"""Codes of `Refused`, `Unavailable` and of the verdict on a NIK, in a clerk's words (`resources/messages.csv`).

A sentence whose facts are missing or empty falls back to its plainer form. The texts are loaded with the first of them:
the window is painted before.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class NoticeLevel(StrEnum):
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


class Notice(NamedTuple):
    """`text` says what happened, `advice` what to do about it."""

    text: str
    level: NoticeLevel = NoticeLevel.INFO
    advice: str = ""

    @property
    def full(self) -> str:
        return f"{self.text} {self.advice}".strip()


def say(code: str, facts: Mapping[str, str] | None = None, place: str = "notice") -> Notice:
    """The notice for a code, as it is said at that place. An unknown code gives a clear general sentence with the code
    in brackets."""
    from app.reference.messages import filled, messages

    known = messages(place).get(code) or messages("notice").get(code) or messages("field").get(code)
    if known is None:
        return Notice(
            "Tindakan ini belum dapat diselesaikan.",
            NoticeLevel.ERROR,
            f"Isian Anda tetap ada di layar. Mohon coba kembali atau hubungi administrator (kode: {code}).",
        )
    return Notice(known.filled(facts or {}), NoticeLevel(known.level), filled((known.advice, ""), facts or {}))


def words(code: str, facts: Mapping[str, str] | None = None) -> str:
    """The line beside a field; the same code may be said at greater length of a whole act."""
    from app.reference.messages import messages

    known = messages("field").get(code) or messages("notice").get(code) or messages("field")["unknown"]
    return Notice(known.filled(facts or {}), NoticeLevel(known.level), known.advice).full
