"""Choosing the kabupaten, and what follows from it."""

from __future__ import annotations

import pytest

from app.reference.regions import ZONES, find_regencies, regency, regions


def test_typing_finds_the_name_before_words_inside() -> None:
    assert [each.short for each in find_regencies("karang")][:2] == ["Karanganyar", "Karangasem"]
    assert find_regencies("DENPASAR")[0].code == "5171"
    assert find_regencies("kota den")[0].code == "5171"
    assert len(find_regencies("a")) == 8
    assert find_regencies("tidak ada kabupaten ini") == ()


def test_what_follows_from_karangasem() -> None:
    found = regency("5107")
    assert found is not None
    assert (found.letters, found.government, found.zone) == ("KRA", "Pemerintah Kabupaten Karangasem", "Asia/Makassar")
    assert (found.bali, found.short, found.province) == (True, "Karangasem", "Bali")


@pytest.mark.parametrize(
    ("code", "zone", "bali"),
    [("3273", "WIB", False), ("6471", "WITA", False), ("9171", "WIT", False), ("5171", "WITA", True)],
)
def test_zones_by_province(code: str, zone: str, bali: bool) -> None:
    found = regency(code)
    assert found is not None
    assert (ZONES[found.zone], found.bali) == (zone, bali)


@pytest.mark.parametrize("code", ["", "51", "510701", "9999"])
def test_no_regency(code: str) -> None:
    assert regency(code) is None


def test_every_regency_proposes_three_capitals() -> None:
    codes = [code for code in regions().names if len(code) == 4]
    proposals = {found.letters for code in codes if (found := regency(code))}
    assert all(len(each) == 3 and each.isupper() and each.isascii() for each in proposals)
