"""A paper that counts no more says so on every page and part, in words and across the sheet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.print.document import NOT_VALID, WHY_NOT_VALID
from app.print.render import RECEIPTS, pdf
from app.rules import standing
from app.rules.papers import Paper
from tests.print import samples
from tests.print.reading import picture, texts

PAPERS: dict[str, Paper] = {
    "permit": samples.PERMIT,
    "revocation": samples.REVOCATION,
    "receipt": samples.RECEIPT,
    "letter": samples.REFUSAL,
    "task": samples.ASSIGNMENT,
    "collection": samples.COLLECTION,
}
CODES = (*standing.WITHHELD.values(), standing.SUPERSEDED, standing.TAKEN_BACK, standing.CANCELLED, standing.NO_DECREE)


@pytest.mark.parametrize("name", PAPERS)
def test_every_page_says_it_in_words_and_across(name: str) -> None:
    shown = pdf(PAPERS[name], 2, void="paper_superseded")
    for page in texts(shown):
        assert f"{NOT_VALID}: telah diganti dengan surat yang baru" in page
        assert page.count(NOT_VALID) >= 2
        assert "SALINAN ke-2" in page
    assert NOT_VALID not in texts(pdf(PAPERS[name], 2))[0]


@pytest.mark.parametrize("size", RECEIPTS)
def test_every_part_of_a_receipt_says_it(size: str) -> None:
    [sheet] = texts(pdf(samples.RECEIPT, 1, receipt_size=size, void="paper_superseded"))
    assert sheet.count(NOT_VALID) >= (3 if size == "a4" else 2)


def test_also_in_the_training_office() -> None:
    [page, *_] = texts(pdf(replace(samples.PERMIT, training=True), 1, void="permit_revoked"))
    assert f"{NOT_VALID}: izin telah dicabut" in page


def test_the_words_across_are_dark_enough_for_a_copier() -> None:
    plain, void = (np.asarray(picture(pdf(samples.PERMIT, 1, void=code), 100)) for code in ("", "permit_revoked"))
    assert int((plain != void).sum()) > 2_000


def test_every_reason_has_its_words() -> None:
    assert set(WHY_NOT_VALID) == set(CODES)
