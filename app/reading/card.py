"""What a card's picture proposes for the form: each field with the letters that are to be looked at again.

A letter is doubtful where it was read with little certainty or where a rule speaks against it. Letters become digits
only where nothing but a digit can stand, and stay doubtful. Birth date and sex come from their own lines, never from
the number; where they disagree with it both are doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz.fuzz import ratio

from app.errors import Refused
from app.reading.lines import ReadLetter, Signs, TextLine, text_of, values
from app.reference.regions import find_villages, regions
from app.reference.villages import Village
from app.rules.names import check_name
from app.rules.nik import Verdict, check_nik
from app.rules.verdicts import Level

SURE = 0.85  # a letter read with less is doubtful
FAINT = 0.5  # the same for a word that is in a list
ALIKE = {"0": "OoDQ", "1": "Iil|!L", "2": "Zz", "5": "Ss", "6": "Gb", "7": "T", "8": "B", "9": "gq"}
DIGITS = {letter: digit for digit, letters in ALIKE.items() for letter in letters}
SEXES = {"LAKI-LAKI": "L", "PEREMPUAN": "P"}
BORN = re.compile(r"(\S\S)\s?\W\s?(\S\S)\s?\W\s?(\S{4})$")
AREA = re.compile(r"(\S{3})\s?\W\s?(\S{3})$")
LIKE = 70  # of 100, for a word of which there are two
ODD = 2  # letters no name has; with more of them it is something else
ALL = 1000  # villages that are found, so that no second one of the name is missed
ONCE = ("nik", "name", "birth")
# The digits of the number that a verdict is about.
ABOUT = {
    "province_unknown": range(2),
    "region_zero": range(2, 6),
    "region_unknown": range(2, 6),
    "date_impossible": range(6, 12),
    "age_unusual": range(10, 12),
    "sex_differs": range(6, 7),
    "serial_zero": range(12, 16),
}
DAY, MONTH, YEAR = (6, 8), (8, 10), (10, 12)  # in the number
PRINTED = {DAY: (0, 2), MONTH: (3, 5), YEAR: (8, 10)}  # in 05-07-1988


@dataclass(frozen=True, slots=True)
class Read:
    """`text` as it is shown, `value` as the form takes it, `doubtful` the places in the text to look at again."""

    text: str
    value: str | date | Village
    doubtful: tuple[int, ...] = ()


Proposal = dict[str, Read]  # in the order of the form, without what could not be read


def propose(lines: Sequence[TextLine], *, today: date, near: str = "") -> Proposal:
    """`near` are the digits of the office's regency. Refused where the picture shows no card, or more than one."""
    beside = values(lines)
    if any(len(beside.get(label, ())) > 1 for label in ONCE):
        raise Refused("card_several")
    only = {label: found[0] for label, found in beside.items()}
    birth_place, birth_date = _birth(only.get("birth", ()))
    found = {
        "nik": _number(only.get("nik", ())),
        "name": _name(only.get("name", ())),
        "birth_date": birth_date,
        "sex": _sex(only.get("sex", ())),
        "address": _address(only.get("address", ()), only.get("rt_rw", ())),
        "village": _village(only.get("village", ()), only.get("district", ()), near),
        "birth_place": birth_place,
    }
    proposal = {field: read for field, read in found.items() if read is not None}
    if len(proposal) < 2 or not {"nik", "name"} & proposal.keys():
        raise Refused("card_unreadable")
    return _compared(proposal, today)


def _number(read: Signs) -> Read | None:
    """Sixteen digits or nothing: part of a number would only have to be searched for what is missing."""
    groups = (read[slice(*found.span())] for found in re.finditer(r"\S+", text_of(read)))
    numbers = (sign for group in groups if _is_mostly_digits(group) for sign in group)
    digits = _digits(tuple(sign for sign in numbers if sign.letter not in ".-"))
    return _plain(digits) if len(digits) == 16 and _is_number(digits) else None


def _name(read: Signs) -> Read | None:
    """No digit is turned into a letter: which one it is stands on the card."""
    name = _plain(read)
    if not name:
        return None
    odd = [place for place, letter in enumerate(name.text) if check_name(f"A{letter}").level is Level.ERROR]
    return _doubt(name, odd) if len(odd) <= ODD else None


def _birth(read: Signs) -> tuple[Read | None, Read | None]:
    """Place and date; a date that does not exist was not read."""
    found = BORN.search(text_of(read))
    if found is None:
        return None, None
    day, month, year = (_digits(read[found.start(group) : found.end(group)]) for group in (1, 2, 3))
    dash = (ReadLetter("-", 1.0),)
    born = _date(text_of(day), text_of(month), text_of(year))
    shown = _plain((*day, *dash, *month, *dash, *year))
    place = read[: len(text_of(read)[: found.start()].rstrip(" .,"))]
    return _plain(place), replace(shown, value=born) if shown and born else None


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _sex(read: Signs) -> Read | None:
    """One of two words, so unlike that a whole one proves itself; otherwise all of it is doubtful."""
    text = text_of(read).upper().replace(" ", "")
    word = max(SEXES, key=lambda each: ratio(text, each))
    if ratio(text, word) < LIKE:
        return None
    return Read(word, SEXES[word], tuple(range(len(word))) if text != word else ())


def _address(street: Signs, area: Signs) -> Read | None:
    """Both lines as they are printed. What cannot be read of RT and RW is left as it is, and doubtful."""
    if not street:
        return None
    found = AREA.search(text_of(area))
    if found is None:
        rest = tuple(ReadLetter(sign.letter, 0.0) for sign in area)
        return _plain((*street, *_sure(", RT/RW "), *rest) if rest else street)
    rt, rw = (_digits(area[found.start(group) : found.end(group)]) for group in (1, 2))
    return _plain((*street, *_sure(", RT "), *rt, *_sure("/RW "), *rw))


def _village(village: Signs, district: Signs, near: str) -> Read | None:
    """Only one there is in the official list, under the name it has there: that proves all but a very bad letter."""
    name, where = (" ".join(text_of(read).split()).casefold() for read in (village, district))
    if not name or not where:
        return None
    listed = find_villages(f"{name}, {where}", near, ALL)
    found = [row for row in listed if (row.village.casefold(), row.district.casefold()) == (name, where)]
    at_home = [row for row in found if near and row.code.startswith(near)]
    if len(at_home or found) != 1:
        return None
    row = (at_home or found)[0]
    unsure = any(sign.score < FAINT for sign in (*village, *district))
    text = f"{row.village}, Kec. {row.district}"
    return Read(text, row, tuple(range(len(text))) if unsure else ())


def _compared(proposal: Proposal, today: date) -> Proposal:
    """With what the rules say of the number, alone and beside birth date and sex."""
    number, born, sex = proposal.get("nik"), proposal.get("birth_date"), proposal.get("sex")
    if number is None:
        return proposal
    day = born.value if born and isinstance(born.value, date) else None
    check = check_nik(number.text, today=today, regions=regions(), born=day, sex=str(sex.value) if sex else None)
    compared = proposal | {"nik": _doubt(number, _spoken_of(check.verdicts))}
    if sex and "sex_differs" in check.codes:
        compared["sex"] = _doubt(sex, range(len(sex.text)))
    if born and day and "birth_date_differs" in check.codes:
        parts = _differing(number.text, day)
        compared["nik"] = _doubt(compared["nik"], _places(parts))
        compared["birth_date"] = _doubt(born, _places([PRINTED[part] for part in parts]))
    return compared


def _spoken_of(verdicts: Sequence[Verdict]) -> list[int]:
    return [place for verdict in verdicts for place in ABOUT.get(verdict.code, ())]


def _differing(number: str, born: date) -> list[tuple[int, int]]:
    """Women have 40 added to the day."""
    said = {DAY: f"{born.day:02}", MONTH: f"{born.month:02}", YEAR: f"{born.year % 100:02}"}
    plain = f"{int(number[6:8]) % 40:02}"
    return [part for part, text in said.items() if text != (plain if part == DAY else number[slice(*part)])]


def _places(parts: Sequence[tuple[int, int]]) -> list[int]:
    return [place for part in parts for place in range(*part)]


def _digits(read: Signs) -> Signs:
    """Where only digits can stand: what looks like one becomes it, in doubt."""
    return tuple(ReadLetter(DIGITS[sign.letter], 0.0) if sign.letter in DIGITS else sign for sign in read)


def _is_number(read: Signs) -> bool:
    return all(sign.letter.isascii() and sign.letter.isdigit() for sign in read)


def _is_mostly_digits(read: Signs) -> bool:
    return sum(sign.letter.isdigit() for sign in read) * 2 >= len(read)


def _sure(text: str) -> Signs:
    return tuple(ReadLetter(letter, 1.0) for letter in text)


def _plain(read: Signs) -> Read | None:
    """The text as it was read, in capitals as it is printed, without gaps that are too wide."""
    kept = [
        sign for place, sign in enumerate(read) if sign.letter != " " or text_of(read[place + 1 : place + 2]) != " "
    ]
    if not kept:
        return None
    text = "".join(sign.letter.upper() if len(sign.letter.upper()) == 1 else sign.letter for sign in kept)
    return Read(text, text, tuple(place for place, sign in enumerate(kept) if sign.score < SURE))


def _doubt(read: Read, places: Sequence[int]) -> Read:
    return replace(read, doubtful=tuple(sorted({*read.doubtful, *places})))
