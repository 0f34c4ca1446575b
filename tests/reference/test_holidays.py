"""The calendar: the package against the decrees, Bali's cycle, and the office's own word over both."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from holidays.countries.indonesia import Indonesia

from app.errors import Refused
from app.reference.holidays import calendar, decrees
from app.rules.working_days import CalendarMissing
from app.settings import resource

HEAD = "tanggal,hari,jenis,nama,dihitung_sla,loket_buka,sumber"
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
CATEGORY = {"libur_nasional": "public", "cuti_bersama": "government"}
PAWUKON = 210
GALUNGAN = date(2026, 6, 17)
CYCLE = {
    "Penampahan Galungan": -1,
    "Galungan": 0,
    "Umanis Galungan": 1,
    "Penampahan Kuningan": 9,
    "Kuningan": 10,
    "Saraswati": 136,
    "Pagerwesi": 140,
}


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(resource(f"holidays/{name}.csv").read_text(encoding="utf-8").splitlines()))


def office_file(folder: Path, *lines: str, head: str = HEAD) -> Path:
    file = folder / "kalender.csv"
    file.write_text("\n".join((head, *lines)), encoding="utf-8")
    return file


@pytest.mark.parametrize("year", [2026, 2027])
@pytest.mark.parametrize("kind", CATEGORY)
def test_the_package_has_exactly_the_days_of_the_decree(year: int, kind: str) -> None:
    decreed = {date.fromisoformat(row["tanggal"]) for row in rows(str(year)) if row["jenis"] == kind}
    assert set(Indonesia(years=year, categories=(CATEGORY[kind],))) == decreed


@pytest.mark.parametrize(("year", "national", "collective"), [(2026, 17, 8), (2027, 18, 8)])
def test_as_many_days_as_the_decree_announces(year: int, national: int, collective: int) -> None:
    counted = Counter(row["jenis"] for row in rows(str(year)))
    assert counted == {"libur_nasional": national, "cuti_bersama": collective}


def test_the_decrees_own_words_are_used_where_they_are_known() -> None:
    known = calendar(bali=False)
    (nyepi,) = known.named(date(2026, 3, 19))
    assert nyepi.name == "Hari Suci Nyepi Tahun Baru Saka 1948"
    assert (nyepi.kind, nyepi.counter, nyepi.counts_for_sla) == ("libur_nasional", "tutup", False)
    (leave,) = known.named(date(2025, 8, 18))
    assert (leave.kind, leave.counter) == ("cuti_bersama", "ditetapkan instansi")
    assert leave.source == decrees()[2025]
    assert not [holiday for holiday in known.holidays if "perkiraan" in holiday.name]


def test_only_decreed_years_are_known() -> None:
    known = calendar(bali=True)
    assert known.years == {2024, 2025, 2026, 2027}
    with pytest.raises(CalendarMissing):
        known.is_working_day(date(2028, 1, 3))


@pytest.mark.parametrize("name", ["2026", "2027", "bali"])
def test_the_weekday_beside_each_date_is_right(name: str) -> None:
    for row in rows(name):
        assert row["hari"] == WEEKDAYS[date.fromisoformat(row["tanggal"]).weekday()], row


@pytest.mark.parametrize("name", CYCLE)
def test_balis_days_come_every_210_days_and_none_is_left_out(name: str) -> None:
    first = GALUNGAN.toordinal() + CYCLE[name]
    expected = {
        date.fromordinal(first + PAWUKON * turn)
        for turn in range(-10, 10)
        if date.fromordinal(first + PAWUKON * turn).year in decrees()
    }
    assert {date.fromisoformat(row["tanggal"]) for row in rows("bali") if row["nama"] == name} == expected


def test_balis_days_say_that_they_are_reckoned() -> None:
    assert {row["nama"] for row in rows("bali")} == set(CYCLE)
    assert all(row["sumber"].startswith("HITUNGAN siklus 210 hari") for row in rows("bali"))


def test_galungan_is_a_working_day_outside_bali() -> None:
    assert calendar(bali=False).is_working_day(GALUNGAN)
    assert not calendar(bali=True).is_working_day(GALUNGAN)


def test_a_balinese_day_on_a_national_one_is_kept_beside_it() -> None:
    kinds = [holiday.kind for holiday in calendar(bali=True).named(date(2026, 6, 16))]
    assert kinds == ["libur_nasional", "dispensasi_bali"]


def test_the_office_adds_the_moons_days_and_overrules_a_reckoned_one(tmp_path: Path) -> None:
    file = office_file(
        tmp_path,
        "2026-01-19,Senin,dispensasi_bali,Contoh hari bulan,tidak,tutup,SE Gubernur",
        "2026-06-18,Kamis,dispensasi_bali,Umanis Galungan,ya,buka,SE Gubernur",
    )
    known = calendar(bali=True, office=file)
    assert not known.is_working_day(date(2026, 1, 19))
    assert known.is_working_day(date(2026, 6, 18))
    assert [holiday.source for holiday in known.named(date(2026, 6, 18))] == ["SE Gubernur"]
    assert list(known.holidays) == sorted(known.holidays, key=lambda holiday: holiday.day)


def test_the_office_can_enter_a_whole_new_year(tmp_path: Path) -> None:
    file = office_file(
        tmp_path, "2028,,tahun_lengkap,,,,SKB 2027", "2028-01-03,Senin,libur_nasional,Contoh,tidak,tutup,SKB 2027"
    )
    known = calendar(bali=False, office=file)
    assert known.next_working_day(date(2027, 12, 31)) == date(2028, 1, 4)


def test_a_single_day_of_a_new_year_does_not_make_the_year_known(tmp_path: Path) -> None:
    file = office_file(tmp_path, "2028-01-03,Senin,libur_nasional,Contoh,tidak,tutup,SKB 2027")
    assert 2028 not in calendar(bali=False, office=file).years


def test_a_file_saved_by_excel_in_indonesian_is_read(tmp_path: Path) -> None:
    file = office_file(
        tmp_path,
        "2026-09-02;Rabu;libur_daerah;Hari jadi, kabupaten;tidak;tutup;SK Bupati",
        head="\ufeff" + HEAD.replace(",", ";"),
    )
    (named,) = calendar(bali=False, office=file).named(date(2026, 9, 2))
    assert named.name == "Hari jadi, kabupaten"


@pytest.mark.parametrize(
    "line",
    [
        "02-09-2026,Rabu,libur_daerah,Contoh,tidak,tutup,SK",
        "2026-09-02,Rabu,libur_biasa,Contoh,tidak,tutup,SK",
        "2026-09-02,Rabu,libur_daerah,Contoh,mungkin,tutup,SK",
        "2026-09-02,Rabu",
        "20280,,tahun_lengkap,,,,SKB",
    ],
)
def test_a_row_that_cannot_be_used_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    file = office_file(tmp_path, "2026-09-01,Selasa,libur_daerah,Contoh,tidak,tutup,SK", line)
    with pytest.raises(Refused) as refused:
        calendar(bali=False, office=file)
    assert (refused.value.code, refused.value.facts) == ("calendar_row", {"row": "3"})


def test_a_file_without_the_columns_is_refused_at_its_first_row(tmp_path: Path) -> None:
    file = office_file(tmp_path, "2026-09-02,Contoh", head="tanggal,nama")
    with pytest.raises(Refused) as refused:
        calendar(bali=False, office=file)
    assert refused.value.facts == {"row": "2"}


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kalender.csv"
    file.write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(Refused, match="calendar_file"):
        calendar(bali=False, office=file)


def test_the_last_columns_may_be_left_off(tmp_path: Path) -> None:
    file = office_file(tmp_path, "2026-09-02,Rabu,libur_daerah,Contoh,tidak")
    (named,) = calendar(bali=False, office=file).named(date(2026, 9, 2))
    assert (named.counter, named.source) == ("", "")


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "kalender.csv"
    file.write_text("")
    assert calendar(bali=False, office=file) == calendar(bali=False)
