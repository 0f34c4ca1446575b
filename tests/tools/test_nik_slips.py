from __future__ import annotations

import random
from datetime import date

from app.reference.regions import regions
from app.rules.nik import check_nik
from tools import bench_nik
from tools.nik_slips import applicant, slip

TODAY = date(2026, 11, 21)
NIK = "5107034507880003"


def test_people_have_sound_numbers() -> None:
    dice = random.Random(1)
    for _ in range(300):
        person = applicant(dice, ["510703"], ["510703", "910101"], TODAY)
        check = check_nik(person.nik, today=TODAY, regions=regions(), born=person.born, sex=person.sex)
        assert set(check.codes) <= {"region_retired", "age_unusual"}


def test_a_slip_changes_the_number_and_mostly_keeps_its_length() -> None:
    dice = random.Random(2)
    typed = [slip(dice, NIK) for _ in range(2000)]
    assert NIK not in typed
    assert {len(text) for text in typed} == {15, 16, 17}
    assert 0.10 < sum(len(text) != 16 for text in typed) / len(typed) < 0.17


def test_the_bench_counts_warnings_and_errors_and_finds_no_refused_code() -> None:
    people = bench_nik.entries(random.Random(3), regions())[:400]
    assert bench_nik.accepted() == 100.0
    assert bench_nik.caught(people, bench_nik.alone) < bench_nik.caught(people, bench_nik.with_birth)
    assert bench_nik.caught(people, bench_nik.adaptive) == 100.0
    assert bench_nik.alarms(people) <= 1.0
    assert 4.5 < bench_nik.extra_keys(people) < 6.0
