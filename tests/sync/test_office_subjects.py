"""Acts about the office meet only where they are about the same: a person, a mandate, a day of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands import KINDS, Command, FileCommand
from app.actions.commands.office import (
    AddMandate,
    ChangeCalendar,
    ChangeOffice,
    ChangeStaff,
    DayRuling,
    EndMandate,
    RenameCounter,
    SetPassword,
    SetRoles,
    StaffProfile,
)
from app.actions.written import is_fact
from app.models.exchange import Act
from app.models.office import Mandate, Staff
from app.rules.workflow import BACK, LOKET
from app.server.command_line.office_hand import OfficeHand
from tests.network import Counter, Network
from tests.office import PROFILE
from tests.sync.test_exchange import agree

# What adds something of its own, what is done before there is a centre, and what stays on its PC.
MEETS_NOBODY = {"add_staff", "add_mandate", "settle_tray_item", "set_up_office", "record_loss", "drop_draft"}
ADMIN = "administrator"
LATE = (ADMIN, "rejected", "version")


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    made = Network(tmp_path_factory.mktemp("subjects"))
    for name in ("Loket 1", "Loket 2"):
        made.counter(name)
    agree(made)
    yield made
    for counter in made.counters:
        counter.register.close()
    made.register.close()


def person(staff: str, rank: str) -> dict[str, Any]:
    return {"profile": StaffProfile(id=staff, username=staff, name=f"I {staff}", rank=rank), "active": True}


def on(day: int, name: str = "Libur") -> dict[str, Any]:
    return {"added": (DayRuling(day=date(2027, 3, day), kind="libur_daerah", name=name, source="SE 1"),)}


def set_aside(network: Network) -> dict[str, tuple[str, str, str]]:
    """Act -> whose, what came of it, why."""
    with network.register.reading() as session:
        found = session.scalars(select(Act).where(Act.result != "applied"))
        return {act.id: (act.actor_id, act.result, act.reason) for act in found}


def together(network: Network, first: tuple[str, Any, Any], second: tuple[str, Any, Any]) -> list[tuple[str, str, str]]:
    """Done at two PCs, neither of which knows of the other's; what is set aside of it."""
    before = set_aside(network)
    one, two = network.counters
    two.wire.cut = True
    for counter, (actor, kind, values) in ((one, first), (two, second)):
        counter.office.do(actor, kind, **values)
    one.settle()
    two.wire.cut = False
    agree(network)
    return [told for act, told in set_aside(network).items() if act not in before]


CASES: list[tuple[type[Command], dict[str, Any], dict[str, Any]]] = [
    (ChangeStaff, person("verifikator", "a"), person("sekretaris", "b")),
    (SetRoles, {"staff": "verifikator", "roles": (BACK, LOKET)}, {"staff": "sekretaris", "roles": (LOKET,)}),
    (ChangeCalendar, on(1), on(2)),
    (ChangeCalendar, {"years": (2031,)}, {"years": (2032,)}),
    (RenameCounter, {"name": "Depan"}, {"name": "Belakang"}),
]


@pytest.mark.parametrize(("kind", "one", "other"), CASES)
def test_what_is_about_others_stands(
    network: Network, kind: type[Command], one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert together(network, (ADMIN, kind, one), (ADMIN, kind, other)) == []


SAME: list[tuple[type[Command], dict[str, Any], dict[str, Any]]] = [
    (ChangeStaff, person("verifikator", "c"), person("verifikator", "d")),
    (SetRoles, {"staff": "kabid", "roles": (BACK,)}, {"staff": "kabid", "roles": (LOKET,)}),
    (ChangeCalendar, on(5), on(5, "Lain")),
    (ChangeCalendar, on(8), {"added": on(8)["added"] + on(9)["added"]}),
    (ChangeCalendar, {"years": (2033,)}, {"years": (2034, 2033)}),
    (
        ChangeOffice,
        {"profile": msgspec.structs.replace(PROFILE, phone="(0363) 11111")},
        {"profile": msgspec.structs.replace(PROFILE, phone="(0363) 22222")},
    ),
]


@pytest.mark.parametrize(("kind", "one", "other"), SAME)
def test_what_is_about_the_same_comes_before_people(
    network: Network, kind: type[Command], one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert together(network, (ADMIN, kind, one), (ADMIN, kind, other)) == [LATE]


def test_two_people_change_their_passwords(network: Network) -> None:
    first = ("verifikator", SetPassword, {"staff": "verifikator", "password": "$argon2id$a"})
    assert together(network, first, ("sekretaris", SetPassword, {"staff": "sekretaris", "password": "x"})) == []
    assert together(network, first, (ADMIN, SetPassword, {"staff": "verifikator", "password": "y"})) == [LATE]


def test_a_password_set_at_the_centre_meets_only_that_persons(network: Network) -> None:
    two = network.counters[1]
    two.wire.cut = True
    with network.register.reading() as session:
        username = session.get_one(Staff, "kabid").username
    OfficeHand(network.centre, network.new_id).set_password(username, "kata sandi yang panjang")
    before = set_aside(network)
    for who in ("sekretaris", "kabid"):
        two.office.do(who, SetPassword, staff=who, password="z")
    two.wire.cut = False
    agree(network)
    told = [each for act, each in set_aside(network).items() if act not in before]
    assert told == [("kabid", "rejected", "version")]


def mandated(counter: Counter, role: str, substitute: str) -> str:
    days = {"letter_date": date(2026, 11, 20), "starts": date(2026, 11, 25), "ends": date(2027, 1, 20)}
    values = {"role": role, "substitute": substitute, "mandate": "plh", "letter_number": "800/1"} | days
    counter.office.do(ADMIN, AddMandate, reason="Tugas luar", **values)
    with counter.register.reading() as session:
        return session.scalars(select(Mandate.id).where(Mandate.substitute_id == substitute)).one()


def test_an_end_meets_only_that_of_the_same_mandate(network: Network) -> None:
    one = network.counters[0]
    first, second = mandated(one, "kadis", "kabid"), mandated(one, "kabid", "sekretaris")
    agree(network)
    ends = [(ADMIN, EndMandate, {"mandate": each, "ends": date(2026, 12, 30)}) for each in (first, second)]
    assert together(network, *ends) == []
    later = (ADMIN, EndMandate, {"mandate": first, "ends": date(2026, 12, 29)})
    assert together(network, later, (ADMIN, EndMandate, {"mandate": first, "ends": date(2026, 12, 28)})) == [LATE]


def test_every_decision_about_the_office_says_what_it_is_about() -> None:
    about = {name for name, kind in KINDS.items() if not issubclass(kind, FileCommand) and not is_fact(name)}
    silent = {name for name in about if KINDS[name].subjects is Command.subjects}
    assert silent == MEETS_NOBODY
