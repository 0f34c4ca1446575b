"""What the NIK checks catch and cost, and whether every region code is accepted: `python tools/bench.py nik`.

A simulation on synthetic numbers (`tools/nik_slips.py`), the same every time. Caught and alarm mean warning or error.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from app.reference.regions import Regions, regions
from app.rules.nik import Level, NikCheck, check_nik
from tools.build_regions import LEFT_IN_2012, lokal, nomiden
from tools.nik_slips import Applicant, applicant, slip

Figure = tuple[str, float, float, str]
Entry = tuple[Applicant, str, bool]

NUMBERS = 20_000
REPEATED = 0.1
TODAY = date(2026, 11, 21)
EXAMPLE = "5107034507880003"

# What the counter program has loaded before the first NIK is typed (settings) does not count, all else does.
FIRST_CHECK = f"""
import sys, time, tracemalloc
from datetime import date
import app.settings
if "memory" in sys.argv:
    tracemalloc.start()
start = time.perf_counter()
from app.reference.regions import regions
from app.rules.nik import check_nik
assert not check_nik("{EXAMPLE}", today=date(2026, 11, 21), regions=regions()).verdicts
spent = time.perf_counter() - start
print(tracemalloc.get_traced_memory()[1] / 1e6 if "memory" in sys.argv else spent * 1000)
"""


def entries(dice: random.Random, table: Regions) -> list[Entry]:
    """People, what was typed, and whether the slip is repeated wherever its digits are keyed again."""
    homes = [code for code in table.names if len(code) == 6]
    districts = homes + [code for code in table.former if len(code) == 6]
    people = [applicant(dice, homes, districts, TODAY) for _ in range(NUMBERS)]
    return [(person, slip(dice, person.nik), dice.random() < REPEATED) for person in people]


def alone(_: Applicant, typed: str, __: bool) -> NikCheck:
    return check_nik(typed, today=TODAY, regions=regions())


def with_birth(person: Applicant, typed: str, _: bool) -> NikCheck:
    return check_nik(typed, today=TODAY, regions=regions(), born=person.born, sex=person.sex)


def with_last4(person: Applicant, typed: str, _: bool) -> NikCheck:
    return _keyed_again(person, typed, person.nik)


def adaptive(person: Applicant, typed: str, _: bool) -> NikCheck:
    return _keyed_again(person, typed, person.nik, home=person.home)


def adaptive_repeated(person: Applicant, typed: str, repeated: bool) -> NikCheck:
    return _keyed_again(person, typed, typed if repeated else person.nik, home=person.home)


def _keyed_again(person: Applicant, typed: str, again: str, home: str | None = None) -> NikCheck:
    """As the form does: last four always, first six when they are not the home district's."""
    first = check_nik(typed, today=TODAY, regions=regions(), home=home)
    return check_nik(
        typed,
        today=TODAY,
        regions=regions(),
        born=person.born,
        sex=person.sex,
        home=home,
        rekey_last4=again[-4:],
        rekey_first6=again[:6] if first.asks_first6 else None,
    )


def share(levels: Iterable[Level]) -> float:
    """Percent that are warning or error."""
    stops = [level >= Level.WARNING for level in levels]
    return 100 * sum(stops) / len(stops)


def caught(typed: list[Entry], method: Callable[[Applicant, str, bool], NikCheck]) -> float:
    return share(method(*entry).level for entry in typed)


def alarms(typed: list[Entry]) -> float:
    """The same people, keyed without a slip."""
    return share(adaptive(person, person.nik, False).level for person, _, _ in typed)


def extra_keys(typed: list[Entry]) -> float:
    asked = sum(check_nik(p.nik, today=TODAY, regions=regions(), home=p.home).asks_first6 for p, _, _ in typed)
    return 4 + 6 * asked / len(typed)


def accepted() -> float:
    """Percent of the district codes of both packages, and of those of 2012, that pass without warning or error."""
    current = [code for code in lokal("wilayah") if len(code) == 6]
    former = [code for code in nomiden() if len(code) == 6]
    left = [regency + code[4:] for regency, to in LEFT_IN_2012.items() for code in current if code.startswith(to)]
    codes = {*current, *former, *left}
    table = regions()
    return 100 - share(check_nik(code + EXAMPLE[6:], today=TODAY, regions=table).level for code in codes)


def checks_per_second(typed: list[Entry]) -> float:
    """The best of five runs over the mistyped numbers, compared with birth date and sex."""
    table, best = regions(), float("inf")
    for _ in range(5):
        start = time.perf_counter()
        for person, number, _ in typed:
            check_nik(number, today=TODAY, regions=table, born=person.born, sex=person.sex)
        best = min(best, time.perf_counter() - start)
    return len(typed) / best


def first_check(what: str) -> float:
    """Milliseconds, or megabytes at the peak, in the best of five fresh processes."""
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-c", FIRST_CHECK, what]
    return min(
        float(subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout) for _ in range(5)
    )


def figures() -> list[Figure]:
    """(name, measured, goal, unit); the name says whether the goal is a least or a most."""
    typed = entries(random.Random(20_261_121), regions())
    return [
        ("NIK: current and former codes accepted, at least", accepted(), 100.0, "%"),
        ("NIK: slips caught from the number alone, at least", caught(typed, alone), 48.5, "%"),
        ("NIK: slips caught with birth date and sex, at least", caught(typed, with_birth), 71.0, "%"),
        ("NIK: slips caught with the last four re-keyed, at least", caught(typed, with_last4), 90.0, "%"),
        ("NIK: slips caught with adaptive re-keying, at least", caught(typed, adaptive), 97.0, "%"),
        (
            "NIK: slips caught with adaptive re-keying, one in ten repeated, at least",
            caught(typed, adaptive_repeated),
            97.0,
            "%",
        ),
        ("NIK: extra keys of adaptive re-keying, at most", extra_keys(typed), 5.5, "keys"),
        ("NIK: alarms on clean entries, at most", alarms(typed), 1.0, "%"),
        ("NIK: first check in a fresh process, at most", first_check("time"), 30.0, "ms"),
        ("NIK: memory of the first check, at most", first_check("memory"), 5.0, "MB"),
        ("NIK: checks a second, at least", checks_per_second(typed), 100_000.0, "/s"),
    ]
