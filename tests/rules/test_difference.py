"""Two versions side by side: what differs, letter by letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.difference import Runs, beside, places


def dotted(runs: Runs) -> str:
    """What agrees as a dot, what is missing as a line."""
    return "".join((text or "_") if differs else "." * len(text) for text, differs in runs)


def marked(one: str, other: str) -> tuple[str, str]:
    first, second = beside(one, other)
    return dotted(first), dotted(second)


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("0003", "0030", ("..03", "..30")),
        ("0003", "0003", ("....", "....")),
        ("NI LUH", "ni luh", ("......", "......")),
        ("NI LUH CONTO", "NI LUH CONTOH", ("............_", "............H")),
        ("SUDARTA", "SUDARMA", (".....T.", ".....M.")),
        ("", "12", ("_", "12")),
        ("ß1", "ß2", (".1", ".2")),
    ],
)
def test_what_differs_is_marked(one: str, other: str, shown: tuple[str, str]) -> None:
    assert marked(one, other) == shown


def test_places_are_counted_from_nought() -> None:
    assert places("510703", "510730") == (4, 5)
    assert places("0003", "0003") == ()


@given(st.text(max_size=12), st.text(max_size=12))
def test_nothing_is_lost_and_the_same_is_not_marked(one: str, other: str) -> None:
    first, second = beside(one, other)
    assert ("".join(text for text, _ in first), "".join(text for text, _ in second)) == (one, other)
    assert not any(differs for runs in beside(one, one) for _, differs in runs)
