from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.rules.earlier import EarlierPerson, compare, numbers_near, one_edit_apart

BORN = date(1988, 7, 5)
ENTERED = EarlierPerson("5107034507880003", "Ni Luh Contoh", BORN)


def said(*register: EarlierPerson) -> list[str]:
    return [verdict.code for verdict in compare(ENTERED, register)]


def test_somebody_new_and_somebody_known() -> None:
    assert said() == []
    assert said(ENTERED) == []
    assert said(EarlierPerson(ENTERED.nik, "CONTOH NI LUH", BORN)) == []


def test_the_same_number_with_another_name_or_birth_date() -> None:
    assert said(EarlierPerson(ENTERED.nik, "I Wayan Teladan", BORN)) == ["known_other_name"]
    assert said(EarlierPerson(ENTERED.nik, ENTERED.name, date(1988, 7, 6))) == ["known_other_name"]


def test_the_same_person_with_a_number_one_edit_away() -> None:
    assert said(EarlierPerson("5107034507880004", ENTERED.name, BORN)) == ["known_near_nik"]
    assert said(EarlierPerson("5107034507880030", ENTERED.name, BORN)) == ["known_near_nik"]
    assert said(EarlierPerson("5107034507880045", ENTERED.name, BORN)) == []
    assert said(EarlierPerson("5107034507880004", "I Wayan Teladan", BORN)) == []
    assert said(EarlierPerson("5107034507880004", ENTERED.name, date(1988, 7, 6))) == []


def test_both_stand_in_the_order_of_the_table() -> None:
    near, other = (
        EarlierPerson("5107034507880004", ENTERED.name, BORN),
        EarlierPerson(ENTERED.nik, "I Wayan Teladan", BORN),
    )
    assert said(near, other) == ["known_other_name", "known_near_nik"]


def distance(one: str, other: str) -> int:
    """Optimal string alignment, the slow way."""
    rows = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            differs = one[i - 1] != other[j - 1]
            rows[i, j] = min(rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + differs)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i, j] = min(rows[i, j], rows[i - 2, j - 2] + 1)
    return rows[len(one), len(other)]


digits = st.text("012", max_size=6)


@given(digits, digits)
def test_one_edit_agrees_with_the_textbook(one: str, other: str) -> None:
    assert one_edit_apart(one, other) == (distance(one, other) == 1)


@given(st.text("0123456789", min_size=14, max_size=18))
def test_numbers_near_are_all_of_sixteen_digits_one_edit_away(number: str) -> None:
    near = numbers_near(number)
    assert all(len(other) == 16 and one_edit_apart(number, other) for other in near)
    if len(number) == 16:
        swapped = sum(number[at] != number[at + 1] for at in range(15))
        assert len(near) == 16 * 9 + swapped
    assert bool(near) == (len(number) in (15, 16, 17))


@given(st.text("0123456789", min_size=16, max_size=16), st.integers(0, 15))
def test_a_number_with_a_digit_left_out_or_doubled_is_near(number: str, place: int) -> None:
    assert number in numbers_near(number[:place] + number[place + 1 :])
    assert number in numbers_near(number[: place + 1] + number[place:])
