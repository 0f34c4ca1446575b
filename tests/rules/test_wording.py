"""Indonesian dates, sums, numbers and names as the wording rules of the domain have them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.wording import (
    LARGEST,
    clock_time,
    day_name,
    days_phrase,
    decimal_comma,
    in_words,
    long_date,
    money,
    month_name,
    parse_date,
    plain_date,
    short_date,
    thousands,
    title_name,
)

DAY = date(2026, 11, 23)


def test_dates() -> None:
    assert long_date(DAY) == "Senin, 23 November 2026"
    assert plain_date(date(2026, 3, 3)) == "3 Maret 2026"
    assert short_date(date(1990, 5, 2)) == "02-05-1990"
    assert day_name(date(2026, 11, 29)) == "Minggu"
    assert [month_name(number) for number in (1, 8, 12)] == ["Januari", "Agustus", "Desember"]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Asia/Jakarta", "08.14 WIB"), ("Asia/Makassar", "09.14 WITA"), ("Asia/Jayapura", "10.14 WIT")],
)
def test_time_of_day_carries_the_name_of_its_zone(zone: str, expected: str) -> None:
    moment = datetime(2026, 11, 23, 1, 14, 59, tzinfo=UTC)
    assert clock_time(moment.astimezone(ZoneInfo(zone))) == expected


def test_a_time_without_a_zone_is_not_printed() -> None:
    with pytest.raises(ValueError, match="zone"):
        clock_time(datetime(2026, 11, 23, 9, 14))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("rupiah", "expected"), [(0, "Rp0"), (15_000, "Rp15.000"), (1_234_567, "Rp1.234.567"), (-500, "-Rp500")]
)
def test_money(rupiah: int, expected: str) -> None:
    assert money(rupiah) == expected


def test_thousands_take_points() -> None:
    assert [thousands(number) for number in (999, 1000, -12_345)] == ["999", "1.000", "-12.345"]


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        (88.75, 2, "88,75"),
        (Decimal("98.705"), 2, "98,71"),
        (1234.565, 2, "1.234,57"),
        (2, 2, "2,00"),
        (-0.004, 2, "0,00"),
        (-1.005, 2, "-1,01"),
        (88.5, 0, "89"),
        (3.55, 1, "3,6"),
    ],
)
def test_decimals_take_a_comma_and_halves_go_up(number: Decimal | float, places: int, expected: str) -> None:
    assert decimal_comma(number, places) == expected


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (5, "lima"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (120, "seratus dua puluh"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (1100, "seribu seratus"),
        (2019, "dua ribu sembilan belas"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_000_000_001, "satu miliar satu"),
        (250_000_000_000, "dua ratus lima puluh miliar"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


WORTH = {in_words(digit): digit for digit in range(10)}
ONES = {"sepuluh": "satu puluh", "sebelas": "satu belas", "seratus": "satu ratus", "seribu": "satu ribu"}
GROUPS = {"ribu": 1000, "juta": 10**6, "miliar": 10**9}


def read_aloud(words: str) -> int:
    """Terbilang read back, by another road than the one that wrote it."""
    total = group = last = 0
    for word in " ".join(ONES.get(word, word) for word in words.split()).split():
        if word in WORTH:
            group, last = group + WORTH[word], WORTH[word]
        elif word == "belas":
            group += 10
        elif word in {"puluh", "ratus"}:
            group += last * ({"puluh": 10, "ratus": 100}[word] - 1)
        else:
            total, group = total + group * GROUPS[word], 0
    return total + group


@given(st.integers(0, LARGEST))
def test_numbers_in_words_can_be_read_back(number: int) -> None:
    assert read_aloud(in_words(number)) == number


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_words_reach_only_so_far(number: int) -> None:
    with pytest.raises(ValueError, match="terbilang"):
        in_words(number)


def test_days_phrase() -> None:
    assert days_phrase(5) == "5 (lima) hari kerja"
    assert days_phrase(14) == "14 (empat belas) hari kerja"


@pytest.mark.parametrize(
    "text", ["05071988", "05-07-1988", "5/7/1988", " 5.7.1988 ", "5 7 1988", "05 - 07 - 1988", "5-07-1988"]
)
def test_dates_as_they_are_typed(text: str) -> None:
    assert parse_date(text) == date(1988, 7, 5)


@pytest.mark.parametrize(
    "text",
    ["", "5788", "050788", "31-02-1988", "00-07-1988", "5-13-1988", "05-07-0988", "1988-07-05", "٠٥٠٧١٩٨٨", "5/7"],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_printed_date_can_be_typed_back(day: date) -> None:
    assert parse_date(short_date(day)) == day
    assert parse_date(short_date(day).replace("-", "")) == day


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("NI LUH CONTOH", "Ni Luh Contoh"),
        ("I MADE SUARTA", "I Made Suarta"),
        ("ida bagus  putra", "Ida Bagus Putra"),
        ("IB PUTRA", "IB Putra"),
        ("A.A. GDE RAI", "A.A. Gde Rai"),
        ("ANAK AGUNG AYU", "Anak Agung Ayu"),
        ("MA'RUF AL-HADI", "Ma'ruf Al-Hadi"),
        ("MARIA D'SOUZA", "Maria D'Souza"),
        ("SITI BINTI AHMAD", "Siti binti Ahmad"),
        ("BIN", "Bin"),
        ("Stephen McDonald", "Stephen McDonald"),
        ("Sukarno", "Sukarno"),
        ("I", "I"),
        ("", ""),
    ],
)
def test_names_get_their_capitals_back(typed: str, printed: str) -> None:
    assert title_name(typed) == printed


@given(st.text(st.sampled_from("abIDO' .-NI\u00e9"), max_size=25))
def test_a_name_keeps_its_letters_and_settles_at_once(name: str) -> None:
    printed = title_name(name)
    assert printed.casefold() == " ".join(name.split()).casefold()
    assert title_name(printed) == printed
