"""The letters of the office: to whom, in whose name, with what in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands import intake, office_work
from app.actions.commands.office import AddMandate, ChangeStaff, SetRoles, StaffProfile
from app.actions.door import Door
from app.models.journal import Document
from app.rules import stages
from tests.actions.forms import FORMS
from tests.office import Office

TODAY = date(2026, 11, 23)
ROW = office_work.ReturnRow(subject="KTP-el", reason="R02", text="Mohon salinan yang terbaca.")


def letter(office: Office, kind: str) -> dict[str, Any]:
    with office.register.reading() as session:
        return session.scalars(select(Document.card).where(Document.kind == kind)).one()


def returned(office: Office, actor: str = "verifikator", **changes: Any) -> dict[str, Any]:
    file = office.register_file(office.intake(**changes))
    deadline = TODAY + timedelta(days=14)
    office.do(actor, office_work.ReturnForRevision, application=file, rows=(ROW,), deadline=deadline)
    return letter(office, "return_letter")


def roles(office: Office, staff: str, *names: str) -> None:
    office.do("administrator", SetRoles, staff=staff, roles=names)


def mandate(office: Office, role: str, substitute: str, *scope: str, kind: str = "plh") -> None:
    office.do(
        "administrator",
        AddMandate,
        role=role,
        substitute=substitute,
        mandate=kind,
        letter_number="800/1",
        letter_date=TODAY,
        starts=TODAY,
        ends=TODAY,
        scope=scope,
    )


def signer(card: dict[str, Any]) -> tuple[str, str, str]:
    return card["signer"]["capacity"], card["signer"]["title"], card["signer"]["name"]


def test_what_is_to_be_put_right(office: Office) -> None:
    card = returned(office)
    assert card["rows"] == [{"heading": "KTP-el", "text": "Mohon salinan yang terbaca."}]
    assert (card["to"], card["to_address"]) == ("Ni Luh Contoh", "Banjar Dinas Kertha, Abang, Kec. Abang")
    assert (card["deadline"], card["dated"], card["registered"]) == ("2026-12-07", "2026-11-23", "2026-11-23")
    assert card["service"] == "Surat Izin Praktik Bidan (permohonan baru)"
    assert signer(card) == ("", "Kepala Seksi", "Petugas Penyelia")


def test_by_the_section_head_in_person(office: Office) -> None:
    roles(office, "sekretaris", "sekretaris", "penyelia")
    assert signer(returned(office, "sekretaris"))[2] == "Petugas Sekretaris"


def test_a_post_that_has_a_title_of_its_own(office: Office) -> None:
    profile = StaffProfile(id="penyelia", username="penyelia", name="Ni Wayan", position="Penata Perizinan Ahli Muda")
    office.do("administrator", ChangeStaff, profile=profile, active=True)
    card = returned(office)
    assert signer(card) == ("", "Penata Perizinan Ahli Muda", "Ni Wayan")
    assert card["signer"]["name_with_titles"] == "Ni Wayan"


def test_a_substitute_signs_as_such(office: Office) -> None:
    """Acting in person, and named where somebody else writes the letter."""
    mandate(office, "penyelia", "sekretaris")
    file = office.register_file()
    office.advance(file, stages.ASK_AGENCY)
    office.do("sekretaris", office_work.RequestRecommendation, application=file, note="Mohon segera.")
    request = letter(office, "recommendation_request")
    assert signer(request) == ("Plh.", "Kepala Seksi", "Petugas Sekretaris")
    assert (request["to"], request["to_address"], request["deadline"]) == ("Kepala Dinas Kesehatan", "", "2026-11-25")
    assert request["rows"][-1] == {"heading": "Catatan", "text": "Mohon segera."}
    assert signer(returned(office, confirmed={"duplicate": "x"})) == ("Plh.", "Kepala Seksi", "Petugas Sekretaris")


@pytest.mark.parametrize(("scope", "name"), [("SIP-BD", "Petugas Sekretaris"), ("SKP", "Petugas Penyelia")])
def test_a_substitute_within_the_scope(office: Office, scope: str, name: str) -> None:
    mandate(office, "penyelia", "sekretaris", scope, kind="plt")
    assert signer(returned(office))[2] == name


def test_an_office_without_a_section_head(office: Office) -> None:
    """Never the clerk under a title that is not theirs."""
    roles(office, "penyelia")
    assert signer(returned(office)) == ("", "Kepala Bidang", "Petugas Kabid")


def test_an_office_without_superiors(office: Office) -> None:
    for name in ("penyelia", "kabid", "kadis"):
        roles(office, name)
    assert signer(returned(office)) == ("", "Petugas Back Office", "Petugas Verifikator")


def test_a_small_office_where_one_is_all(office: Office) -> None:
    roles(office, "verifikator", "verifikator", "penyelia")
    assert signer(returned(office)) == ("", "Kepala Seksi", "Petugas Verifikator")


def test_a_visit(office: Office) -> None:
    file = office.register_file(office.intake("STPT", details=FORMS["STPT"]))
    office.advance(file, stages.VISIT)
    card = letter(office, "assignment_letter")
    assert [row["text"] for row in card["rows"]] == ["Dinkes", "Puskesmas", "Senin, 23 November 2026", "Abang"]
    assert card["to"] == "Tim Teknis"


@pytest.mark.parametrize(("reason", "headings"), [("", 2), ("Pindah kota", 3)])
def test_a_withdrawal(office: Office, reason: str, headings: int) -> None:
    file = office.register_file()
    values = {"letter_date": TODAY, "signed_by": "NI LUH CONTOH", "reason": reason}
    office.do("petugas_loket", intake.Withdraw, application=file, **values)
    rows = letter(office, "withdrawal_letter")["rows"]
    assert len(rows) == headings
    assert rows[1] == {"heading": "Ditandatangani oleh", "text": "Ni Luh Contoh"}


def test_an_agency_without_a_day_of_its_own(office: Office) -> None:

    catalogue = office.reference.catalogue
    changed = tuple(
        msgspec.structs.replace(
            each, technical_recommendation=msgspec.structs.replace(each.technical_recommendation, days=0)
        )
        if each.code == "SIP-BD"
        else each
        for each in catalogue.permits
    )
    slow = replace(office.reference, catalogue=msgspec.structs.replace(catalogue, permits=changed))
    office.door = Door(office.register, slow, draw=office.draw, now=office.clock.now)
    file = office.register_file()
    office.advance(file, stages.AGENCY)
    assert letter(office, "recommendation_request")["deadline"] is None
