"""How days, times, sums, numbers and names are written in Indonesian, on every screen and paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
SMALL = (
    *("nol", "satu", "dua", "tiga", "empat", "lima"),
    *("enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)
SCALES = ((10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh"))
LARGEST = 999_999_999_999
EARLIEST_YEAR = 1900

_DATE = re.compile(r"([0-9]{1,2})[-/. ]+([0-9]{1,2})[-/. ]+([0-9]{4})|([0-9]{2})([0-9]{2})([0-9]{4})")
_WORD = re.compile(r"[^\W_]+(?:['’`ʼ][^\W_]+)*")
_ELIDED = re.compile(r"[DO]['’`ʼ]")
SEXES = {"L": "Laki-laki", "P": "Perempuan"}
KEPT_SMALL = frozenset({"bin", "binti"})
# Anak Agung, Ida Ayu, Ida Bagus and the I Gusti names, as identity cards shorten them.
ABBREVIATED = frozenset({"AA", "AAG", "IA", "IB", "IGA", "IGB", "IGK", "IGM", "IGN", "IGP"})


def month_name(month: int) -> str:
    return MONTHS[month - 1]


def day_name(day: date) -> str:
    return DAYS[day.weekday()]


def long_date(day: date) -> str:
    """Senin, 23 November 2026"""
    return f"{day_name(day)}, {plain_date(day)}"


def plain_date(day: date) -> str:
    """23 November 2026"""
    return f"{day.day} {month_name(day.month)} {day.year}"


def short_date(day: date) -> str:
    """23-11-2026"""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def clock_time(moment: datetime) -> str:
    """09.14 WITA: the wall clock of the moment's own zone, which must be one of Indonesia's to have such a name."""
    if moment.tzinfo is None:
        raise ValueError("a time on paper needs its zone")
    return f"{moment.hour:02}.{moment.minute:02} {moment.tzname()}"


def parse_date(text: str) -> date | None:
    """Day, month and year of four digits, as typed: 05071988, 05-07-1988, 5/7/1988. None if that is no day."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    day, month, year = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day) if year >= EARLIEST_YEAR else None
    except ValueError:
        return None


def thousands(number: int) -> str:
    """1.234.567"""
    return f"{number:,}".replace(",", ".")


def money(rupiah: int) -> str:
    """Rp15.000"""
    return f"{'-' if rupiah < 0 else ''}Rp{thousands(abs(rupiah))}"


def decimal_comma(number: Decimal | float, places: int = 2) -> str:
    """88,75; halves are rounded away from zero, as PermenPANRB 14/2017 and LKjIP tables are reckoned."""
    rounded = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def in_words(number: int) -> str:
    """Terbilang, from 0 to 999.999.999.999."""
    if not 0 <= number <= LARGEST:
        raise ValueError("terbilang reaches from 0 to 999.999.999.999")
    if number < len(SMALL):
        return SMALL[number]
    if number < 20:
        return f"{SMALL[number - 10]} belas"
    size, name = next(scale for scale in SCALES if number >= scale[0])
    count, rest = divmod(number, size)
    head = f"se{name}" if count == 1 and size <= 1000 else f"{in_words(count)} {name}"
    return f"{head} {in_words(rest)}" if rest else head


def listed(parts: Sequence[str]) -> str:
    """13, 15 dan 16"""
    return " dan ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def days_phrase(days: int) -> str:
    """5 (lima) hari kerja"""
    return f"{days} ({in_words(days)}) hari kerja"


def title_name(name: str) -> str:
    """A name for print: words all in capitals or all in small letters get one capital, others stay as typed.

    Spaces become single; nothing is added, dropped or reordered: I, Ni and Ida Bagus are part of the name.
    """
    return _WORD.sub(_one_capital, " ".join(name.split()))


def _one_capital(found: re.Match[str]) -> str:
    word = found[0]
    if word.lower() in KEPT_SMALL and found.start():
        return word.lower()
    if not (word.isupper() or word.islower()):
        return word
    capital = word.upper()
    if capital in ABBREVIATED:
        return capital
    elided = _ELIDED.match(capital)
    return elided[0] + word[elided.end() :].capitalize() if elided else word.capitalize()
