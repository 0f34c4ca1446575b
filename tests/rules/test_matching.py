"""What is known of an identity, and what of it speaks against a signature."""

from __future__ import annotations

import pytest

from app.rules.matching import against_signing, known_match

NIK = "5107034507880003"


@pytest.mark.parametrize(
    ("match", "nik", "known", "against"),
    [
        ("belum", NIK, "belum", "not_matched"),
        ("", NIK, "belum", "not_matched"),
        ("cocok", NIK, "cocok", ""),
        ("tidak_cocok", NIK, "tidak_cocok", "mismatched"),
        ("belum", "", "", ""),
        ("cocok", "", "cocok", ""),
        ("tidak_cocok", "", "tidak_cocok", "mismatched"),
    ],
)
def test_the_mark_and_the_signature(match: str, nik: str, known: str, against: str) -> None:
    assert known_match(match, nik) == known
    assert against_signing(match, nik) == against
