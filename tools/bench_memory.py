"""How long the register's memory takes on 1,000,000 persons, encrypted as in an office: `python tools/bench.py memory`.

Names and numbers of Bali are drawn, the same every time; the register is built once under build/ by plain inserts.
Asked about are people of it, keyed with the slips of `tools/nik_slips.py`, and strangers, keyed cleanly.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

from app.cipher import raw_connection
from app.database import Register, open_register, upgrade
from app.migrations import HEAD
from app.queries.applicants import Lookalike, lookalikes, near
from app.queries.look import Look
from app.reference.catalogue_file import built_in
from app.reference.reference import Reference
from app.reference.regions import regions
from tools.nik_slips import Applicant, applicant, slip

Figure = tuple[str, float, float, str]
Row = tuple[str, str, None, str, str, str, str]
Entry = tuple[str, str, date]

HERE = Path(__file__).resolve().parent.parent
PERSONS = 1_000_000
QUERIES = 500
KEY = bytes(range(32))
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SHARED_DAY = 0.02  # of people whose birth date nobody wrote down: 31 December
MEN, WOMEN = ("I", "I GUSTI", "IDA BAGUS", "ANAK AGUNG"), ("NI", "NI LUH", "NI GUSTI AYU", "IDA AYU", "ANAK AGUNG AYU")
ORDER = ("WAYAN", "MADE", "NYOMAN", "KETUT", "PUTU", "KADEK", "KOMANG", "GEDE")
GIVEN = (
    *("BUDI", "SRI", "PUTRA", "ADI", "EKA", "DEWI", "RAI", "OKA", "SURYA", "INDRA", "AGUS", "AYU", "DWI", "TRI"),
    *("YOGA", "BAYU", "CANDRA", "DARMA", "GITA", "KRISNA", "MERTA", "NGURAH", "RATNA", "SUKMA", "WIDI", ""),
)
LAST = (
    *("ARTANA", "SUDARMA", "PRATIWI", "LESTARI", "SUARDANA", "WIRAWAN", "ASTUTI", "MAHENDRA", "YASA", "KERTAYASA"),
    *("SUDANA", "ARYANI", "SUARTINI", "WIDIANA", "SUKERTI", "ADNYANA", "PARWATA", "SUASTIKA", "ARDANA", "SUMERTA"),
    *("WARDANI", "MARIANI", "SUTAMA", "DARMAYANTI", "WIJAYA", "SUPARTA", "KARTINI", "SANJAYA", "SUWITRI", "RUSMINI"),
    *("MUDIARTA", "SUDIARTA", "SUDIARTI", "SUWENDRA", "NEGARA", "PUSPITA", "SAPUTRA", "PERTIWI", "BUDIARTA", "SUKARJA"),
)


def name_of(dice: random.Random, sex: str) -> str:
    caste = dice.choices(MEN if sex == "L" else WOMEN, (85, 5, 5, 5) if sex == "L" else (70, 15, 5, 5, 5))[0]
    parts = (caste, dice.choice(ORDER), dice.choice(GIVEN), dice.choice(LAST))
    return " ".join(part for part in parts if part)


def people(dice: random.Random, count: int) -> Iterator[tuple[Applicant, str]]:
    """Of Bali, no number twice."""
    homes = [code for code in regions().names if len(code) == 6 and code.startswith("51")]
    taken: set[str] = set()
    while len(taken) < count:
        one = applicant(dice, homes, homes, TODAY)
        if dice.random() < SHARED_DAY:
            one = _on(one, one.born.replace(month=12, day=31, year=one.born.year - 1))
        if one.nik not in taken:
            taken.add(one.nik)
            yield one, name_of(dice, one.sex)


def _on(one: Applicant, born: date) -> Applicant:
    day = born.day + (40 if one.sex == "P" else 0)
    return Applicant(f"{one.nik[:6]}{day:02}{born:%m%y}{one.nik[12:]}", born, one.sex, one.home)


def _rows(count: int) -> Iterator[Row]:
    for at, (one, name) in enumerate(people(random.Random(7), count)):
        person = {
            "nik": one.nik,
            "foreign_id": "",
            "name": name,
            "birth_place": "Karangasem",
            "birth_date": one.born.isoformat(),
            "sex": one.sex,
            "address": "Banjar Dinas Kertha",
            "village": f"{one.home}2001",
            "village_text": "Manggis, Kec. Manggis",
            "phone": f"+62812{at:08}",
            "email": "",
        }
        yield f"p{at}", one.nik, None, name, one.born.isoformat(), json.dumps(person), "2026-03-03 02:00:00.000000"


def built(count: int) -> Path:
    """The register, made if it is not there yet; one of another schema is made anew."""
    folder = HERE / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"persons-{count}-{HEAD}.db"
    if path.exists():
        return path
    for old in folder.glob(f"persons-{count}-*"):
        old.unlink()
    making = path.with_suffix(".making")
    making.unlink(missing_ok=True)
    upgrade(making, KEY)
    with raw_connection(making, KEY) as connection:
        connection.execute("BEGIN")
        columns = "id, nik, foreign_id, name, birth_date, person, confirmed"
        connection.executemany(f"INSERT INTO applicant ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", _rows(count))
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    making.rename(path)
    return path


def known_people(dice: random.Random) -> list[Entry]:
    """People of the register."""
    known = list(people(random.Random(7), 20_000))
    return [(one.nik, name, one.born) for one, name in dice.sample(known, QUERIES)]


def strangers(register: Register) -> list[Entry]:
    """People of Bali whose number nobody in the register has."""
    drawn = ((one.nik, name, one.born) for one, name in people(random.Random(8), 10 * QUERIES))
    with register.reading() as session:
        unknown = (each for each in drawn if each[0] not in {person.nik for person in near(session, each[0])})
        return list(islice(unknown, QUERIES))


def slipped(dice: random.Random, asked: list[Entry]) -> list[Entry]:
    return [(slip(dice, nik), name, born) for nik, name, born in asked]


def measure(register: Register, asked: list[Entry]) -> tuple[list[float], list[tuple[Lookalike, ...]]]:
    """Milliseconds of each question, and who was found."""
    spent, found = [], []
    for nik, name, born in asked:
        start = time.perf_counter()
        with register.reading() as session:
            found.append(lookalikes(Look(session, Reference(built_in()), NOW), nik, name, born))
        spent.append((time.perf_counter() - start) * 1000)
    return spent, found


def share(found: list[bool]) -> float:
    return 100 * sum(found) / len(found)


def figures() -> list[Figure]:
    """(name, measured, goal, unit); the name says whether the goal is a least or a most."""
    register = open_register(built(PERSONS), KEY)
    known, new = known_people(random.Random(20_261_122)), strangers(register)
    measure(register, known[:3])  # loads what the first question loads
    spent, found = measure(register, slipped(random.Random(1), known))
    _, clean = measure(register, new)
    register.close()
    ordered = sorted(spent)
    meant = [any(each.known.nik == entry[0] for each in rows) for entry, rows in zip(known, found, strict=True)]
    warned = [any(each.code for each in rows) for rows in clean]
    return [
        (
            "memory: look-alikes of a slip among 1,000,000 persons, median, at most",
            statistics.median(ordered),
            50.0,
            "ms",
        ),
        ("memory: the slowest of twenty, at most", ordered[int(len(ordered) * 0.95)], 50.0, "ms"),
        ("memory: the slowest of 500, at most", ordered[-1], 50.0, "ms"),
        ("memory: returning applicants with a slip in the number who are found, at least", share(meant), 95.0, "%"),
        ("memory: warnings on clean entries of strangers, at most", share(warned), 1.0, "%"),
        ("memory: strangers who are shown somebody, at most", share([bool(rows) for rows in clean]), 5.0, "%"),
    ]
