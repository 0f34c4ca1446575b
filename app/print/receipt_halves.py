"""Tanda terima on A4, cut across the middle: the upper half for the applicant, the lower for the folder.

What is too long for half a page gets a page for each part.
"""

from __future__ import annotations

from dataclasses import replace

from app.print import receipt as parts
from app.print.blocks import heading, in_columns, item_list, letterhead, said, side_by_side
from app.print.document import copy_words, write
from app.print.flow import A4, Flow, Page
from app.print.grid import Column, Grid
from app.print.ink import MM, Rule, Strip, Strips, beside, gap, tall, whole
from app.print.qr import code, drawn
from app.print.text import Style, paragraph
from app.rules.papers import Receipt

SIZES = (8.0, 7.4, 6.8)
MARGIN = 12 * MM
SHEET = replace(A4, left=MARGIN, right=MARGIN, top=9 * MM, bottom=9 * MM, parts=2)
HALF = replace(SHEET, height=A4.height / 2, bottom=7 * MM, parts=1)
PAGE = replace(SHEET, top=12 * MM, bottom=12 * MM, parts=1)
BETWEEN = 6 * MM
FOLDER_TITLE = "LEMBAR BERKAS"
CONTROL_ROWS = 6


def receipt_halves(card: Receipt, copy: int) -> bytes:
    for size in SIZES:
        upper, lower = laid_out(HALF, card, size, copy)
        if len(upper.pages) == len(lower.pages) == 1:
            return write(joined(upper, lower), parts.furniture(card, copy, margin_marks=False))
    upper, lower = laid_out(PAGE, card, SIZES[0] + 1, copy)
    upper.pages += lower.pages
    return write(upper, parts.furniture(card, copy, margin_marks=False))


def joined(upper: Flow, lower: Flow) -> Flow:
    """Both halves on one sheet, with a line to cut along."""
    sheet = Flow(SHEET)
    middle = SHEET.height / 2
    cut = Strip(0.0, ((0.0, 0.0, Rule(SHEET.width, weight=0.5, grey=0.4, dash=True)),))
    down = [(left, top + middle, strip) for left, top, strip in lower.pages[0]]
    sheet.pages = [[*upper.pages[0], (0.0, middle, cut), *down]]
    return sheet


def laid_out(page: Page, card: Receipt, size: float, copy: int) -> tuple[Flow, Flow]:
    style = Style(size)
    return applicant_part(page, card, style, copy), folder_part(page, card, style, copy)


def top(card: Receipt, style: Style, room: float, name: str, part: str, copy: int) -> Strips:
    """The part's own name at the right, with the count of a copy and the mark of a training paper."""
    marks = [word for word in ("CONTOH" if card.training else "", copy_words(copy), part) if word]
    label = paragraph("  |  ".join(marks), Style(style.size * 0.85, align="right", grey=0.25), room)
    return (
        *label,
        *letterhead(card.letterhead, room, style.size * 1.3),
        *gap(style.size * 0.3),
        *heading(name, room, style.size * 1.45, style.size * 0.5),
    )


def applicant_part(page: Page, card: Receipt, style: Style, copy: int) -> Flow:
    flow, room = Flow(page), page.room
    right = 62 * MM
    left = room - right - BETWEEN
    flow.put(top(card, style, room, parts.title(card), "Lembar Pemohon", copy), keep=True)
    said_left = (
        parts.number_box(card, style, left),
        *gap(style.size * 0.5),
        *parts.fact_rows(card, style, left),
        *gap(style.size * 0.5),
        parts.promise_box(card, style, left),
    )
    made = code(card.qr, 30 * MM, most_dots=5)
    said_right = (
        *drawn(made, (right - made.side) / 2),
        *parts.advice(card, style.at(style.size * 0.93), right),
    )
    put_beside(flow, said_left, said_right, left + BETWEEN)
    flow.gap(style.size * 0.6)
    put_items(flow, card, style, room)
    flow.gap(style.size * 0.5)
    flow.sink(parts.foot(card, style, room))
    return flow


def folder_part(page: Page, card: Receipt, style: Style, copy: int) -> Flow:
    """What the file travels with: whose it is, what is in it, who had it."""
    flow, room = Flow(page), page.room
    right = 66 * MM
    left = room - right - BETWEEN
    flow.put(top(card, style, room, FOLDER_TITLE, "Lembar Map", copy), keep=True)
    said_left = (
        parts.number_box(card, style, left),
        *gap(style.size * 0.5),
        *parts.fact_rows(card, style, left),
        *gap(style.size * 0.5),
        parts.promise_box(card, style, left),
    )
    put_beside(flow, said_left, control(card, style, right), left + BETWEEN)
    flow.gap(style.size * 0.6)
    put_items(flow, card, style, room)
    flow.gap(style.size * 0.5)
    flow.sink((parts.hands(card, style, room, style.size * 3.0),))
    return flow


def control(card: Receipt, style: Style, room: float) -> Strips:
    """Lembar kontrol: filled in by hand as the file goes from desk to desk."""
    small = Style(style.size * 0.9)
    widths = (("Unit", 0.4), ("Masuk", 0.2), ("Keluar", 0.2), ("Paraf", 0.2))
    grid = Grid(tuple(Column(name, room * share) for name, share in widths), small)
    made = code(card.qr, 24 * MM, most_dots=4)
    empty = [strip for _ in range(CONTROL_ROWS) for strip in grid.row(("\n",) + ("",) * 3)]
    words = paragraph(("Pindai untuk membuka\nberkas ini di loket.",), small, room - made.side)
    scan = side_by_side(drawn(made), (*gap(made.side * 0.3), *words), made.side)
    return (scan, *grid.head(), *(tall_row(strip) for strip in empty))


def tall_row(strip: Strip) -> Strip:
    return strip


def put_beside(flow: Flow, left: Strips, right: Strips, right_at: float) -> None:
    flow.put((side_by_side(left, right, right_at),))


def put_items(flow: Flow, card: Receipt, style: Style, room: float) -> None:
    """In two columns when each fits one."""
    flow.put(said("Berkas:", parts.received(card), style, room))
    small = style.at(style.size * 0.95)
    column = (room - BETWEEN) / 2
    names = item_list(card.items, small, column)
    flow.put(in_columns(names, room, 2, BETWEEN))
