"""An entry beside earlier applicants: the only comparison that finds a slip repeated on the same day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from string import digits

from app.rules.names import same_name
from app.rules.nik import KNOWN_NEAR_NIK, KNOWN_OTHER_NAME
from app.rules.verdicts import Verdict

LENGTH = 16


@dataclass(frozen=True, slots=True)
class EarlierPerson:
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


def numbers_near(number: str) -> frozenset[str]:
    """Every number of sixteen digits one edit away: some 160 where sixteen were typed, as many where one is missing,
    seventeen where there is one too many."""
    if len(number) == LENGTH - 1:
        found = {number[:at] + digit + number[at:] for at in range(LENGTH) for digit in digits}
    elif len(number) == LENGTH + 1:
        found = {number[:at] + number[at + 1 :] for at in range(len(number))}
    elif len(number) == LENGTH:
        found = {number[:at] + digit + number[at + 1 :] for at in range(LENGTH) for digit in digits}
        found |= {number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(LENGTH - 1)}
    else:
        found = set()
    return frozenset(found - {number})


def judge(entered: EarlierPerson, known: EarlierPerson) -> Verdict | None:
    """What one earlier applicant says of an entry."""
    if known.nik != entered.nik and not (known.born == entered.born and one_edit_apart(known.nik, entered.nik)):
        return None
    same = known.born == entered.born and same_name(known.name, entered.name)
    if known.nik == entered.nik:
        return None if same else KNOWN_OTHER_NAME
    return KNOWN_NEAR_NIK if same else None


def compare(entered: EarlierPerson, register: Iterable[EarlierPerson]) -> tuple[Verdict, ...]:
    """`register` holds who has this number or one that is near; the caller narrows it down."""
    said = {judge(entered, known) for known in register}
    return tuple(verdict for verdict in (KNOWN_OTHER_NAME, KNOWN_NEAR_NIK) if verdict in said)
