"""Codes in words for the administrator at the server's command line. Indonesian: they are users too."""

from __future__ import annotations

from collections.abc import Mapping

from app.reference.messages import messages

UNKNOWN = "Tidak dapat dilakukan (kode: {code})."


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "-"


def say(code: str, facts: Mapping[str, str]) -> str:
    """Facts that are missing leave a dash, never a crash."""
    known = messages("centre").get(code)
    return (known.sentences[0] if known else UNKNOWN).format_map(_Facts(facts, code=code))
