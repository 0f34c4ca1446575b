"""Tanda terima on A4, cut across the middle: the upper half for the applicant, the lower for the folder.

What is too long for half a page gets a page for each part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from app.print import receipt as parts
from app.print.blocks import heading, letterhead, side_by_side
from app.print.document import copy_words, write
from app.print.flow import A4, Flow, first_on_one_page
from app.print.grid import Grid, GridColumn
from app.print.ink import MM, Rule, Strip, Strips, gap, tall
from app.print.qr import code, drawn
from app.print.text import Bold, Style, paragraph
from app.rules.papers import Receipt

SIZES = (8.4, 8.0, 7.6, 7.2)
MARGIN = 12 * MM
SHEET = replace(A4, left=MARGIN, right=MARGIN, top=8 * MM, bottom=8 * MM, parts=2)
HALF = replace(SHEET, height=A4.height / 2, parts=1)
PAGE = replace(SHEET, top=12 * MM, bottom=14 * MM, parts=1)
LEFT = 118 * MM
BETWEEN = 6 * MM
RIGHT = SHEET.room - LEFT - BETWEEN
FOLDER_TITLE = "LEMBAR BERKAS"
CONTROL_ROWS = range(4, 13)
PAGE_SIZES = (9.0, 8.4, 7.8)


def receipt_halves(card: Receipt, copy: int, void: str = "") -> bytes:
    furniture = parts.furniture(card, copy, void, margin_marks=False)
    for size in SIZES:
        upper, lower = applicant_half(card, Style(size), copy), folder_half(card, Style(size), copy)
        if len(upper.pages) == len(lower.pages) == 1:
            return write(joined(upper, lower), furniture)
    pages = first_on_one_page(parts.laid_out(card, size, PAGE) for size in PAGE_SIZES)
    pages.pages += first_on_one_page(folder_pages(card, Style(size)) for size in PAGE_SIZES).pages
    return write(pages, replace(furniture, margin_marks=True))


def joined(upper: Flow, lower: Flow) -> Flow:
    """Both halves on one sheet, with a line to cut along."""
    sheet = Flow(SHEET)
    middle = SHEET.height / 2
    cut = Strip(0.0, ((0.0, 0.0, Rule(SHEET.width, weight=0.5, grey=0.4, dash=True)),))
    down = [(left, top + middle, strip) for left, top, strip in lower.pages[0]]
    sheet.pages = [[*upper.pages[0], (0.0, middle, cut), *down]]
    return sheet


def top(card: Receipt, style: Style, name: str, part: str, copy: int) -> Strips:
    """Each half says which it is, and carries the marks of copies and of practice, as they get parted."""
    marks = [word for word in ("CONTOH UNTUK LATIHAN" if card.training else "", copy_words(copy), part) if word]
    return (
        *paragraph("  |  ".join(marks), Style(style.size * 0.85, align="right", grey=0.2), HALF.room),
        *letterhead(card.letterhead, HALF.room, style.size * 1.3),
        *gap(style.size * 0.3),
        *heading(name, HALF.room, style.size * 1.45, style.size * 0.6),
    )


def facts(card: Receipt, style: Style, room: float) -> Strips:
    apart = gap(style.size * 0.5)
    return (
        parts.number_box(card, style, room),
        *apart,
        *parts.fact_rows(card, style, room),
        *apart,
        parts.promise_box(card, style, room),
        *apart,
        *parts.listed(card, style, room),
    )


def hands(card: Receipt, style: Style) -> Strips:
    officer, giver = parts.signatures(card, style, RIGHT, style.size * 2.6)
    return (*officer, *gap(style.size * 0.8), *giver)


def half(card: Receipt, style: Style, head: Strips, right: Callable[[float], Strips]) -> Flow:
    """Facts at the left; signatures at the foot of the right column, `right` in the height above them."""
    flow = Flow(HALF)
    flow.put(head)
    signed = hands(card, style)
    height = flow.left_over
    upper = right(height - tall(signed) - style.size)
    column = (*upper, *gap(max(height - tall(upper) - tall(signed), style.size)), *signed)
    flow.put((side_by_side(facts(card, style, LEFT), column, LEFT + BETWEEN),))
    return flow


def applicant_half(card: Receipt, style: Style, copy: int) -> Flow:
    def right(_: float) -> Strips:
        made = code(card.qr, 30 * MM, most_dots=5)
        advice = parts.advice(card, style.at(style.size * 0.93), RIGHT, "atas")
        last = paragraph((Bold(parts.NOT_A_PERMIT),), style, RIGHT)
        return (*drawn(made, (RIGHT - made.side) / 2), *advice, *gap(style.size * 0.4), *last)

    return half(card, style, top(card, style, parts.title(card), "Lembar Pemohon", copy), right)


def folder_half(card: Receipt, style: Style, copy: int) -> Flow:
    """What the file travels with: whose it is, what is in it, who had it."""
    head = top(card, style, FOLDER_TITLE, "Lembar Map", copy)
    return half(card, style, head, partial(control, card, style, RIGHT))


def folder_pages(card: Receipt, style: Style) -> Flow:
    flow = Flow(PAGE)
    flow.put((*letterhead(card.letterhead, PAGE.room, 11.5), *heading(FOLDER_TITLE, PAGE.room, 13, 5)))
    flow.put(facts(card, style, PAGE.room))
    flow.gap(6)
    flow.put(control(card, style, PAGE.room, flow.left_over / 2), keep=True)
    flow.gap(8)
    flow.sink((parts.hands(card, style, PAGE.room),))
    return flow


def control(card: Receipt, style: Style, room: float, height: float) -> Strips:
    """Lembar kontrol: filled in by hand as the file goes from desk to desk, with as many rows as `height` has."""
    small = style.at(style.size * 0.9)
    shares = (("Unit", 0.37), ("Masuk", 0.21), ("Keluar", 0.21), ("Paraf", 0.21))
    grid = Grid(tuple(GridColumn(name, room * share) for name, share in shares), small)
    made = code(card.qr, 24 * MM, most_dots=4)
    words = paragraph("Pindai untuk membuka berkas ini di loket.", small, room - made.side)
    upper = (side_by_side(drawn(made), (*gap(made.side * 0.35), *words), made.side), *grid.head())
    row = grid.empty(style.size * 2.1)
    count = int((height - tall(upper)) / tall(row))
    return upper + row * min(max(count, CONTROL_ROWS.start), CONTROL_ROWS.stop)
