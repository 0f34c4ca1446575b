"""Read, or a reason why not; never both, never neither."""

from __future__ import annotations

import pytest

from app.rules.reading import HOWS, settled


@pytest.mark.parametrize(
    ("read", "how", "reason", "met"),
    [
        *((True, how, "", True) for how in ("", *HOWS)),
        (True, "surat", "", False),
        (True, "layar", "Diajukan kuasa", False),
        (False, "", "", False),
        (False, "", "   ", False),
        (False, "", "Diajukan kuasa", True),
        (False, "lisan", "Diajukan kuasa", False),
    ],
)
def test_settled(read: bool, how: str, reason: str, met: bool) -> None:
    assert settled(read=read, how=how, reason=reason) is met
