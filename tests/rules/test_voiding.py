"""Which papers count no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.rules.standing import Circumstances, void

GOOD = Circumstances(newest=True, current=True, standing="aktif", refused=True, cancelled=False)


@pytest.mark.parametrize(
    ("kind", "now", "code"),
    [
        ("permit", GOOD, ""),
        ("permit", replace(GOOD, standing="disiapkan"), ""),
        ("permit", replace(GOOD, standing="belum_berlaku"), ""),
        ("permit", replace(GOOD, standing="pencabutan"), ""),
        ("permit", replace(GOOD, current=False), "paper_superseded"),
        ("permit", replace(GOOD, standing="dicabut"), "permit_revoked"),
        ("permit", replace(GOOD, standing="diganti"), "permit_replaced"),
        ("permit", replace(GOOD, standing="dibekukan"), "permit_suspended"),
        ("permit", replace(GOOD, standing="berakhir"), "permit_ended"),
        ("receipt", GOOD, ""),
        ("receipt", replace(GOOD, newest=False), "paper_superseded"),
        ("receipt", replace(GOOD, cancelled=True), "file_cancelled"),
        ("assignment_letter", replace(GOOD, newest=False), "paper_superseded"),
        ("collection_receipt", replace(GOOD, newest=False), "paper_superseded"),
        ("refusal_letter", GOOD, ""),
        ("refusal_letter", replace(GOOD, newest=False), "paper_superseded"),
        ("refusal_letter", replace(GOOD, refused=False), "refusal_taken_back"),
        ("return_letter", replace(GOOD, newest=False), ""),  # the second return does not undo the first
        ("recommendation_request", replace(GOOD, newest=False), ""),
    ],
)
def test_a_paper_counts_until_another_or_a_decree_takes_its_place(kind: str, now: Circumstances, code: str) -> None:
    assert void(kind, now) == code
