"""The slip on which an applicant without a screen checks the data: on A5 and on the roll, on one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.print.document import EXAMPLE_LINE
from app.print.ink import MM
from app.print.preview import sizes
from app.print.render import ReceiptSize, pdf
from app.rules.papers import LetterRow, ReadingSlip
from tests.print.reading import text
from tests.print.samples import OFFICE
from tests.print.samples import READ_BACK as ROWS

SLIP = ReadingSlip(
    letterhead=OFFICE,
    rows=ROWS,
    made=datetime(2026, 11, 23, 9, 14, tzinfo=ZoneInfo("Asia/Makassar")),
    officer="Ni Made Petugas",
    counter="Loket 2",
    training=False,
)
PAPER: dict[ReceiptSize, float] = {"a5": 148 * MM, "a4": 148 * MM, "roll": 80 * MM}


@pytest.mark.parametrize("size", PAPER)
def test_five_fields_a_question_and_room_for_the_initials(size: ReceiptSize) -> None:
    said = text(pdf(SLIP, receipt_size=size))
    for row in ROWS:
        assert row.heading in said
        assert row.text in said
    for words in ("LEMBAR PERIKSA DATA", "Data sudah benar?", "Paraf pemohon", "bukan tanda terima", "Loket 2"):
        assert words in said
    assert EXAMPLE_LINE not in said


@pytest.mark.parametrize("size", PAPER)
def test_it_is_as_wide_as_the_paper_of_the_receipts(size: ReceiptSize) -> None:
    ((width, _),) = sizes(pdf(SLIP, receipt_size=size))
    assert width == pytest.approx(PAPER[size], abs=0.5)


def test_the_longest_address_stays_on_one_sheet() -> None:
    long = (LetterRow(heading="Nama", text="NYOMAN " * 14), LetterRow(heading="Alamat", text="Jalan Raya " * 22))
    pages = sizes(pdf(replace(SLIP, rows=(ROWS[0], long[0], ROWS[2], long[1], ROWS[4]))))
    assert len(pages) == 1


@pytest.mark.parametrize("size", PAPER)
def test_in_training_it_says_so(size: ReceiptSize) -> None:
    assert text(pdf(replace(SLIP, training=True), receipt_size=size)).count(EXAMPLE_LINE) == 1


def test_an_empty_field_is_seen_to_be_empty() -> None:
    assert "(belum diisi)" in text(pdf(replace(SLIP, rows=(LetterRow(heading="Alamat", text=""),))))
