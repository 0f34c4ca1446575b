from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.names import check_name, folded, same_name, similarity


@pytest.mark.parametrize(
    "name",
    [
        *("Suparman", "Ni Luh Contoh", "I Gusti Ngurah Contoh", "Ida Bagus Contoh", "Anak Agung Contoh", "H. Contoh"),
        *("R. Ayu Contoh", "Siti Nur'aini", "Nur’aini", "José Contoh", "Jose\u0301 Contoh", "Contoh-Lain", "Sh Contoh"),
    ],
)
def test_names_as_on_the_card_pass(name: str) -> None:
    assert check_name(name).codes == ()


@pytest.mark.parametrize(
    ("text", "value", "codes"),
    [
        ("  Ni   Luh\tContoh ", "Ni Luh Contoh", ()),
        ("   ", "", ("empty",)),
        ("Contoh 2", "Contoh 2", ("characters",)),
        ("Contoh@lain", "Contoh@lain", ("characters",)),
        ("Ni Luh Contoh, S.H.", "Ni Luh Contoh, S.H.", ("title",)),
        ("dr. Contoh", "dr. Contoh", ("title",)),
        ("Contoh S.Kom", "Contoh S.Kom", ("title",)),
    ],
)
def test_what_is_said_about_a_name(text: str, value: str, codes: tuple[str, ...]) -> None:
    checked = check_name(text)
    assert (checked.value, checked.codes) == (value, codes)


def test_order_case_accents_and_points_do_not_count() -> None:
    assert folded("Ni Luh CONTOH") == folded("contoh, ni luh") == "contoh luh ni"
    assert folded("José A. Nur'aini") == "a jose nuraini"
    assert similarity("Ni Luh Contoh", "Contoh Ni Luh") == 1.0


def test_a_slip_is_the_same_name_and_another_person_is_not() -> None:
    assert same_name("Ni Luh Contoh", "Ni Luh Conto")
    assert same_name("I Made Contoh", "Made Contoh")
    assert not same_name("Ni Luh Contoh", "Ni Kadek Teladan")
    assert not same_name("I Made Contoh", "I Wayan Contoh")


def test_nothing_is_like_no_name() -> None:
    assert similarity("", "") == similarity("", "Contoh") == similarity(".", "Contoh") == 0.0


def test_a_letter_that_is_common_in_a_long_name_counts_as_well() -> None:
    """What Python's comparison calls junk begins at two hundred letters."""
    assert similarity("a" * 150 + "b" * 150, "a" * 150 + "c" * 150) == 0.5


@given(st.text(max_size=30), st.text(max_size=30))
def test_similarity_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0.0 <= similarity(one, other) == similarity(other, one) <= 1.0
    assert similarity(one, one) in (0.0, 1.0)
