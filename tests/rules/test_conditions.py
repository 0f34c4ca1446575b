"""The catalogue's small language."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.conditions import Value, as_text, compares, holds, valid, valid_comparison

FACTS: dict[str, Value] = {
    "variant": "permanen",
    "sip_ke": 2,
    "lembaga": "",
    "anggota": (),
    "layanan": ("Ramuan", "Pijat"),
    "mandiri": True,
    "luas": 20.5,
    "mulai": date(2026, 12, 1),
    "kosong": None,
    "pemohon.jenis": "badan",
}


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("variant == permanen", True),
        ("variant == insidentil", False),
        ("pemohon.jenis == badan", True),
        ("mandiri == true", True),
        ("mandiri == false", False),
        ("luas == 20.5", True),
        ("mulai == 2026-12-01", True),
        ("sip_ke in [2, 3]", True),
        ("sip_ke in [1]", False),
        ("sip_ke in []", False),
        ("layanan in [Ramuan, Kombinasi]", True),
        ("layanan == Pijat", True),
        ("layanan == Kombinasi", False),
        ("lembaga is empty", True),
        ("anggota is empty", True),
        ("kosong is empty", True),
        ("lembaga is not empty", False),
        ("variant is empty", False),
        ("variant is not empty", True),
        # Not on the form, or not filled in: undecided.
        ("tarif == 1", None),
        ("tarif in [1]", None),
        ("tarif is empty", None),
        ("tarif is not empty", None),
        ("lembaga == Udayana", None),
        ("anggota == Udayana", None),
        ("kosong == 1", None),
    ],
)
def test_holds(expression: str, answer: bool | None) -> None:
    assert valid(expression)
    assert holds(expression, FACTS) is answer


@pytest.mark.parametrize("expression", ["", "variant", "variant = permanen", "variant != permanen", "a is", "a in 1"])
def test_what_is_not_in_the_language(expression: str) -> None:
    assert not valid(expression)
    with pytest.raises(ValueError, match=expression or "^$"):
        holds(expression, FACTS)


@pytest.mark.parametrize(
    ("rule", "day", "answer"),
    [
        (">= mulai", date(2026, 12, 1), True),
        (">= mulai", date(2026, 11, 30), False),
        ("<= today", date(2026, 11, 23), True),
        ("<= today", date(2026, 11, 24), False),
        (">= today", date(2026, 11, 22), False),
        # A missing other side does not object; neither does one that is no date.
        (">= kosong", date(1990, 1, 1), True),
        (">= variant", date(1990, 1, 1), True),
        (">= tarif", date(1990, 1, 1), True),
    ],
)
def test_compares(rule: str, day: date, answer: bool) -> None:
    assert valid_comparison(rule)
    assert compares(rule, day, FACTS, date(2026, 11, 23)) is answer


@pytest.mark.parametrize("rule", ["> mulai", "== mulai", ">=", "mulai", ">= pemohon.jenis"])
def test_comparisons_that_are_none(rule: str) -> None:
    assert not valid_comparison(rule)
    with pytest.raises(ValueError, match=rule):
        compares(rule, date(2026, 1, 1), FACTS, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("value", "text"), [(True, "true"), (False, "false"), (3, "3"), ("a", "a"), (date(2026, 1, 2), "2026-01-02")]
)
def test_values_as_the_catalogue_writes_them(value: Value, text: str) -> None:
    assert as_text(value) == text
