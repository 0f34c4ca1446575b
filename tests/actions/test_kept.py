"""An application keeps the permit type it started with, whatever becomes of the catalogue (domain.md A23)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands import intake, office_work
from app.actions.door import Door
from app.errors import Refused
from app.models.application import Permit
from app.models.journal import Document
from app.queries.file_view import file_view
from app.queries.files import kept_of, terms_of
from app.queries.work import queue
from app.reference.catalogue import Agency, Catalogue, LegalBasis, Template
from app.reference.laws import bases_of, place_of
from app.rules import stages
from tests.actions.forms import FORMS
from tests.office import Office

LAW = (LegalBasis(ref="Peraturan yang baru", confidence="K"),)


def use(office: Office, catalogue: Catalogue) -> None:
    """The office goes on with another catalogue."""
    office.reference = replace(office.reference, catalogue=catalogue)
    office.door = Door(office.register, office.reference, draw=office.draw, now=office.clock.now)


def changed(catalogue: Catalogue, code: str, **values: Any) -> Catalogue:
    """`values` replace those of the permit type; a dict those inside one of its parts."""
    permit = catalogue.permit(code)
    assert permit is not None
    new = {
        name: msgspec.structs.replace(getattr(permit, name), **value) if isinstance(value, dict) else value
        for name, value in values.items()
    }
    other = msgspec.structs.replace(permit, **new)
    return msgspec.structs.replace(catalogue, permits=tuple(other if x.code == code else x for x in catalogue.permits))


def reformed(office: Office) -> Catalogue:
    """SIP-BD as another law would have it."""
    return changed(
        office.reference.catalogue,
        "SIP-BD",
        workflow="W4",
        service_days=1,
        legal_basis=LAW,
        fee={"kind": "retribusi", "rule": "Perda"},
        validity={"years": 1},
        signatory={"role": "kabid", "acting_for": "Gubernur"},
        output={"document": "Surat Lain", "number_format": "LAIN/{seq}/{year}", "series": "LAIN", "copies_to": ()},
    )


def card(office: Office, kind: str) -> dict[str, Any]:
    """The newest paper of a kind."""
    with office.register.reading() as session:
        wanted = select(Document.card).where(Document.kind == kind).order_by(Document.made.desc()).limit(1)
        return session.scalars(wanted).one()


def permit_of(office: Office, file: str) -> Permit:
    with office.register.reading() as session:
        return session.scalars(select(Permit).where(Permit.application_id == file)).one()


def test_an_old_file_is_finished_as_it_began(office: Office) -> None:
    file = office.register_file()
    before = terms_of(office.file(file), office.reference)
    use(office, reformed(office))
    after = terms_of(office.file(file), office.reference)
    assert after.permit == before.permit
    assert (after.route, after.requirements, after.days) == (before.route, before.requirements, 5)
    office.advance(file, stages.COLLECTION)
    permit, paper = permit_of(office, file), card(office, "permit")
    assert (permit.number, permit.valid_until) == ("500.16.7.2/0001/SIPB/DPMPTSP/2026", date(2031, 11, 22))
    assert paper["title"] == "Surat Izin Praktik Bidan"
    assert tuple(paper["legal_basis"]) == bases_of(before.permit, place_of("Karangasem", "5107")).printed
    assert paper["copies_to"] == ["Kepala Dinas Kesehatan"]
    assert (paper["signer"]["title"], paper["signer"]["acting_for"]) == ("Kepala Dinas", "Bupati Karangasem")
    assert card(office, "receipt")["fee"] == "Layanan ini tidak dipungut biaya."


def test_a_new_file_follows_the_new_catalogue(office: Office) -> None:
    use(office, reformed(office))
    file = office.file(office.register_file())
    assert stages.LEVY in [step["step"] for step in file.route]
    assert kept_of(file).permit.legal_basis == LAW


def test_the_addendum_of_an_old_file_names_the_old_fee(office: Office) -> None:
    file = office.register_file()
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    office.do(
        "verifikator",
        office_work.ReturnForRevision,
        application=file,
        rows=(row,),
        deadline=date(2026, 12, 7),
    )
    use(office, reformed(office))
    seen = (intake.ItemState(requirement="ktp", state="ada"),)
    office.do(
        "petugas_loket",
        intake.AcceptRevision,
        application=file,
        items=seen,
        details={"nama_tempat": "Puskesmas Abang II"},
    )
    paper = card(office, "receipt")
    assert (paper["addendum"], paper["fee"]) == (True, "Layanan ini tidak dipungut biaya.")


def without(catalogue: Catalogue, code: str) -> Catalogue:
    """The permit type is gone, and everything of the catalogue that is shared was emptied or renamed."""
    return msgspec.structs.replace(
        catalogue,
        permits=tuple(each for each in catalogue.permits if each.code != code),
        agencies={"dinkes": Agency(label="Dinas Lain", short="DL")},
        workflow_templates={"W2": Template(label="Lain", steps=())},
        requirement_library={},
        conditions={},
    )


def test_a_permit_type_that_left_the_catalogue_is_finished_and_shown(office: Office) -> None:
    file = office.register_file()
    before = terms_of(office.file(file), office.reference)
    use(office, without(office.reference.catalogue, "SIP-BD"))
    after = terms_of(office.file(file), office.reference)
    assert (after.route, after.requirements) == (before.route, before.requirements)
    shown = office.door.ask(lambda look: file_view(look, file, "verifikator"))
    assert shown.matters.agency == "Dinas Kesehatan"
    office.advance(file, stages.COLLECTION)
    assert card(office, "recommendation_request")["to"] == "Kepala Dinas Kesehatan"
    assert card(office, "permit")["copies_to"] == ["Kepala Dinas Kesehatan"]
    with pytest.raises(Refused, match="permit_unknown"):
        office.register_file()


@pytest.mark.parametrize("delegate", ["", "sekretaris"])
def test_the_delegate_of_an_old_file_still_signs(office: Office, delegate: str) -> None:
    file = office.register_file(office.intake("MKM", details=FORMS["MKM"]))
    office.advance(file, stages.SIGNING)
    use(office, changed(office.reference.catalogue, "MKM", signatory={"may_delegate_to": delegate}))
    assert office.door.ask(lambda look: queue(look, "kabid").total) == 1
    assert office.door.ask(lambda look: queue(look, "sekretaris").total) == 0
    with pytest.raises(Refused, match="no_right"):
        office.do("sekretaris", office_work.Sign, application=file)
    office.do("kabid", office_work.Sign, application=file)
    assert office.file(file).stage == stages.NUMBERING


def test_only_what_the_permit_type_refers_to_is_kept(office: Office) -> None:
    kept = kept_of(office.file(office.register_file()))
    assert set(kept.agencies) == {"dinkes"}
    assert set(kept.workflow_templates) == {"W2", "W3"}
    assert set(kept.requirement_library) == {each.id for each in kept.permit.requirements}
    assert {"tidak_praktik_5_tahun"} <= set(kept.conditions) < set(office.reference.catalogue.conditions)
