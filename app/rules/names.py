"""Names as printed on the KTP-el: one field, no splitting into first and last, single names valid.

Order prefixes (I, Ni, Ida Bagus, Anak Agung, Gusti) are part of the name; titles are not.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

from app.rules.verdicts import Checked, error, warning

# Titles as people add them to a form. One letter ("H.", "I", "R.") may be part of the name and is left alone.
TITLES = frozenset(
    {
        "prof",
        "dr",
        "drs",
        "dra",
        "drg",
        "drh",
        "ir",
        "hj",
        "kh",
        "ust",
        "ustadz",
        "se",
        "sh",
        "ssi",
        "spd",
        "sked",
        "skm",
        "skom",
        "sip",
        "sos",
        "ssos",
        "st",
        "stp",
        "sap",
        "sag",
        "spt",
        "mm",
        "mh",
        "mt",
        "msi",
        "mpd",
        "mkes",
        "mkom",
        "mba",
        "mma",
        "map",
        "mhum",
        "phd",
        "amd",
        "amdkeb",
        "skep",
        "ns",
        "sptk",
    }
)
SAME = 0.85

EMPTY = error("empty")
CHARACTERS = error("characters")
TITLE = warning("title")


def check_name(text: str) -> Checked:
    """Spaces tidied, nothing else changed. Digits never stand in a name; a title is worth a question."""
    name = " ".join(text.split())
    if not name:
        return Checked(name, (EMPTY,))
    if not all(letter.isalpha() or letter in " .,'’`-/()" or unicodedata.combining(letter) for letter in name):
        return Checked(name, (CHARACTERS,))
    return Checked(name, (TITLE,) if has_title(name) else ())


def has_title(name: str) -> bool:
    """A title with its dots ("S.H.", "dr."), or anything of two letters or more after a comma."""
    before, _, after = name.partition(",")
    words = [word for word in before.split() if "." in word]
    return bool(after.strip()) or any(_letters(word) in TITLES for word in words)


def _letters(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalpha())


def folded(name: str) -> str:
    """For comparing and searching: no case, accents or punctuation, words in alphabetical order."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    kept = "".join(" " if letter in ".,-/()" else letter for letter in bare.casefold())
    return " ".join(sorted("".join(filter(str.isalnum, word)) for word in kept.split())).strip()


def similarity(one: str, other: str) -> float:
    """0 to 1, whatever the order of the words; 0 when either is empty."""
    first, second = sorted((folded(one), folded(other)))
    return SequenceMatcher(None, first, second, autojunk=False).ratio() if first and second else 0.0


def same_name(one: str, other: str) -> bool:
    return similarity(one, other) >= SAME
