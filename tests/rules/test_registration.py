"""Registration numbers: what the check character finds, and what a tired listener may get wrong."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.rules.registration import (
    ALPHABET,
    CHARACTERS,
    check_character,
    device_code,
    make,
    normalise,
    sealed,
    unmistaken,
    valid,
)

safe = st.sampled_from(ALPHABET)
offices = st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), min_size=3, max_size=3)
devices = st.text(safe, min_size=3, max_size=3)
counters = st.integers(0, 10_000_000)


def drawing(seed: int) -> Callable[[], str]:
    source = random.Random(seed)
    return lambda: source.choice(ALPHABET)


def dealing(*characters: str) -> Callable[[], str]:
    dealt: Iterator[str] = iter(characters)
    return lambda: next(dealt)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    return make(draw(offices), draw(devices), draw(counters), drawing(draw(st.integers(0, 999))))


def test_the_example_of_the_design() -> None:
    assert check_character("KRA7Q400127") in CHARACTERS
    number = make("KRA", "7Q4", 127, drawing(1))
    assert number.startswith("KRA-7Q4-00127-")
    assert valid(number)


@pytest.mark.parametrize(("body", "check"), [("A12425GABC1234002", "M"), ("0", "2"), ("", "1")])
def test_the_check_character_is_that_of_the_standard(body: str, check: str) -> None:
    """The first is the example of the GRid standard, which uses the same ISO 7064 MOD 37,36."""
    assert check_character(body) == check


def test_drawn_again_until_the_check_character_can_be_read_aloud() -> None:
    unlucky = next(
        one + two for one in ALPHABET for two in ALPHABET if check_character("KRA7Q400127" + one + two) not in ALPHABET
    )
    assert sealed("KRA7Q400127", 2, dealing(*unlucky, "5", "5")).startswith("55")


def test_the_counter_grows_past_five_digits() -> None:
    assert make("KRA", "7Q4", 99_999, drawing(2)).startswith("KRA-7Q4-99999-")
    assert make("KRA", "7Q4", 100_000, drawing(2)).startswith("KRA-7Q4-100000-")


@pytest.mark.parametrize(("office", "device", "counter"), [("KR4", "7Q4", 1), ("KRA", "7QO", 1), ("KRA", "7Q4", -1)])
def test_parts_that_fit_no_number_are_a_mistake_of_the_program(office: str, device: str, counter: int) -> None:
    draw = drawing(3)
    with pytest.raises(ValueError, match=r"make no|substring"):
        make(office, device, counter, draw)


def test_a_device_code_is_three_drawn_characters() -> None:
    assert device_code(dealing("7", "Q", "4")) == "7Q4"


@given(numbers())
def test_what_is_made_is_valid_and_free_of_doubtful_letters(number: str) -> None:
    assert valid(number)
    assert not set(number[4:]) & set("ILOU")


@given(numbers(), st.data())
def test_every_single_wrong_character_is_found(number: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([at for at, character in enumerate(number) if character != "-"]))
    other = data.draw(st.sampled_from(CHARACTERS))
    assume(other != number[place])
    assert not valid(number[:place] + other + number[place + 1 :])


def test_swapped_neighbours_are_found_but_for_the_72_cases_of_the_standard() -> None:
    """All states of the check (one leading character reaches each) with all pairs: 36 x 36 x 35."""
    missed = [
        (one, two)
        for lead in CHARACTERS
        for one in CHARACTERS
        for two in CHARACTERS
        if one != two and check_character(lead + one + two) == check_character(lead + two + one)
    ]
    assert len(missed) == 72
    assert {abs(CHARACTERS.index(one) - CHARACTERS.index(two)) for one, two in missed} == {1, 35}


@given(numbers(), st.data())
def test_a_swap_that_passes_differs_by_neighbours_of_the_alphabet(number: str, data: st.DataObject) -> None:
    plain = number.replace("-", "")
    at = data.draw(st.integers(0, len(plain) - 2))
    one, two = plain[at], plain[at + 1]
    assume(one != two)
    typed = plain[:at] + two + one + plain[at + 2 :]
    swapped = normalise(typed)
    assume(swapped.replace("-", "") == typed)  # an O, I or L of the office code is read as 0 or 1 behind it
    assert not valid(swapped) or abs(CHARACTERS.index(one) - CHARACTERS.index(two)) in {1, 35}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "KRA-7Q4-00127",
        "KRA-7Q4-127-X3C",
        "kra-7q4-00127-x3c",
        "KRA-7Q4-00127-X3C\n",
        "KRA-7Q4-00127-X3C-",
        "KRA-7Q4-٠٠١٢٧-X3C",
    ],
)
def test_other_shapes_are_not_valid(text: str) -> None:
    assert not valid(text)


def test_one_number_has_one_spelling() -> None:
    number = make("KRA", "7Q4", 127, drawing(4))
    longer = number.replace("-00127-", "-000127-")
    body = longer.replace("-", "")[:-1]
    assert not valid(longer[:-1] + check_character(body))


@given(numbers(), st.data())
def test_typed_and_dictated_forms_come_back_as_printed(number: str, data: st.DataObject) -> None:
    gap = data.draw(st.sampled_from(("", " ", "-", " - ", "–", "\u2011")))
    zero, one = data.draw(st.sampled_from("0oO")), data.draw(st.sampled_from("1iIlL"))
    typed = number[:4] + number[4:].replace("0", zero).replace("1", one)
    typed = data.draw(st.sampled_from((str.lower, str.upper, str)))(typed)
    assert normalise(f" {typed.replace('-', gap)} ") == number


def test_letters_of_the_office_stay_letters() -> None:
    number = make("OIL", "010", 1, drawing(5))
    assert normalise(number.lower().replace("-010-", "-oio-")) == number


@given(st.text(max_size=30))
def test_any_text_can_be_looked_for(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_text_of_another_shape_is_only_tidied() -> None:
    assert normalise(" sip - bidan ") == "SIPBIDAN"
    assert unmistaken("7qo-li") == "7Q011"
