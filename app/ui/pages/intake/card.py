"""The number of an identity card from a reader that types it: into its field as a hand would, never over another."""

from __future__ import annotations

from app.ui.pages.intake.parts import IntakeParts
from app.ui.scanning.scan_words import TOPIC
from app.ui.scanning.typing_in import type_into
from app.ui.shell.board import Board
from app.ui.words.notices import say


def read_card(parts: IntakeParts, board: Board, number: str) -> None:
    """It is judged and keyed again as ever: what the reader read, the card's chip or a copy's bars, nobody knows."""
    field = parts.identity.control("nik")
    if parts.identity.foreign or parts.identity.text("nik") not in ("", number):
        board.pin(say("scan_nik_filled"), TOPIC)
    elif not parts.identity.text("nik"):
        parts.identity.focus("nik")
        type_into(field, number)
