"""Numbers as people write them: read in the one way they can be read, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.quantities import NOT_A_NUMBER, NOT_WHOLE, TOO_LONG, UNCLEAR, Quantity, read, shown

WRITTEN = [
    *(
        ("15.000,00", "15000"),
        ("Rp 250.000,00", "250000"),
        ("Rp. 250.000", "250000"),
        ("Rp.\u00a0250.000,\u2014", "250000"),
        ("Rp\u00a015.000,-", "15000"),
        ("15.000,--", "15000"),
    ),
    *(("15000.00", "15000"), ("15,000.00", "15000"), ("1,500,000", "1500000"), ("IDR 15.000", "15000")),
    *(("1.500", "1500"), ("1.500,5", "1500.5"), ("2.500.000", "2500000"), ("1,250.75", "1250.75")),
    *(("10.000 m2", "10000"), ("10.000 m\u00b2", "10000"), ("12,5 meter", "12.5"), ("1 500", "1500")),
    *(("2,5", "2.5"), ("2.5", "2.5"), ("0,125", "0.125"), ("0.500", "0.5"), ("1500,125", "1500.125"), ("7", "7")),
    *(("-5", "-5"), ("\u2212 5", "-5"), ("Rp-15.000", "-15000"), ("-Rp15.000", "-15000"), ("2 500 000,5", "2500000.5")),
]


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_what_is_written_is_read(text: str, value: str) -> None:
    assert read(text) == Quantity(Decimal(value))


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_nothing_is_no_number_and_no_mistake(text: str) -> None:
    assert read(text) == Quantity()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        *(("15,000", UNCLEAR), ("1,500", UNCLEAR), ("-1,500", UNCLEAR)),
        *((text, NOT_A_NUMBER) for text in ("1.5.0", "1,2,3", "Rp", "15.", ",5", "1e5", "15.000.00", "1.234,567.8")),
        *(
            (text, NOT_A_NUMBER)
            for text in ("12 34", "1 500 00", "15 .000", "\u0661\u0662", "1,5 ha", "--5", "0.500,5")
        ),
        ("9" * 16, TOO_LONG),
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_not_guessed(text: str, problem: str) -> None:
    assert read(text) == Quantity(problem=problem)


def test_rupiah_have_no_sen() -> None:
    assert read("15.000,50", whole=True) == Quantity(problem=NOT_WHOLE)
    assert read("15.000,00", whole=True).value == 15000


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4) | st.decimals(-999, 999, places=3))
def test_what_is_shown_is_read_as_the_same_number(number: Decimal) -> None:
    assert read(shown(number)).value == number
