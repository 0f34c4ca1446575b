"""Which legal basis is printed, and how it is cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.rules import law
from app.rules.law import Law, cite, mentions, printable, read, why_not_typed

HEALTH = Law(kind="UU", number="17", year=2023, title="Kesehatan", state="berlaku")
HOME = ("Karangasem", "Bali")
KNOWN = {
    each.key: each
    for each in (
        HEALTH,
        Law(kind="Permenkes", number="28", year=2017, title="Praktik Bidan", state="dicabut"),
        Law(kind="Permenkes", number="26", year=2019, title="Keperawatan", state="dicabut", confidence="V"),
        Law(kind="Permendagri", number="3", year=2018, title="Penelitian", state="berlaku", confidence="V"),
        Law(kind="UU", number="22", year=2009, title="Lalu Lintas", amended="UU Nomor 6 Tahun 2023", state="berlaku"),
    )
}


def perda(region: str) -> Law:
    return Law(kind="Perda", number="3", year=2015, region=region)


@pytest.mark.parametrize(
    ("basis", "why"),
    [
        (HEALTH, ""),
        (replace(HEALTH, number=""), law.NO_NUMBER),
        (replace(HEALTH, year=0), law.NO_NUMBER),
        (replace(HEALTH, kind=""), law.NO_NUMBER),
        (replace(HEALTH, confidence="K"), law.UNCHECKED),
        (replace(HEALTH, confidence="V"), law.UNCHECKED),
        (replace(HEALTH, state="dicabut"), law.NOT_IN_FORCE),
        (replace(HEALTH, aside=True), law.NOT_OURS),
        (Law(kind="SE", number="26", year=2021), law.CIRCULAR),
        (Law(kind="Permenkes", number="28", year=2017), law.NOT_IN_FORCE),
        (Law(kind="Permenkes", number="28", year=2017, state="berlaku"), law.NOT_IN_FORCE),  # known for certain
        (Law(kind="Permenkes", number="26", year=2019), law.NOT_IN_FORCE),
        (Law(kind="Permenkes", number="26", year=2019, state="berlaku"), ""),  # the office has looked
        (Law(kind="Permendagri", number="3", year=2018), law.UNCHECKED),
        (Law(kind="Permendagri", number="3", year=2018, state="berlaku"), ""),
        (perda("Kabupaten Jembrana"), law.ELSEWHERE),
        (perda("Kabupaten Karangasem"), ""),
        (perda("KABUPATEN KARANGASEM"), ""),
        (perda("Provinsi Bali"), ""),
        (perda("Provinsi Jawa Timur"), law.ELSEWHERE),
        (perda(""), ""),
    ],
)
def test_only_what_is_numbered_checked_in_force_and_ours_is_printed(basis: Law, why: str) -> None:
    assert printable(basis, KNOWN, HOME) == why


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("UU Nomor 17 Tahun 2023 tentang Kesehatan", ("UU", "17", 2023)),
        ("Undang-Undang No. 17 Tahun 2023", ("UU", "17", 2023)),
        ("Permenhub Nomor PM 15 Tahun 2019 (angkutan)", ("Permenhub", "PM 15", 2019)),
        ("Perda Kab. Tanah Bumbu Nomor 3 Tahun 2020", ("Perda", "3", 2020)),
        ("Permenkes 13/2025", ("Permenkes", "13", 2025)),
        ("PP Nomor 12 Tahun 2010 sebagaimana telah diubah dengan PP Nomor 3 Tahun 2015", ("PP", "12", 2010)),
        ("PP Nomor 28 Tahun 2024 tentang Peraturan Pelaksanaan UU Nomor 17 Tahun 2023", ("PP", "28", 2024)),
    ],
)
def test_a_line_of_an_older_catalogue_is_read(text: str, key: tuple[str, str, int]) -> None:
    found, why = read(text)
    assert (found.key, why) == (key, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Peraturan Bupati tentang pendelegasian wewenang", law.NO_NUMBER),
        ("Peraturan Daerah / Peraturan Bupati tentang Reklame", law.NO_NUMBER),
        ("Standar Pelayanan Pemkab Jembrana (SIPPN)", law.NO_NUMBER),
        ("", law.NO_NUMBER),
        ("UU Nomor 1 Tahun 2022 dan PP Nomor 35 Tahun 2023", law.TWO_RULES),
        ("UU Nomor 1 Tahun 2022, PP Nomor 35 Tahun 2023", law.TWO_RULES),
        ("Permendagri Nomor 19 Tahun 2016 jo. Nomor 7 Tahun 2024", law.TWO_RULES),
        ("SE Menkes HK.02.01/MENKES/6/2024", law.CIRCULAR),
        ("Surat Edaran Nomor 26 Tahun 2021", law.CIRCULAR),
    ],
)
def test_a_line_that_is_no_rule_is_not_read(text: str, why: str) -> None:
    assert read(text)[1] == why


def test_title_article_amendment_and_region_of_a_line() -> None:
    found, _ = read("PP Nomor 103 Tahun 2014 tentang Pelayanan Kesehatan Tradisional Pasal 39", "K")
    assert (found.title, found.article, found.confidence) == ("Pelayanan Kesehatan Tradisional", "Pasal 39", "K")
    found, _ = read("PP Nomor 12 Tahun 2010 tentang A sebagaimana telah diubah dengan PP Nomor 3 Tahun 2015")
    assert (found.title, found.amended) == ("A", "PP Nomor 3 Tahun 2015")
    assert mentions("perda kab. tanah bumbu nomor 3 tahun 2020")[0].region == "Kabupaten tanah bumbu"


@pytest.mark.parametrize(
    ("basis", "text"),
    [
        (replace(HEALTH, article="Pasal 263"), "Pasal 263 Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan"),
        (Law(kind="UU", number="17", year=2023), "Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan"),
        (
            Law(kind="UU", number="22", year=2009),
            "Undang-Undang Nomor 22 Tahun 2009 tentang Lalu Lintas sebagaimana telah diubah dengan "
            "UU Nomor 6 Tahun 2023",
        ),
        (perda("Kabupaten Karangasem"), "Peraturan Daerah Kabupaten Karangasem Nomor 3 Tahun 2015"),
        (Law(kind="Qanun", number="2", year=2020), "Qanun Nomor 2 Tahun 2020"),
    ],
)
def test_how_it_is_cited(basis: Law, text: str) -> None:
    """The whole title that the program knows comes before a short description."""
    assert cite(basis, KNOWN) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Pasal 12 Perda Nomor 3 Tahun 2015", ""),
        ("sesuai UU Nomor 30 Tahun 2014", ""),
        ("Perda tentang Reklame", law.NO_NUMBER),
        ("SE Bupati Nomor 3 Tahun 2020", law.CIRCULAR),
        ("Permenkes Nomor 28 Tahun 2017", law.NOT_IN_FORCE),
        ("Pasal 3 Perda Kabupaten Jembrana Nomor 3 Tahun 2015", law.ELSEWHERE),
        ("UU 17/2023 dan Permenkes 28/2017", law.NOT_IN_FORCE),
        ("Permendagri 3/2018", law.UNCHECKED),
        ("PP 9/1987", law.UNCHECKED),  # the permit type itself marks it K
    ],
)
def test_what_somebody_typed(text: str, why: str) -> None:
    own = (Law(kind="PP", number="9", year=1987, confidence="K"),)
    assert why_not_typed(text, own, KNOWN, HOME) == why
