"""The number of an identity card from a reader that types it: into its field as a hand would, never over another."""

from __future__ import annotations

from app.ui.board import Board
from app.ui.notices import say
from app.ui.pages.intake_parts import Parts
from app.ui.scan_words import TOPIC
from app.ui.typing_in import type_into


def read_card(parts: Parts, board: Board, number: str) -> None:
    """It is judged and keyed again as ever: what the reader read, the card's chip or a copy's bars, nobody knows."""
    field = parts.identity.control("nik")
    if parts.identity.foreign or parts.identity.text("nik") not in ("", number):
        board.pin(say("scan_nik_filled"), TOPIC)
    elif not parts.identity.text("nik"):
        parts.identity.focus("nik")
        type_into(field, number)
