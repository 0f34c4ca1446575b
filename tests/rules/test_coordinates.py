"""Places: the south is kept however it is written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.coordinates import ABROAD, NOT_A_PLACE, problem, read_place

ABANG = [
    *(
        "-8.45, 115.61",
        "-8,45 115,61",
        "\u22128.45, 115.61",
        "-8.45,115.61",
        "-8,45,115,61",
        "-8.45\u00b0 115.61\u00b0",
    ),
    *("8.45 S, 115.61 E", "8,45 LS; 115,61 BT", "8.45S115.61E", "LS 8,45 BT 115,61", "ls: 8,45 bt: 115,61"),
    *("115.61, -8.45", "115,61 -8,45", "115.61\u00b0, -8.45\u00b0"),  # no latitude is beyond 90
    *("8,45 Lintang Selatan 115,61 Bujur Timur", "lintang selatan: 8,45, bujur timur: 115,61"),
    *("(-8.45, 115.61)", "-8.45, 115.61.", "\u200e-8.45, 115.61", "\ufeff-8.45, 115.61;"),  # as it was copied
    *("115.61 E, 8.45 S", "-8.45 LS, 115.61 BT", "8,45\u00b0 LS / 115,61\u00b0 BT", "8.45 S 115.61 T"),
]


@pytest.mark.parametrize("text", ABANG)
def test_the_south_is_kept(text: str) -> None:
    assert (str(read_place(text)), problem(text)) == ("-8.45, 115.61", "")


@pytest.mark.parametrize(
    "text",
    [
        "8\u00b027'12\" LS 115\u00b036'36\" BT",
        "S 8\u00b027.2' E 115\u00b036.6'",
        "-8\u00b027'12'', 115\u00b036'36''",
        "8\u00b027\u00b412\u201e LS 115\u00b036\u201836\u201c BT",
        '8\u00b027`12" LS 115\u00b036`36" BT',
    ],
)
def test_minutes_and_seconds(text: str) -> None:
    assert str(read_place(text)) == "-8.453333, 115.610000"


@pytest.mark.parametrize(
    "text",
    [
        *("-8.45", "-8,115", "-98.45, 115.61", "115.61, 115.61", "190, -8", "di Abang", "8 27 12 LS 115 36 36 BT"),
        *("-8.45 LU, 115.61 BT", "8.45 LS, 8.1 LS", "8\u00b061' LS 115\u00b0 BT", "8.5\u00b027' LS 115\u00b0 BT"),
        *("8\u00b027.5'12\" LS 115\u00b0 BT", "8 LS 190 BT", "115\u00b061' BT 8 LS"),
    ],
)
def test_what_is_no_place_is_not_guessed(text: str) -> None:
    assert (read_place(text), problem(text)) == (None, NOT_A_PLACE)


@pytest.mark.parametrize(
    "text", ["8.45, 115.61", "8,115,61", "-8.45, 65.1", "8 LU 115 BB", "115.61, 8.45", "-115.61, -8.45"]
)
def test_a_place_outside_the_country_is_asked(text: str) -> None:
    assert problem(text) == ABROAD


def test_nothing_is_no_mistake() -> None:
    assert problem(" ") == ""
    assert problem("2,5 LU 117,5 BT") == "", "north of the equator is Indonesia too"


def test_the_equator_has_no_sign() -> None:
    assert str(read_place("0 LS 109,33 BT")) == "0, 109.33"


@given(
    st.decimals("-11.4", "6.4", places=4),
    st.decimals("94.6", "141.4", places=4),
    st.sampled_from(
        ("{0}, {1}", "{0} {1}", "{1}, {0}", "{1};{0}", "{2} {3}, {1} BT", "BT {1} {3} {2}", "{1} BT / {2} {3}")
    ),
    st.sampled_from((".", ",")),
)
def test_every_place_in_the_country_is_read_where_it_is(north: Decimal, east: Decimal, form: str, mark: str) -> None:
    letters = "LS" if north < 0 else "LU"
    text = form.format(north, east, abs(north), letters)
    found = read_place(text.replace(".", mark))
    assert found is not None
    assert (found.latitude, found.longitude, found.in_indonesia) == (north, east, True)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("90 LU 180 BT", "90, 180"),
        ("90.5 LU 115 BT", "None"),
        ("8 LS 180.5 BT", "None"),
        ("90, 115.5", "90, 115.5"),
        ("0, 115.5", "0, 115.5"),
        ("-8 LS, 0 BT", "-8, 0"),
        ("-0 LU, 115 BT", "None"),
        ("8\u00b060' LS 115\u00b0 BT", "None"),
        ("8\u00b059'60\" LS 115\u00b0 BT", "None"),
    ],
)
def test_up_to_the_poles_and_no_further(text: str, read: str) -> None:
    assert str(read_place(text)) == read
