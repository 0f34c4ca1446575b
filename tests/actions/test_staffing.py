"""First start, accounts, and the office's own data."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands.office import (
    AddStaff,
    ChangeOffice,
    ChangeStaff,
    DropDraft,
    OfficeProfile,
    RecordPrint,
    RenameCounter,
    SaveDraft,
    SetPassword,
    SetRoles,
    SetUpOffice,
    StaffProfile,
)
from app.database import Register
from app.errors import Refused
from app.models.journal import Document, Entry, Printing
from app.models.office import Device, Draft, Staff, StaffRole
from app.models.office import Office as OfficeRow
from tests.conftest import FixedClock
from tests.office import PROFILE, Office

NEW = StaffProfile(id="baru", username="Made.Baru", name="I Made Baru")


def office_row(office: Office) -> OfficeRow:
    with office.register.reading() as session:
        return session.get_one(OfficeRow, 1)


def person(office: Office, staff: str) -> Staff:
    with office.register.reading() as session:
        return session.get_one(Staff, staff)


def open_roles(office: Office, staff: str) -> set[str]:
    with office.register.reading() as session:
        held = select(StaffRole.role).where(StaffRole.staff_id == staff, StaffRole.until.is_(None))
        return set(session.scalars(held))


def test_first_start(register: Register, clock: FixedClock) -> None:
    office = Office(register, clock).open()
    assert (office_row(office).code, office_row(office).training) == ("KRA", False)
    assert open_roles(office, "administrator") == {"administrator"}
    with pytest.raises(Refused, match="already_set_up"):
        office.do(
            "administrator",
            SetUpOffice,
            profile=PROFILE,
            first_user=NEW,
            password="-",
            device="7Q5",
            counter_name="Loket 2",
        )


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("code", "kra", "office_code"),
        ("code", "KARA", "office_code"),
        ("region", "51", "required"),
        ("cutoff", "24:00", "time"),
        ("cutoff", "14.00", "time"),
        ("public_address", "dpmptsp.go.id", "address"),
        ("public_address", f"https://{'x' * 900}", "too_long"),
        ("name", "Dinas " * 200, "too_long"),
        ("zone", "Asia/Denpasar", "required"),
        ("zone", "", "required"),
        ("phone", " ", "required"),
        ("place", "", "required"),
    ],
)
def test_an_office_that_cannot_be(office: Office, field: str, value: str, code: str) -> None:
    profile = msgspec.structs.replace(PROFILE, **{field: value})
    with pytest.raises(Refused) as found:
        office.do("administrator", ChangeOffice, profile=profile)
    assert (found.value.code, found.value.fields) == ("office", {field: code})


def test_a_counter_gets_another_name(office: Office) -> None:
    office.do("administrator", RenameCounter, name=" Loket Depan ")
    with office.register.reading() as session:
        assert session.get_one(Device, office.device).name == "Loket Depan"


def test_a_counter_has_a_name(office: Office) -> None:
    with pytest.raises(Refused) as found:
        office.do("administrator", RenameCounter, name=" ")
    assert found.value.fields == {"name": "required"}


def test_new_values(office: Office) -> None:
    profile: OfficeProfile = msgspec.structs.replace(PROFILE, phone="(0363) 21999", public_address="https://a.go.id/x")
    office.do("administrator", ChangeOffice, profile=profile)
    assert (office_row(office).phone, office_row(office).public_address) == ("(0363) 21999", "https://a.go.id/x")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (ChangeOffice, {"profile": PROFILE}),
        (RenameCounter, {"name": "Loket 9"}),
        (AddStaff, {"profile": NEW, "password": "-", "roles": ()}),
        (ChangeStaff, {"profile": NEW, "active": False}),
        (SetRoles, {"staff": "kadis", "roles": ()}),
        (SetPassword, {"staff": "kadis", "password": "-"}),
    ],
)
def test_administrators_only(office: Office, kind: type[Any], values: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="no_right"):
        office.do("kabid", kind, **values)


def test_an_account(office: Office) -> None:
    office.do("administrator", AddStaff, profile=NEW, password="-", roles=("kabid", "kabid", "penyelia"))
    assert person(office, "baru").username == "made.baru"
    assert open_roles(office, "baru") == {"kabid", "penyelia"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"username": "kabid"}, "username_taken"),
        ({"username": "KABID "}, "username_taken"),
        ({"username": "a"}, "username"),
        ({"username": "dengan spasi"}, "username"),
        ({"name": " "}, "fields_missing"),
        ({"id": "kabid"}, "username_taken"),
    ],
)
def test_accounts_that_cannot_be(office: Office, changes: dict[str, str], code: str) -> None:
    with pytest.raises(Refused, match=code):
        office.do("administrator", AddStaff, profile=msgspec.structs.replace(NEW, **changes), password="-", roles=())


@pytest.mark.parametrize("roles", [("camat",), ("kabid", "camat")])
def test_roles_there_are_not(office: Office, roles: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="role_unknown"):
        office.do("administrator", SetRoles, staff="kadis", roles=roles)


def test_roles_change_and_are_remembered(office: Office) -> None:
    office.do("administrator", SetRoles, staff="kadis", roles=("kadis", "kabid"))
    office.do("administrator", SetRoles, staff="kadis", roles=("kabid",))
    office.do("administrator", SetRoles, staff="kadis", roles=("kadis",))
    assert open_roles(office, "kadis") == {"kadis"}
    with office.register.reading() as session:
        assert len(session.scalars(select(StaffRole).where(StaffRole.staff_id == "kadis")).all()) == 3


def test_somebody_always_administers(office: Office) -> None:
    with pytest.raises(Refused, match="last_administrator"):
        office.do("administrator", SetRoles, staff="administrator", roles=("kabid",))
    profile = StaffProfile(id="administrator", username="admin", name="I Made")
    with pytest.raises(Refused, match="last_administrator"):
        office.do("administrator", ChangeStaff, profile=profile, active=False)
    office.do("administrator", SetRoles, staff="kadis", roles=("administrator",))
    office.do("administrator", ChangeStaff, profile=profile, active=False)
    assert not person(office, "administrator").active


def test_an_account_nobody_has(office: Office) -> None:
    with pytest.raises(Refused, match="staff_unknown"):
        office.do("administrator", SetRoles, staff="siapa", roles=())
    with pytest.raises(Refused, match="staff_unknown"):
        office.do("administrator", ChangeStaff, profile=NEW, active=True)


def test_ones_own_password_and_anothers(office: Office) -> None:
    with office.register.writing() as session:
        blocked = session.get_one(Staff, "kabid")
        blocked.failures, blocked.blocked_until = 4, office.clock.now()
    office.do("kabid", SetPassword, staff="kabid", password="one")
    assert (person(office, "kabid").password, person(office, "kabid").failures) == ("one", 0)
    office.do("administrator", SetPassword, staff="kabid", password="two")
    assert (person(office, "kabid").password, person(office, "kabid").blocked_until) == ("two", None)


# ----- drafts and printings


def drafts(office: Office) -> dict[str, Any]:
    with office.register.reading() as session:
        return {row.id: row.content for row in session.scalars(select(Draft))}


def test_a_draft_is_replaced_and_dropped(office: Office) -> None:
    office.do("petugas_loket", SaveDraft, draft="d1", content={"nik": "5"})
    office.do("petugas_loket", SaveDraft, draft="d1", content={"nik": "51"})
    assert drafts(office) == {"d1": {"nik": "51"}}
    office.do("petugas_loket", DropDraft, draft="d1")
    office.do("petugas_loket", DropDraft, draft="d1")
    assert drafts(office) == {}


def test_a_draft_belongs_to_who_types_it(office: Office) -> None:
    office.add_staff("loket2", "petugas_loket")
    office.do("petugas_loket", SaveDraft, draft="d1", content={"nik": "5"})
    for kind, values in ((SaveDraft, {"content": {}}), (DropDraft, {})):
        with pytest.raises(Refused, match="no_right"):
            office.do("loket2", kind, draft="d1", **values)
    assert drafts(office) == {"d1": {"nik": "5"}}


def test_every_print_is_counted(office: Office) -> None:
    document = office.receive().documents[0]
    for copy in (1, 2):
        office.do("petugas_loket", RecordPrint, document=document, copy=copy, target="printer")
    with pytest.raises(Refused) as found:
        office.do("kabid", RecordPrint, document=document, copy=2, target="file")
    assert found.value.fields == {"copy": "3"}
    with office.register.reading() as session:
        assert [(row.copy, row.actor_id) for row in session.scalars(select(Printing).order_by(Printing.copy))] == [
            (1, "petugas_loket"),
            (2, "petugas_loket"),
        ]
        assert session.scalars(select(Entry.capacity).where(Entry.kind == "record_print")).first() == "petugas_loket"
        assert session.get_one(Document, document).kind == "receipt"


def test_a_document_nobody_made(office: Office) -> None:
    with pytest.raises(Refused, match="no_document"):
        office.do("kabid", RecordPrint, document="x", copy=1, target="printer")
