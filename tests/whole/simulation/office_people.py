"""What is done about the office itself: rights, accounts, mandates, papers, and what lies before a human."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import func, select

from app.actions.commands import Command, office
from app.models.exchange import TrayItem
from app.models.journal import Document, Printing
from app.models.office import Mandate, Staff
from app.rules.workflow import ADMIN, CHIEF, DIVISION, HEAD, LOKET, ROLES
from tests.office import PROFILE
from tests.whole.simulation.template import SECOND

if TYPE_CHECKING:
    from tests.whole.simulation.machine import Machine
    from tests.whole.simulation.people import People

Wanted = tuple[str, type[Command], dict[str, Any]]


def in_the_office(people: People, machine: Machine) -> Wanted | None:
    """Rights, accounts, the office itself, papers. An administrator by the same name is left alone."""
    pick = people.chance.randrange(7)
    if pick == 0:
        return _rights(people, machine)
    if pick == 1:
        return _account(people, machine)
    if pick == 2:
        return _mandate(people, machine)
    if pick == 3:
        return _paper(people, machine)
    if pick == 4:
        phone = f"(0363) {people.chance.randrange(10**5)}"
        return (
            people.somebody(ADMIN),
            office.ChangeOffice,
            {"profile": msgspec.structs.replace(PROFILE, phone=phone)},
        )
    if pick == 5:
        return _holiday(people, machine)
    return people.somebody(ADMIN), office.SetPassword, {"staff": _victim(people), "password": "$argon2id$x"}


def _holiday(people: People, machine: Machine) -> Wanted:
    """Some day of the next two weeks, as one PC is told of it."""
    day = machine.clock.now().date() + timedelta(days=people.chance.randrange(1, 14))
    ruling = office.DayRuling(day=day, kind="libur_daerah", name="Libur setempat", source="SE")
    return people.somebody(ADMIN), office.ChangeCalendar, {"added": (ruling,)}


def _victim(people: People) -> str:
    return people.chance.choice(ROLES[:-1]) + people.chance.choice(("", SECOND))


def _rights(people: People, machine: Machine) -> Wanted:
    """One of two loses a role, or gets it back; the other keeps it."""
    role = people.chance.choice(ROLES[:-1])
    held = () if people.chance.random() < 0.4 else (role,)
    return people.somebody(ADMIN), office.SetRoles, {"staff": role + SECOND, "roles": held}


def _account(people: People, machine: Machine) -> Wanted | None:
    victim = people.chance.choice(ROLES[:-1]) + SECOND
    with machine.register.reading() as session:
        row = session.get(Staff, victim)
        if row is None:
            return None
        profile = office.StaffProfile(
            id=row.id, username=row.username, name=row.name, rank=people.chance.choice(("Penata", "Pembina"))
        )
        return people.somebody(ADMIN), office.ChangeStaff, {"profile": profile, "active": not row.active}


def _mandate(people: People, machine: Machine) -> Wanted | None:
    today = machine.clock.now().date()
    with machine.register.reading() as session:
        known = list(session.scalars(select(Mandate.id).where(Mandate.ends >= today)))
    if known and people.chance.random() < 0.6:
        return people.somebody(ADMIN), office.EndMandate, {"mandate": people.chance.choice(known), "ends": today}
    return (
        people.somebody(ADMIN),
        office.AddMandate,
        {
            "role": CHIEF,
            "substitute": DIVISION,
            "mandate": "plh",
            "letter_number": "800/1",
            "letter_date": today,
            "starts": today,
            "ends": today + timedelta(days=people.chance.randrange(3)),
        },
    )


def _paper(people: People, machine: Machine) -> Wanted | None:
    with machine.register.reading() as session:
        papers = list(session.scalars(select(Document.id).order_by(Document.id)))
        if not papers:
            return None
        paper = people.chance.choice(papers)
        last = session.scalar(select(func.max(Printing.copy)).where(Printing.document_id == paper)) or 0
    return people.somebody(LOKET), office.RecordPrint, {"document": paper, "copy": last + 1, "target": "printer"}


def tray(people: People, machine: Machine) -> Wanted | None:
    with machine.register.reading() as session:
        items = list(session.scalars(select(TrayItem.id).where(TrayItem.closed.is_(None)).order_by(TrayItem.id)))
    if not items:
        return None
    how = people.chance.choice(("redo", "adopt", "withdraw"))
    return (
        people.somebody(HEAD),
        office.SettleTrayItem,
        {
            "item": people.chance.choice(items),
            "how": how,
            "note": "Sudah dilihat",
        },
    )
