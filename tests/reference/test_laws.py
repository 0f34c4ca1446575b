"""The legal bases of the shipped catalogue, of types that open files keep, and of an office's own older catalogue."""

from __future__ import annotations

import csv
import re

import msgspec
import pytest

from app.reference.catalogue import LegalBasis, PermitType
from app.reference.catalogue_file import built_in
from app.reference.laws import LeftOut, bases_of, known, place_of, typed
from app.rules import law
from app.rules.law_types import TYPES
from app.settings import resource

HOME = place_of("Karangasem", "5107")
HEALTH = ("SIP-DR", "SIP-BD", "SIP-PR", "SIP-AP", "SIP-TF")
# As 0.3.0 shipped them, and as open files keep them.
OLD = {
    "SIP-BD": (
        ("UU Nomor 17 Tahun 2023 tentang Kesehatan", "S"),
        ("PP Nomor 28 Tahun 2024", "S"),
        ("Permenkes Nomor 28 Tahun 2017 tentang Izin dan Penyelenggaraan Praktik Bidan", "S"),
        ("SE Menkes HK.02.01/MENKES/6/2024", "S"),
    ),
    "STPT": (
        ("PP Nomor 103 Tahun 2014 tentang Pelayanan Kesehatan Tradisional Pasal 39", "S"),
        ("Permenkes Nomor 61 Tahun 2016 tentang Pelayanan Kesehatan Tradisional Empiris", "S"),
    ),
    "REK": (
        ("Peraturan Daerah / Peraturan Bupati tentang Penyelenggaraan Reklame", "V"),
        ("UU Nomor 1 Tahun 2022 dan PP Nomor 35 Tahun 2023 (Pajak Reklame)", "K"),
        ("Standar Pelayanan Izin Pemasangan Reklame Pemkab Jembrana (SIPPN)", "S"),
    ),
}


def permit(code: str, *bases: LegalBasis) -> PermitType:
    found = built_in().permit(code)
    assert found is not None
    return msgspec.structs.replace(found, legal_basis=bases) if bases else found


def old(code: str) -> PermitType:
    return permit(code, *(msgspec.convert({"ref": ref, "confidence": mark}, LegalBasis) for ref, mark in OLD[code]))


@pytest.mark.parametrize("code", [each.code for each in built_in().permits])
def test_nothing_doubtful_of_the_shipped_catalogue_is_printed(code: str) -> None:
    for text in bases_of(permit(code), HOME).printed:
        assert re.search(r"Nomor (PM )?\d+ Tahun \d{4} tentang \S", text), text
        assert not re.search(r"28 Tahun 2017|103 Tahun 2014|Edaran|Jembrana|Nomor 6 Tahun 2021", text)


@pytest.mark.parametrize("code", [each.code for each in built_in().permits])
def test_what_is_printed_on_a_permit_may_be_typed_for_a_refusal(code: str) -> None:
    printed = bases_of(permit(code), HOME).printed
    found = typed("; ".join(printed), permit(code), HOME)
    assert (found.printed, found.left_out) == (printed, ())


@pytest.mark.parametrize("code", HEALTH)
def test_the_five_licences_of_health_name_the_rule_in_force(code: str) -> None:
    assert [text.split(" tentang ")[0] for text in bases_of(permit(code), HOME).printed] == [
        "Pasal 263 dan Pasal 264 Undang-Undang Nomor 17 Tahun 2023",
        "Peraturan Pemerintah Nomor 28 Tahun 2024",
        "Pasal 147 sampai dengan Pasal 150 Peraturan Menteri Kesehatan Nomor 13 Tahun 2025",
    ]


def test_what_is_left_out_is_told() -> None:
    assert bases_of(permit("SKP"), HOME).printed == ()
    assert [each.why for each in bases_of(permit("SKP"), HOME).left_out] == [law.UNCHECKED, law.UNCHECKED, law.NOT_OURS]


def test_an_old_file_prints_nothing_that_was_repealed_since() -> None:
    assert bases_of(old("SIP-BD"), HOME).printed == (
        "Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan",
        "Peraturan Pemerintah Nomor 28 Tahun 2024 tentang Peraturan Pelaksanaan Undang-Undang Nomor 17 Tahun 2023 "
        "tentang Kesehatan",
    )
    assert [each.why for each in bases_of(old("SIP-BD"), HOME).left_out] == [law.NOT_IN_FORCE, law.CIRCULAR]
    assert [each.why for each in bases_of(old("STPT"), HOME).left_out] == [law.NOT_IN_FORCE, law.UNCHECKED]
    assert [each.why for each in bases_of(old("REK"), HOME).left_out] == [law.NO_NUMBER, law.TWO_RULES, law.NO_NUMBER]
    assert bases_of(old("REK"), HOME).left_out[0].text == OLD["REK"][0][0]


def test_the_offices_own_rule_is_printed_once_it_is_filled_in() -> None:
    own = LegalBasis(
        kind="Perda",
        number="4",
        year=2023,
        title="Reklame",
        region="Kabupaten Karangasem",
        state="berlaku",
        confidence="S",
    )
    free = LegalBasis(ref="Perda Kabupaten Karangasem Nomor 5 Tahun 2024 tentang Reklame", confidence="S")
    over = LegalBasis(kind="Perda", number="1", year=2010, repealed_by="Perda 4/2023", confidence="S")
    found = bases_of(permit("REK", own, free, free, over), HOME)
    assert found.printed == (
        "Peraturan Daerah Kabupaten Karangasem Nomor 4 Tahun 2023 tentang Reklame",
        "Peraturan Daerah Kabupaten Karangasem Nomor 5 Tahun 2024 tentang Reklame",
    )
    assert found.left_out == (LeftOut("Peraturan Daerah Nomor 1 Tahun 2010", law.NOT_IN_FORCE),)
    assert bases_of(permit("REK", own), place_of("Jembrana", "5101")).printed == ()


def test_the_grounds_of_a_refusal() -> None:
    found = typed("Perda tentang Reklame; UU 30/2014\nRekomendasi Dinas PU Nomor 1/2026", permit("REK"), HOME)
    assert (found.printed, found.holds_law) == (("UU 30/2014", "Rekomendasi Dinas PU Nomor 1/2026"), True)
    assert found.left_out == (LeftOut("Perda tentang Reklame", law.NO_NUMBER),)
    assert not typed("Rekomendasi Dinas PU Nomor 1/2026", permit("REK"), HOME).holds_law


def test_where_the_office_is() -> None:
    assert HOME.home == ("Kabupaten Karangasem", "Provinsi Bali")
    assert place_of("KABUPATEN KARANGASEM", "5107").home == HOME.home
    assert place_of("Kabupaten Karangasem Timur", "5107").home == ("Kabupaten Karangasem Timur", "Provinsi Bali")
    assert place_of("", "").home == ()
    assert {"Kabupaten Badung", "Kota Denpasar", "Bali"} <= set(HOME.areas)


def test_what_the_program_knows_is_whole() -> None:
    with resource("law.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(known()) == len(rows)
    assert {each.kind for each in known().values()} <= {each.short for each in TYPES}
    assert all(row["title"] and row["confidence"] in ("S", "K", "V") for row in rows)
    assert {row["state"] for row in rows} == {law.IN_FORCE, law.REPEALED}
