"""Registers and reports across A4."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.print.flow import A4_WIDE
from app.print.fonts import width
from app.print.render import pdf
from app.print.tables import SIZES, divided, fitted, pieces, shown, widest
from app.rules.papers import TableColumn, TablePaper
from tests.print.reading import opened, text, texts
from tests.print.samples import MONTHLY, REGISTER


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (None, ""),
        ("", ""),
        ("2026", "2026"),
        (0, "0"),
        (1204, "1.204"),
        (-15000, "-15.000"),
        (95.83, "95,83"),
        (1234.5, "1.234,50"),
        (date(2026, 11, 3), "03-11-2026"),
        (datetime(2026, 11, 3, 9, 0), "03-11-2026"),  # noqa: DTZ001
    ],
)
def test_cells_as_they_are_read_here(cell: object, said: str) -> None:
    assert shown(cell) == said


def test_a_report_with_totals_and_remarks() -> None:
    said = text(pdf(MONTHLY))
    for part in (
        "KETEPATAN WAKTU PER JENIS LAYANAN November 2026",
        "No. Jenis layanan Terbit Tepat waktu Terlambat Persentase Rata-rata",
        "1 Surat Izin Praktik Bidan 24 23 1 95,83 3,75 5",
        "Jumlah 1.271 1.263 8 99,37 2,35",
        "- Permohonan yang ditolak dihitung tersendiri.",
        "Dibuat Senin, 23 November 2026, pukul 09.14 WITA, oleh Ni Made Ayu Lestari.",
    ):
        assert part in said


def test_an_empty_report_says_so() -> None:
    said = text(pdf(replace(MONTHLY, rows=(), totals=())))
    assert "Tidak ada data pada periode ini." in said
    assert "Jumlah" not in said


def test_every_page_of_a_register_has_its_head_and_number() -> None:
    pages = texts(pdf(REGISTER))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert "Nomor registrasi" in page
        assert "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21" in page
        assert f"Halaman {number} dari {len(pages)}" in page
        assert "Buku Register Permohonan, 1 s.d. 30 November 2026" in page


def test_no_row_is_lost_or_divided() -> None:
    pages = texts(pdf(REGISTER))
    for row in REGISTER.rows:
        assert sum(str(row[1]) in page for page in pages) == 1


def test_the_head_does_not_follow_the_last_row() -> None:
    for count in range(1, 60, 7):
        card = replace(REGISTER, rows=REGISTER.rows[:count], remarks=("Catatan. " * 60,) * 12)
        assert "Nomor registrasi" in texts(pdf(card))[0]
        assert sum(page.count("Catatan.") for page in texts(pdf(card))) == 720


def test_it_lies_across() -> None:
    with opened(pdf(REGISTER)) as document:
        assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [297, 210]


@pytest.mark.parametrize("card", [REGISTER, MONTHLY], ids=["register", "monthly"])
def test_no_word_is_broken_and_the_width_is_used(card: TablePaper) -> None:
    grid = fitted(card, A4_WIDE.room)
    assert grid.width == pytest.approx(A4_WIDE.room)
    for at, column in enumerate(grid.columns):
        cells = [column.title, *(shown(row[at]) for row in card.rows)]
        assert widest(pieces(cells), grid.style.size) <= column.width - 2 * grid.pad


def test_few_columns_get_large_letters_and_their_shares() -> None:
    grid = fitted(MONTHLY, A4_WIDE.room)
    assert grid.style.size == SIZES[0]
    shares = [column.share for column in MONTHLY.columns]
    assert [column.width for column in grid.columns] == pytest.approx(
        [A4_WIDE.room * share / sum(shares) for share in shares]
    )


def test_a_table_of_endless_words_is_squeezed_and_stays_on_the_page() -> None:
    columns = tuple(TableColumn(title="Keteranganpanjangsekali" * 3, share=1) for _ in range(24))
    card = replace(MONTHLY, columns=columns, rows=(("x" * 80,) * 24,), totals=())
    grid = fitted(card, A4_WIDE.room)
    assert grid.style.size == SIZES[-1]
    assert grid.width == pytest.approx(A4_WIDE.room)


def test_room_goes_to_columns_that_have_not_enough() -> None:
    assert divided(100, [1, 1], [40, 60], [True, False]) == [40, 60]
    assert divided(100, [1, 1], [10, 60], [True, False]) == [10, 90]
    assert divided(100, [1, 1], [10, 60], [True, True]) == [25, 75]
    assert divided(100, [1, 3], [10, 60], [True, True]) == [25, 75]
    assert sum(divided(100, [1, 1], [80, 120], [False, False])) == pytest.approx(100)


def test_what_should_stand_whole() -> None:
    assert pieces(["500.16/0123/SIPB", "Ni Luh"]) == {"500.16/", "0123/", "SIPB", "Ni", "Luh"}
    assert widest([], 8) == 0
    assert widest(["a", "aaa"], 8) == width("aaa", 8, True)
