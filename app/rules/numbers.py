"""The other numbers people bring: family card, tax, business, travel papers, telephone, post.

Each check gives the number as it is stored and the verdicts on it. `length` and `characters` end a check.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.rules.nik import AGE_UNUSUAL, check_nik, normalise
from app.rules.places import RegionTable, region_verdicts
from app.rules.verdicts import Checked, Verdict, error, warning

CHARACTERS = error("characters")
LENGTH = error("length")
DATE_IMPOSSIBLE = error("date_impossible")
DATE_FUTURE = error("date_future")
SERIAL_ZERO = error("serial_zero")
SAME_AS_NIK = error("same_as_nik")
CHECK_DIGIT = warning("check_digit")
FIRST_DIGIT = error("first_digit")
NOT_MOBILE = error("not_mobile")
PREFIX_UNKNOWN = warning("prefix_unknown")

# First three digits after +62, operators' ranges.
_OPERATORS = (
    *((811, 819), (821, 823), (831, 833), (838, 838), (851, 853)),
    *((855, 859), (877, 878), (881, 889), (895, 899)),
)
MOBILE_PREFIXES = frozenset(str(code) for first, last in _OPERATORS for code in range(first, last + 1))


def _digits(text: str, *lengths: int) -> Checked:
    number = normalise(text)
    if number and not (number.isascii() and number.isdigit()):
        return Checked(number, (CHARACTERS,))
    return Checked(number, () if len(number) in lengths else (LENGTH,))


def check_kk(text: str, *, today: date, regions: RegionTable, nik: str | None = None) -> Checked:
    """Family card: region, day of registration (never + 40, this century), serial."""
    card = _digits(text, 16)
    if card.verdicts:
        return card
    number = card.value
    verdicts = region_verdicts(number, regions.place(number[:6]))
    verdicts += _registered(number, today)
    if number[12:] == "0000":
        verdicts.append(SERIAL_ZERO)
    if nik and normalise(nik) == number:
        verdicts.append(SAME_AS_NIK)
    return Checked(number, tuple(verdicts))


def _registered(number: str, today: date) -> list[Verdict]:
    try:
        day = date(2000 + int(number[10:12]), int(number[8:10]), int(number[6:8]))
    except ValueError:
        return [DATE_IMPOSSIBLE]
    return [DATE_FUTURE] if day > today else []


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def check_npwp(text: str, *, today: date, regions: RegionTable) -> Checked:
    """15 digits with a check digit at the ninth, or 16: a NIK, or 0 and the 15 (newer ones of entities may fail)."""
    number = _digits(text, 15, 16)
    if number.verdicts:
        return number
    if len(number.value) == 16 and number.value[0] != "0":
        return Checked(number.value, check_nik(number.value, today=today, regions=regions).verdicts)
    return Checked(number.value, () if luhn(number.value[-15:][:9]) else (CHECK_DIGIT,))


def check_nitku(text: str) -> Checked:
    """Place of business of a taxpayer: NPWP of 16 digits and 6 for the place."""
    return _digits(text, 22)


def check_nib(text: str) -> Checked:
    return _digits(text, 13)


def check_kbli(text: str) -> Checked:
    return _digits(text, 5)


def check_postal_code(text: str) -> Checked:
    code = _digits(text, 5)
    return code if code.verdicts or code.value[0] != "0" else Checked(code.value, (FIRST_DIGIT,))


_BY_FORM: dict[str, Callable[[str], Checked]] = {
    "nitku": check_nitku,
    "nib": check_nib,
    "kbli": check_kbli,
    "postal_code": check_postal_code,
}
KINDS = ("nik", "kk", "npwp", *_BY_FORM)


def check_number(kind: str, text: str, *, today: date, regions: RegionTable, nik: str = "") -> Checked:
    """A number of one of KINDS on a form; `nik` is the applicant's. Somebody else's age is no matter."""
    if kind == "nik":
        found = check_nik(text, today=today, regions=regions)
        return Checked(found.reading.nik, tuple(each for each in found.verdicts if each != AGE_UNUSUAL))
    if kind == "kk":
        return check_kk(text, today=today, regions=regions, nik=nik)
    if kind == "npwp":
        return check_npwp(text, today=today, regions=regions)
    return _BY_FORM[kind](text)


def check_passport(text: str) -> Checked:
    """Passport or KITAS of a resident foreigner, in capitals: Latin letters and digits, 5 to 20 of them."""
    number = normalise(text).upper()
    if number and not (number.isascii() and number.isalnum()):
        return Checked(number, (CHARACTERS,))
    return Checked(number, () if 5 <= len(number) <= 20 else (LENGTH,))


def check_mobile(text: str) -> Checked:
    """Stored as +62...; accepts 08..., 62... and +62..., with or without a zero after the country code."""
    written = normalise(text).replace("(", "").replace(")", "")
    bare = written.removeprefix("+")
    if bare and not (bare.isascii() and bare.isdigit()):
        return Checked(written, (CHARACTERS,))
    national = bare.removeprefix("62").removeprefix("0")
    if not national:
        return Checked(written, (LENGTH,))
    if national[0] != "8" or bare[0] not in "06" or (written != bare and bare[0] == "0"):
        return Checked(written, (NOT_MOBILE,))
    stored = f"+62{national}"
    if not 9 <= len(national) <= 12:
        return Checked(stored, (LENGTH,))
    return Checked(stored, () if national[:3] in MOBILE_PREFIXES else (PREFIX_UNKNOWN,))


def local_mobile(stored: str) -> str:
    """As it is dialled here: 081234567890."""
    return stored.replace("+62", "0", 1)


def shown_mobile(stored: str) -> str:
    """As people say it: 0812-3456-7890."""
    local = local_mobile(stored)
    return "-".join(part for part in (local[:4], local[4:8], local[8:]) if part)
