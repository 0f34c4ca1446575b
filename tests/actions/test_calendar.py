"""The calendar changes: open files are reckoned anew, the old and the new day stand in their history."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.actions.commands.office import ChangeCalendar, DayRuling
from app.actions.commands.office_work import ReturnForRevision, ReturnRow
from app.errors import Refused
from app.models.application import DueChange
from app.models.office import CalendarDay
from app.queries.file_history import history
from app.rules import stages
from app.rules.working_days import Calendar
from tests.actions.forms import FORMS
from tests.office import Office

MOURNING = date(2026, 11, 25)
PROCLAIMED = DayRuling(day=MOURNING, kind="libur_daerah", name="Hari berkabung", source="SE Bupati 1/2026")


def change(office: Office, actor: str = "administrator", **values: Any) -> str:
    stamp = office.stamp(actor)
    office.door.do(ChangeCalendar(stamp=stamp, **values))
    return stamp.id


def calendar(office: Office) -> Calendar:
    return office.door.ask(_calendar)


def _calendar(look: Any) -> Calendar:
    found: Calendar = look.known_calendar
    return found


def changes(office: Office) -> list[tuple[str, date, date]]:
    with office.register.reading() as session:
        return [(row.application_id, row.before, row.after) for row in session.scalars(select(DueChange))]


def test_an_open_file_is_due_a_day_later(office: Office) -> None:
    """W01's way: received Monday 23 November 2026, five days."""
    file = office.register_file()
    assert office.file(file).due == date(2026, 11, 30)
    change(office, added=(PROCLAIMED,))
    row = office.file(file)
    assert (row.due, row.promised, row.day_zero) == (date(2026, 12, 1), date(2026, 11, 30), date(2026, 11, 23))
    assert changes(office) == [(file, date(2026, 11, 30), date(2026, 12, 1))]


def test_both_days_stand_in_the_history(office: Office) -> None:
    file, other = office.register_file(), office.register_file(office.intake("TRY", **incidental()))
    change(office, added=(PROCLAIMED,))
    told = office.door.ask(lambda look: history(look, file))[0]
    assert (told.act, told.who, told.capacity) == ("change_calendar", "I Made Administrator", "administrator")
    assert told.facts == {"due_before": "2026-11-30", "due_after": "2026-12-01"}
    assert [event.act for event in office.door.ask(lambda look: history(look, other))] == ["register_application"]


def incidental() -> dict[str, Any]:
    """A permit of one day, which no later holiday touches."""
    return {"variant": "insidentil", "details": FORMS["TRY"]}


def test_what_has_ended_stays(office: Office) -> None:
    file = office.register_file()
    office.advance(file, stages.COLLECTION)
    before = office.file(file)
    change(office, added=(PROCLAIMED,))
    after = office.file(file)
    assert (after.due, after.used) == (before.due, before.used)
    assert changes(office) == []


def test_a_clock_that_stands_is_reckoned_when_it_runs_again(office: Office) -> None:
    file = office.register_file()
    row = ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    office.do("verifikator", ReturnForRevision, application=file, rows=(row,), deadline=date(2026, 12, 4))
    change(office, added=(PROCLAIMED,))
    assert office.file(file).due is None
    assert changes(office) == []


def test_a_ruling_is_taken_back(office: Office) -> None:
    file = office.register_file()
    change(office, added=(PROCLAIMED,))
    change(office, removed=(MOURNING,))
    assert office.file(file).due == date(2026, 11, 30)
    assert [(before.day, after.day) for _, before, after in changes(office)] == [(30, 1), (1, 30)]
    assert calendar(office).named(MOURNING) == ()


def test_a_holiday_can_be_made_a_working_day(office: Office) -> None:
    christmas = date(2026, 12, 25)
    assert not calendar(office).is_working_day(christmas)
    ruling = DayRuling(day=christmas, kind="libur_nasional", name=" Natal ", source="SE 2/2026", counts_for_sla=True)
    change(office, added=(ruling,))
    assert calendar(office).is_working_day(christmas)
    (named,) = calendar(office).named(christmas)
    assert (named.name, named.counter) == ("Natal", "buka")


def test_the_same_day_twice_is_the_later_word(office: Office) -> None:
    change(office, added=(PROCLAIMED,))
    change(office, added=(DayRuling(day=MOURNING, kind="cuti_bersama", name="Cuti", source="SE 3/2026"),))
    with office.register.reading() as session:
        assert [(row.id, row.kind, row.counter) for row in session.scalars(select(CalendarDay))] == [
            ("2026-11-25", "cuti_bersama", "tutup")
        ]


def test_a_year_is_told_in_full(office: Office) -> None:
    assert 2028 not in calendar(office).years
    change(office, years=(2028,), added=(DayRuling(day=date(2028, 1, 3), kind="cuti_bersama", name="C", source="S"),))
    assert 2028 in calendar(office).years
    assert not calendar(office).is_working_day(date(2028, 1, 3))
    assert calendar(office).named(date(2028, 1, 1)) == ()


@pytest.mark.parametrize(
    ("values", "code", "fields"),
    [
        ({}, "calendar_unchanged", {}),
        ({"removed": (MOURNING,)}, "calendar_unchanged", {}),
        (
            {"added": (DayRuling(day=MOURNING, kind="libur", name=" ", source=""),)},
            "calendar_day",
            {"name": "required", "source": "required", "kind": "required"},
        ),
    ],
)
def test_what_a_change_needs(office: Office, values: dict[str, Any], code: str, fields: dict[str, str]) -> None:
    with pytest.raises(Refused) as found:
        change(office, **values)
    assert (found.value.code, found.value.fields) == (code, fields)


def test_only_administrators_change_it(office: Office) -> None:
    with pytest.raises(Refused, match="no_right"):
        change(office, actor="kadis", added=(PROCLAIMED,))
