"""An entry beside earlier applicants: the only comparison that finds a slip repeated on the same day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.rules.names import same_name
from app.rules.nik import KNOWN_NEAR_NIK, KNOWN_OTHER_NAME
from app.rules.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Person:
    nik: str
    name: str
    born: date


def one_edit_apart(one: str, other: str) -> bool:
    """Damerau-Levenshtein distance of exactly one: a digit replaced, left out, added, or two neighbours swapped."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    lengths = sorted((len(one), len(other)))
    return lengths in ([0, 1], [1, 1]) or (lengths == [2, 2] and one == other[::-1])


def compare(entered: Person, register: Iterable[Person]) -> tuple[Verdict, ...]:
    """`register` holds who has this NIK or this birth date; the caller narrows it down."""
    other_name = near_nik = False
    for known in register:
        name, born = same_name(known.name, entered.name), known.born == entered.born
        other_name |= known.nik == entered.nik and not (name and born)
        near_nik |= name and born and one_edit_apart(known.nik, entered.nik)
    return (KNOWN_OTHER_NAME,) * other_name + (KNOWN_NEAR_NIK,) * near_nik
