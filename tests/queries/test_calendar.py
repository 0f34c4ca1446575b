"""The calendar as the office sees it: what the program knows, and what the office wrote down."""

from __future__ import annotations

from datetime import date
from functools import partial

from app.actions.commands.office import ChangeCalendar, DayRuling
from app.queries.calendar import calendar_year
from tests.office import Office

DAY = date(2026, 11, 25)


def test_a_year_of_days(office: Office) -> None:
    known = office.door.ask(partial(calendar_year, year=2026))
    assert (known.year, known.known) == (2026, True)
    assert not any(row.own for row in known.days)
    assert {row.day.year for row in known.days} == {2026}
    assert office.door.ask(partial(calendar_year, year=2031)).known is False


def test_the_offices_own_word(office: Office) -> None:
    ruling = DayRuling(day=DAY, kind="libur_daerah", name="Hari berkabung", source="SE Bupati 1/2026")
    office.do("administrator", ChangeCalendar, added=(ruling,), years=(2031,))
    (own,) = [row for row in office.door.ask(partial(calendar_year, year=2026)).days if row.own]
    assert (own.day, own.kind, own.name, own.source) == (DAY, "libur_daerah", "Hari berkabung", "SE Bupati 1/2026")
    assert (own.counts_for_sla, own.key) == (False, "2026-11-25 libur_daerah")
    told = office.door.ask(partial(calendar_year, year=2031))
    assert (told.known, told.days) == (True, ())
