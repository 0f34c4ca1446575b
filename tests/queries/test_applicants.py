"""What the register remembers of a person at the counter."""

from __future__ import annotations

from datetime import date
from functools import partial

import msgspec
import pytest
from sqlalchemy import select, text

from app.actions.commands.intake import Body, ItemState
from app.models.application import Application, Permit
from app.queries.applicants import (
    History,
    KnownApplicant,
    RunningApplication,
    Who,
    beside,
    history,
    known_applicant,
    object_elsewhere,
)
from tests.actions.forms import FORMS
from tests.office import MIDWIFE, NI_LUH, Office

HER = Who(NI_LUH.nik)


def known(office: Office, who: Who) -> KnownApplicant | None:
    return office.door.ask(partial(known_applicant, who=who))


def of(office: Office, who: Who = HER, permit: str = "SIP-BD") -> History:
    return office.door.ask(partial(history, who=who, permit=permit))


def test_a_stranger_is_not_known(office: Office) -> None:
    assert known(office, HER) is None
    assert of(office) == History()


def test_a_person_is_known_with_the_day_of_the_last_confirmation(office: Office) -> None:
    office.register_file()
    office.clock.advance(days=3)
    office.register_file(
        office.intake(person=msgspec.structs.replace(NI_LUH, phone="+6281987654321"), confirmed={"duplicate": "Lain"})
    )
    found = known(office, HER)
    assert found is not None
    assert found.confirmed == date(2026, 11, 26)
    assert found.phone == "+6281987654321"
    assert (found.name, found.birth_date, found.village) == (NI_LUH.name, NI_LUH.birth_date, NI_LUH.village)


def test_the_day_of_confirmation_is_that_of_the_office(office: Office) -> None:
    office.clock.advance(hours=14, minutes=30)  # 00.30 of the next day in Bali
    office.register_file()
    found = known(office, HER)
    assert found is not None
    assert found.confirmed == date(2026, 11, 24)


def test_a_foreigner_is_known_by_the_passport(office: Office) -> None:
    office.register_file(office.intake(person=msgspec.structs.replace(NI_LUH, nik="", foreign_id="X1234567")))
    found = known(office, Who(foreign_id="X1234567"))
    assert found is not None
    assert found.nik == ""
    assert known(office, HER) is None


@pytest.mark.parametrize(
    ("nik", "name", "born", "codes"),
    [
        (NI_LUH.nik, NI_LUH.name, NI_LUH.birth_date, ()),
        (NI_LUH.nik, "CONTOH NI LUH", NI_LUH.birth_date, ()),
        (NI_LUH.nik, "I MADE LAIN", NI_LUH.birth_date, ("known_other_name",)),
        (NI_LUH.nik, NI_LUH.name, date(1988, 7, 6), ("known_other_name",)),
        ("5107034507880030", NI_LUH.name, NI_LUH.birth_date, ("known_near_nik",)),
        ("5107034507881234", NI_LUH.name, NI_LUH.birth_date, ()),
        ("5107034507880030", "I MADE LAIN", NI_LUH.birth_date, ()),
    ],
)
def test_an_entry_beside_earlier_ones(office: Office, nik: str, name: str, born: date, codes: tuple[str, ...]) -> None:
    office.register_file()
    assert office.door.ask(partial(beside, nik=nik, name=name, born=born)) == codes


def test_foreigners_are_not_compared_by_a_number_they_do_not_have(office: Office) -> None:
    office.register_file(office.intake(person=msgspec.structs.replace(NI_LUH, nik="", foreign_id="X1234567")))
    question = partial(beside, nik=NI_LUH.nik, name=NI_LUH.name, born=NI_LUH.birth_date)
    assert office.door.ask(question) == ()


def test_the_last_application_of_a_permit_type(office: Office) -> None:
    office.register_file()
    office.clock.advance(days=1)
    second = office.receive(office.intake(details=MIDWIFE | {"sip_ke": 2}, confirmed={"duplicate": "Tempat lain"}))
    found = of(office).last
    assert found is not None
    assert found.number == second.number
    assert found.details["sip_ke"] == 2
    assert found.received == date(2026, 11, 24)
    assert of(office, permit="SIP-PR") == History()


def test_the_body_of_the_last_application(office: Office) -> None:
    research = {
        "judul": "Contoh",
        "bidang": "Kesehatan",
        "tujuan": "Contoh",
        "lembaga": "Undiksha",
        "penanggung_jawab": "I Made Contoh",
        "lokasi": "Abang",
        "tanggal_mulai": "2026-12-01",
        "tanggal_selesai": "2027-01-31",
    }
    intake = office.intake("SKP", details=research, body=Body(name="Undiksha", form="Instansi pemerintah"))
    deed = ItemState(requirement="akta", state="ada")
    office.register_file(msgspec.structs.replace(intake, items=(*intake.items, deed)))
    found = of(office, permit="SKP").last
    assert found is not None
    assert found.body == {"name": "Undiksha", "form": "Instansi pemerintah", "tax_number": "", "address": ""}


def test_a_running_application(office: Office) -> None:
    file = office.register_file()
    running = of(office).running
    assert running is not None
    assert running.number == office.file(file).number
    assert running.short_name == "SIPB"
    office.advance(file, "selesai")
    assert of(office).running is None
    assert of(office).last is not None


def test_permits_held_the_newest_first(office: Office) -> None:
    office.advance(office.register_file(), "selesai")
    first = of(office).held
    assert [row.number for row in first] == ["500.16.7.2/0001/SIPB/DPMPTSP/2026"]
    assert first[0].valid_until == date(2031, 11, 22)
    assert first[0].state == "aktif"
    office.clock.advance(days=1)
    second = office.register_file(office.intake(details=MIDWIFE | {"sip_ke": 2}))
    office.advance(second, "penomoran")
    office.step(second, "penomoran")
    assert [row.number for row in of(office).held] == [first[0].number], "numbered, but not issued"
    office.advance(second, "selesai")
    assert [row.number[11:15] for row in of(office).held] == ["0002", "0001"]


def test_a_replaced_permit_is_no_longer_held(office: Office) -> None:
    office.advance(office.register_file(), "selesai")
    with office.register.writing() as session:
        permit = session.query(Permit).one()
        permit.state = "diganti"
    assert of(office).held == ()


def elsewhere(office: Office, who: Who, key: str) -> RunningApplication | None:
    return office.door.ask(partial(object_elsewhere, who=who, permit="TRY", key=key))


def test_the_same_vehicle_of_somebody_else(office: Office) -> None:
    form = office.intake("TRY", variant="insidentil", details=FORMS["TRY"])
    file = office.receive(form)
    other, foreigner = Who("5107030101800001"), Who(foreign_id="X1")
    found = RunningApplication(file.number, "Izin Trayek", "verifikasi_berkas")
    assert [elsewhere(office, who, "dk1234xx") for who in (other, foreigner, Who(), HER)] == [*[found] * 3, None]
    assert elsewhere(office, other, "dk1235xx") is None
    assert elsewhere(office, other, "") is None
    office.advance(file.application, "penyerahan")
    assert elsewhere(office, other, "dk1234xx") is None


def test_an_object_is_found_by_its_index(office: Office) -> None:
    asked = select(Application.id).where(Application.permit_code == "TRY", Application.object_key == "dk1234xx")
    with office.register.reading() as session:
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {asked.compile(compile_kwargs={'literal_binds': True})}"))
        assert "ix_application_permit_code_object (permit_code=? AND object_key=?)" in plan.one().detail
