"""Buku register and report tables on A4 across: repeated head, wrapped cells, totals, page x of y."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from app.print.blocks import heading, letterhead
from app.print.document import Furniture, write
from app.print.flow import A4_WIDE, Flow
from app.print.fonts import width
from app.print.grid import Column, Grid
from app.print.ink import Strips, gap
from app.print.text import Align, Style, numbered, paragraph
from app.rules.papers import TableColumn, TablePaper
from app.rules.wording import clock_time, decimal_comma, long_date, short_date, thousands

SIZES = (8.6, 8.0, 7.4, 6.8, 6.2, 5.8, 5.4)
"""Tried from the largest until every word of the head stands whole in its column."""
PAD = 3.0
MANY = 10
"""From so many columns on, each has its number below its title, the way register books have it."""

Cell = str | int | float | date | None


def table(card: TablePaper, copy: int) -> bytes:
    flow, room = Flow(A4_WIDE), A4_WIDE.room
    flow.put((*letterhead(card.letterhead, room, 11), *gap(6), *heading(card.title.upper(), room, 11.5)))
    flow.put((*paragraph(card.period, Style(9.5, align="centre"), room), *gap(8)))
    put_rows(flow, card, room)
    flow.gap(8)
    for remark in card.remarks:
        flow.put(numbered("-", remark, Style(8.2), room, 7))
    flow.gap(6)
    made = f"Dibuat {long_date(card.made.date())}, pukul {clock_time(card.made)}, oleh {card.made_by}."
    flow.put(paragraph(made, Style(8.2, grey=0.2), room))
    reference = f"{card.title}, {card.period}" if card.period else card.title
    furniture = Furniture(
        title=card.title, author=card.letterhead.office, copy=copy, training=card.training, reference=reference
    )
    return write(flow, furniture)


def put_rows(flow: Flow, card: TablePaper, room: float) -> None:
    grid = fitted(card.columns, room)
    head = full_head(grid)
    flow.put(head, keep=True)
    flow.repeat = head
    for index, row in enumerate(card.rows):
        flow.put(grid.row([shown(cell) for cell in row], fill=0.97 if index % 2 else None))
    if not card.rows:
        nothing = Grid((Column("", room, "centre"),), grid.style, PAD)
        flow.put(nothing.row(("Tidak ada data pada periode ini.",)))
    if card.totals:
        flow.put(grid.row([shown(cell) for cell in card.totals], bold=True, fill=0.9), keep=True)
    flow.repeat = ()


def full_head(grid: Grid) -> Strips:
    if len(grid.columns) < MANY:
        return grid.head()
    numbers = Grid(tuple(Column("", c.width, "centre") for c in grid.columns), grid.style.at(5.4), PAD)
    return (*grid.head(), *numbers.row([str(at) for at, _ in enumerate(grid.columns, start=1)], fill=0.95))


def fitted(columns: Sequence[TableColumn], room: float) -> Grid:
    """Widths by share, letters as large as the longest word of the head allows."""
    whole = sum(column.share for column in columns)
    made = tuple(Column(c.title, room * c.share / whole, cast(Align, c.align)) for c in columns)
    size = next((size for size in SIZES if all(_whole_words(column, size) for column in made)), SIZES[-1])
    return Grid(made, Style(size, lead=1.28), PAD if size > 7 else PAD * 0.7)


def _whole_words(column: Column, size: float) -> bool:
    return all(width(word, size, True) <= column.width - 2 * PAD for word in column.title.split())


def shown(cell: Cell) -> str:
    """Thousands with a point, decimals with a comma, dates 23-11-2026. Years and codes come as text."""
    if isinstance(cell, date):
        return short_date(cell)
    if isinstance(cell, int):
        return thousands(cell)
    if isinstance(cell, float):
        return decimal_comma(cell)
    return cell or ""
