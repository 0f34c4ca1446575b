"""The table as it ships, beside the packages it was made from."""

from __future__ import annotations

from datetime import date

import pytest

from app.reference.regions import Regions, find_villages, regions, villages_of
from app.rules.nik import Level, check_nik
from app.rules.places import PROVINCES, PlaceNames
from tools.build_regions import LEFT_IN_2012, lokal, nomiden

REST = "4507880003"
TODAY = date(2026, 11, 21)


@pytest.fixture
def table() -> Regions:
    return regions()


def refused(table: Regions, codes: list[str]) -> list[str]:
    """Those at which a sound number gets a warning or an error."""
    checks = {code: check_nik(code + REST, today=TODAY, regions=table) for code in codes}
    return [code for code, check in checks.items() if check.level > Level.INFO]


def test_as_many_regions_as_the_decree_names(table: Regions) -> None:
    lengths = [len(code) for code in table.names]
    assert [lengths.count(length) for length in (2, 4, 6)] == [38, 514, 7285]
    assert {code for code in table.names if len(code) == 2} == PROVINCES
    assert len({code for code in table.former if len(code) == 6 and code[:4] not in LEFT_IN_2012}) == 588


def test_every_code_of_both_packages_is_accepted(table: Regions) -> None:
    codes = [code for code in (*lokal("wilayah"), *nomiden()) if len(code) == 6]
    assert len(codes) == 7285 + 7230
    assert refused(table, codes) == []


def test_names_are_the_packages_names(table: Regions) -> None:
    assert dict(table.names) == lokal("wilayah")


def test_a_place_has_its_official_names(table: Regions) -> None:
    assert table.place("510703") == PlaceNames(True, "Bali", "Kabupaten Karangasem", "Manggis")
    assert table.place("317101") == PlaceNames(
        True, "Daerah Khusus Ibukota Jakarta", "Kota Administrasi Jakarta Pusat", "Gambir"
    )


def test_a_former_district_has_its_former_name_and_a_successor(table: Regions) -> None:
    assert table.place("910101") == PlaceNames(True, "Papua", "Kabupaten Merauke", "Merauke", "930101")
    assert table.place("911818") == PlaceNames(True, "Papua", "Kabupaten Asmat", "Ayip", "930418")
    assert table.place("927101").regency == "Kota Sorong"


def test_every_successor_of_a_district_is_a_current_district(table: Regions) -> None:
    moved = {code: successor for code, (_, successor) in table.former.items() if len(code) == 6}
    assert [code for code, successor in moved.items() if len(successor) != 6 or successor not in table.names] == []
    assert not set(moved) & set(table.names)


@pytest.mark.parametrize(("regency", "successor"), LEFT_IN_2012.items())
def test_every_district_of_the_regencies_that_left_kalimantan_timur_is_former(
    table: Regions, regency: str, successor: str
) -> None:
    places = [table.place(f"{regency}{district:02}") for district in range(1, 100)]
    assert all(place.known and place.successor and place.successor.startswith(successor) for place in places)
    assert {place.regency for place in places} == {table.names[successor]}
    assert {place.province for place in places} == {"Kalimantan Timur"}
    assert places[0].district == table.names[f"{successor}01"]
    assert (places[98].district, places[98].successor) == (None, successor)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("510799", PlaceNames(False, "Bali", "Kabupaten Karangasem")),
        ("519901", PlaceNames(False, "Bali")),
        ("910199", PlaceNames(False, "Papua", "Kabupaten Merauke")),
        ("200101", PlaceNames(False)),
    ],
)
def test_what_no_table_names_is_unknown(table: Regions, code: str, expected: PlaceNames) -> None:
    assert table.place(code) == expected


def test_children_of_a_region(table: Regions) -> None:
    assert len(table.children()) == 38
    assert ("5107", "Kabupaten Karangasem") in table.children("51")
    assert [code for code, _ in table.children("5107")] == [f"51070{number}" for number in range(1, 9)]
    assert table.children("6404") == ()


def test_villages_have_the_names_and_postal_codes_of_the_package(table: Regions) -> None:
    names, postal = lokal("desa"), lokal("kodepos")
    some = [code for code in table.names if len(code) == 6][::30]
    rows = {row.code: (row.village, row.postal_code) for code in some for row in villages_of(code)}
    assert rows == {code: (name, postal[code]) for code, name in names.items() if code[:6] in set(some)}


def test_villages_of_a_district() -> None:
    rows = villages_of("510704")
    assert {(row.district, row.regency, row.province, row.district_code) for row in rows} == {
        ("Karangasem", "Kabupaten Karangasem", "Bali", "510704")
    }
    assert ("Subagan", "80813") in {(row.village, row.postal_code) for row in rows}
    assert villages_of("910101") == villages_of("999999") == ()


def test_the_home_regency_comes_first_then_its_province() -> None:
    found = find_villages("suba", near="5107")
    assert len(found) == 8
    assert found[0].regency == "Kabupaten Karangasem"
    provinces = [row.province for row in found]
    assert provinces[:3] == ["Bali"] * 3
    assert "Bali" not in provinces[3:]


def test_the_exact_name_stands_before_longer_ones_and_the_district_after_villages() -> None:
    found = find_villages("Karangasem", near="5107", limit=4)
    assert found[0].village == "Karangasem"
    assert {row.village for row in found[1:]} > {"Subagan"}
    longer = find_villages("seraya", near="5107", limit=3)
    assert [row.village for row in longer] == ["Seraya", "Seraya Barat", "Seraya Timur"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("SUKAMAJU,  cibeu", ("Cibeunying Kidul", "Kota Bandung")),
        ("sukamaju, kota bandung", ("Cibeunying Kidul", "Kota Bandung")),
        ("sukamaju, depok", ("Cilodong", "Kota Depok")),
    ],
)
def test_a_comma_narrows_by_district_or_regency(text: str, where: tuple[str, str]) -> None:
    first = find_villages(text)[0]
    assert (first.village, first.district, first.regency) == ("Sukamaju", *where)


@pytest.mark.parametrize("text", ["", "   ", ",cib", "zzzz", "\t"])
def test_nothing_is_found_for_nothing(text: str) -> None:
    assert find_villages(text, near="5107") == ()


def test_no_more_than_asked_for() -> None:
    assert len(find_villages("s", near="5107", limit=3)) == 3
