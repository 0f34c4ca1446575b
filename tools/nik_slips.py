"""Synthetic people and the slips a clerk makes in keying their NIK, for `tools/bench_nik.py`. No real number.

Assumptions, chosen before measuring: home is a district drawn evenly; four in five keep the NIK of their home, the rest
have any current or former district; serials are mostly small; a slip falls on any of the sixteen places alike.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

AT_HOME = 0.8
# Substitution, transposition, omitted or doubled, other: the mix of the specification.
MIX = (64, 12, 18, 6)


@dataclass(frozen=True, slots=True)
class Applicant:
    nik: str
    born: date
    sex: str
    home: str


def applicant(dice: random.Random, homes: Sequence[str], districts: Sequence[str], today: date) -> Applicant:
    home = dice.choice(homes)
    district = home if dice.random() < AT_HOME else dice.choice(districts)
    born = today - timedelta(days=int(dice.triangular(17.01, 93, 35) * 365.2425))
    sex = dice.choice("LP")
    day = born.day + (40 if sex == "P" else 0)
    serial = min(9999, 1 + int(dice.expovariate(1 / 15)))
    return Applicant(f"{district}{day:02}{born:%m%y}{serial:04}", born, sex, home)


def slip(dice: random.Random, nik: str) -> str:
    """A mistyped `nik`; draws again while the slip leaves the number as it was (a swap of equal digits)."""
    while True:
        (kind,) = dice.choices((_substitution, _transposition, _length, _other), MIX)
        typed = kind(dice, nik)
        if typed != nik:
            return typed


def _substitution(dice: random.Random, nik: str) -> str:
    place = dice.randrange(16)
    return nik[:place] + dice.choice("0123456789") + nik[place + 1 :]


def _transposition(dice: random.Random, nik: str) -> str:
    place = dice.randrange(15)
    return nik[:place] + nik[place + 1] + nik[place] + nik[place + 2 :]


def _length(dice: random.Random, nik: str) -> str:
    """Half left out; half doubled, of which every second swallows the digit after it and keeps the length."""
    place = dice.randrange(16)
    if dice.random() < 0.5:
        return nik[:place] + nik[place + 1 :]
    swallowed = dice.random() < 0.5
    return (nik[: place + 1] + nik[place] + nik[place + 1 + swallowed :])[: 16 if swallowed else 17]


def _other(dice: random.Random, nik: str) -> str:
    return dice.choice((_jump, _twins, _groups))(dice, nik)


def _jump(dice: random.Random, nik: str) -> str:
    place = dice.randrange(14)
    return nik[:place] + nik[place : place + 3][::-1] + nik[place + 3 :]


def _twins(dice: random.Random, nik: str) -> str:
    """aa becomes bb; nothing where no two equal digits stand together."""
    places = [place for place in range(15) if nik[place] == nik[place + 1]]
    if not places:
        return nik
    place = dice.choice(places)
    return nik[:place] + dice.choice("0123456789") * 2 + nik[place + 2 :]


def _groups(dice: random.Random, nik: str) -> str:
    """Neighbouring groups of six, or of four, swapped."""
    size = dice.choice((6, 4))
    start = 0 if size == 6 else dice.choice((0, 4, 8))
    middle, end = start + size, start + 2 * size
    return nik[:start] + nik[middle:end] + nik[start:middle] + nik[end:]
