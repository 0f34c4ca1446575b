"""What the register remembers of a person at the counter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import msgspec
import pytest
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from app.actions import paperwork
from app.actions.commands.intake import ItemState, LegalBody
from app.models.application import Applicant, Application, Permit
from app.queries.applicants import (
    History,
    KnownApplicant,
    RunningApplication,
    Who,
    history,
    known_applicant,
    lookalikes,
    near,
    object_elsewhere,
    strangers,
)
from app.queries.look import Look
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


Found = tuple[tuple[str, str], ...]


def alike(office: Office, nik: str, name: str = NI_LUH.name, born: date = NI_LUH.birth_date) -> Found:
    """Names and warnings of the candidates, as they are ranked."""
    found = office.door.ask(partial(lookalikes, nik=nik, name=name, born=born))
    return tuple((each.known.name, each.code) for each in found)


@pytest.mark.parametrize(
    ("nik", "name", "born", "codes"),
    [
        (NI_LUH.nik, NI_LUH.name, NI_LUH.birth_date, []),
        (NI_LUH.nik, "CONTOH NI LUH", NI_LUH.birth_date, []),
        (NI_LUH.nik, "NI LUH CONTO", NI_LUH.birth_date, [""]),  # a slip in the name: shown, no warning
        (NI_LUH.nik, "I MADE LAIN", NI_LUH.birth_date, ["known_other_name"]),
        (NI_LUH.nik, NI_LUH.name, date(1988, 7, 6), ["known_other_name"]),
        ("5107034507880030", NI_LUH.name, NI_LUH.birth_date, ["known_near_nik"]),
        ("5107034507880030", "NI LUH CONTO", NI_LUH.birth_date, ["known_near_nik"]),
        ("510703450788003", NI_LUH.name, NI_LUH.birth_date, ["known_near_nik"]),  # a digit left out
        ("51070345077880003", NI_LUH.name, NI_LUH.birth_date, ["known_near_nik"]),  # a digit doubled
        ("5107034506880003", NI_LUH.name, date(1988, 6, 5), [""]),  # the same slip in both
        ("5107034507880003", NI_LUH.name, date(1988, 5, 7), ["known_other_name"]),
        ("5107034507880013", NI_LUH.name, date(1988, 5, 7), [""]),  # day for month
        ("5107034507880013", NI_LUH.name, date(1970, 1, 1), []),
        ("5107304507880030", NI_LUH.name, NI_LUH.birth_date, [""]),  # two slips, the person is the same
        ("5107034507881234", NI_LUH.name, NI_LUH.birth_date, []),
        ("5107034507880030", "I MADE LAIN", NI_LUH.birth_date, []),
        ("51070345078800", NI_LUH.name, NI_LUH.birth_date, []),
    ],
)
def test_an_entry_beside_earlier_ones(office: Office, nik: str, name: str, born: date, codes: list[str]) -> None:
    office.register_file()
    assert [code for _, code in alike(office, nik, name, born)] == codes


def remember(office: Office, *people: tuple[str, str, date]) -> None:
    with office.register.writing() as session:
        for nik, name, born in people:
            person = paperwork.plain(msgspec.structs.replace(NI_LUH, nik=nik, name=name, birth_date=born))
            session.add(Applicant(id=nik, nik=nik, name=name, birth_date=born, person=person, confirmed=MORNING))


MORNING = datetime(2026, 3, 3, 2, tzinfo=UTC)


def test_at_most_five_and_the_likeliest_first(office: Office) -> None:
    born = NI_LUH.birth_date
    near = [(f"510703450788000{digit}", "NI LUH CONTOH", born) for digit in "4567"]
    remember(office, *near, ("5107034507880003", "I MADE LAIN", born), ("5107034507880018", "NI LUH CONTO", born))
    remember(office, ("5107034507880113", "NI LUH CONTOH", born), ("5107034507880123", "NI LUH SEMUA", born))
    found = alike(office, NI_LUH.nik)
    assert found[0] == ("I MADE LAIN", "known_other_name")
    assert found[1:] == (("NI LUH CONTOH", "known_near_nik"),) * 4


def test_a_candidate_is_all_that_is_known(office: Office) -> None:
    remember(office, ("5107034507880004", "NI LUH CONTOH", NI_LUH.birth_date))
    question = partial(lookalikes, nik=NI_LUH.nik, name=NI_LUH.name, born=NI_LUH.birth_date)
    (found,) = office.door.ask(question)
    assert (found.known.phone, found.known.confirmed) == (NI_LUH.phone, date(2026, 3, 3))


def test_numbers_and_birth_dates_are_looked_up_by_their_indexes(office: Office) -> None:
    """However many persons there are."""
    asked: list[str] = []

    def note(*given: Any) -> None:
        asked.append(given[2])

    with office.register.reading() as session:
        event.listen(session.get_bind(), "before_cursor_execute", note)
        lookalikes(Look(session, office.reference, MORNING), NI_LUH.nik, NI_LUH.name, NI_LUH.birth_date)
        event.remove(session.get_bind(), "before_cursor_execute", note)
        said = [plan_of(session, question) for question in asked if question.startswith("SELECT")]
    assert len(said) == 2
    assert "USING INDEX ix_applicant_birth_date" in said[0]
    assert "USING INDEX sqlite_autoindex_applicant" in said[1]


def plan_of(session: Session, question: str) -> str:
    rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", (1,) * question.count("?"))
    return " ".join(str(row.detail) for row in rows)


def test_the_counter_and_the_centre_ask_the_same(office: Office) -> None:
    """What is near by its number alone decides about the warnings, at both."""
    office.register_file()
    with office.register.reading() as session:
        assert [each.nik for each in near(session, "5107034507880030")] == [NI_LUH.nik]
        assert near(session, "5107034507881234") == ()


def test_a_stranger_is_near_nobody_here_and_nobody_else_who_comes(office: Office) -> None:
    office.register_file()
    known, near_known = NI_LUH.nik, "5107034507880030"
    twice, one, next_to_one, alone = "5107034507881111", "5107034507882222", "5107034507882232", "5107034507883333"
    with office.register.reading() as session:
        assert strangers(session, [known, near_known, twice, twice, one, next_to_one, alone]) == {alone}
        assert strangers(session, []) == set()


def test_foreigners_are_not_compared_by_a_number_they_do_not_have(office: Office) -> None:
    office.register_file(office.intake(person=msgspec.structs.replace(NI_LUH, nik="", foreign_id="X1234567")))
    assert alike(office, NI_LUH.nik) == ()


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
    intake = office.intake("SKP", details=research, body=LegalBody(name="Undiksha", form="Instansi pemerintah"))
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
