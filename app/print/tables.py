"""Buku register and report tables on A4 across: repeated head, wrapped cells, totals, page x of y."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import cast

from app.print.blocks import heading, letterhead
from app.print.document import Furniture, write
from app.print.flow import A4_WIDE, Flow
from app.print.fonts import width
from app.print.grid import Grid, GridColumn
from app.print.ink import Strips, gap
from app.print.text import Align, Style, numbered, paragraph
from app.rules.papers import TablePaper
from app.rules.wording import clock_time, decimal_comma, long_date, short_date, thousands

SIZES = (8.6, 8.0, 7.4, 6.8, 6.2, 5.8, 5.4)
"""Tried from the largest until every word stands whole in its column with `SPARE` of the width left."""
SPARE = 0.12
PAD = 3.0
MANY = 10
"""From so many columns on, each has its number below its title, the way register books have it."""

Cell = str | int | float | date | None
Step = Callable[[int, int], None]
"""Hears how far it is: so many of so many rows, each counted twice, once for the widths and once when it is set."""


def unwatched(done: int, total: int) -> None:
    """Nobody waits for it."""


class EstimatedDay(date):
    """A day that holidays not known yet may move: it sorts as a day and says what it is."""


def table(card: TablePaper, copy: int, step: Step = unwatched) -> bytes:
    """`step` may raise what ends it."""
    flow, room = Flow(A4_WIDE), A4_WIDE.room
    flow.put((*letterhead(card.letterhead, room, 11), *gap(6), *heading(card.title.upper(), room, 11.5)))
    flow.put((*paragraph(card.period, Style(9.5, align="centre"), room), *gap(8)))
    put_rows(flow, card, room, step)
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


def put_rows(flow: Flow, card: TablePaper, room: float, step: Step = unwatched) -> None:
    grid = fitted(card, room, step)
    head = full_head(grid)
    flow.put(head, keep=True)
    flow.repeat = head
    for index, row in enumerate(card.rows):
        step(len(card.rows) + index, 2 * len(card.rows))
        flow.put(grid.row([shown(cell) for cell in row], fill=0.97 if index % 2 else None))
    if not card.rows:
        nothing = Grid((GridColumn("", room, "centre"),), grid.style, PAD)
        flow.put(nothing.row(("Tidak ada data pada periode ini.",)))
    if card.totals:
        flow.put(grid.row([shown(cell) for cell in card.totals], bold=True, fill=0.9), keep=True)
    flow.repeat = ()


def full_head(grid: Grid) -> Strips:
    if len(grid.columns) < MANY:
        return grid.head()
    numbers = Grid(tuple(GridColumn("", c.width, "centre") for c in grid.columns), grid.style.at(5.4), PAD)
    return (*grid.head(), *numbers.row([str(at) for at, _ in enumerate(grid.columns, start=1)], fill=0.95))


def fitted(card: TablePaper, room: float, step: Step = unwatched) -> Grid:
    """The largest letters with which every column holds its longest word whole."""
    texts = []
    for at, column in enumerate(card.columns):
        step(len(card.rows) * at // len(card.columns), 2 * len(card.rows))
        texts.append([column.title, *column_texts(card, at)])
    for size in SIZES:
        pad = PAD if size > 7 else PAD * 0.7
        least = [min(widest(pieces(column), size), room / 5) + 2 * pad + 0.5 for column in texts]
        if sum(least) <= room * (1 - SPARE):
            break
    enough = [low >= widest(column, size) + 2 * pad for low, column in zip(least, texts, strict=True)]
    widths = divided(room, [column.share for column in card.columns], least, enough)
    columns = [GridColumn(c.title, wide, cast(Align, c.align)) for c, wide in zip(card.columns, widths, strict=True)]
    return Grid(tuple(columns), Style(size, lead=1.28), pad)


def divided(room: float, shares: Sequence[float], least: Sequence[float], enough: Sequence[bool]) -> list[float]:
    """By share where that gives each its least, or else what is left over goes to those that have not enough."""
    plain = [room * share / sum(shares) for share in shares]
    if all(wide >= low for wide, low in zip(plain, least, strict=True)):
        return plain
    wanted = [0.0 if has else share for has, share in zip(enough, shares, strict=True)]
    if not any(wanted):
        wanted = list(shares)
    free = max(room - sum(least), 0.0)
    widths = [low + free * want / sum(wanted) for low, want in zip(least, wanted, strict=True)]
    return [wide * room / sum(widths) for wide in widths]


def column_texts(card: TablePaper, at: int) -> list[str]:
    cells = [row[at] for row in card.rows] + ([card.totals[at]] if card.totals else [])
    return [shown(cell) for cell in cells]


def pieces(texts: Sequence[str]) -> set[str]:
    """What should stand whole: words, and the parts of long numbers between slashes."""
    return {word for text in texts for word in re.findall(r"[^\s/]+/?", text)}


def widest(texts: Collection[str], size: float) -> float:
    return max((width(text, size, True) for text in texts), default=0.0)


def shown(cell: Cell) -> str:
    """Thousands with a point, decimals with a comma, dates 23-11-2026. Years and codes come as text."""
    if isinstance(cell, EstimatedDay):
        return f"perkiraan {short_date(cell)}"
    if isinstance(cell, date):
        return short_date(cell)
    if isinstance(cell, int):
        return thousands(cell)
    if isinstance(cell, float):
        return decimal_comma(cell)
    return cell or ""
