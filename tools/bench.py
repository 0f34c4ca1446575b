"""Figures beside what they are compared to, in one run: `make bench`.

Each `tools/bench_*.py` has `figures()`: (name, measured, goal, unit); a name that ends in `most` is met from below,
one that ends in `least` from above. Exit status 1 where a goal is missed.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

NONE = 1e9  # the goal of a figure that only stands beside others
Figure = tuple[str, float, float, str]


def parts(wanted: list[str]) -> Iterator[str]:
    for file in sorted(HERE.glob("bench_*.py")):
        if not wanted or file.stem.removeprefix("bench_") in wanted:
            yield file.stem


def met(name: str, measured: float, goal: float) -> bool:
    return measured <= goal if name.endswith("most") else measured >= goal


def main(wanted: list[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    missed = 0
    for part in parts(wanted):
        print(f"\n{part.removeprefix('bench_')}", flush=True)
        figures: list[Figure] = importlib.import_module(f"tools.{part}").figures()
        for name, measured, goal, unit in figures:
            good = met(name, measured, goal)
            missed += not good
            aim = f"goal {goal:10.2f} {unit:5}" if goal < NONE else unit
            print(f"  {name:76} {measured:11.2f}  {aim}{'' if good else '  MISSED'}", flush=True)
    print(f"\n{missed} goals missed" if missed else "\nall goals met")
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
