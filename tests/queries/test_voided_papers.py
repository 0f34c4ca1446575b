"""The papers of a file that count no more, as the list, the preview and the printer get them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, update

from app.actions.commands import correction, office_work
from app.actions.commands.intake import AcceptRevision, ItemState
from app.models.application import Application, Correction, Permit
from app.queries.documents import document, papers_of
from app.rules import stages
from tests.actions.forms import FORMS
from tests.actions.situations import REFUSAL
from tests.office import Office


def papers(office: Office, file: str, kind: str) -> list[str]:
    """The codes of all papers of a kind, the newest first; list and single paper agree."""
    rows = [row for row in office.door.ask(partial(papers_of, application=file)) if row.kind == kind]
    for row in rows:
        assert office.door.ask(partial(document, document_id=row.id)).void == row.void
    return [row.void for row in rows]


def test_a_revised_and_a_corrected_receipt_take_the_place_of_the_first(office: Office) -> None:
    file = office.register_file()
    assert papers(office, file, "receipt") == [""]
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="x")
    back = office.clock.now().date() + timedelta(days=10)
    office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=back)
    seen = (ItemState(requirement="ktp", state="ada"),)
    office.do("petugas_loket", AcceptRevision, application=file, items=seen)
    assert papers(office, file, "receipt") == ["", "paper_superseded"]
    change = correction.Change(field="address", before="Banjar Dinas Kertha", after="Banjar Dinas Tengah")
    asked = office.do("petugas_loket", correction.AskCorrection, application=file, changes=(change,), reason="Salah")
    with office.register.reading() as session:
        waiting = session.scalars(select(Correction.id)).one()
    assert asked.application == file
    office.do("penyelia", correction.ApproveCorrection, application=file, correction=waiting)
    assert papers(office, file, "receipt") == ["", "paper_superseded", "paper_superseded"]
    assert papers(office, file, "return_letter") == [""]


def test_a_numbered_paper_that_went_back_to_the_draft(office: Office) -> None:
    file = office.register_file()
    office.advance(file, stages.NUMBERING)
    office.do("verifikator", office_work.AssignNumber, application=file)
    assert papers(office, file, "permit") == [""]
    office.do("verifikator", office_work.CorrectInternally, application=file, note="Salah ketik")
    assert papers(office, file, "permit") == ["paper_superseded"]
    office.advance(file, stages.COLLECTION)
    assert papers(office, file, "permit") == ["", "paper_superseded"]


@pytest.mark.parametrize(
    ("state", "code"),
    [("aktif", ""), ("dicabut", "permit_revoked"), ("dibekukan", "permit_suspended"), ("diganti", "permit_replaced")],
)
def test_a_permit_by_what_it_is_worth(office: Office, state: str, code: str) -> None:
    file = office.register_file()
    office.advance(file, stages.DONE)
    with office.register.writing() as session:
        session.execute(update(Permit).values(state=state))
    assert papers(office, file, "permit") == [code]
    assert papers(office, file, "collection_receipt") == [""]


def test_a_visit_put_off_has_one_letter_that_counts(office: Office) -> None:
    file = office.register_file(office.intake("STPT", details=FORMS["STPT"]))
    office.advance(file, stages.VISIT)
    later = office.clock.now().date() + timedelta(days=1)
    put_off = office_work.RescheduleInspection
    office.do("penyelia", put_off, application=file, on=later, team=("Dinkes", "Puskesmas"), reason="Hujan")
    assert papers(office, file, "assignment_letter") == ["", "paper_superseded"]


def test_a_refusal_that_was_taken_back(office: Office) -> None:
    file = office.register_file()
    office.do("verifikator", office_work.ProposeRefusal, application=file, **REFUSAL)
    office.advance(file, stages.REFUSED)
    assert papers(office, file, "refusal_letter") == [""]
    with office.register.writing() as session:
        session.execute(update(Application).values(outcome=stages.PERMIT, stage=stages.DRAFTING))
    assert papers(office, file, "refusal_letter") == ["refusal_taken_back"]


def test_the_receipt_of_a_registration_by_mistake(office: Office) -> None:
    file = office.register_file()
    office.do("penyelia", office_work.Cancel, application=file, reason="Salah jenis")
    assert papers(office, file, "receipt") == ["file_cancelled"]
