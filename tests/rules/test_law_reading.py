"""One rule is read from a line in every way people write it; what is not one whole rule is not read."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.reference.laws import known, place_of
from app.reference.regions import regions
from app.rules import law
from app.rules.law import Law, cite, printable, settled
from app.rules.law_reading import read, why_not_typed
from app.rules.law_types import ANY, CIRCULAR, CITY, PROVINCE, REGENCY, TYPES, LawType
from app.settings import resource

HOME = place_of("Karangasem", "5107")
AREAS = sorted(name for code, name in regions().names.items() if len(code) in (2, 4))
BALI = [name for code, name in regions().names.items() if code.startswith("51") and len(code) in (2, 4)]
PLAIN = [kind for kind in TYPES if kind.short != CIRCULAR]
SPACES = (" ", "  ", "\u00a0", "\n", "\t", "\u202f", "\u2009")
DASHES = ("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", " - ", " ")


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("UU Nomor 17 Tahun 2023 tentang Kesehatan", "Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan"),
        ("UU No.17/2023", "Undang-Undang Nomor 17 Tahun 2023"),
        ("UU 17/2023", "Undang-Undang Nomor 17 Tahun 2023"),
        ("UU17/2023", "Undang-Undang Nomor 17 Tahun 2023"),
        ("UUNo.17Tahun2023", "Undang-Undang Nomor 17 Tahun 2023"),
        ("PP 5 Tahun 2021", "Peraturan Pemerintah Nomor 5 Tahun 2021"),
        ("pp no 5 th. 2021", "Peraturan Pemerintah Nomor 5 Tahun 2021"),
        ("PP RI Nomor: 5 Tahun 2021.", "Peraturan Pemerintah Nomor 5 Tahun 2021"),
        ("PP No. 05 Tahun 2021;", "Peraturan Pemerintah Nomor 5 Tahun 2021"),
        ("1. PP \u2116 5 Tahun 2021", "Peraturan Pemerintah Nomor 5 Tahun 2021"),
        ("- PP Nomor 5 Tahun 2021", "Peraturan Pemerintah Nomor 5 Tahun 2021"),
        ("Undang-Undang Republik Indonesia Nomor 17 Tahun 2023", "Undang-Undang Nomor 17 Tahun 2023"),
        (
            "UNDANG\u2011UNDANG R.I. NOMOR 17 TAHUN 2023 TENTANG KESEHATAN",
            "Undang-Undang Nomor 17 Tahun 2023 tentang KESEHATAN",
        ),
        (
            "Peraturan Menteri Kesehatan Republik Indonesia Nomor 13 Tahun 2025",
            "Peraturan Menteri Kesehatan Nomor 13 Tahun 2025",
        ),
        ("Permen Kesehatan Nomor 13 Tahun 2025", "Peraturan Menteri Kesehatan Nomor 13 Tahun 2025"),
        ("Undang-Undang (UU) Nomor 17 Tahun 2023 (UU Kesehatan)", "Undang-Undang Nomor 17 Tahun 2023"),
        ("Ps. 263 UU 17/2023", "Pasal 263 Undang-Undang Nomor 17 Tahun 2023"),
        ("UU 17/2023, psl. 263", "Pasal 263 Undang-Undang Nomor 17 Tahun 2023"),
        ("\u201cUU 17/2023\u201d", "Undang-Undang Nomor 17 Tahun 2023"),
        ('"UU 17/2023";', "Undang-Undang Nomor 17 Tahun 2023"),
        ("U.U. No. 17 Tahun 2023", "Undang-Undang Nomor 17 Tahun 2023"),
        ("P.P. 28/2024", "Peraturan Pemerintah Nomor 28 Tahun 2024"),
        ("Permenhub Nomor PM 15 Tahun 2019 (angkutan)", "Peraturan Menteri Perhubungan Nomor PM 15 Tahun 2019"),
        ("Permenhub No. PM.15/2019", "Peraturan Menteri Perhubungan Nomor PM 15 Tahun 2019"),
        ("Peraturan Bupati Karangasem Nomor 12 Tahun 2020", "Peraturan Bupati Karangasem Nomor 12 Tahun 2020"),
        ("Perbup Kab. Karangasem No 12/2020", "Peraturan Bupati Karangasem Nomor 12 Tahun 2020"),
        ("PERBUP KARANGASEM NO 12A/2020", "Peraturan Bupati Karangasem Nomor 12A Tahun 2020"),
        ("Peraturan Gubernur Bali Nomor 25 Tahun 2018", "Peraturan Gubernur Bali Nomor 25 Tahun 2018"),
        ("Perda Provinsi Bali 5/2019", "Peraturan Daerah Provinsi Bali Nomor 5 Tahun 2019"),
        ("Perda Bali 5/2019", "Peraturan Daerah Provinsi Bali Nomor 5 Tahun 2019"),
        ("Perda Nomor 5 Tahun 2012 Kabupaten Karangasem", "Peraturan Daerah Kabupaten Karangasem Nomor 5 Tahun 2012"),
        ("Perda Nomor 5 Tahun 2012 (Kab. Karangasem)", "Peraturan Daerah Kabupaten Karangasem Nomor 5 Tahun 2012"),
        (
            "Perda Nomor 5 Tahun 2012 Karangasem tentang Reklame",
            "Peraturan Daerah Kabupaten Karangasem Nomor 5 Tahun 2012 tentang Reklame",
        ),
        ("Pasal 263 UU Nomor 17 Tahun 2023", "Pasal 263 Undang-Undang Nomor 17 Tahun 2023"),
        (
            "Pasal 263 ayat (2) huruf a dan Pasal 264, UU 17/2023",
            "Pasal 263 ayat (2) huruf a dan Pasal 264 Undang-Undang Nomor 17 Tahun 2023",
        ),
        (
            "Pasal 147 s.d. Pasal 150 dari Permenkes 13/2025",
            "Pasal 147 s.d. Pasal 150 Peraturan Menteri Kesehatan Nomor 13 Tahun 2025",
        ),
        ("PASAL 12 PP 5 TAHUN 2021", "Pasal 12 Peraturan Pemerintah Nomor 5 Tahun 2021"),
        (
            "PP Nomor 103 Tahun 2014 tentang Pelayanan Kesehatan Tradisional Pasal 39",
            "Pasal 39 Peraturan Pemerintah Nomor 103 Tahun 2014 tentang Pelayanan Kesehatan Tradisional",
        ),
        (
            "PP 12/2010 tentang A sebagaimana telah beberapa kali diubah, terakhir dengan PP Nomor 3 Tahun 2015",
            "Peraturan Pemerintah Nomor 12 Tahun 2010 tentang A sebagaimana telah diubah dengan "
            "Peraturan Pemerintah Nomor 3 Tahun 2015",
        ),
        (
            "Perda Kabupaten Karangasem 1/2012 sebagaimana telah diubah dengan Perda Kabupaten Karangasem 3/2015",
            "Peraturan Daerah Kabupaten Karangasem Nomor 1 Tahun 2012 sebagaimana telah diubah dengan "
            "Peraturan Daerah Kabupaten Karangasem Nomor 3 Tahun 2015",
        ),
        (
            "PP Nomor 28 Tahun 2024 tentang Peraturan Pelaksanaan UU Nomor 17 Tahun 2023 tentang Kesehatan",
            "Peraturan Pemerintah Nomor 28 Tahun 2024 tentang Peraturan Pelaksanaan UU Nomor 17 Tahun 2023 "
            "tentang Kesehatan",
        ),
        (
            "UU 6/2023 tentang Penetapan Perppu Nomor 2 Tahun 2022 tentang Cipta Kerja menjadi Undang-Undang"
            " (Lembaran Negara Republik Indonesia Tahun 2023 Nomor 41, Tambahan Lembaran Negara Nomor 6856)",
            "Undang-Undang Nomor 6 Tahun 2023 tentang Penetapan Perppu Nomor 2 Tahun 2022 tentang Cipta Kerja menjadi "
            "Undang-Undang",
        ),
        ("sesuai dengan UU Nomor 30 Tahun 2014", "Undang-Undang Nomor 30 Tahun 2014"),
        ("Berdasarkan ketentuan Pasal 3 UU 30/2014", "Pasal 3 Undang-Undang Nomor 30 Tahun 2014"),
    ],
)
def test_a_line_is_read_as_it_is_meant(text: str, cited: str) -> None:
    found, why = read(text)
    assert why == ""
    assert printable(found, {}, HOME) == ""
    assert cite(replace(found, region=settled(found, HOME)), {}) == cited


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *(
            (text, law.NO_NUMBER)
            for text in (
                "",
                "Peraturan Bupati tentang pendelegasian wewenang",
                "Peraturan Daerah / Peraturan Bupati tentang Reklame",
                "Standar Pelayanan Pemkab Jembrana (SIPPN)",
                "Perda Nomor ... Tahun 2023 tentang Reklame",
                "Perda Nomor \u2026 Tahun 2023",
                "Perda Nomor XX Tahun 2023",
                "Perda Nomor XX Tahun XXXX",
                "Perda Nomor N Tahun 2020",
                "Perda Nomor ## Tahun 2020",
                "Perda Nomor 12 Tahun 202X",
                "Perda Nomor 12 Tahun ....",
                "Perda Nomor __ Tahun ____",
                "Perda Nomor 1X Tahun 2020",
                "Perda Nomor 0 Tahun 2020",
                "UU Nomor 17 Tahun 23",
                "UU 17/23",
                "Permenkes Nomor 889/MENKES/PER/V/2011",
            )
        ),
        *(
            (text, law.UNREAD)
            for text in (
                "Keputusan Kepala Dinas Nomor 5 Tahun 2020",
                "Permenkes Badung Nomor 5 Tahun 2020",
                "Perbup Kota Denpasar Nomor 5 Tahun 2020",
                "UU Nomor 17 Tahun 2023 Kesehatan",
                "PP 5 Tahun 2021 dst",
                "Dinas Kesehatan UU 17/2023",
                "Kabupaten Badung, Perda Nomor 5 Tahun 2012",
                "Perda Nomor 5 Tahun 2012 - Kab. Badung",
                "Perda Kabupaten Karangasem 5/2012 Kabupaten Badung",
                "UU 17/2023 sebagaimana telah diubah dengan " * 400 + "UU 1/2024",
                "UU 23 dan 24 Tahun 2014",
                "UU Nomor 23-24 Tahun 2014",
                "PP 12/2010 sebagaimana telah diubah dengan PP 3/2015, K",
            )
        ),
        *(
            (text, law.TWO_RULES)
            for text in (
                "UU Nomor 1 Tahun 2022 dan PP Nomor 35 Tahun 2023",
                "UU Nomor 1 Tahun 2022, PP Nomor 35 Tahun 2023",
                "UU Nomor 1 Tahun 2022; PP Nomor 35 Tahun 2023",
                "UU Nomor 1 Tahun 2022 & PP 35/2023",
                "UU 1/2022 dan 35/2023",
                "UU 23/2014 UU 9/2015",
                "UU 23/2014 | UU 9/2015",
                "UU 1/2022 serta Perda tentang Reklame",
                "Permendagri Nomor 19 Tahun 2016 jo. Nomor 7 Tahun 2024",
                "Permendagri Nomor 19 Tahun 2016 tentang Barang jo. Nomor 7 Tahun 2024",
                "Permendagri 19/2016 juncto 7/2024",
                "Permendagri 19/2016 (jo. Permendagri 7/2024)",
                "UU 17/2023 (jo. UU Kesehatan)",
                "UU 17/2023 (PP 28/2024)",
                "UU 17/2023 dan SE Menkes HK.02.01/MENKES/6/2024",
                "Perda dan Perbup Nomor 5 Tahun 2020",
                "Pasal 5 dan UU 17/2023",
                "PP 12/2010 sebagaimana telah diubah dengan PP 1/2012 dan PP 3/2015",
            )
        ),
        *(
            (text, law.CIRCULAR)
            for text in (
                "SE Menkes HK.02.01/MENKES/6/2024",
                "Surat Edaran Nomor 26 Tahun 2021",
                "SE Bupati Nomor 3 Tahun 2020",
                "sesuai SURAT EDARAN Nomor 3 Tahun 2020",
            )
        ),
        ("Perda Kabupaten Karangasem 1/2012 sebagaimana telah diubah dengan Perda Badung 3/2015", law.ELSEWHERE),
    ],
)
def test_what_is_not_one_whole_rule_is_not_read(text: str, why: str) -> None:
    assert read(text)[1] == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("UU 1/2022 tentang Keuangan dan PP 35/2023 tentang Pajak", law.TWO_RULES),
        ("UU 1/2022 tentang Keuangan dan Perda tentang Pajak", law.TWO_RULES),
        ("UU 1/2022 tentang Keuangan, PP 35/2023", law.TWO_RULES),
        ("UU 1/2022 tentang Keuangan Nomor 35 Tahun 2023", law.TWO_RULES),
        ("PP 74/2014 tentang Angkutan Jalan, K", law.UNCHECKED),
        ("PP 74/2014 tentang Angkutan Jalan (V)", law.UNCHECKED),
        ("PP 9/1987 K", law.UNCHECKED),
        ("PP 74/2014 tentang Angkutan Jalan (sudah dicabut)", law.NOT_IN_FORCE),
        ("UU 36/2009", law.NOT_IN_FORCE),
        ("Undang-Undang Nomor 36 Tahun 2009 tentang Kesehatan", law.NOT_IN_FORCE),
        ("PP 5 Tahun 2021", law.NOT_IN_FORCE),
        *((each, law.NOT_IN_FORCE) for each in ("UU 32/2004", "UU 33/2004", "UU 28/2009", "UU 11/2020")),
        *((f"Permenhub {number}/2019", law.UNCHECKED) for number in ("15", "PM 15", "PM.15")),
        *((f"Perda Nomor 5 Tahun 2012 tentang {hole}", law.UNREAD) for hole in ("XX", "-", "#", "[judul]", "...")),
        ("Perda Nomor 5 Tahun 2012 tentang Perubahan atas", law.UNREAD),
        ("Perda XX Nomor 5 Tahun 2012", law.UNREAD),
    ],
)
def test_what_is_read_and_yet_not_printed(text: str, why: str) -> None:
    assert why_not_typed(text, (), known(), HOME) == why


@pytest.mark.parametrize(
    ("written", "areas"), [(str, AREAS), *((each, sorted({*AREAS[:9], *BALI})) for each in (str.upper, str.lower))]
)
def test_a_rule_of_any_other_area_is_left_out(written: Callable[[str], str], areas: list[str]) -> None:
    """However it is named: before, behind, in brackets, in the title, with its word or without."""
    told: dict[str, set[str]] = {}
    for name in areas:
        word, _, bare = (
            name.partition(" ") if " " in name and name.startswith(("Kab", "Kota")) else (PROVINCE, "", name)
        )
        kind = {REGENCY: "Perbup", CITY: "Perwali"}.get(word, "Pergub")
        for short in map(written, (f"{word} {bare}", bare, f"{word[:4]}. {bare}" if word != CITY else name)):
            for text in (
                f"Perda {short} Nomor 5 Tahun 2012",
                f"Perda Nomor 5 Tahun 2012 {short}",
                f"Perda Nomor 5 Tahun 2012 {short} tentang Reklame",
                f"Perda Nomor 5 Tahun 2012 tentang Reklame {short}",
                f"Perda No. 5/2012 tentang Reklame ({short})",
                f"{kind} {short} 5/2012",
            ):
                told.setdefault(why_not_typed(text, (), {}, HOME), set()).add(name)
    assert told.pop("") == {"Bali", "Kabupaten Karangasem"}
    assert set(told) == {law.ELSEWHERE}, told.get(law.UNREAD)


@given(
    kind=st.sampled_from(PLAIN),
    number=st.integers(1, 999),
    year=st.integers(1945, 2099),
    numbered=st.sampled_from(
        ("Nomor {} Tahun {}", "No. {} Tahun {}", "No {} Th {}", "no.{}/{}", "{}/{}", "{} TAHUN {}")
    ),
    space=st.sampled_from(SPACES),
    dash=st.sampled_from(DASHES),
    written=st.sampled_from((str, str.upper, str.lower)),
    title=st.sampled_from(("", " tentang Kesehatan", " TENTANG KESEHATAN", " tentang\u00a0Kesehatan,")),
    data=st.data(),
)
def test_every_spelling_is_read_as_the_same_rule(
    kind: LawType,
    number: int,
    year: int,
    numbered: str,
    space: str,
    dash: str,
    written: Callable[[str], str],
    title: str,
    data: st.DataObject,
) -> None:
    name = data.draw(st.sampled_from((kind.short, kind.long)))
    nation = "" if kind.area else data.draw(st.sampled_from(("", " RI", " Republik Indonesia")))
    assume(not (nation and "Indonesia" in name))
    whose = {ANY: " Kabupaten Karangasem", REGENCY: " Karangasem", PROVINCE: " Bali", CITY: " Denpasar"}.get(
        kind.area, ""
    )
    line = f"{name}{nation}{whose} {numbered.format(number, year)}{title}"
    found, why = read(written(line.replace("-", dash).replace(" ", space)))
    assert (found.kind, found.number, found.year, why) == (kind.short, str(number), year, "")
    assert found.title.casefold() == ("kesehatan" if title else "")
    assert read(cite(found, {}))[0] == found, "what is printed says the same"


@given(st.text(alphabet="UPerdaNomorTahun 0123456789/.,;()-XxKV\u2026\n\u00a0Badung", max_size=60))
def test_whatever_is_written_nothing_is_printed_that_is_not_in_it(text: str) -> None:
    found, why = read(text)
    if not why and not printable(found, {}, HOME):
        figures = [str(int(part)) for part in re.findall(r"[0-9]+", text)]
        assert {str(int(found.number.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ "))), str(found.year)} <= set(figures)


def test_the_program_knows_its_own_law() -> None:
    """Every title and change in law.csv is one that would be printed."""
    with resource("law.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            line = f"{row['kind']} Nomor {row['number']} Tahun {row['year']} tentang {row['title']}"
            found, why = read(line)
            assert ((found.kind, found.number, found.year), why) == ((row["kind"], row["number"], int(row["year"])), "")
            assert printable(found, {}, HOME) == "", line
            assert not row["amended"] or read(row["amended"])[1] == "", line


def test_what_the_permit_type_says_of_a_rule_counts_for_what_is_typed() -> None:
    own = (
        Law(kind="PP", number="9", year=1987, confidence="K"),
        Law(kind="Perda", number="3", year=2015, region="Kabupaten Karangasem"),
    )
    assert why_not_typed("PP 9/1987", own, {}, HOME) == law.UNCHECKED
    assert why_not_typed("Pasal 12 Perda Nomor 3 Tahun 2015", own, {}, HOME) == ""
    assert why_not_typed("Pasal 3 Perda Kabupaten Jembrana Nomor 3 Tahun 2015", own, {}, HOME) == law.ELSEWHERE
    assert why_not_typed("Perda 3/2015 tentang X dan PP 9/1987", own, {}, HOME) == law.TWO_RULES


@pytest.mark.parametrize("written", ["Perda Karangasem 3/2015", "Perda Kab. Karangasem 3/2015", "Perda 3/2015"])
@pytest.mark.parametrize("region", ["", "Karangasem", "Kabupaten Karangasem"])
def test_a_doubt_of_the_permit_type_counts_however_the_area_is_written(written: str, region: str) -> None:
    own = (Law(kind="Perda", number="3", year=2015, region=region, confidence="V"),)
    assert why_not_typed(written, own, {}, HOME) == law.UNCHECKED
    assert why_not_typed("Perda Badung 3/2015", own, {}, HOME) == law.ELSEWHERE


def test_a_rule_of_a_year_to_come_is_a_slip_of_the_pen() -> None:
    now = place_of("Karangasem", "5107", 2026)
    assert why_not_typed("UU 17/2026", (), {}, now) == ""
    assert why_not_typed("UU 17/2032", (), {}, now) == law.TO_COME


def test_a_note_of_what_it_repealed_is_none_of_being_repealed() -> None:
    assert why_not_typed("UU 17/2023 (mencabut UU lama)", (), known(), HOME) == ""


def test_the_mark_of_an_entry_stays() -> None:
    assert read("PP 9/1987", "K")[0].confidence == "K"
    assert read("PP 9/1987 (V)")[0].confidence == "V"
    assert read("UU 17/2023 (K)")[0].confidence == "K"
    assert read("?", "K")[0].confidence == "K"
