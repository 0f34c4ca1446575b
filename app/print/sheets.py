"""Tables as XLSX: numbers and dates stay numbers and dates, text is never taken for a formula."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

from app.print.tables import Cell, EstimatedDay, Step, shown, unwatched
from app.rules.papers import TablePaper
from app.rules.wording import clock_time, long_date

CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 - xlsxwriter wants it naive; constant, so that equal tables are equal files
HEAD_ROW = 4
WIDEST = 48
"""Widest column in characters; longer texts wrap."""
FORMS = {date: "dd-mm-yyyy", EstimatedDay: '"perkiraan" dd-mm-yyyy', int: "#,##0", float: "#,##0.00"}


def xlsx(card: TablePaper, step: Step = unwatched) -> bytes:
    """`step` may raise what ends it."""
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": card.title, "company": card.letterhead.office, "created": CREATED})
    sheet = book.add_worksheet(sheet_name(card.title))
    _heading(book, sheet, card)
    plain, bold = _formats(book, {}), _formats(book, {"bold": True, "bg_color": "#E5E7EB", "top": 1})
    for at, row in enumerate(card.rows):
        step(at, 2 * len(card.rows))
        _row(sheet, HEAD_ROW + 1 + at, row, plain)
    last = HEAD_ROW + len(card.rows)
    if card.totals:
        _row(sheet, last + 1, card.totals, bold)
    _below(sheet, last + 3, card)
    _shape(sheet, last, card, step)
    book.close()
    return out.getvalue()


def sheet_name(title: str) -> str:
    """Excel allows 31 characters and none of these."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:31].strip() or "Tabel"


def _formats(book: Any, look: dict[str, Any]) -> dict[type, Any]:
    base = {"valign": "top", "border": 1, "border_color": "#CBD5E1", **look}
    made = {kind: book.add_format({**base, "num_format": form}) for kind, form in FORMS.items()}
    return {**made, str: book.add_format({**base, "text_wrap": True})}


def _heading(book: Any, sheet: Any, card: TablePaper) -> None:
    sheet.write_string(0, 0, card.letterhead.office, book.add_format({"bold": True}))
    sheet.write_string(1, 0, card.title, book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(2, 0, "CONTOH UNTUK LATIHAN. " * card.training + card.period)
    style = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1}
    head = book.add_format({**style, "bg_color": "#1E293B", "font_color": "#FFFFFF"})
    for at, column in enumerate(card.columns):
        sheet.write_string(HEAD_ROW, at, column.title, head)


def _row(sheet: Any, at: int, cells: tuple[Cell, ...], formats: dict[type, Any]) -> None:
    for column, cell in enumerate(cells):
        if cell is None or cell == "":
            sheet.write_blank(at, column, None, formats[str])
        elif isinstance(cell, date):
            sheet.write_datetime(at, column, datetime(cell.year, cell.month, cell.day), formats[type(cell)])  # noqa: DTZ001
        elif isinstance(cell, str):
            sheet.write_string(at, column, cell, formats[str])
        else:
            sheet.write_number(at, column, cell, formats[type(cell)])


def _below(sheet: Any, at: int, card: TablePaper) -> None:
    made = f"Dibuat {long_date(card.made.date())}, pukul {clock_time(card.made)}, oleh {card.made_by}."
    for line, text in enumerate((*card.remarks, made)):
        sheet.write_string(at + line, 0, text)


def _shape(sheet: Any, last: int, card: TablePaper, step: Step) -> None:
    """Widths by content, the head fixed and filtered, printing across one page's width."""
    for at, column in enumerate(card.columns):
        step(len(card.rows) + len(card.rows) * at // len(card.columns), 2 * len(card.rows))
        texts = [column.title, *(shown(row[at]) for row in (*card.rows, *([card.totals] if card.totals else [])))]
        sheet.set_column(at, at, min(max(map(len, texts)) + 3, WIDEST))
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.autofilter(HEAD_ROW, 0, max(last, HEAD_ROW), len(card.columns) - 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
