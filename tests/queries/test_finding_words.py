"""What was typed or scanned, as a question."""

from __future__ import annotations

import pytest

from app.queries.finding_words import code_of, digits_of, match_of, parts_of


@pytest.mark.parametrize(
    ("scanned", "code"),
    [
        ("https://lacak.example.go.id/t/7Q4ABCDEFGHJKMNPQRS", "7Q4ABCDEFGHJKMNPQRS"),
        ("HTTPS://LACAK.EXAMPLE.GO.ID/V/7Q4ABC/", "7Q4ABC"),
        ("KRA-7Q4-00127-X3C\nDinas Penanaman Modal\n(0363) 21000", "KRA-7Q4-00127-X3C"),
        ("  wayan   sudarma ", "wayan sudarma"),
        ("500.16.7.2/0001/SIPB/DPMPTSP/2026", "500.16.7.2/0001/SIPB/DPMPTSP/2026"),
        ("", ""),
    ],
)
def test_what_a_scan_means(scanned: str, code: str) -> None:
    assert code_of(scanned) == code


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("5107 0345 0788 0003", "5107034507880003"), ("+62 812-3456", "628123456"), ("Jalan 12", ""), ("", "")],
)
def test_digits_of_a_number_in_groups(typed: str, digits: str) -> None:
    assert digits_of(typed) == digits


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("wayan sudarma", ["wayan", "sudarma"]),
        ("Ni Luh", ["Ni Luh"]),
        ("I Made A", ["I Made A"]),
        ("sudarma I W", ["sudarma I W"]),
        ("I Wayan Budi", ["I Wayan", "Budi"]),
    ],
)
def test_short_words_join_their_neighbour(typed: str, parts: list[str]) -> None:
    assert parts_of(typed) == parts


def test_quotes_cannot_break_the_question() -> None:
    assert match_of('ma"de NEAR(') == '"ma""de" AND "NEAR("'


def test_a_number_is_asked_for_with_and_without_what_stands_between() -> None:
    assert match_of("0812-3456") == '"08123456" OR ("0812-3456")'
    assert match_of("500") == '"500" OR ("500")'
