"""The calendar of the office: decreed national days, Bali's holy days, and what the office itself wrote down.

National days and cuti bersama come from the package `holidays` (imported only when asked, 0.2 s); where
`resources/holidays/<year>.csv` names a day, its wording and source are used. Only years of `decreed.csv` are known:
for other years the package computes dates that no decree has set, so they are left out and reported as missing.

Bali's dispensation days (`bali.csv`) follow the 210-day Pawukon cycle and are marked as computed in `sumber`; the
Governor's yearly circular decides. Siwaratri and Tawur and Ngembak Geni around Nyepi follow the moon and are not
computed here: an office adds them from the circular to its own file.

The office's file has the columns of `bali.csv`. Its rows replace everything known of the same day, so `ya` in
`dihitung_sla` makes it a working day. A row with a bare year in `tanggal` and the kind `tahun_lengkap` declares that
the file holds that year's national days in full: a register outlives this program's updates.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.resources.abc import Traversable

from app.errors import Refused
from app.rules.working_days import KINDS, WHOLE_YEAR, Calendar, Holiday
from app.settings import resource

NATIONAL, COLLECTIVE = "libur_nasional", "cuti_bersama"
COUNTER = {NATIONAL: "tutup", COLLECTIVE: "ditetapkan instansi"}
COUNTS = {"ya": True, "tidak": False}

Row = Mapping[str, str]


def decrees() -> dict[int, str]:
    """The decree of every year whose national days are known."""
    return {int(row["tahun"]): row["keputusan"] for row in _rows(resource("holidays/decreed.csv"))}


def calendar(*, bali: bool, office: Traversable | None = None) -> Calendar:
    """National days, with Bali's if wanted, overruled by the office's own file (a Path will do).

    Raises Refused("calendar_row", row=line) where a row of the office's file cannot be used, and
    Refused("calendar_file") where the file is no text.
    """
    decreed = decrees()
    known = [*_national(decreed), *(read(_rows(resource("holidays/bali.csv"))) if bali else ())]
    own = _rows(office) if office else []
    return Calendar(tuple(known), frozenset(decreed)).ruled(read(own), whole_years(own))


def read(rows: Iterable[Row]) -> list[Holiday]:
    return [_holiday(row, line) for line, row in _numbered(rows) if row.get("jenis") != WHOLE_YEAR]


def whole_years(rows: Iterable[Row]) -> frozenset[int]:
    return frozenset(_year(row, line) for line, row in _numbered(rows) if row.get("jenis") == WHOLE_YEAR)


def _rows(file: Traversable) -> list[Row]:
    """Excel in Indonesian writes semicolons."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as unreadable:
        raise Refused("calendar_file") from unreadable
    return list(csv.DictReader(lines, restval="", delimiter=";" if lines and ";" in lines[0] else ","))


def _numbered(rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    """With the line of the file, of which the first holds the names of the columns."""
    return enumerate(rows, start=2)


def _year(row: Row, line: int) -> int:
    found = re.fullmatch("[0-9]{4}", row.get("tanggal", ""))
    if not found:
        raise Refused("calendar_row", row=str(line))
    return int(found[0])


def _holiday(row: Row, line: int) -> Holiday:
    try:
        holiday = Holiday(
            day=date.fromisoformat(row["tanggal"]),
            kind=KINDS[KINDS.index(row["jenis"])],
            name=row["nama"],
            counts_for_sla=COUNTS[row["dihitung_sla"]],
            counter=row["loket_buka"],
            source=row["sumber"],
        )
    except (KeyError, ValueError, TypeError) as unusable:
        raise Refused("calendar_row", row=str(line)) from unusable
    return holiday


def _national(decreed: Mapping[int, str]) -> Iterator[Holiday]:
    """The package's days of the decreed years, in the decree's own words where a file has them."""
    worded = {(holiday.day, holiday.kind): holiday for holiday in _worded(decreed)}
    for year, decree in decreed.items():
        for kind, day, name in _from_package(year):
            yield worded.get((day, kind)) or Holiday(day, kind, name, False, COUNTER[kind], decree)


def _worded(decreed: Mapping[int, str]) -> Iterator[Holiday]:
    for year in decreed:
        file = resource(f"holidays/{year}.csv")
        if file.is_file():
            yield from read(_rows(file))


def _from_package(year: int) -> Iterator[tuple[str, date, str]]:
    from holidays.countries.indonesia import Indonesia

    for kind, category in ((NATIONAL, "public"), (COLLECTIVE, "government")):
        for day, name in Indonesia(years=year, categories=(category,), language="id").items():
            yield kind, day, name
