"""Numbers as people write them: read in the one way they can be read, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.quantities import NOT_A_NUMBER, NOT_WHOLE, SCALES, TOO_LONG, UNCLEAR, Quantity, read, shown

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
    *(("250.000 rupiah", "250000"), ("Rp. 250 ribu", "250000"), ("250rb", "250000"), ("Rp 1,5 juta", "1500000")),
    *(
        ("1.5 jt", "1500000"),
        ("1,25 miliar rupiah", "1250000000"),
        ("2 milyar", "2000000000"),
        ("3 Triliun", "3000000000000"),
    ),
    *(
        ("Rp 1.500.000,00", "1500000"),
        ("Rp250.000,=", "250000"),
        ("1500 juta", "1500000000"),
        ("1.500.000 ribu", "1500000000"),
    ),
    *(
        ("1500m\u00b2", "1500"),
        ("1.500 meter persegi", "1500"),
        ("1.500,5 m2", "1500.5"),
        ("1.500 meter\u00b2", "1500"),
    ),
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


@pytest.mark.parametrize("text", ["15.0000", "1.000,000", "1.50000", "15,000.000", "0,000"])
def test_a_slip_in_thousands_of_rupiah_is_no_sum_a_thousand_times_less(text: str) -> None:
    assert read(text, whole=True) == Quantity(problem=UNCLEAR)


@pytest.mark.parametrize("text", ["1.5000", "12.50000", "150.0000 m2"])
def test_nor_one_in_an_area(text: str) -> None:
    """1,5000 and 0.1250 are read: nobody puts a comma, or a nought alone, before thousands."""
    assert read(text, unit="m2") == Quantity(problem=UNCLEAR)
    assert read(text.replace(".", ","), unit="m2").problem == ""
    assert read("0.1250", unit="m2") == Quantity(Decimal("0.125"))


@pytest.mark.parametrize("text", ["1500.000", "10000.000", "1,500.000", "1 500.000", "1.500,000", "1500.125", "01.500"])
@pytest.mark.parametrize("word", ["", " m2", " ha", " ribu"])
def test_nor_one_behind_any_number_of_figures(text: str, word: str) -> None:
    """1500.000 is 1.500.000 without a mark as well as 1500 with a fraction."""
    assert read(text + word, unit="m2") == Quantity(problem=UNCLEAR)


@pytest.mark.parametrize("text", ["1500.000 ribu", "1,250.000 ribu", "15.0000 juta", "1.500,000 juta"])
def test_nor_one_before_a_word_for_thousands(text: str) -> None:
    assert read(text, whole=True) == Quantity(problem=UNCLEAR)


@pytest.mark.parametrize("text", ["2 M", "2M", "2,5 M", "Rp 1.500 M", "2 M rupiah"])
def test_a_large_m_is_miliar_as_well_as_metres(text: str) -> None:
    assert read(text) == Quantity(problem=UNCLEAR)
    assert read("2 m") == read("2 M", unit="m") == Quantity(Decimal(2))


@pytest.mark.parametrize(("text", "value"), [("15000.00", 15000), ("15.000,0", 15000), ("1,2345 juta", 1234500)])
def test_a_sum_with_no_sen_is_whole(text: str, value: int) -> None:
    assert read(text, whole=True) == Quantity(Decimal(value))


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [
        *(
            (text, "m2", Quantity(Decimal(15000)))
            for text in ("1,5 ha", "1.5 Ha", "1,5hektar", "150 are", "15.000 m2", "0,015 km2")
        ),
        *((text, "m", Quantity(Decimal("1.5"))) for text in ("1,5 m", "150 cm", "1,5 meter", "0,0015 km")),
        *(
            (text, unit, Quantity(problem=NOT_A_NUMBER))
            for text, unit in (("15 m2", "m"), ("15 m", "m2"), ("1 ha", "m"))
        ),
        *((text, "", Quantity(problem=NOT_A_NUMBER)) for text in ("1,5 ha", "15 are", "150 cm", "15 a", "2 kodi")),
        *((text, "m2", Quantity(problem=UNCLEAR)) for text in ("1.500 ha", "1,500 ha", "12.000 are")),
    ],
)
def test_a_unit_is_reckoned_into_the_one_that_is_asked(text: str, unit: str, found: Quantity) -> None:
    assert read(text, unit=unit) == found


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        *(("1.500 juta", UNCLEAR), ("1,500 ribu", UNCLEAR), ("1.234,5 juta", ""), ("1,2345678 juta", NOT_WHOLE)),
        *(
            (text, NOT_A_NUMBER)
            for text in ("2 M", "250k", "juta", "Rp juta", "1,5 juta 250 ribu", "2 juta ribu", "250.000/bulan")
        ),
        *(
            (text, NOT_A_NUMBER)
            for text in ("$250", "250 USD", "USD 250", "250.000 per tahun", "rupiah", "1,5 juta m2")
        ),
        *(("1000 triliun", TOO_LONG), ("999 triliun", "")),
    ],
)
def test_no_sum_is_read_with_a_factor_that_is_not_written(text: str, problem: str) -> None:
    assert read(text, whole=True).problem == problem


@given(
    st.integers(1, 9_999),
    st.integers(0, 99),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(("", "Rp", "Rp. ", "IDR ")),
    st.sampled_from(("", " ", "\u00a0")),
    st.sampled_from(("", " rupiah")),
    st.sampled_from((str.upper, str.lower, str)),
)
def test_words_for_thousands_and_millions(
    whole: int, cents: int, word: str, currency: str, space: str, rupiah: str, case: Callable[[str], str]
) -> None:
    found = read(f"{currency}{whole},{cents:02}{space}{case(word)}{rupiah}")
    wanted = (Decimal(whole) + Decimal(cents) / 100) * SCALES[word]
    assert found == (Quantity(wanted) if wanted < 10**15 else Quantity(problem=TOO_LONG))


def test_rupiah_have_no_sen() -> None:
    assert read("15.000,50", whole=True) == Quantity(problem=NOT_WHOLE)
    assert str(read("15.000,00", whole=True).value) == "15000"
    assert (shown(0), shown(Decimal("-0.00")), shown(Decimal("-2.5"))) == ("0", "0", "-2,5")


@given(
    st.one_of(st.decimals(-(10**9), 10**9, places=places) for places in range(7)) | st.decimals(-999, 999, places=3),
    st.sampled_from(("", "m", "m2")),
)
def test_what_is_shown_is_read_as_the_same_number(number: Decimal, unit: str) -> None:
    assert read(shown(number), unit=unit).value == number
