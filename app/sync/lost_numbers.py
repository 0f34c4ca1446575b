"""Which numbers may stand on a paper though no act in the register has given them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.commands.intake import RegisterApplication
from app.actions.commands.office import RecordLoss
from app.actions.commands.office_work import AssignNumber
from app.actions.series import letter_number
from app.models.journal import Entry
from app.models.office import Office, Series
from app.reference.reference import Reference
from app.rules.workflow import LETTER_SERIES
from app.sync.last_act import LastActRecord, LostNumbers, further

Form = Callable[[int], tuple[str, ...]]


def numbers_asked(
    session: Session, reference: Reference, there: LastActRecord, now: datetime
) -> tuple[LostNumbers, ...]:
    """Every series in which a number may have been given since: this year's, and last year's where the last act is of
    it. Only the paper knows; never lower than `there`, which is all that is known of them."""
    zone = ZoneInfo(session.get_one(Office, 1).zone)
    years = sorted({there.at.astimezone(zone).year, now.astimezone(zone).year})
    names = {permit.output.series for permit in reference.catalogue.permits if permit.output.number_format}
    names |= set(LETTER_SERIES.values()) | set(session.scalars(select(Series.name).where(Series.year.in_(years))))
    wanted = {(name, year) for name in names for year in years} | set(_series(there))
    numbers = [LostNumbers(code, 0, counter, None) for code, counter in sorted(there.counters.items())]
    for name, year in sorted(wanted, key=_by_year):
        numbers.append(LostNumbers(name, year, there.series.get(f"{name}/{year}", 0), None))
    return tuple(numbers)


def numbers_lost(
    session: Session, reference: Reference, since: int, before: LastActRecord, there: LastActRecord
) -> tuple[LostNumbers, ...]:
    """What lies between the last number that was given up to `since`, a place in the journal, and the last that is
    known (`there`), and is in no act of the register. `before` is how that stood before any act was done again."""
    journal = Given(session, since, before)
    found: list[LostNumbers] = []
    for code, last in sorted(there.counters.items()):
        found += journal.spans(code, 0, last, journal.serials(code))
    for name, year in _series(there):
        found += journal.spans(name, year, there.series[f"{name}/{year}"], _form(reference, name, year))
    return tuple(found)


class Given:
    """The numbers in the acts of the register, those up to `since` and those after it."""

    def __init__(self, session: Session, since: int, before: LastActRecord) -> None:
        self._skipped = dict[tuple[str, int], int]()
        if since >= before.acts:  # nothing is missing further up: all that had been given by then is known
            self._skipped |= {(code, 0): last for code, last in before.counters.items()}
            self._skipped |= {(name, year): before.series[f"{name}/{year}"] for name, year in _series(before)}
        self._before: set[str] = set()
        self._all: set[str] = set()
        wanted = select(Entry.position, Entry.kind, Entry.payload).where(Entry.kind.in_((*NUMBERS, LOSS)))
        for position, kind, payload in session.execute(wanted.order_by(Entry.position)):
            if kind == LOSS:
                self._skip(payload["series"] if position <= since else ())
                continue
            number = payload.get(NUMBERS[kind], "")
            self._all.add(number)
            if position <= since:
                self._before.add(number)

    def serials(self, code: str) -> Form:
        known: dict[int, tuple[str, ...]] = {}
        for number in self._all:
            parts = number.split("-")
            if len(parts) > 2 and parts[1] == code and parts[2].isdigit():
                known[int(parts[2])] = (number,)
        return lambda place: known.get(place, ())

    def spans(self, series: str, year: int, last: int, form: Form) -> Iterable[LostNumbers]:
        least = self._skipped.get((series, year), 0)
        begin = next((place for place in range(last, least, -1) if not self._before.isdisjoint(form(place))), least)
        for place in range(begin + 1, last + 2):
            if place > last or not self._all.isdisjoint(form(place)):
                if begin + 1 < place:
                    yield LostNumbers(series, year, begin, place - 1)
                begin = place

    def _skip(self, series: Iterable[dict[str, object]]) -> None:
        for each in series:
            name, last = (str(each["series"]), int(str(each["year"]))), int(str(each["last"]))
            self._skipped[name] = max(self._skipped.get(name, 0), last)


def furthest(standings: Iterable[LastActRecord], here: LastActRecord) -> LastActRecord:
    """With the highest number of each series that any of them knows."""
    counters, series = here.counters, here.series
    for each in standings:
        counters, series = further(counters, each.counters), further(series, each.series)
    return LastActRecord(first=here.first, act=here.act, at=here.at, acts=here.acts, counters=counters, series=series)


def _form(reference: Reference, name: str, year: int) -> Form:
    """How a number of the series is written; permit types of one series may write it in different ways."""
    if name in LETTER_SERIES.values():
        return lambda place: (letter_number(name, place, year),)
    forms = {permit.output.number_format for permit in reference.catalogue.permits if permit.output.series == name}
    return lambda place: tuple(form.format(seq=place, year=year) for form in forms if form)


def _series(standing: LastActRecord) -> Iterable[tuple[str, int]]:
    for name in sorted(standing.series):
        series, year = name.rsplit("/", 1)
        yield series, int(year)


def _by_year(series: tuple[str, int]) -> tuple[int, str]:
    return series[1], series[0]


LOSS = str(RecordLoss.__struct_config__.tag)
NUMBERS = {
    str(RegisterApplication.__struct_config__.tag): "number",
    str(AssignNumber.__struct_config__.tag): "number",
    **dict.fromkeys(LETTER_SERIES, "letter"),
}
