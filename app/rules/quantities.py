"""Numbers as people type and paste them: `15.000,00`, `Rp 250.000,-`, `1,5 juta`, `1.500 m2`, `1,5 ha`, `1,250.75`.

Indonesian writing has a point between the thousands and a comma before the fraction; what is copied from elsewhere may
have them the other way round. What can be read in two ways is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.rules.wording import thousands

NOT_A_NUMBER, UNCLEAR, NOT_WHOLE, TOO_LONG = "not_a_number", "number_unclear", "not_whole", "number_too_long"
MOST_DIGITS = 15

SCALES = {
    **dict.fromkeys(("ribu", "rb"), Decimal(1_000)),
    **dict.fromkeys(("juta", "jt"), Decimal(1_000_000)),
    **dict.fromkeys(("miliar", "milyar"), Decimal(1_000_000_000)),
    **dict.fromkeys(("triliun", "trilyun"), Decimal(1_000_000_000_000)),
}
_SQUARE = dict.fromkeys(("m2", "m\u00b2", "mpersegi", "meterpersegi", "meter2", "meter\u00b2"), Decimal(1))
_HECTARES = dict.fromkeys(("ha", "hektar", "hektare"), Decimal(10_000))
# What may stand behind a number of that unit, and how many of the unit it is; where nobody said which unit it is, what
# changes no number, and what may be a factor as well as a unit: "2 M" is 2 miliar on a sum, 2 metres on a measure.
TWO_THINGS = Decimal("NaN")
UNITS = {
    "m2": {**_SQUARE, **_HECTARES, "are": Decimal(100), "km2": Decimal(1_000_000), "km\u00b2": Decimal(1_000_000)},
    "m": {"m": Decimal(1), "meter": Decimal(1), "cm": Decimal("0.01"), "km": Decimal(1_000)},
    "": {**_SQUARE, "m": Decimal(1), "M": TWO_THINGS, "meter": Decimal(1)},
}

MINUS = re.compile(r"[\u2010-\u2015\u2212]")
"""Hyphens and dashes that stand for a minus."""

UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Characters that nobody sees, left by what a text was copied from."""
# Spaces around the currency, the sign and the words; one between figures stands for a point.
_SPACE = re.compile(r"^\s+|\s+$|(?<![0-9.,])\s+|(?<=[pP]\.)\s+|\s+(?![0-9.,\s])")
_SPACED = re.compile(r"[0-9]{1,3}(?:\s[0-9]{3})+(?:[.,][0-9]+)?")
_CURRENCY = re.compile(r"^(-?)(?:rp\.?|idr)(?=[-\d])", re.IGNORECASE)
_NO_SEN = re.compile(r"(?<=[0-9])[.,][-=]{1,2}$")
_RUPIAH = re.compile(r"(?<=[0-9a-z])rupiah$", re.IGNORECASE)
_WORD = re.compile(r"(?<=[0-9])(?:[^\W\d_]+[2\u00b2]?)$")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_ALLOWED = re.compile(r"[0-9.,]+")


@dataclass(frozen=True)
class Quantity:
    """What was read, or the code of why nothing was; both are empty where nothing is written."""

    value: Decimal | None = None
    problem: str = ""


def read(text: str, *, whole: bool = False, unit: str = "") -> Quantity:
    """The number that is written, in `unit` (m2, m; "" where nobody said); `whole` where neither a fraction nor a
    unit has a place, as in rupiah."""
    bare, factor = _bare(text, {} if whole else UNITS[unit])
    if not bare:
        return Quantity()
    figures = bare.removeprefix("-")
    if _SPACED.fullmatch(figures):
        figures = "".join(figures.split())
    if not _ALLOWED.fullmatch(figures) or not figures[0].isdigit() or not figures[-1].isdigit():
        return Quantity(problem=NOT_A_NUMBER)
    plain = UNCLEAR if factor.is_nan() or _may_be_slip(figures, factor, whole=whole) else _plain(figures)
    if plain in (NOT_A_NUMBER, UNCLEAR):
        return Quantity(problem=plain)
    value = Decimal(plain) * factor * (-1 if bare.startswith("-") else 1)
    if sum(map(str.isdigit, figures)) > MOST_DIGITS or abs(value) >= 10**MOST_DIGITS:
        return Quantity(problem=TOO_LONG)
    if whole and value != value.to_integral_value():
        return Quantity(problem=NOT_WHOLE)
    return Quantity(value.to_integral_value() if whole else value)


def _may_be_slip(figures: str, factor: Decimal, *, whole: bool) -> bool:
    """Whether a mark may be meant for another one."""
    if factor != 1 and len(figures) <= 7 and _GROUPED.fullmatch(figures) and not figures.startswith("0"):
        return True  # 1.500 juta
    before, _, fraction = _plain(figures).partition(".")
    if len(fraction) < 3:
        return False
    if whole and factor == 1:  # no sen has three figures: 15.0000 and 1.000,000
        return True
    if len(fraction) == 3 and not fraction.strip("0"):  # 1.500,000: nobody means a fraction that is none
        return True
    # 1.5000 and 1500.000; whoever means a fraction has the comma, or a nought alone before it
    return figures[-len(fraction) - 1] == "." and bool(before.strip("0"))


def shown(number: Decimal | int) -> str:
    """As it is written here, so that it is read as the same number again: 1.500 and 2,5, never 1,125 for 1,1250."""
    whole, _, fraction = f"{abs(number):f}".partition(".")
    if not fraction.strip("0"):
        fraction = ""
    if len(fraction) == 3 and whole != "0" and len(whole) <= 3:
        fraction += "0"
    sign = "-" if number < 0 else ""
    return f"{sign}{thousands(int(whole))}" + (f",{fraction}" if fraction else "")


def _bare(text: str, units: Mapping[str, Decimal]) -> tuple[str, Decimal]:
    """Without spaces, currency, words and the dash that stands for no sen; and what the words multiply it by."""
    closed = _SPACE.sub("", UNSEEN.sub("", MINUS.sub("-", text)))
    bare = _RUPIAH.sub("", _NO_SEN.sub("", _CURRENCY.sub(r"\1", closed)))
    word, known = _WORD.search(bare), {**SCALES, **units}
    factor = known.get(word[0], known.get(word[0].casefold())) if word else None
    return (bare, Decimal(1)) if word is None or factor is None else (bare[: word.start()], factor)


def _plain(figures: str) -> str:
    """The figures with a point before the fraction and nothing else, or a code."""
    marks = re.sub(r"[0-9]", "", figures)
    if not marks:
        return figures
    last = marks[-1]
    other = "." if last == "," else ","
    whole, _, fraction = figures.rpartition(last)
    if other in marks:
        fits = last not in whole and _one_way(whole, other)
        return f"{whole.replace(other, '')}.{fraction}" if fits else NOT_A_NUMBER
    if _GROUPED.fullmatch(figures) and not figures.startswith("0"):
        one_comma = marks == ","
        return UNCLEAR if one_comma else figures.replace(last, "")
    return f"{whole}.{fraction}" if len(marks) == 1 else NOT_A_NUMBER


def _one_way(whole: str, mark: str) -> bool:
    """Whether the part before the fraction is grouped by `mark` in threes throughout."""
    return bool(_GROUPED.fullmatch(whole)) and not whole.startswith("0") and set(re.sub(r"[0-9]", "", whole)) == {mark}
