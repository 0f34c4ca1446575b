"""What a permit is worth on a day, and which papers stay in the office."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.standing import standing, withheld

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("state", "kind", "starts", "ends", "worth", "code"),
    [
        ("aktif", "baru", DAY, None, "aktif", ""),
        ("aktif", "baru", DAY, DAY, "aktif", ""),  # its last day still counts
        ("aktif", "baru", DAY, date(2026, 11, 22), "berakhir", "permit_ended"),
        ("aktif", "baru", date(2026, 11, 24), None, "belum_berlaku", ""),
        ("dibekukan", "baru", DAY, None, "dibekukan", "permit_suspended"),
        ("dibekukan", "baru", DAY, date(2026, 11, 22), "berakhir", "permit_ended"),
        ("dicabut", "baru", DAY, None, "dicabut", "permit_revoked"),
        ("diganti", "perpanjangan", DAY, None, "diganti", "permit_replaced"),
        ("dicabut", "pencabutan", DAY, None, "pencabutan", ""),  # the decree itself
        ("disiapkan", "baru", DAY, None, "disiapkan", ""),
    ],
)
def test_worth(state: str, kind: str, starts: date, ends: date | None, worth: str, code: str) -> None:
    found = standing(state, kind, starts, ends, DAY)
    assert (found, withheld(found)) == (worth, code)
