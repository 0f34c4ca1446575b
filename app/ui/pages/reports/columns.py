"""Columns that serve the screen, the printed table and the spreadsheet, and the card made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from app.print.tables import Cell, EstimatedDay, shown
from app.queries.registers import Heading
from app.rules.papers import TableColumn, TablePaper
from app.rules.wording import MONTHS, plain_date
from app.ui.widgets.table import Column

R = TypeVar("R")
NUMBER = TableColumn(title="No.", share=0.55, align="right")


@dataclass(frozen=True)
class ReportColumn(Generic[R]):
    """`share` is the width on paper beside the others, `letters` that on the screen, 0 stretches; `short` is its title
    there."""

    title: str
    cell: Callable[[R], Cell]
    share: float = 1.0
    letters: int = 12
    align: str = "left"
    strong: bool = False
    short: str = ""

    @property
    def on_screen(self) -> Column[R]:
        number = self.align == "right"
        return Column(self.short or self.title, self.cell, self.letters, one_line, number=number, strong=self.strong)

    @property
    def on_paper(self) -> TableColumn:
        return TableColumn(title=self.title, share=self.share, align=self.align)


@dataclass(frozen=True)
class Report(Generic[R]):
    """What stands around the rows. `totals` are the cells below, those of the running number left out."""

    title: str
    period: str
    columns: tuple[ReportColumn[R], ...]
    rows: Sequence[R]
    totals: tuple[Cell, ...] = ()
    remarks: tuple[str, ...] = ()


def card(report: Report[R], heading: Heading, made_by: str) -> TablePaper:
    """The report as it is printed and written, its rows numbered."""
    return TablePaper(
        letterhead=heading.letterhead,
        title=report.title,
        period=report.period,
        columns=(NUMBER, *(column.on_paper for column in report.columns)),
        rows=tuple(
            (place, *(column.cell(row) for column in report.columns)) for place, row in enumerate(report.rows, 1)
        ),
        totals=(None, *report.totals) if report.totals else (),
        remarks=report.remarks,
        made=heading.made,
        made_by=made_by,
        training=heading.training,
    )


def one_line(cell: Cell) -> str:
    return shown(cell).replace("\n", " · ")


def stacked(*parts: Cell) -> str:
    """What belongs together in one cell, below each other; nothing where there is nothing."""
    return "\n".join(text for text in map(shown, parts) if text)


def due_cell(due: date | None, *, estimate: bool) -> Cell:
    """A due day, and whether it is an estimate."""
    return EstimatedDay(due.year, due.month, due.day) if due and estimate else due


def period_words(first: date, last: date) -> str:
    """A whole year, a whole month, days of one month, or both days in full."""
    after = last + timedelta(days=1)
    if (first.month, first.day, after) == (1, 1, date(first.year + 1, 1, 1)):
        return f"Tahun {first.year}"
    month = f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) != (last.year, last.month):
        return f"{plain_date(first)} s.d. {plain_date(last)}"
    if first.day == after.day == 1:
        return month
    return plain_date(first) if first == last else f"{first.day} s.d. {last.day} {month}"
