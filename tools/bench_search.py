"""How long a keystroke of the search takes on 100,000 files, encrypted as in an office.

Names and numbers are drawn, the same every time; rows go in as they are: the acts of so many files take an hour.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from app.database import Register, open_register
from app.models.application import Applicant, Application
from app.models.office import Device
from app.queries import finding
from app.queries.finding import Filters
from app.queries.look import Look
from app.reference.catalogue import PermitType
from app.reference.catalogue_file import built_in
from app.reference.reference import Reference
from app.rules import registration, tracking
from app.rules.registration import ALPHABET, compact
from tools.bench import Figure

FILES = 100_000
MEDIAN_MS, MOST_MS, WORST_MS = 30.0, 50.0, 300.0
KEY = bytes(range(32))
DEVICES = ("7Q4", "7Q5", "7Q6")
FIRST = ("I WAYAN", "NI WAYAN", "I MADE", "NI MADE", "I NYOMAN", "NI LUH", "I KETUT", "IDA BAGUS", "ANAK AGUNG GEDE")
MIDDLE = ("BUDI", "SRI", "PUTRA", "ADI", "EKA", "DEWI", "KOMANG", "GEDE", "RAI", "OKA", "SURYA", "INDRA")
LAST = ("ARTANA", "SUDARMA", "PRATIWI", "LESTARI", "SUARDANA", "WIRAWAN", "ASTUTI", "MAHENDRA", "YASA", "KERTAYASA")
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
TEXTS = ("subject", "object_key", "village", "previous_permit", "variant", "signer_capacity", "holder", "match")
PLAIN: dict[str, Any] = {
    **dict.fromkeys((*TEXTS, "catalogue"), ""),
    **dict.fromkeys(("ticks", "route", "pauses"), ()),
    "kind": "baru",
    "identity_notes": {},
    "outcome": "izin",
    "days": 5,
    "policy": "pause",
    "used": 4,
    "officer_id": "o",
    "entry_seconds": 300,
    "decisions": 4,
}
TYPED = (
    "Ni Luh Sri Pratiwi",
    "wayan sudarma",
    "5107034507880003",
    "5107 1234",
    "kra 7q4 00127",
    "0812-3456",
    "SIPB/DPMPTSP",
    "tidak ada orang ini",
)
FILTERS = (
    Filters(),
    Filters(stage="verifikasi_berkas"),
    Filters(stage="selesai"),
    Filters(permit="MKM"),
    Filters(since=date(2019, 3, 1), until=date(2019, 3, 31)),
    Filters(counter="7Q6", stage="gugur", permit="HIB"),
)


AT_ONCE = 1_000
WORDS = text("INSERT INTO search_index (application_id, words) VALUES (:application_id, :words)")
KEPT = {permit.code: msgspec.to_builtins(built_in().kept(permit)) for permit in built_in().permits}
File = tuple[dict[str, Any], dict[str, Any], dict[str, str]]


def seed(path: Path, count: int) -> None:
    """`count` files over ten years, one applicant each, most of them ended."""
    register = open_register(path, KEY)
    files = _files(random.Random(7), count)
    with register.writing() as session:
        session.execute(insert(Device), [{"code": name, "name": f"Loket {name[2]}", "counter": 0} for name in DEVICES])
        while some := list(islice(files, AT_ONCE)):
            _put(session, some)
    register.close()


def _put(session: Session, files: list[File]) -> None:
    applicants, applications, words = zip(*files, strict=True)
    session.execute(insert(Applicant), list(applicants))
    session.execute(insert(Application), list(applications))
    session.execute(WORDS, list(words))


def _files(dice: random.Random, count: int) -> Iterator[File]:
    permits, given = built_in().permits, Counter[str]()
    for at in range(count):
        received = NOW - timedelta(days=3650) * (count - at) / count
        name = " ".join((dice.choice(FIRST), dice.choice(MIDDLE), dice.choice(LAST)))
        nik = f"5107{dice.randint(1, 8):02}{dice.randint(1, 71):02}{dice.randint(1, 12):02}{at % 1_000_000:06}"
        phone = f"08{dice.randint(10**9, 10**10 - 1)}"
        permit = dice.choice(permits)
        running = at > count - 400
        stage = dice.choice(("verifikasi_berkas", "penyusunan_draf")) if running else _ended(dice)
        device = dice.choices(DEVICES, (60, 35, 5))[0]
        given[device] += 1
        person = {
            "nik": nik,
            "foreign_id": "",
            "name": name,
            "phone": f"+62{phone[1:]}",
            "address": "Jalan Contoh 1" * 3,
        }
        applicant = {
            "id": f"p{at}",
            "nik": nik,
            "foreign_id": None,
            "name": name,
            "birth_date": date(1988, 7, 5),
            "person": person,
            "confirmed": received,
        }
        application = _application(dice, at, received, permit, stage) | {
            "number": registration.make("KRA", device, given[device], partial(dice.choice, ALPHABET)),
            "counter": device,
            "applicant_id": f"p{at}",
            "applicant_name": name,
            "person": person,
        }
        number, permit_number = application["number"], f"500.16.7.2/{at:04}/SIPB/DPMPTSP/{received.year}"
        said = (compact(number), number, application["tracking"], nik, name, person["phone"], phone, permit_number)
        yield applicant, application, {"application_id": application["id"], "words": " ".join(said)}


def _ended(dice: random.Random) -> str:
    return dice.choices(("selesai", "ditarik", "gugur", "penyerahan"), (95, 2, 1, 2))[0]


def _application(dice: random.Random, at: int, received: datetime, permit: PermitType, stage: str) -> dict[str, Any]:
    day = received.date()
    return PLAIN | {
        "id": f"{at:032x}",
        "tracking": tracking.make(DEVICES[0], partial(dice.choice, ALPHABET)),
        "permit_code": permit.code,
        "permit_name": permit.name,
        "short_name": permit.short_name,
        "permit_type": KEPT[permit.code],
        "details": {"keterangan": "x" * 600},
        "stage": stage,
        "since": received,
        "received": received,
        "day_zero": day,
        "due": day,
        "promised": day,
        "ended": None if stage in ("verifikasi_berkas", "penyusunan_draf") else day,
    }


def keystrokes(text: str) -> list[str]:
    return [text[:length] for length in range(1, len(text) + 1)]


def measure(register: Register, text: str, filters: Filters) -> list[tuple[float, str]]:
    """Milliseconds of every keystroke of a text and what stood there, each asked anew as the page does."""
    spent = []
    for typed in keystrokes(text) or [""]:
        start = time.perf_counter()
        with register.reading() as session:
            finding.find(Look(session, Reference(built_in()), NOW), typed, filters)
        spent.append(((time.perf_counter() - start) * 1000, typed))
    return spent


def figures() -> list[Figure]:
    """(name, measured, goal, unit); the worst of all keystrokes stands with what was typed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.db"
        seed(path, FILES)
        register = open_register(path, KEY)
        measure(register, "warm", Filters())
        plain, filtered = (_spent(register, some) for some in (FILTERS[:1], FILTERS[1:]))
        register.close()
    return [*_told("without filters", plain), *_told("with filters", filtered)]


def _spent(register: Register, filters: Iterable[Filters]) -> list[tuple[float, str]]:
    return [each for one in filters for text in ("", *TYPED) for each in measure(register, text, one)]


def _told(which: str, spent: list[tuple[float, str]]) -> list[Figure]:
    ordered = sorted(each for each, _ in spent)
    worst, typed = max(spent)
    what = f"search: a keystroke among {FILES:,} files, {which}"
    return [
        (f"{what}, median, at most", statistics.median(ordered), MEDIAN_MS, "ms"),
        (f"{what}, 95th percentile, at most", ordered[int(len(ordered) * 0.95)], MOST_MS, "ms"),
        (f"{what}, worst ({typed!r}), at most", worst, WORST_MS, "ms"),
    ]
