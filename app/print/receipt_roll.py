"""Tanda terima on the 80 mm roll of a thermal printer: one column, as long as it needs."""

from __future__ import annotations

from dataclasses import replace

from app.print import receipt as parts
from app.print.blocks import item_list, letterhead, said, signature
from app.print.document import EXAMPLE_LINE, copy_words, write
from app.print.flow import ROLL, Flow
from app.print.ink import MM, Rule, Strip, Strips, gap
from app.print.qr import code, drawn
from app.print.text import Bold, Style, paragraph
from app.rules.papers import Receipt

STYLE = Style(8.2)


def receipt_roll(card: Receipt, copy: int, void: str = "") -> bytes:
    flow, room = Flow(ROLL), ROLL.room
    for piece in (head(card, room, copy), middle(card, room), tracking(card, room), hands(card, room)):
        flow.put(piece)
    return write(flow, parts.furniture(card, copy, void, margin_marks=False))


def line(room: float) -> Strip:
    return Strip(7.0, ((0.0, 3.5, Rule(room, weight=0.6, dash=True)),))


def head(card: Receipt, room: float, copy: int) -> Strips:
    centred = replace(STYLE, align="centre")
    marks = (EXAMPLE_LINE if card.training else "", copy_words(copy))
    return (
        *(s for mark in marks if mark for s in paragraph(mark, replace(centred, bold=True), room)),
        *letterhead(card.letterhead, room, 9.2),
        *paragraph(parts.title(card), Style(10, bold=True, align="centre", lead=1.25), room),
        *gap(3),
        *paragraph("Nomor Registrasi", centred, room),
        *paragraph(card.number, Style(14.5, bold=True, align="centre", lead=1.25), room),
        *paragraph(long_moment(card), centred, room),
        line(room),
    )


def long_moment(card: Receipt) -> str:
    """The time on a line of its own: the two do not fit side by side."""
    return parts.moment(card).replace(", pukul", "\npukul")


def middle(card: Receipt, room: float) -> Strips:
    names = item_list(card.items, STYLE.at(7.6), room)
    muted = replace(STYLE.at(7), grey=0.2)
    return (
        *(
            strip
            for name, value in parts.facts(card)
            for strip in (*paragraph(name, muted, room), *paragraph(value, STYLE, room), *gap(1.5))
        ),
        *gap(3),
        parts.promise_box(card, STYLE, room),
        line(room),
        *said("Berkas:", parts.received(card), STYLE, room),
        *gap(1.5),
        *(strip for name in names for strip in name),
        line(room),
    )


def tracking(card: Receipt, room: float) -> Strips:
    made = code(card.qr, 48 * MM)
    return (
        *drawn(made, (room - made.side) / 2),
        *parts.advice(card, STYLE.at(7.6), room, "atas"),
        line(room),
    )


def hands(card: Receipt, room: float) -> Strips:
    return (
        *signature(("Petugas Penerima,",), card.officer, (card.counter,), STYLE, room * 0.75, 26),
        *gap(8),
        *signature(("Yang Menyerahkan,",), card.proxy or card.applicant, (), STYLE, room * 0.75, 26),
        *gap(8),
        *paragraph((Bold(parts.NOT_A_PERMIT),), replace(STYLE, align="centre"), room),
    )
