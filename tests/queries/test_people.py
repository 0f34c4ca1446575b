"""Who works here, as settings and mandates see it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.actions.commands.office import AddMandate, ChangeStaff, EndMandate, SetRoles, StaffProfile
from app.database import Register
from app.queries import people
from tests.conftest import FixedClock
from tests.office import PROFILE, Office


@pytest.fixture
def office(register: Register, clock: FixedClock) -> Office:
    return Office(register, clock).open()


def test_before_the_first_start_there_is_no_office(register: Register, clock: FixedClock) -> None:
    assert Office(register, clock).door.ask(people.office) is None


def test_staff_with_their_roles_of_now(office: Office) -> None:
    office.do("administrator", SetRoles, staff="kadis", roles=("kadis", "kabid"))
    office.do("administrator", SetRoles, staff="bendahara", roles=())
    rows = {row.id: row for row in office.door.ask(people.staff)}
    assert rows["kadis"].roles == ("kabid", "kadis")
    assert rows["bendahara"].roles == ()
    assert rows["kadis"].last_seen is None
    closed = StaffProfile(id="verifikator", username="verifikator", name="AAA")
    office.do("administrator", ChangeStaff, profile=closed, active=False)
    assert office.door.ask(people.staff)[-1].id == "verifikator", "closed accounts come last"


def test_mandates_come_run_and_end(office: Office) -> None:
    today = office.clock.now().date()
    values = {"role": "kadis", "mandate": "plt", "letter_number": "800/1", "letter_date": today}
    tomorrow = today + timedelta(days=1)
    office.do("administrator", AddMandate, substitute="kabid", starts=today, ends=today, **values)
    office.do(
        "administrator", AddMandate, substitute="sekretaris", starts=tomorrow, ends=tomorrow, scope=("SKP",), **values
    )
    later, now = office.door.ask(people.mandates)
    assert (now.running, now.over, now.substitute, now.kind) == (True, False, "Petugas Kabid", "plt")
    assert (later.running, later.over, later.scope) == (False, False, ("SKP",))
    office.clock.advance(days=1)
    later, now = office.door.ask(people.mandates)
    assert (now.running, now.over, later.running) == (False, True, True)
    office.do("administrator", EndMandate, mandate=later.id, ends=today)
    assert office.door.ask(people.mandates)[0].over


def test_the_office_as_it_was_set_up(office: Office) -> None:
    row = office.door.ask(people.office)
    assert row is not None
    assert {name: getattr(row, name) for name in PROFILE.__struct_fields__} == {
        name: getattr(PROFILE, name) for name in PROFILE.__struct_fields__
    }
