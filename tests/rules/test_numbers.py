from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules import numbers
from app.rules.nik import check_nik
from app.rules.verdicts import Checked, Level
from tests.rules.few_regions import FewRegions

TODAY = date(2026, 11, 21)
REGIONS = FewRegions()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("5107 0321 1126 0001", ()),
        ("5107032211260001", ("date_future",)),
        ("5107036111110001", ("date_impossible",)),
        ("5107033002110001", ("date_impossible",)),
        ("5107030101110000", ("serial_zero",)),
        ("9101010101110001", ("region_retired",)),
        ("0000030101110001", ("province_unknown", "region_zero")),
        ("5107990101110001", ("region_unknown",)),
        ("510703010111000", ("length",)),
        ("510703010111000x", ("characters",)),
    ],
)
def test_family_card(text: str, codes: tuple[str, ...]) -> None:
    assert numbers.check_kk(text, today=TODAY, regions=REGIONS, nik="5107034507880003").codes == codes


def test_a_family_card_differs_from_the_nik() -> None:
    card = "5107030101110001"
    assert numbers.check_kk(card, today=TODAY, regions=REGIONS, nik="5107 0301 0111 0001").codes == ("same_as_nik",)
    assert numbers.check_kk(card, today=TODAY, regions=REGIONS).codes == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("01.300.066.6-091.000", ()),
        ("01.300.066.7-091.000", ("check_digit",)),
        ("0013000666091000", ()),
        ("0013000667091000", ("check_digit",)),
        ("5107034507880003", ()),
        ("5107034507880000", ("serial_zero",)),
        ("01300066609100", ("length",)),
        ("01300066609100A", ("characters",)),
        ("", ("length",)),
    ],
)
def test_tax_number(text: str, codes: tuple[str, ...]) -> None:
    assert numbers.check_npwp(text, today=TODAY, regions=REGIONS).codes == codes


def test_a_wrong_check_digit_is_only_a_warning() -> None:
    assert numbers.check_npwp("013000667091000", today=TODAY, regions=REGIONS).level is Level.WARNING


@given(st.text("0123456789", min_size=8, max_size=8), st.integers(0, 7), st.integers(1, 9))
def test_luhn_finds_every_wrong_digit(body: str, at: int, more: int) -> None:
    (check,) = [digit for digit in "0123456789" if numbers.luhn(body + digit)]
    wrong = body[:at] + str((int(body[at]) + more) % 10) + body[at + 1 :]
    assert not numbers.luhn(wrong + check)


@pytest.mark.parametrize(
    ("check", "good"),
    [
        (numbers.check_nitku, "0013000666091000000001"),
        (numbers.check_nib, "1234567890123"),
        (numbers.check_kbli, "47111"),
        (numbers.check_postal_code, "80811"),
    ],
)
def test_numbers_that_have_only_a_length(check: Callable[[str], Checked], good: str) -> None:
    assert check(good) == Checked(good)
    assert check(good[1:]).codes == ("length",)
    assert check(good[1:] + "x").codes == ("characters",)


def test_no_postal_code_begins_with_zero() -> None:
    assert numbers.check_postal_code("08081").codes == ("first_digit",)


@pytest.mark.parametrize(
    ("kind", "text", "codes"),
    [
        ("nib", "123456789012", ("length",)),
        ("kbli", "47111", ()),
        ("nitku", "0013000666091000000001", ()),
        ("postal_code", "08081", ("first_digit",)),
        ("npwp", "013000667091000", ("check_digit",)),
        ("kk", "5107030101110001", ()),
        ("kk", "5107034507880003", ("date_impossible", "same_as_nik")),
        ("nik", "5107030101110000", ("serial_zero",)),
        ("nik", "510703010111000x", ("characters",)),
    ],
)
def test_a_number_by_its_kind(kind: str, text: str, codes: tuple[str, ...]) -> None:
    found = numbers.check_number(kind, text, today=TODAY, regions=REGIONS, nik="5107034507880003")
    assert (found.value, found.codes) == (text, codes)


def test_the_age_of_somebody_else_is_no_matter() -> None:
    child = "5107030101250001"
    assert check_nik(child, today=TODAY, regions=REGIONS).codes == ("age_unusual",)
    assert numbers.check_number("nik", child, today=TODAY, regions=REGIONS).codes == ()


@pytest.mark.parametrize(
    ("text", "value", "codes"),
    [
        ("a 1234567", "A1234567", ()),
        ("2C21JE1234-V", "2C21JE1234V", ()),
        ("A12", "A12", ("length",)),
        ("", "", ("length",)),
        ("A123/567", "A123/567", ("characters",)),
        ("Ä1234567", "Ä1234567", ("characters",)),
    ],
)
def test_travel_papers(text: str, value: str, codes: tuple[str, ...]) -> None:
    checked = numbers.check_passport(text)
    assert (checked.value, checked.codes) == (value, codes)


@pytest.mark.parametrize("text", ["0812-3456-7890", "62 812 3456 7890", "+62 812.3456.7890", "+62 (0)812 3456 7890"])
def test_a_mobile_number_is_stored_with_its_country(text: str) -> None:
    assert numbers.check_mobile(text) == Checked("+6281234567890")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("081234567", ("length",)),
        ("0812345678", ()),
        ("0812345678901", ()),
        ("08123456789012", ("length",)),
        ("0800 1234 567", ("prefix_unknown",)),
        ("0363 21234", ("not_mobile",)),
        ("812 3456 7890", ("not_mobile",)),
        ("+812 3456 7890", ("not_mobile",)),
        ("+0812 3456 7890", ("not_mobile",)),
        ("+65 8123 4567", ("not_mobile",)),
        ("", ("length",)),
        ("+62", ("length",)),
        ("0812 3456 78o0", ("characters",)),
        ("++62812345678", ("characters",)),
    ],
)
def test_other_mobile_numbers(text: str, codes: tuple[str, ...]) -> None:
    assert numbers.check_mobile(text).codes == codes


@pytest.mark.parametrize(("prefix", "known"), [("811", True), ("838", True), ("837", False), ("820", False)])
def test_prefixes_of_operators(prefix: str, known: bool) -> None:
    assert (numbers.check_mobile(f"0{prefix}1234567").codes == ()) is known


def test_a_mobile_number_as_people_say_it() -> None:
    assert numbers.shown_mobile("+6281234567890") == "0812-3456-7890"
    assert numbers.shown_mobile("+62812345678") == "0812-3456-78"
    assert numbers.shown_mobile("+628123") == "0812-3"


@given(st.text("0123456789", min_size=8, max_size=11))
def test_storing_and_showing_meet(rest: str) -> None:
    stored = numbers.check_mobile("08" + rest).value
    assert numbers.check_mobile(numbers.shown_mobile(stored)).value == stored == "+628" + rest


@pytest.mark.parametrize(
    ("text", "value"), [("0812x", "0812x"), ("", ""), ("62", "62"), ("0361224671", "0361224671"), ("08123", "+628123")]
)
def test_what_is_wrong_about_a_mobile_number_is_shown_as_it_was_typed(text: str, value: str) -> None:
    checked = numbers.check_mobile(text)
    assert (checked.value, bool(checked.verdicts)) == (value, True)


@pytest.mark.parametrize(("letters", "fits"), [(4, False), (5, True), (20, True), (21, False)])
def test_how_long_a_travel_paper_may_be(letters: int, fits: bool) -> None:
    assert (not numbers.check_passport("A" * letters).verdicts) is fits


def test_a_tax_number_of_a_person_is_the_nik() -> None:
    """Its first digit alone tells it from the older number behind a nought."""
    of_person = numbers.check_npwp("5007034507880003", today=date(2026, 11, 23), regions=FewRegions())
    assert of_person.value == "5007034507880003"
    nik = check_nik("5007034507880003", today=date(2026, 11, 23), regions=FewRegions())
    assert of_person.verdicts == nik.verdicts
    by_kind = numbers.check_number("npwp", "5107034507880003", today=date(2026, 11, 23), regions=FewRegions())
    assert (by_kind.value, by_kind.verdicts) == ("5107034507880003", ())


def test_only_the_country_is_replaced_in_a_mobile_number() -> None:
    assert numbers.local_mobile("+6281234+62567") == "081234+62567"
