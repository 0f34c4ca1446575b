"""XLSX read back by another library."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.print.sheets import CREATED, HEAD_ROW, WIDEST, sheet_name, xlsx
from app.rules.papers import TablePaper
from tests.print.samples import MONTHLY, REGISTER

HEAD = HEAD_ROW + 1
FIRST = HEAD + 1


def sheet(card: TablePaper) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(xlsx(card))).active


def cells(read: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in read[row]]


def test_the_head_of_the_sheet() -> None:
    read = sheet(MONTHLY)
    assert [read.cell(row, 1).value for row in (1, 2, 3)] == [MONTHLY.letterhead.office, MONTHLY.title, MONTHLY.period]
    assert cells(read, HEAD) == [column.title for column in MONTHLY.columns]
    assert read.cell(HEAD, 1).font.bold
    assert read.cell(HEAD, 1).fill.fgColor.rgb == "FF1E293B"
    assert read.title == MONTHLY.title[:31]


def test_numbers_stay_numbers() -> None:
    read = sheet(MONTHLY)
    assert cells(read, FIRST) == [1, "Surat Izin Praktik Bidan", 24, 23, 1, 95.83, 3.75, 5]
    assert read.cell(FIRST, 3).number_format == "#,##0"
    assert read.cell(FIRST, 6).number_format == "#,##0.00"


def test_dates_stay_dates() -> None:
    read = sheet(REGISTER)
    assert read.cell(FIRST, 3).value == datetime(2026, 11, 2)  # noqa: DTZ001
    assert read.cell(FIRST, 3).number_format == "dd-mm-yyyy"
    assert read.cell(FIRST, 21).value is None


def test_totals_are_bold_and_below() -> None:
    read = sheet(MONTHLY)
    row = FIRST + len(MONTHLY.rows)
    assert cells(read, row) == [None, "Jumlah", 1271, 1263, 8, 99.37, 2.35, None]
    assert read.cell(row, 3).font.bold
    assert read.cell(row + 2, 1).value == MONTHLY.remarks[0]
    assert str(read.cell(row + 4, 1).value).startswith("Dibuat Senin, 23 November 2026, pukul 09.14 WITA")


def test_all_rows_arrive() -> None:
    read = sheet(REGISTER)
    numbers = [read.cell(FIRST + at, 2).value for at in range(len(REGISTER.rows))]
    assert numbers == [row[1] for row in REGISTER.rows]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+62812", "@SUM(A1)", "-1", "{=A1}", "http://x.id"])
def test_text_is_never_a_formula_nor_a_link(text: str) -> None:
    read = sheet(replace(MONTHLY, rows=((1, text, 1, 1, 0, 1.0, 1.0, 5),)))
    cell = read.cell(FIRST, 2)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_digits_given_as_text_keep_their_zeros() -> None:
    assert sheet(replace(MONTHLY, rows=((1, "0003", 1, 1, 0, 1.0, 1.0, 5),))).cell(FIRST, 2).value == "0003"


def test_the_head_stays_in_sight_and_filters() -> None:
    read = sheet(MONTHLY)
    assert read.freeze_panes == f"A{FIRST}"
    assert read.auto_filter.ref == f"A{HEAD}:H{HEAD + len(MONTHLY.rows)}"
    assert read.print_title_rows == f"${HEAD}:${HEAD}"
    assert read.page_setup.orientation == "landscape"


def test_an_empty_table_has_its_head() -> None:
    read = sheet(replace(MONTHLY, rows=(), totals=()))
    assert cells(read, HEAD)[1] == "Jenis layanan"
    assert read.auto_filter.ref == f"A{HEAD}:H{HEAD}"


def test_columns_are_as_wide_as_their_text() -> None:
    read = sheet(replace(MONTHLY, rows=((1, "x" * 200, 1, 1, 0, 1.0, 1.0, 5),)))
    assert read.column_dimensions["B"].width == pytest.approx(WIDEST, abs=1)
    assert read.column_dimensions["A"].width < 12


def test_practice_is_marked() -> None:
    assert "CONTOH" in str(sheet(replace(MONTHLY, training=True)).cell(3, 1).value)
    assert "CONTOH" not in str(sheet(MONTHLY).cell(3, 1).value)


def test_equal_tables_are_equal_files() -> None:
    assert xlsx(REGISTER) == xlsx(REGISTER)
    book = openpyxl.load_workbook(BytesIO(xlsx(REGISTER)))
    assert book.properties.created == CREATED
    assert book.properties.title == REGISTER.title


def test_no_person_in_the_properties() -> None:
    with ZipFile(BytesIO(xlsx(REGISTER))) as parts:
        about = b"".join(parts.read(name) for name in parts.namelist() if name.startswith("docProps/"))
    assert b"Luh" not in about
    assert b"Lestari" not in about


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Buku Register", "Buku Register"),
        ("Retribusi [Rp]/bulan: 2026?", "Retribusi  Rp  bulan  2026"),
        ("x" * 40, "x" * 31),
        ("[*]", "Tabel"),
        ("'", "Tabel"),
    ],
)
def test_names_excel_accepts(title: str, name: str) -> None:
    assert sheet_name(title) == name
    assert sheet(replace(MONTHLY, title=title)).title == name


def test_a_day_as_a_cell_of_the_totals() -> None:
    read = sheet(replace(MONTHLY, totals=(None, date(2026, 11, 30), *MONTHLY.totals[2:])))
    assert read.cell(FIRST + len(MONTHLY.rows), 2).value == datetime(2026, 11, 30)  # noqa: DTZ001
