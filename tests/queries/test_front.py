"""The numbers of the front page, each equal to its list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.actions.commands import office_work
from app.actions.commands.office import AddMandate
from app.database import Register
from app.queries import front as f
from app.queries.front import Front, front, listed
from app.queries.work import MATCHING
from app.rules import stages
from tests.conftest import FixedClock
from tests.office import NI_LUH, Office


@pytest.fixture
def office(register: Register, clock: FixedClock) -> Office:
    return Office(register, clock).open()


def seen(office: Office, staff: str = "verifikator") -> Front:
    return office.door.ask(lambda look: front(look, staff))


def another(serial: int) -> object:
    import msgspec

    return msgspec.structs.replace(NI_LUH, nik=f"510703450788{serial * 11:04}", name=f"NI CONTOH {serial}")


def register(office: Office, count: int) -> list[str]:
    return [office.register_file(office.intake(person=another(serial))) for serial in range(1, count + 1)]


def test_an_empty_register_counts_nothing(office: Office) -> None:
    found = seen(office)
    assert found.empty
    assert set(found.counts.values()) == {0}
    assert found.pressing == ()


def test_each_number_equals_its_list(office: Office) -> None:
    files = register(office, 8)
    office.do(
        "verifikator",
        office_work.ReturnForRevision,
        application=files[0],
        rows=(office_work.ReturnRow(subject="ktp", reason="R01", text="Mohon diperjelas."),),
        deadline=office.clock.now().date() + timedelta(days=14),
    )
    for file in files[1:3]:
        office.advance(file, stages.COLLECTION)
    found = seen(office)
    assert not found.empty
    assert found.counts == {
        **{f.RECEIVED: 8, f.MINE: 5, f.SOON: 0, f.LATE: 0, f.READY: 2, f.RETURNED: 1},
        MATCHING: 6,
    }
    assert len(found.pressing) == found.counts[f.MINE]
    assert {row.id for row in office.door.ask(lambda look: listed(look, f.READY))} == set(files[1:3])
    assert [row.id for row in office.door.ask(lambda look: listed(look, f.RETURNED))] == [files[0]]
    assert len(office.door.ask(lambda look: listed(look, f.RECEIVED))) == 8


def test_due_tomorrow_then_today_then_late(office: Office) -> None:
    file = register(office, 1)[0]
    due = office.file(file).due
    assert due == date(2026, 11, 30)
    for day, soon, late, left in ((27, 1, 0, 1), (30, 1, 0, 0)):
        office.clock.moment = office.clock.moment.replace(day=day)
        assert (seen(office).counts[f.SOON], seen(office).counts[f.LATE]) == (soon, late)
        assert office.door.ask(lambda look: listed(look, f.SOON))[0].left == left
    office.clock.advance(days=1)
    assert (seen(office).counts[f.SOON], seen(office).counts[f.LATE]) == (0, 1)
    row = office.door.ask(lambda look: listed(look, f.LATE))[0]
    assert (row.id, row.left, row.days, row.holder) == (file, -1, 5, "verifikator")
    assert seen(office).counts[f.RECEIVED] == 0


def test_a_file_without_a_clock_has_no_days_left(office: Office) -> None:
    file = register(office, 1)[0]
    office.advance(file, stages.COLLECTION)
    assert office.door.ask(lambda look: listed(look, f.READY))[0].left is None


def test_the_calendar_of_next_year_is_asked_for_in_october(office: Office) -> None:
    office.reference = replace(office.reference)
    known = office.reference.calendar(bali=True).years
    last = max(known)
    office.clock.moment = office.clock.moment.replace(year=last, month=9)
    assert seen(office).years_missing == ()
    office.clock.moment = office.clock.moment.replace(month=10)
    assert seen(office).years_missing == (last + 1,)


def test_a_mandate_is_named_a_week_before_it_ends(office: Office) -> None:
    today = office.clock.now().date()
    office.do(
        "administrator",
        AddMandate,
        role="kadis",
        substitute="kabid",
        mandate="plh",
        letter_number="800/1",
        letter_date=today,
        starts=today,
        ends=today + timedelta(days=10),
    )
    assert seen(office).ending == ()
    office.clock.advance(days=3)
    assert [(x.kind, x.role, x.substitute) for x in seen(office).ending] == [("plh", "kadis", "Petugas Kabid")]
    office.clock.advance(days=8)
    assert seen(office).ending == ()
