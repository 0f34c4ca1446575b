"""Tracking tokens: unguessable, readable, and checked before anything is looked up."""

from __future__ import annotations

import hmac
import random
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.rules.registration import ALPHABET
from app.rules.tracking import LENGTH, PAIRED_LENGTH, device_of, genuine, grouped, make, normalise, valid


def drawing(seed: int) -> Callable[[], str]:
    source = random.Random(seed)
    return lambda: source.choice(ALPHABET)


KEY = bytes(range(32)).hex()
OTHER_KEY = bytes(range(1, 33)).hex()
tokens = st.builds(lambda seed: make("7Q4", drawing(seed)), st.integers(0, 100_000))
paired = st.builds(lambda seed: make("7Q4", drawing(seed), KEY), st.integers(0, 100_000))


@given(tokens)
def test_a_token_is_the_device_eighty_random_bits_and_a_check(token: str) -> None:
    assert token.startswith("7Q4")
    assert len(token) == LENGTH == 20
    assert set(token) <= set(ALPHABET)
    assert valid(token)


@given(paired)
def test_a_paired_token_is_the_device_eighty_random_bits_and_a_mac(token: str) -> None:
    assert device_of(token) == "7Q4"
    assert len(token) == PAIRED_LENGTH == 32
    assert set(token) <= set(ALPHABET)
    assert valid(token)
    assert genuine(token, KEY)
    assert not genuine(token, OTHER_KEY)


def test_the_mac_is_the_first_half_of_an_hmac_and_stays_what_it_was() -> None:
    """Receipts outlive the program that printed them."""
    token = make("7Q4", drawing(1), KEY)
    digest = hmac.digest(bytes.fromhex(KEY), b"loket tracking 1 " + token[:19].encode(), "sha256")
    number = 0
    for character in token[19:]:
        number = number * 32 + ALPHABET.index(character)
    assert number == int.from_bytes(digest[:8], "big")


@pytest.mark.parametrize("key", ["", KEY])
def test_sixteen_characters_of_five_bits_are_drawn(key: str) -> None:
    draws = []

    def draw() -> str:
        draws.append("5")
        return "5"

    make("7Q4", draw, key)
    assert draws
    assert len(draws) * 5 % 80 == 0


@given(paired, st.integers(0, 31), st.sampled_from(ALPHABET))
def test_no_other_token_is_genuine(token: str, place: int, other: str) -> None:
    assume(other != token[place])
    assert not genuine(token[:place] + other + token[place + 1 :], KEY)


@given(tokens)
def test_a_token_without_a_mac_is_never_proved_genuine(token: str) -> None:
    assert not genuine(token, KEY)


@pytest.mark.parametrize("text", ["", "É" * 32, "U" * 32, "7" * 31, "7" * 33, "\u0661" * 32])
def test_what_is_no_token_is_not_genuine_and_does_no_harm(text: str) -> None:
    assert not genuine(text, KEY)


def test_tokens_of_one_device_differ() -> None:
    draw = drawing(1)
    assert len({make("7Q4", draw) for _ in range(1000)}) == 1000


@given(tokens, st.integers(0, 19), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_found(token: str, place: int, other: str) -> None:
    assume(other != token[place])
    assert not valid(token[:place] + other + token[place + 1 :])


@pytest.mark.parametrize("text", ["", "7Q4", "7Q4" + "U" * 17, "7q4" + "0" * 17, "7Q4" + "0" * 18])
def test_other_shapes_are_not_valid(text: str) -> None:
    assert not valid(text)


@given(tokens | paired, st.sampled_from("0oO"), st.sampled_from("1iIlL"))
def test_read_aloud_and_typed_it_comes_back(token: str, zero: str, one: str) -> None:
    typed = grouped(token).replace("0", zero).replace("1", one).lower()
    assert normalise(typed) == token


def test_read_aloud_in_fours() -> None:
    assert grouped("7Q40123456789ABCDEFG") == "7Q40 1234 5678 9ABC DEFG"
