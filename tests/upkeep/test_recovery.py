"""The key as text: every key comes back, and slips of the hand are noticed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.upkeep.recovery import ALPHABET, parse_recovery, recovery_code

KEY = bytes(range(1, 33))
CODE = recovery_code(KEY)
keys = st.binary(min_size=32, max_size=32)


def field_code(text: str) -> str:
    with pytest.raises(Refused) as refused:
        parse_recovery(text)
    assert refused.value.code == "recovery_mistyped"
    return refused.value.fields["recovery_code"]


@given(keys)
def test_every_key_comes_back(key: bytes) -> None:
    assert parse_recovery(recovery_code(key)) == key


def test_groups_of_four_without_letters_that_look_like_digits() -> None:
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}", CODE)


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        f"  {CODE}\n",
        CODE.replace("0", "O"),
        CODE.replace("0", "o").replace("1", "l"),
        CODE.replace("1", "I"),
    ],
)
def test_the_ways_people_type_it(typed: str) -> None:
    assert parse_recovery(typed) == KEY


@given(keys, st.integers(0, 55), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_noticed(key: bytes, place: int, letter: str) -> None:
    letters = recovery_code(key).replace("-", "")
    wrong = letters[:place] + letter + letters[place + 1 :]
    if wrong != letters:
        assert field_code(wrong) == "recovery_check"


def test_two_groups_exchanged_are_noticed() -> None:
    groups = CODE.split("-")
    groups[3], groups[4] = groups[4], groups[3]
    assert field_code("-".join(groups)) == "recovery_check"


@pytest.mark.parametrize("typed", ["", CODE[:-1], CODE + "0"])
def test_wrong_length(typed: str) -> None:
    assert field_code(typed) == "recovery_length"


def test_letter_that_is_not_used() -> None:
    assert field_code("U" + CODE[1:]) == "recovery_character"


def test_number_larger_than_a_key() -> None:
    assert field_code("Z" * 56) == "recovery_check"


def group_named(text: str) -> str:
    with pytest.raises(Refused) as refused:
        parse_recovery(text)
    return refused.value.facts["group"]


@given(keys, st.integers(0, 55), st.integers(1, 31))
def test_the_group_of_one_wrong_letter_is_named(key: bytes, place: int, further: int) -> None:
    letters = recovery_code(key).replace("-", "")
    other = ALPHABET[(ALPHABET.index(letters[place]) + further) % 32]
    named = group_named(letters[:place] + other + letters[place + 1 :])
    assert named in (str(place // 4 + 1), ""), "never another one"


def test_the_wrong_group_of_a_code_is_named() -> None:
    groups = CODE.split("-")
    assert group_named("-".join([*groups[:6], "9" + groups[6][1:], *groups[7:]])) == "7"
    exchanged = groups[2][1] + groups[2][0] + groups[2][2:]
    assert group_named("-".join([*groups[:2], exchanged, *groups[3:]])) == "3"
    assert group_named("-".join([*groups[:4], groups[4][:3], *groups[5:]])) == "5"
    assert group_named("-".join([*groups[:4], groups[4] + "0", *groups[5:]])) == "5"
    assert group_named(CODE[:-1] + "U") == "14"


def test_no_group_is_named_where_it_cannot_be_told() -> None:
    groups = CODE.split("-")
    assert group_named("-".join([groups[1], groups[0], *groups[2:]])) == ""
    assert group_named("-".join(groups[:9])) == ""
    assert group_named(CODE.replace("-", "")[:-1]) == ""
