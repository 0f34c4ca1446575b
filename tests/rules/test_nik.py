"""Every row of the verdict table, at its edges."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules import earlier, nik
from app.rules.nik import TABLE, Level, NikCheck, check_nik, grouped, mask_nik, masked, normalise
from tests.rules.few_regions import FewRegions

TODAY = date(2026, 11, 21)
GOOD = "5107034507880003"


def check(text: str, *, today: date = TODAY, **given: Any) -> NikCheck:
    return check_nik(text, today=today, regions=FewRegions(), **given)


def codes(text: str, **given: Any) -> tuple[str, ...]:
    return check(text, **given).codes


def test_a_good_number_is_read_and_nothing_is_said() -> None:
    result = check(GOOD)
    reading = result.reading
    assert (result.level, result.verdicts) == (Level.OK, ())
    assert (reading.province_code, reading.regency_code, reading.district_code) == ("51", "5107", "510703")
    assert (reading.province, reading.regency, reading.district) == ("Bali", "Kabupaten Karangasem", "Manggis")
    assert (reading.birth_date, reading.sex, reading.serial) == (date(1988, 7, 5), "P", "0003")
    assert reading.successor is None


@pytest.mark.parametrize(
    "text", ["5107 0345 0788 0003", "51.07.03.450788.0003", "510703-450788-0003", "\t5107034507880003\n"]
)
def test_spaces_dots_and_hyphens_are_removed(text: str) -> None:
    assert check(text) == check(GOOD)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "length"),
        (GOOD[:15], "length"),
        (GOOD + "1", "length"),
        (GOOD[:-1] + "O", "characters"),
        ("٥١٠٧٠٣٤٥٠٧٨٨٠٠٠٣", "characters"),
        ("５１０７０３４５０７８８０００３", "characters"),
        ("5107034507880003\ufeff", "characters"),
        ("5107_0345", "characters"),
        ("²" * 16, "characters"),
    ],
)
def test_what_is_not_sixteen_digits_ends_the_check(text: str, code: str) -> None:
    result = check(text, home="510703", kk=GOOD, rekey_last4="9")
    assert (result.codes, result.level) == ((code,), Level.ERROR)
    assert result.reading == nik.NikReading(normalise(text))


@pytest.mark.parametrize(
    ("first_six", "said"),
    [
        ("510703", ()),
        ("910101", ("region_retired",)),
        ("510799", ("region_unknown",)),
        ("320101", ("region_unknown",)),
        ("510003", ("region_zero",)),
        ("510700", ("region_zero",)),
        ("200101", ("province_unknown",)),
        ("000003", ("province_unknown", "region_zero")),
        ("970101", ("province_unknown",)),
    ],
)
def test_regions(first_six: str, said: tuple[str, ...]) -> None:
    assert codes(first_six + GOOD[6:]) == said


def test_a_retired_region_says_its_successor_and_is_only_information() -> None:
    result = check("910101" + GOOD[6:])
    assert (result.level, result.reading.successor) == (Level.INFO, "930101")


def test_every_province_of_the_law_is_known_and_no_other() -> None:
    known = [f"{code:02}" for code in range(100) if codes(f"{code:02}0101" + GOOD[6:]) != ("province_unknown",)]
    law = "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94"
    assert known == [*law.split(), "95", "96", "99"]


def test_registered_abroad_has_no_region_but_a_birth_date() -> None:
    result = check("990000" + GOOD[6:])
    assert (result.codes, result.level) == (("nit",), Level.WARNING)
    assert (result.reading.district_code, result.reading.province) == (None, None)
    assert (result.reading.birth_date, result.reading.sex) == (date(1988, 7, 5), "P")


@pytest.mark.parametrize(
    ("ddmmyy", "born", "sex"),
    [
        ("010188", date(1988, 1, 1), "L"),
        ("311288", date(1988, 12, 31), "L"),
        ("410188", date(1988, 1, 1), "P"),
        ("711288", date(1988, 12, 31), "P"),
        ("290288", date(1988, 2, 29), "L"),
        ("290200", date(2000, 2, 29), "L"),
        ("211126", date(2026, 11, 21), "L"),
        ("221126", date(1926, 11, 22), "L"),
        ("690228", date(1928, 2, 29), "P"),
    ],
)
def test_birth_dates(ddmmyy: str, born: date, sex: str) -> None:
    reading = check(f"510703{ddmmyy}0003").reading
    assert (reading.birth_date, reading.sex) == (born, sex)


@pytest.mark.parametrize(
    ("ddmmyy", "sex"),
    [
        *(("000188", None), ("320188", None), ("400188", None), ("720188", None), ("990188", None)),
        *(("010088", "L"), ("011388", "L"), ("310488", "L"), ("290289", "L"), ("690289", "P"), ("300288", "L")),
    ],
)
def test_impossible_birth_dates(ddmmyy: str, sex: str | None) -> None:
    result = check(f"510703{ddmmyy}0003", born=date(1988, 1, 1))
    assert (result.codes, result.level) == (("date_impossible",), Level.ERROR)
    assert (result.reading.birth_date, result.reading.sex) == (None, sex)


def test_a_leap_day_before_its_year_has_come_is_impossible() -> None:
    assert codes("5107032902000003", today=date(2000, 2, 28)) == ("date_impossible",)
    assert codes("5107032902000003", today=date(2000, 2, 29)) == ("age_unusual",)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2005, 7, 4), ("age_unusual",)),
        (date(2005, 7, 5), ()),
        (date(2079, 7, 4), ()),
        (date(2079, 7, 5), ("age_unusual",)),
    ],
)
def test_seventeen_to_ninety_years_pass(today: date, said: tuple[str, ...]) -> None:
    born = date(1988, 7, 5) if today.year < 2010 else None
    assert codes("5107034507880003", today=today, born=born) == said


def test_serial_zero() -> None:
    assert codes("5107034507880000") == ("serial_zero",)


def test_what_was_typed_is_compared() -> None:
    assert codes(GOOD, born=date(1988, 7, 5), sex="P") == ()
    assert codes(GOOD, born=date(1988, 7, 6), sex="P") == ("birth_date_differs",)
    assert codes(GOOD, born=date(1988, 7, 5), sex="L") == ("sex_differs",)
    assert check(GOOD, born=date(1988, 7, 6), sex="L").level is Level.WARNING


def test_another_home_asks_for_the_first_six() -> None:
    away, at_home = check(GOOD, home="51.07.04"), check(GOOD, home="51.07.03")
    assert (away.codes, away.level, away.asks_first6) == (("home_differs",), Level.INFO, True)
    assert (at_home.codes, at_home.asks_first6) == ((), False)


@pytest.mark.parametrize(
    ("keyed", "said"),
    [
        ({"rekey_last4": "0003", "rekey_first6": "51 07 03"}, ()),
        ({"rekey_last4": "", "rekey_first6": ""}, ()),
        ({"rekey_last4": "0030"}, ("rekey_differs",)),
        ({"rekey_first6": "510730"}, ("rekey_differs",)),
        ({"rekey_last4": "1", "rekey_first6": "1"}, ("rekey_differs",)),
    ],
)
def test_the_second_keying(keyed: dict[str, str], said: tuple[str, ...]) -> None:
    assert codes(GOOD, **keyed) == said


def test_a_family_card_is_not_its_member() -> None:
    assert codes(GOOD, kk="5107 0345 0788 0003") == ("same_as_kk",)
    assert codes(GOOD, kk="5107034507880004") == ()


def test_verdicts_stand_in_the_order_of_the_table_whatever_joins_later() -> None:
    result = check(
        "5107990101260000",
        born=date(1988, 7, 5),
        sex="P",
        home="510703",
        kk="5107990101260000",
        rekey_last4="1",
    )
    late = result.also([earlier.KNOWN_NEAR_NIK, earlier.KNOWN_OTHER_NAME])
    places = [TABLE.index(code) for code in late.codes]
    assert places == sorted(places)
    assert len(late.codes) == 10
    assert late.reading is result.reading


def test_shown_in_groups_and_masked() -> None:
    assert grouped(GOOD) == "5107 0345 0788 0003"
    assert mask_nik(GOOD) == "•••• •••• •••• 0003"
    assert masked("0003") == "•••• •••• •••• 0003"
    assert masked("") == "", "who has no number has nothing masked"
    assert mask_nik("510703") == "•••• •••• •••• ••••"


@given(st.text(max_size=20) | st.text("0123456789 .-", min_size=14, max_size=20))
def test_any_text_is_judged_without_failing(text: str) -> None:
    result = check(text, home="510703", born=date(1990, 1, 1), sex="L")
    assert result.level == max((verdict.level for verdict in result.verdicts), default=Level.OK)
    assert sorted(result.codes, key=TABLE.index) == list(result.codes)
    assert normalise(normalise(text)) == normalise(text)


numbers = st.builds(
    lambda born, sex, serial: (f"510703{born.day + 40 * (sex == 'P'):02}{born:%m%y}{serial:04}", born, sex),
    st.dates(TODAY - timedelta(days=365 * 89), TODAY - timedelta(days=366 * 17)),
    st.sampled_from("LP"),
    st.integers(1, 9999),
)


@given(numbers)
def test_what_was_written_is_read_back(number: tuple[str, date, str]) -> None:
    text, born, sex = number
    result = check(grouped(text), born=born, sex=sex, home="510703", rekey_last4=text[12:])
    assert (result.codes, result.reading.birth_date, result.reading.sex) == ((), born, sex)


@given(numbers, st.integers(0, 15), st.sampled_from("0123456789"))
def test_with_everything_compared_no_wrong_digit_passes(number: tuple[str, date, str], at: int, digit: str) -> None:
    text, born, sex = number
    typed = text[:at] + digit + text[at + 1 :]
    compared = {"born": born, "sex": sex, "home": "510703", "rekey_last4": text[12:]}
    if check(typed, **compared).asks_first6:
        compared["rekey_first6"] = text[:6]
    assert (check(typed, **compared).level >= Level.WARNING) == (typed != text)
