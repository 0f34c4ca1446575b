"""`loket due`: the promised day of a service, reckoned by the counter's own clock and calendar.

Exit codes: 0 answered, 2 unusable input, 3 the holidays of a year that is needed are not known.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from itertools import zip_longest
from typing import NoReturn, TextIO
from zoneinfo import ZoneInfo

from app.reference import holidays
from app.rules.clock import DueDate, Pause, ServiceClock
from app.rules.wording import days_phrase, long_date
from app.rules.working_days import CalendarMissing

ANSWERED, UNUSABLE, NO_CALENDAR = 0, 2, 3
ZONE = ZoneInfo("Asia/Makassar")


class _UnusableError(ValueError):
    """What was typed on the command line cannot be reckoned with."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _UnusableError(message)


def run(arguments: Sequence[str], stdout: TextIO) -> int:
    try:
        given = _parser().parse_args(arguments)
        clock = _clock(given)
        answer = clock.due(holidays.calendar(bali=given.bali))
    except CalendarMissing as missing:
        return _failed(NO_CALENDAR, f"Kalender hari libur tahun {missing.year} belum diisi.")
    except _UnusableError as unusable:
        return _failed(UNUSABLE, f"Masukan tidak dapat dihitung: {unusable}")
    print(_as_json(answer) if given.json else _as_sentence(answer, clock.days), file=stdout)
    return ANSWERED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser("loket due", description="Menghitung hari jatuh tempo layanan.", allow_abbrev=False)
    parser.add_argument("--received", required=True, type=_moment, help="tanggal dan jam pendaftaran lengkap")
    parser.add_argument("--days", required=True, type=_days, help="jangka waktu layanan dalam hari kerja")
    parser.add_argument("--policy", choices=("pause", "restart"), default="pause", help="setelah perbaikan diterima")
    parser.add_argument("--bali", action="store_true", help="hari suci di Bali tidak dihitung")
    parser.add_argument("--returned", action="append", default=[], type=_day, metavar="TANGGAL")
    parser.add_argument("--back", action="append", default=[], type=_day, metavar="TANGGAL")
    parser.add_argument("--json", action="store_true")
    return parser


def _clock(given: argparse.Namespace) -> ServiceClock:
    if len(given.back) > len(given.returned):
        raise _UnusableError("setiap --back memerlukan --returned")
    pairs = zip_longest(given.returned, given.back)
    pauses = tuple(Pause(stopped, resumed) for stopped, resumed in pairs)
    try:
        return ServiceClock(given.received, given.days, given.policy, pauses)
    except ValueError as disordered:
        raise _UnusableError("urutan tanggal --received, --returned, dan --back keliru") from disordered


def _moment(text: str) -> datetime:
    """Local time of the office; a bare date says nothing of the cut-off, and so is refused."""
    try:
        if "T" not in text and " " not in text:
            raise ValueError(text)
        moment = datetime.fromisoformat(text)
        return moment.astimezone(ZONE) if moment.tzinfo else moment.replace(tzinfo=ZONE)
    except (ValueError, OverflowError) as unusable:
        raise argparse.ArgumentTypeError(f"{text} bukan tanggal dan jam seperti 2026-03-13T09:00") from unusable


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as unusable:
        raise argparse.ArgumentTypeError(f"{text} bukan tanggal seperti 2026-03-13") from unusable


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text} bukan jumlah hari kerja")
    return int(text)


def _as_json(answer: DueDate) -> str:
    return json.dumps({"day_zero": answer.day_zero.isoformat(), "due": answer.due and answer.due.isoformat()})


def _as_sentence(answer: DueDate, days: int) -> str:
    start = f"Hari ke-0 {long_date(answer.day_zero)}, jangka waktu {days_phrase(days)}"
    if answer.due is None:
        return f"{start}; waktu layanan berhenti, sisa {days_phrase(answer.remaining)}."
    return f"{start}; jatuh tempo {long_date(answer.due)}."


def _failed(code: int, sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return code
