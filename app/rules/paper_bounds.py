"""What may stand on a card so that it can be laid out: more than any person types, less than does harm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from app.rules.papers import Letter, Paper, PermitDocument, Receipt
from app.rules.workflow import PAPER_OF

LONGEST_TEXT = 50_000
"""Characters."""
LARGEST_CODE = 1_000
"""Bytes of UTF-8 in a QR code; a sheet has room for some 1,600."""
MOST_DAYS = 10_000
EARLIEST, LATEST = 1900, 9000
NO_LETTERS = ("receipt", "shortage_list", "permit", "collection_receipt")
LETTER_KINDS = tuple(sorted({*PAPER_OF.values()}.difference(NO_LETTERS)))


def is_printable(card: Paper) -> bool:
    """Whether every size of it can be drawn."""
    if not all(map(_is_sound, _values(card))) or len(getattr(card, "qr", "").encode()) > LARGEST_CODE:
        return False
    match card:
        case Receipt():
            return 0 <= card.days <= MOST_DAYS and (not card.qr_is_address or "/t/" in card.qr)
        case Letter():
            return card.kind in LETTER_KINDS
        case PermitDocument():
            return bool(card.title.strip())
    return True


def _values(part: Any) -> Iterable[Any]:
    """All that stands in it, at any depth."""
    if is_dataclass(part):
        inside: Iterable[Any] = (getattr(part, field.name) for field in fields(part))
    else:
        inside = part
    for value in inside:
        if is_dataclass(value) or isinstance(value, tuple):
            yield from _values(value)
        else:
            yield value


def _is_sound(value: Any) -> bool:
    if isinstance(value, datetime):
        return EARLIEST <= value.year <= LATEST
    return not isinstance(value, str) or len(value) <= LONGEST_TEXT
