"""How long a keystroke of the search takes on 100,000 files, encrypted as in an office: `python tools/bench_search.py`.

Names and numbers are drawn, the same every time; rows go in by SQL, because the acts of so many files take an hour.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.cipher import raw_connection
from app.database import Register, open_register, upgrade
from app.queries import finding
from app.queries.finding import Filters
from app.queries.look import Look
from app.reference.catalogue_file import built_in
from app.reference.reference import Reference
from app.rules import registration, tracking
from app.rules.registration import ALPHABET, compact

FILES = 100_000
KEY = bytes(range(32))
DEVICES = ("7Q4", "7Q5", "7Q6")
FIRST = ("I WAYAN", "NI WAYAN", "I MADE", "NI MADE", "I NYOMAN", "NI LUH", "I KETUT", "IDA BAGUS", "ANAK AGUNG GEDE")
MIDDLE = ("BUDI", "SRI", "PUTRA", "ADI", "EKA", "DEWI", "KOMANG", "GEDE", "RAI", "OKA", "SURYA", "INDRA")
LAST = ("ARTANA", "SUDARMA", "PRATIWI", "LESTARI", "SUARDANA", "WIRAWAN", "ASTUTI", "MAHENDRA", "YASA", "KERTAYASA")
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
TEXTS = ("subject", "village", "previous_permit", "variant", "signer_capacity", "holder", "match", "catalogue")
PLAIN: dict[str, Any] = {
    **dict.fromkeys(TEXTS, ""),
    **dict.fromkeys(("ticks", "route", "pauses"), "[]"),
    "kind": "baru",
    "identity_notes": "{}",
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


def seed(path: Path, count: int = FILES) -> None:
    """`count` files over ten years, one applicant each, most of them ended."""
    upgrade(path, KEY)
    dice = random.Random(7)
    with raw_connection(path, KEY) as connection:
        connection.execute("BEGIN")
        for name in DEVICES:
            connection.execute("INSERT INTO device (code, name, counter) VALUES (?, ?, 0)", (name, f"Loket {name[2]}"))
        for applicant, application, words in _files(dice, count):
            _insert(connection, "applicant", applicant)
            _insert(connection, "application", application)
            _insert(connection, "search_index", words)
        connection.execute("COMMIT")


def _insert(connection: Any, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def _files(dice: random.Random, count: int) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    permits = built_in().permits
    for at in range(count):
        received = NOW - timedelta(days=3650) * (count - at) / count
        name = " ".join((dice.choice(FIRST), dice.choice(MIDDLE), dice.choice(LAST)))
        nik = f"5107{dice.randint(1, 8):02}{dice.randint(1, 71):02}{dice.randint(1, 12):02}"
        nik += f"{dice.randint(40, 99)}{at % 10_000:04}"
        phone = f"08{dice.randint(10**9, 10**10 - 1)}"
        permit = dice.choice(permits)
        running = at > count - 400
        stage = dice.choice(("verifikasi_berkas", "penyusunan_draf")) if running else _ended(dice)
        person = {
            "nik": nik,
            "foreign_id": "",
            "name": name,
            "phone": f"+62{phone[1:]}",
            "address": "Jalan Contoh 1" * 3,
        }
        application = _application(dice, at, received, permit, stage, name) | {"person": json.dumps(person)}
        applicant = {
            "id": f"p{at}",
            "nik": f"{nik}{at}"[-16:] if at % 3 else nik + str(at),
            "name": name,
            "birth_date": "1988-07-05",
            "person": json.dumps(person),
            "confirmed": f"{received:%Y-%m-%d %H:%M:%S.%f}",
        }
        number, permit_number = application["number"], f"500.16.7.2/{at:04}/SIPB/DPMPTSP/{received.year}"
        words = (
            compact(number),
            number,
            application["tracking"],
            nik,
            name,
            name,
            person["phone"],
            phone,
            permit_number,
        )
        yield applicant, application, {"application_id": application["id"], "words": " ".join(words)}


def _ended(dice: random.Random) -> str:
    return dice.choices(("selesai", "ditarik", "gugur", "penyerahan"), (95, 2, 1, 2))[0]


def _application(
    dice: random.Random, at: int, received: datetime, permit: Any, stage: str, name: str
) -> dict[str, Any]:
    def draw() -> str:
        return dice.choice(ALPHABET)

    device = dice.choices(DEVICES, (60, 35, 5))[0]
    day = received.date().isoformat()
    moment = f"{received:%Y-%m-%d %H:%M:%S.%f}"
    return PLAIN | {
        "id": f"{at:032x}",
        "number": registration.make("KRA", device, at + 1, draw),
        "tracking": tracking.make(device, draw),
        "permit_code": permit.code,
        "permit_name": permit.name,
        "short_name": permit.short_name,
        "applicant_id": f"p{at}",
        "applicant_name": name,
        "details": json.dumps({"keterangan": "x" * 600}),
        "stage": stage,
        "since": moment,
        "received": moment,
        "day_zero": day,
        "due": day,
        "promised": day,
        "ended": None if stage in ("verifikasi_berkas", "penyusunan_draf") else day,
        "counter": device,
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


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.db"
        start = time.perf_counter()
        seed(path)
        print(f"{FILES:,} files, {path.stat().st_size / 1e6:.0f} MB, seeded in {time.perf_counter() - start:.0f} s")
        register = open_register(path, KEY)
        measure(register, "warm", Filters())
        print("milliseconds a keystroke: median, 95 %, worst and where")
        for filters in FILTERS:
            report(register, filters)
        register.close()


def report(register: Register, filters: Filters) -> None:
    spent = [(each, typed) for text in ("", *TYPED) for each, typed in measure(register, text, filters)]
    figures = sorted(each for each, _ in spent)
    worst, typed = max(spent)
    named = ", ".join(f"{name} {value}" for name, value in vars(filters).items() if value) or "no filter"
    most = figures[int(len(figures) * 0.95)]
    print(f"{statistics.median(figures):6.1f} {most:6.1f} {worst:6.1f} at {typed!r:20} {named}")


if __name__ == "__main__":
    main()
