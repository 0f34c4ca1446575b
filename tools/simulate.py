"""Counters and a centre under every fault, as many seeds as wanted: `tools/simulate.py [SEEDS] [FIRST] [MUTANT]`.

The last line tells seeds, acts, faults by kind and violations; exit status 1 where there is a violation. A seed that
failed is played again by `tools/simulate.py 1 SEED`.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.whole.simulation.campaign import Outcome, play

SEEDS = 100
# What the statistics count beside faults.
NO_FAULTS = ("refused:", "unavailable:", "requests", "replayed", "backup", "late_in_vain", "paired_again")


def faults_in(stats: Counter[str]) -> dict[str, int]:
    return {kind: count for kind, count in sorted(stats.items()) if not kind.startswith(NO_FAULTS)}


def tell(outcome: Outcome) -> None:
    if outcome.violation or outcome.seed % 20 == 0:
        print(f"seed {outcome.seed}: {outcome.violation or 'every invariant holds'}", flush=True)


def main(arguments: list[str]) -> int:
    count, first = (int(word) for word in (arguments + [str(SEEDS), "0"][len(arguments) :])[:2])
    mutant = arguments[2] if len(arguments) > 2 else ""
    stats: Counter[str] = Counter()
    acts = violations = 0
    cpu, began = 0.0, time.perf_counter()
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        for outcome in processes.map(partial(play, mutant=mutant), range(first, first + count)):
            tell(outcome)
            acts, violations = acts + outcome.acts, violations + bool(outcome.violation)
            cpu += outcome.seconds
            stats.update(outcome.stats)
    seconds = time.perf_counter() - began
    print(f"{seconds:.0f} s, {acts / seconds:.1f} acts/s, {acts / max(cpu, 1e-9):.1f} acts/s of one processor")
    print(f"requests {stats['requests']}, whole comparisons {stats['replayed']}, refused at the counter:")
    print(" ", {kind: n for kind, n in stats.most_common() if kind.startswith(("refused:", "unavailable:"))})
    print(f"seeds {count}, acts {acts}, faults {faults_in(stats)}, violations {violations}", flush=True)
    return min(violations, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
