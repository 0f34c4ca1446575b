"""Lines and branches covered, by room: all of rules, actions and print, 90 % of the rest together.

Reads what `coverage json` wrote. `python tools/coverage_gate.py coverage.json`
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any

WHOLE = frozenset(("rules", "actions", "print"))
REST = 90.0
NAMED = 12  # missing places a file; a file that no test opens would fill a screen


@dataclass(frozen=True)
class Share:
    """`total` counts statements and branches."""

    covered: int = 0
    total: int = 0
    missing: tuple[str, ...] = ()

    def __add__(self, other: Share) -> Share:
        return Share(self.covered + other.covered, self.total + other.total, self.missing + other.missing)

    @property
    def percent(self) -> float:
        return 100 * self.covered / self.total if self.total else 100.0


def room(file: str) -> str:
    """`app/rules/nik.py` is of `rules`, `app/database.py` of `database`."""
    return PureWindowsPath(file).with_suffix("").parts[1]


def share(file: str, entry: Mapping[str, Any]) -> Share:
    summary = entry["summary"]
    missing = (*map(str, entry["missing_lines"]), *("->".join(map(str, arc)) for arc in entry["missing_branches"]))
    return Share(
        summary["covered_lines"] + summary["covered_branches"],
        summary["num_statements"] + summary["num_branches"],
        (f"{file}: {named(missing)}",) if missing else (),
    )


def named(missing: tuple[str, ...]) -> str:
    more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
    return ", ".join(missing[:NAMED]) + more


def by_room(report: Mapping[str, Any]) -> dict[str, Share]:
    rooms: defaultdict[str, Share] = defaultdict(Share)
    for file, entry in sorted(report["files"].items()):
        rooms[room(file)] += share(file, entry)
    return dict(rooms)


def failures(rooms: Mapping[str, Share]) -> Iterator[str]:
    for name in sorted(WHOLE & rooms.keys()):
        yield from rooms[name].missing
    rest = sum((part for name, part in rooms.items() if name not in WHOLE), Share())
    if rest.percent < REST:
        yield f"the rest is covered {rest.percent:.1f} %, wanted {REST:.0f} %"
        yield from rest.missing


def main(report: Path) -> int:
    rooms = by_room(json.loads(report.read_text("utf-8")))
    short = list(failures(rooms))
    print(*short, sep="\n", end="\n" if short else "")
    for name, part in sorted(rooms.items()):
        wanted = "100 %" if name in WHOLE else ""
        print(f"{name:12}{part.percent:7.2f} % of {part.total:5} lines and branches  {wanted}".rstrip())
    rest = sum((part for name, part in rooms.items() if name not in WHOLE), Share())
    print(f"{'the rest':12}{rest.percent:7.2f} % of {rest.total:5} lines and branches  {REST:.0f} %")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
