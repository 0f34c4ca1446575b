"""Whatever the checks of numbers say has words."""

from __future__ import annotations

from datetime import date

import pytest

from app.reference.messages import messages
from app.reference.regions import regions
from app.rules.numbers import KINDS, check_number


@pytest.mark.parametrize("kind", KINDS)
def test_every_verdict_on_a_number_has_words(kind: str) -> None:
    """Whatever `check_number` says of some text: too short, letters, and every group of a long one replaced."""
    nik = "5107034507880003"
    pieces = [(0, "00"), (0, "99"), (2, "00"), (4, "99"), (6, "99"), (6, "311299"), (12, "0000")]
    texts = [
        "1",
        "x",
        "00000",
        "013000667091000",
        nik,
        *(f"{nik[:at]}{new}{nik[at + len(new) :]}" for at, new in pieces),
    ]
    texts += ["5107033112990001", "5107033112100001"]
    today = date(2026, 11, 23)
    found = (check_number(kind, text, today=today, regions=regions(), nik=text) for text in texts)
    codes = {f"{kind}_{verdict.code}" for each in found for verdict in each.verdicts if verdict.level > "info"}
    assert sorted(codes - set(messages("field"))) == []
