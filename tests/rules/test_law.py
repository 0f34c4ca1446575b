"""Which legal basis is printed, and how it is cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.rules import law
from app.rules.law import Jurisdiction, Law, cite, normal, printable, settled
from app.rules.law_types import TYPES, LawType, type_of

HEALTH = Law(kind="UU", number="17", year=2023, title="Kesehatan", state="berlaku")
AREAS = ("Kabupaten Karangasem", "Kabupaten Badung", "Kabupaten Jembrana", "Kota Denpasar", "Bali", "Jawa Timur")
HOME = Jurisdiction(("Kabupaten Karangasem", "Provinsi Bali"), AREAS)
KNOWN = {
    each.key: each
    for each in (
        HEALTH,
        Law(kind="Permenkes", number="28", year=2017, title="Praktik Bidan", state="dicabut"),
        Law(kind="Permenkes", number="26", year=2019, title="Keperawatan", state="dicabut", confidence="V"),
        Law(kind="Permendagri", number="3", year=2018, title="Penelitian", state="berlaku", confidence="V"),
        Law(kind="UU", number="22", year=2009, title="Lalu Lintas", amended="UU Nomor 6 Tahun 2023", state="berlaku"),
        Law(kind="Perda", number="3", year=2015, title="Milik Siapa", state="dicabut"),
    )
}


def perda(region: str, title: str = "") -> Law:
    return Law(kind="Perda", number="3", year=2015, region=region, title=title)


@pytest.mark.parametrize(
    ("basis", "why"),
    [
        (HEALTH, ""),
        *(
            (replace(HEALTH, number=number), law.NO_NUMBER)
            for number in ("", "...", "XX", "0", "1X", "(kantor)", "17/2023")
        ),
        *((replace(HEALTH, year=year), law.NO_NUMBER) for year in (0, 23, 1850, 3023)),
        (replace(HEALTH, kind=""), law.NO_NUMBER),
        (replace(HEALTH, kind="Keputusan Kadis"), law.UNREAD),
        *(
            (replace(HEALTH, title=title), law.UNREAD)
            for title in ("...", "XX", "<isi>", "[judul]", "__", "Perubahan atas")
        ),
        *((each, law.UNREAD) for each in (replace(HEALTH, article="xxx"), replace(HEALTH, amended="xxx"))),
        (replace(HEALTH, title="Kesehatan dan Perda tentang Reklame"), law.TWO_RULES),
        (replace(HEALTH, article="Pasal 3 dan PP Nomor 1 Tahun 2020"), law.TWO_RULES),
        (replace(HEALTH, confidence="K"), law.UNCHECKED),
        (replace(HEALTH, confidence="V"), law.UNCHECKED),
        (replace(HEALTH, state="dicabut"), law.NOT_IN_FORCE),
        (replace(HEALTH, aside=True), law.NOT_OURS),
        (Law(kind="SE", number="26", year=2021), law.CIRCULAR),
        (Law(kind="Surat Edaran", number="26", year=2021), law.CIRCULAR),
        (Law(kind="Permenkes", number="28", year=2017), law.NOT_IN_FORCE),
        (Law(kind="Permenkes", number="28", year=2017, state="berlaku"), law.NOT_IN_FORCE),  # known for certain
        (Law(kind="Permenkes", number="26", year=2019), law.NOT_IN_FORCE),
        (Law(kind="Permenkes", number="26", year=2019, state="berlaku"), ""),  # the office has looked
        (Law(kind="Permendagri", number="3", year=2018), law.UNCHECKED),
        (Law(kind="Permendagri", number="3", year=2018, state="berlaku"), ""),
    ],
)
def test_only_what_is_numbered_checked_and_in_force_is_printed(basis: Law, why: str) -> None:
    assert printable(basis, KNOWN, HOME) == why


@pytest.mark.parametrize(
    ("basis", "why"),
    [
        *((perda(f"{word}Jembrana"), law.ELSEWHERE) for word in ("", "Kabupaten ", "Kab. ", "KABUPATEN ", "Kota ")),
        *((perda(f"{word}Karangasem"), "") for word in ("", "Kabupaten ", "Kab. ", "Kab ", "KABUPATEN ")),
        (perda("Kota Karangasem"), law.ELSEWHERE),
        *((perda(f"{word}Bali"), "") for word in ("", "Provinsi ", "Propinsi ", "Prov. ")),
        (perda("Provinsi Jawa Timur"), law.ELSEWHERE),
        (perda(""), ""),
        *((perda("", f"Reklame di {name}"), law.ELSEWHERE) for name in ("Kabupaten Badung", "Badung", "KOTA DENPASAR")),
        *((perda("", f"Reklame di {name}"), "") for name in ("Kabupaten Karangasem", "Bali", "Kota")),
        (perda("Kabupaten Karangasem", "Kerja Sama dengan Kabupaten Badung"), ""),
        (Law(kind="Perwali", number="1", year=2020), law.ELSEWHERE),  # a kabupaten has no wali kota
        (Law(kind="Perbup", number="1", year=2020), ""),
        (Law(kind="Pergub", number="1", year=2020), ""),
    ],
)
def test_only_our_own_regional_rules_are_printed(basis: Law, why: str) -> None:
    """Of a regional rule the program itself knows nothing: another area may have the same number."""
    assert printable(normal(basis), KNOWN, HOME) == why


def test_where_nobody_knows_what_the_office_is() -> None:
    assert printable(perda("Kota Kupang"), KNOWN, Jurisdiction(("Kupang",))) == ""
    assert settled(perda("Kota Kupang"), Jurisdiction(("Kupang",))) == "Kota Kupang"
    assert settled(perda("Kupang"), Jurisdiction(("Kupang",))) == "Kupang"
    assert printable(Law(kind="Perwali", number="1", year=2020), KNOWN, Jurisdiction(("Kupang",))) == ""
    assert printable(Law(kind="Perwali", number="1", year=2020), KNOWN, Jurisdiction()) == ""
    assert printable(perda("Kupang"), KNOWN, Jurisdiction()) == law.ELSEWHERE


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        (Law(kind="peraturan bupati", number="012", year=2020), Law(kind="Perbup", number="12", year=2020)),
        (Law(kind="Permenhub", number="pm.15", year=2019), Law(kind="Permenhub", number="PM 15", year=2019)),
        (
            Law(kind="Qanun", number="2a", year=2020, region="X 9"),
            Law(kind="Qanun", number="2A", year=2020, region="X 9"),
        ),
        (perda("kab. tanah bumbu"), perda("Kabupaten Tanah Bumbu")),
        (perda("DKI Jakarta"), perda("DKI Jakarta")),
        (perda("nomor 5"), perda("nomor 5")),
    ],
)
def test_one_way_to_write_a_rule(told: Law, plain: Law) -> None:
    assert normal(told) == plain


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.short)
def test_every_kind_is_found_by_its_names(kind: LawType) -> None:
    for name in (kind.short, kind.long, *kind.names):
        for written in (name, name.upper(), name.lower(), name.replace(" ", ""), name.replace("-", " "), f"{name} RI"):
            assert type_of(written) == kind, written


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
        (replace(perda("Provinsi Bali"), kind="Pergub"), "Peraturan Gubernur Bali Nomor 3 Tahun 2015"),
        (replace(perda("Kabupaten Karangasem"), kind="Perbup"), "Peraturan Bupati Karangasem Nomor 3 Tahun 2015"),
        (replace(perda(""), kind="Perbup"), "Peraturan Bupati Nomor 3 Tahun 2015"),
        (Law(kind="Qanun", number="2", year=2020), "Qanun Nomor 2 Tahun 2020"),
    ],
)
def test_how_it_is_cited(basis: Law, text: str) -> None:
    """The whole title that the program knows comes before a short description."""
    assert cite(basis, KNOWN) == text
