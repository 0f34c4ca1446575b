"""A refusal that the back office proposed becomes a permit draft again (T26b)."""

from __future__ import annotations

from typing import Any

import pytest

from app.actions.commands import office_work
from app.actions.commands.intake import AcceptRevision
from app.errors import Refused
from app.queries.file_view import file_view
from app.rules import stages
from tests.actions import situations as case
from tests.office import Office

REASON = "Surat keterangan ternyata berlaku."
ROW = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")


def refused(office: Office, at: str) -> str:
    """A file whose refusal was proposed at this stage."""
    file = office.register_file()
    office.advance(file, at)
    office.do("verifikator", office_work.ProposeRefusal, application=file, **case.REFUSAL)
    assert office.file(file).stage == stages.DRAFTING
    return file


def take_back(office: Office, file: str) -> None:
    office.do("verifikator", office_work.ProposePermit, application=file, reason=REASON)


def where(office: Office, file: str) -> tuple[str, str]:
    found = office.file(file)
    return found.stage, found.outcome


def test_proposed_at_the_draft_it_stays_there(office: Office) -> None:
    file = refused(office, stages.DRAFTING)
    take_back(office, file)
    assert where(office, file) == (stages.DRAFTING, stages.PERMIT)
    assert office.file(file).draft == {}
    office.advance(file, stages.COLLECTION)


def test_proposed_at_the_verification_it_is_verified_after_all(office: Office) -> None:
    """Otherwise a permit would be drafted without check, visit, recommendation or levy."""
    file = refused(office, stages.VERIFY)
    take_back(office, file)
    assert where(office, file) == (stages.VERIFY, stages.PERMIT)
    assert office.file(file).holder == "verifikator"
    office.step(file, stages.VERIFY)
    assert office.file(file).stage == stages.ASK_AGENCY


def test_after_a_return_it_comes_to_where_it_had_been(office: Office) -> None:
    file = office.register_file()
    office.advance(file, stages.AGENCY)
    today = office.clock.now().date()
    deadline = today.replace(day=today.day + 5)
    office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(ROW,), deadline=deadline)
    office.do("petugas_loket", AcceptRevision, application=file)
    office.do("verifikator", office_work.ProposeRefusal, application=file, **case.REFUSAL)
    take_back(office, file)
    office.step(file, stages.VERIFY)
    assert office.file(file).stage == stages.AGENCY


def test_called_back_from_a_superior(office: Office) -> None:
    """The drafter may change the mind of the office as long as nobody has signed."""
    file = refused(office, stages.DRAFTING)
    office.advance(file, stages.SIGNING)
    office.do("kadis", office_work.CorrectInternally, application=file, note="Syarat dipenuhi")
    take_back(office, file)
    assert where(office, file) == (stages.DRAFTING, stages.PERMIT)


def test_conditions_of_the_agency_outlive_the_refusal(office: Office) -> None:
    file = office.register_file()
    office.advance(file, stages.AGENCY)
    said: dict[str, Any] = {"outcome": "bersyarat", "number": "440/1", "dated": office.clock.now().date()}
    office.do(
        "tim_teknis", office_work.RecordRecommendation, application=file, conditions="Papan nama dipasang.", **said
    )
    office.do("verifikator", office_work.ProposeRefusal, application=file, **case.REFUSAL)
    take_back(office, file)
    assert office.file(file).draft == {"conditions": "Papan nama dipasang."}


def test_an_objection_is_not_taken_back(office: Office) -> None:
    file = office.register_file()
    office.advance(file, stages.AGENCY)
    today = office.clock.now().date()
    office.do("tim_teknis", office_work.RecordObjection, application=file, number="440/2", dated=today, reason="Belum")
    with pytest.raises(Refused, match="objection_binds"):
        take_back(office, file)
    assert where(office, file) == (stages.DRAFTING, stages.REFUSAL)
    assert reason_against(office, file) == "objection_binds"


@pytest.mark.parametrize("at", [stages.VERIFY, stages.DRAFTING])
def test_the_act_is_offered_for_the_offices_own_proposal(office: Office, at: str) -> None:
    assert reason_against(office, refused(office, at)) == ""


def reason_against(office: Office, file: str) -> str:
    view = office.door.ask(lambda look: file_view(look, file, "verifikator"))
    return next(option.reason for option in view.acts if option.act == "propose_permit")
