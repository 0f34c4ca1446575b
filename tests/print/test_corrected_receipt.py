"""The receipt after a correction: on every size it says PERBAIKAN, when, and which fields; nothing else is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from app.print.render import RECEIPTS, pdf
from app.rules.papers import Receipt
from tests.print.reading import text, texts
from tests.print.samples import RECEIPT

CORRECTED = replace(RECEIPT, corrected=("Nama", "NIK"), corrected_on=date(2026, 11, 24))
SAYS = "PERBAIKAN Selasa, 24 November 2026: Nama, NIK. Menggantikan tanda terima sebelumnya."


@pytest.mark.parametrize("size", RECEIPTS)
def test_it_is_marked_with_day_and_fields(size: str) -> None:
    found = text(pdf(CORRECTED, 1, receipt_size=size))
    assert SAYS in found
    assert "TANDA TERIMA BERKAS PERMOHONAN (PERBAIKAN)" in found
    assert CORRECTED.number in found
    assert "Perkiraan Selesai: Senin, 30 November 2026." in found


@pytest.mark.parametrize("size", RECEIPTS)
def test_another_receipt_is_not(size: str) -> None:
    assert "PERBAIKAN" not in text(pdf(RECEIPT, 1, receipt_size=size))


def test_both_halves_say_so() -> None:
    [sheet] = texts(pdf(CORRECTED, 1, receipt_size="a4"))
    assert sheet.count(SAYS) == 2


def test_after_a_revision_it_is_both() -> None:
    found = text(pdf(replace(CORRECTED, addendum=True), 1))
    assert "TANDA TERIMA PERBAIKAN BERKAS PERMOHONAN (PERBAIKAN)" in found


def test_cards_of_before_are_understood() -> None:
    """And printed the same, byte for byte."""
    card = msgspec.to_builtins(RECEIPT)
    old = {name: value for name, value in card.items() if name not in ("corrected", "corrected_on")}
    old_paper, paper = (pdf(msgspec.convert(each, Receipt), 1) for each in (old, card))
    assert old_paper == paper
