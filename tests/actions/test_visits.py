"""What follows a visit that found the place not in conformity: a reason, a refusal, or another visit."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.actions.commands import office_work
from app.actions.commands.intake import AcceptRevision
from app.errors import Refused
from app.models.application import Inspection, Recommendation
from app.queries.visits import stands_against
from app.rules import stages
from tests.actions.forms import FORMS
from tests.office import Office

TODAY = date(2026, 11, 23)
ADVICE = {"outcome": "setuju", "number": "440/1", "dated": TODAY}


def visited(office: Office, conclusion: str = "tidak_sesuai") -> str:
    file = office.register_file(office.intake("STPT", details=FORMS["STPT"]))
    office.advance(file, stages.VISIT)
    visit(office, file, conclusion)
    return file


def visit(office: Office, file: str, conclusion: str) -> None:
    finding = office_work.VisitFinding(subject="Tempat", verdict=conclusion)
    held = office.clock.now().date()
    office.do(
        "tim_teknis",
        office_work.RecordInspection,
        application=file,
        held=held,
        findings=(finding,),
        conclusion=conclusion,
    )


def against(office: Office, file: str) -> bool:
    with office.register.reading() as session:
        return stands_against(session, file)


def send_back(office: Office, file: str) -> None:
    row = office_work.ReturnRow(subject="Tempat", reason="R02", text="Mohon tempat diperbaiki.")
    command = office_work.ReturnForRevision
    office.do("verifikator", command, application=file, rows=(row,), deadline=date(2026, 12, 7))
    office.do("petugas_loket", AcceptRevision, application=file)


def test_a_good_visit_stands_in_nobodys_way(office: Office) -> None:
    file = visited(office, "sesuai")
    assert not against(office, file)
    office.do("tim_teknis", office_work.RecordRecommendation, application=file, **ADVICE)


def test_an_agency_agrees_all_the_same_with_a_reason(office: Office) -> None:
    file = visited(office)
    with pytest.raises(Refused) as found:
        office.do("tim_teknis", office_work.RecordRecommendation, application=file, **ADVICE)
    assert (found.value.code, found.value.fields) == ("visit_failed", {"reason": "required"})
    values = ADVICE | {"reason": "Diperbaiki di tempat"}
    office.do("tim_teknis", office_work.RecordRecommendation, application=file, **values)
    assert not against(office, file)
    with office.register.reading() as session:
        assert session.scalars(select(Recommendation.text)).one() == "Diperbaiki di tempat"
    office.advance(file, stages.SIGNING)


def test_what_was_put_right_is_visited_again(office: Office) -> None:
    file = visited(office)
    send_back(office, file)
    office.step(file, stages.VERIFY)
    assert office.file(file).stage == stages.PLAN_VISIT
    office.step(file, stages.PLAN_VISIT)
    visit(office, file, "sesuai")
    assert not against(office, file)
    assert office.file(file).stage == stages.AGENCY
    office.do("tim_teknis", office_work.RecordRecommendation, application=file, **ADVICE)
    with office.register.reading() as session:
        assert len(session.scalars(select(Inspection.id)).all()) == 2
        assert len(session.scalars(select(Recommendation.id)).all()) == 1


def test_a_second_visit_that_fails_too(office: Office) -> None:
    file = visited(office)
    send_back(office, file)
    office.advance(file, stages.VISIT)
    office.clock.advance(days=1)
    visit(office, file, "tidak_sesuai")
    assert against(office, file)


def test_what_an_agency_agreed_to_is_not_visited_again(office: Office) -> None:
    file = visited(office)
    values = ADVICE | {"reason": "Diperbaiki di tempat"}
    office.do("tim_teknis", office_work.RecordRecommendation, application=file, **values)
    send_back(office, file)
    office.step(file, stages.VERIFY)
    assert office.file(file).stage == stages.DRAFTING
