"""What is known before anybody has signed in: each answer in plain SQL agrees with the tables."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select, update

from app.actions.commands.office import AddMandate, ChangeStaff, SetPassword, SetRoles, StaffProfile
from app.actions.signing_in import Gate, verifier
from app.database import Register
from app.models import office as tables
from app.queries import entrance
from app.queries.entrance import KnownPerson, Opening
from app.queries.look import Look
from app.queries.pc_clock import known_time
from app.queries.rights import in_effect, roles_at
from tests.conftest import FixedClock
from tests.office import PROFILE, Office


@pytest.fixture
def office(register: Register, clock: FixedClock) -> Office:
    return Office(register, clock).open()


def zone(look: Look) -> ZoneInfo:
    return look.zone


def opening(office: Office) -> Opening:
    with office.register.file.reading() as connection:
        return entrance.opening(connection)


def test_before_the_first_start_there_is_nothing(register: Register, clock: FixedClock) -> None:
    empty = Office(register, clock)
    assert opening(empty) == Opening()


def test_the_opening_names_office_counter_and_who_was_here_last(office: Office) -> None:
    assert (opening(office).name, opening(office).counter, opening(office).counter_name) == (
        PROFILE.name,
        "7Q4",
        "Loket 1",
    )
    assert opening(office).known == ()
    gate, kept = Gate(office.register.file, office.clock.now), verifier("pasar-amlapura")
    for person in ("kadis", "kabid"):
        office.do("administrator", SetPassword, staff=person, password=kept)
        office.clock.advance(minutes=1)
        gate.enter(person, "pasar-amlapura")
    assert [known.username for known in opening(office).known] == ["kabid", "kadis"]
    closed = StaffProfile(id="kabid", username="kabid", name="Petugas")
    office.do("administrator", ChangeStaff, profile=closed, active=False)
    assert [known.username for known in opening(office).known] == ["kadis"]


def believed(office: Office) -> datetime | None:
    with office.register.file.reading() as connection:
        return entrance.believed(connection)


def test_what_is_believed_of_the_time_agrees_with_the_tables(office: Office) -> None:
    last = office.clock.now()
    office.clock.advance(days=-1)
    office.do("administrator", SetPassword, staff="kadis", password="x")
    with office.register.reading() as session:
        assert believed(office) == known_time(session).believed == last
    with office.register.writing() as session:
        session.execute(delete(tables.PcClock))
    with office.register.reading() as session:
        assert believed(office) == known_time(session).believed == last, "of a register of before: its latest act"


def test_nothing_is_believed_before_the_first_act(register: Register, clock: FixedClock) -> None:
    assert believed(Office(register, clock)) is None


def test_in_the_training_office_everybody_is_known(office: Office) -> None:
    with office.register.writing() as session:
        session.execute(update(tables.Office).values(training=True))
        names = session.scalars(select(tables.Staff.name).order_by(tables.Staff.name)).all()
    first = opening(office)
    assert first.training
    assert [known.name for known in first.known] == list(names)


@pytest.fixture
def busy(office: Office) -> Office:
    """Rights given and taken back, mandates of yesterday, today and tomorrow, somebody blocked, somebody seen."""
    clock, values = office.clock, {"mandate": "plh", "letter_number": "800/1", "reason": "Surat menyusul"}
    for days, substitute, role in ((-1, "kabid", "kadis"), (0, "kabid", "sekretaris"), (1, "verifikator", "kadis")):
        day = clock.now().date() + timedelta(days=days)
        office.do(
            "kabid",
            AddMandate,
            role=role,
            substitute=substitute,
            letter_date=day,
            starts=day,
            ends=day,
            **values,
        )
    office.do("administrator", SetRoles, staff="bendahara", roles=("petugas_loket",))
    office.do("administrator", SetRoles, staff="bendahara", roles=("verifikator",))
    with office.register.writing() as session:
        session.get_one(tables.Staff, "kadis").blocked_until = clock.now() + timedelta(minutes=3, microseconds=7)
        for minute, name in enumerate(("kabid", "verifikator", "petugas_loket")):
            session.get_one(tables.Staff, name).last_seen = clock.now() + timedelta(minutes=minute, microseconds=minute)
    return office


def test_the_opening_agrees_with_the_tables(busy: Office) -> None:
    with busy.register.reading() as session:
        office, device = session.get_one(tables.Office, 1), session.scalars(select(tables.Device)).one()
        seen = select(tables.Staff).where(tables.Staff.last_seen.is_not(None)).order_by(tables.Staff.last_seen.desc())
        known = tuple(KnownPerson(row.id, row.username, row.name) for row in session.scalars(seen))
    assert opening(busy) == Opening(
        office.name, device.code, device.name, False, office.idle_minutes, office.zone, known
    )
    assert len(known) == 3


def test_accounts_agree_with_the_tables(busy: Office) -> None:
    with busy.register.reading() as session, busy.register.file.reading() as connection:
        rows = session.scalars(select(tables.Staff)).all()
        assert any(row.blocked_until for row in rows)
        for row in rows:
            found = entrance.account(connection, row.username)
            assert found == entrance.Account(row.id, row.name, row.password, row.blocked_until)


@pytest.mark.parametrize("days", [-400, -2, -1, 0, 1, 2])
def test_rights_agree_with_the_tables(busy: Office, days: int) -> None:
    at = busy.clock.now() + timedelta(days=days)
    today = at.astimezone(busy.door.ask(zone)).date()
    held = 0
    with busy.register.reading() as session, busy.register.file.reading() as connection:
        for staff in session.scalars(select(tables.Staff.id)):
            mandates = select(tables.Mandate.role).where(tables.Mandate.substitute_id == staff, in_effect(today, at))
            acting = frozenset(session.scalars(mandates))
            held += len(acting)
            assert entrance.roles_today(connection, staff, at) == roles_at(session, staff, at) | acting, staff
    assert held == (1 if abs(days) <= 1 else 0)


def test_without_an_office_a_day_has_a_zone_too(register: Register, clock: FixedClock) -> None:
    with register.file.reading() as connection:
        assert entrance.roles_today(connection, "nobody", clock.now()) == frozenset()
