"""Mutants of the rules and the acts, killed or not by their tests: `tools/mutation.py [SAMPLE [SEED]]`.

Without SAMPLE every mutant is tried, which takes many hours; with it that many of each room, chosen by SEED. The list
of who survived comes first, then a line a room; exit status 1 where fewer than nine tenths of a room were killed.
mutmut keeps its copy and its answers in `mutants/` and goes on where it was stopped.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOMS = ("rules", "actions")
ENOUGH = 0.9
NOTHING = "no mutant has this name"
# Exit codes of pytest, and what mutmut says for a mutant that has run into its time limit: both are noticed.
SURVIVED, NO_TESTS = (0,), (5, 33)
UNTRIED = (None, 2, 34)


@dataclass
class Score:
    room: str
    killed: int = 0
    survived: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Between 0 and 1; a room nobody tried has none."""
        tried = self.killed + len(self.survived)
        return self.killed / tried if tried else 0.0

    def __str__(self) -> str:
        return f"{self.room:8} {self.killed} of {self.killed + len(self.survived)} killed, {self.share:.1%}"


def answers(copy: Path, room: str) -> dict[str, int | None]:
    """Every mutant of the room with the exit code of its tests, None before they ran."""
    found: dict[str, int | None] = {}
    for path in sorted((copy / "app" / room).rglob("*.py.meta")):
        found.update(json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"])
    return found


def chosen(names: Iterable[str], sample: int, seed: int) -> list[str]:
    """`sample` of them by chance, all where there are fewer."""
    ordered = sorted(names)
    return random.Random(seed).sample(ordered, min(sample, len(ordered)))


def score(room: str, told: dict[str, int | None], names: Iterable[str]) -> Score:
    made = Score(room)
    for name in names:
        if told[name] in SURVIVED + NO_TESTS:
            made.survived.append(name)
        elif told[name] not in UNTRIED:
            made.killed += 1
    return made


def mutate(names: Iterable[str]) -> None:
    subprocess.run((sys.executable, "-m", "mutmut", "run", "--max-children", "2", *names), cwd=HERE, check=False)


def main(arguments: list[str]) -> int:
    sample, seed = (int(word) for word in (arguments + ["0", "0"][len(arguments) :])[:2])
    copy = HERE / "mutants"
    mutate([NOTHING])  # makes the mutants and says that none is called so
    names = {room: answers(copy, room) for room in ROOMS}
    wanted = {room: chosen(told, sample or len(told), seed) for room, told in names.items()}
    mutate(name for room in ROOMS for name in wanted[room])
    scores = [score(room, answers(copy, room), wanted[room]) for room in ROOMS]
    print(*(f"survived {name}" for each in scores for name in each.survived), *scores, sep="\n")
    return int(any(each.share < ENOUGH for each in scores))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
