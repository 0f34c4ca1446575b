"""Lembar periksa data: the five fields in large type for an applicant without a screen, on A5 or the 80 mm roll.

It is no document of the file: printed once from the form, so it has neither number nor copies.
"""

from __future__ import annotations

from dataclasses import replace

from app.print.blocks import heading, letterhead, signature
from app.print.document import EXAMPLE_LINE, Furniture, write
from app.print.flow import A5, ROLL, Flow, PaperSize, first_on_one_page
from app.print.ink import Strips, gap
from app.print.text import Bold, Style, paragraph
from app.rules.papers import ReadingSlip
from app.rules.wording import clock_time, long_date

TITLE = "LEMBAR PERIKSA DATA"
ASK = "Mohon diperiksa, lalu dibubuhi paraf bila sudah benar. Sampaikan kepada petugas bila ada yang keliru."
NOT_KEPT = "Lembar ini bukan tanda terima. Isinya tidak disimpan oleh program."
A5_SIZES, ROLL_SIZE = (17.0, 15.0, 13.0, 11.0), 12.0


def slip(card: ReadingSlip, size: str) -> bytes:
    """On the roll where receipts are made on it, otherwise on A5."""
    furniture = Furniture(
        title="Lembar Periksa Data",
        author=card.letterhead.office,
        copy=1,
        training=card.training,
        margin_marks=size != "roll",
    )
    if size == "roll":
        return write(laid_out(card, ROLL_SIZE, ROLL, 8.2), furniture)
    return write(first_on_one_page(laid_out(card, each, A5, 9.2) for each in A5_SIZES), furniture)


def laid_out(card: ReadingSlip, large: float, page: PaperSize, small: float) -> Flow:
    flow, room, style = Flow(page), page.room, Style(small)
    flow.put(head(card, style, room, rolled=not page.height))
    for row in card.rows:
        flow.put((*paragraph(row.heading, replace(style, grey=0.25), room), *_value(row.text, large, room)), keep=True)
    flow.put(paragraph((Bold("Data sudah benar?"), f" {ASK}"), style.at(small * 1.15), room))
    flow.gap(small)
    flow.put(foot(card, style, room), keep=True)
    return flow


def head(card: ReadingSlip, style: Style, room: float, *, rolled: bool) -> Strips:
    mark = EXAMPLE_LINE if card.training and rolled else ""
    return (
        *(paragraph(mark, replace(style, bold=True, align="centre"), room) if mark else ()),
        *letterhead(card.letterhead, room, style.size * 1.15),
        *gap(style.size * 0.4),
        *heading(TITLE, room, style.size * 1.4, style.size * 0.8),
    )


def foot(card: ReadingSlip, style: Style, room: float) -> Strips:
    made = f"{long_date(card.made.date())}, pukul {clock_time(card.made)}. {card.officer}, {card.counter}."
    return (
        *signature(("Paraf pemohon,",), "", (), style, room * 0.4, style.size * 4.5),
        *gap(style.size * 0.8),
        *paragraph(made, style.at(style.size * 0.94), room),
        *paragraph((Bold(NOT_KEPT),), style.at(style.size * 0.94), room),
    )


def _value(text: str, size: float, room: float) -> Strips:
    return (*paragraph(text or "(belum diisi)", Style(size, bold=True, lead=1.22), room), *gap(size * 0.45))
