"""Every condition the table names stands in the way of its act, and of nothing else in the register."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from app.actions.commands import intake, office_work
from app.actions.door import Door
from app.errors import Refused
from app.reference.catalogue import RecommendationTerms
from app.reference.catalogue_file import built_in
from app.reference.reference import Reference
from app.rules import stages
from app.rules.workflow import TABLE
from tests.actions import situations as case

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
SATURDAY = date(2026, 11, 28)
NO_ROWS: dict[str, Any] = {"rows": ()}
VAGUE = (office_work.ReturnRow(subject="ktp", reason="R02", text=" "),)
UNKNOWN = (office_work.ReturnRow(subject="ktp", reason="R77", text="Mohon dilengkapi."),)
ONE_WRONG = (office_work.ItemVerdict(requirement="ktp", verdict="tidak_sesuai", note="buram"),)
NOTHING = (intake.ItemState(requirement="ktp", state="tidak"),)
LATER = (intake.ItemState(requirement="ktp", state="susulan"),)
LOST = (intake.ItemState(requirement="ktp", state="hilang"),)
STRANGER = (intake.ItemState(requirement="kk", state="ada"),)
BLANK = (office_work.VisitFinding(subject="Tempat", verdict="bagus"),)

# (act, condition) -> situation, by whom, what is entered wrongly, what is answered.
Case = tuple[str, str, dict[str, Any], str]
CASES: dict[tuple[str, str], tuple[Case, ...]] = {
    ("declare_correct", "all_items_correct"): (
        ("deferred at the start", "verifikator", {"verdicts": ()}, "items_open"),
        ("deferred at the start", "verifikator", {"verdicts": ONE_WRONG}, "items_open"),
        (
            "deferred at the start",
            "verifikator",
            {"verdicts": (office_work.ItemVerdict(requirement="kk", verdict="sesuai"),)},
            "items_open",
        ),
        (
            "deferred at the start",
            "verifikator",
            {"verdicts": (office_work.ItemVerdict(requirement="ktp", verdict="baik"),)},
            "items_open",
        ),
    ),
    ("return_for_revision", "items_with_reasons"): (
        ("drafting", "verifikator", NO_ROWS, "reason_missing"),
        ("drafting", "verifikator", {"rows": VAGUE}, "reason_missing"),
        ("drafting", "verifikator", {"rows": UNKNOWN}, "reason_missing"),
    ),
    ("return_for_revision", "deadline_ahead"): (("drafting", "penyelia", {"deadline": TODAY}, "deadline_past"),),
    ("accept_revision", "items_present"): (
        ("returned", "petugas_loket", {"items": NOTHING}, "incomplete"),
        ("returned", "petugas_loket", {"items": LATER}, "incomplete"),
        ("returned", "petugas_loket", {"items": LOST}, "item_state"),
        ("returned", "petugas_loket", {"items": STRANGER}, "item_state"),
    ),
    ("lapse", "deadline_passed"): (("returned again", "kabid", {}, "deadline_not_passed"),),
    ("lapse", "reminder_logged"): (("returned and forgotten", "kabid", {}, "not_reminded"),),
    ("record_recommendation", "letter_named"): (
        ("agency", "tim_teknis", {"number": " "}, "letter_missing"),
        ("agency", "tim_teknis", {"dated": TOMORROW}, "date_future"),
        ("agency", "tim_teknis", {"outcome": "tidak_setuju"}, "outcome"),
        ("agency", "tim_teknis", {"outcome": "bersyarat"}, "reason_missing"),
    ),
    ("record_objection", "letter_named"): (
        ("agency", "petugas_loket", {"number": ""}, "letter_missing"),
        ("agency", "petugas_loket", {"dated": TOMORROW}, "date_future"),
    ),
    ("record_objection", "reason"): (("agency", "tim_teknis", {"reason": " "}, "reason_missing"),),
    ("schedule_inspection", "team_of_two"): (
        ("planning", "penyelia", {"team": ("Dinkes",)}, "team_of_two"),
        ("planning", "penyelia", {"team": ("Dinkes", " Dinkes ", "")}, "team_of_two"),
    ),
    ("schedule_inspection", "working_day_ahead"): (
        ("planning", "penyelia", {"on": SATURDAY}, "not_working_day"),
        ("planning", "penyelia", {"on": date(2026, 11, 20)}, "not_working_day"),
    ),
    ("reschedule_inspection", "team_of_two"): (("visit", "penyelia", {"team": ()}, "team_of_two"),),
    ("reschedule_inspection", "working_day_ahead"): (("visit", "penyelia", {"on": SATURDAY}, "not_working_day"),),
    ("reschedule_inspection", "reason"): (("visit", "penyelia", {"reason": ""}, "reason_missing"),),
    ("record_inspection", "findings"): (
        ("visit", "tim_teknis", {"findings": ()}, "findings_missing"),
        ("visit", "tim_teknis", {"findings": BLANK}, "findings_missing"),
        ("visit", "tim_teknis", {"conclusion": "belum_ada"}, "findings_missing"),
    ),
    ("record_inspection", "visit_day_came"): (("visit tomorrow", "tim_teknis", {}, "visit_ahead"),),
    ("record_inspection", "not_before_visit"): (
        ("visit", "tim_teknis", {"held": date(2026, 9, 30)}, "visit_date"),
        ("visit", "tim_teknis", {"held": TOMORROW}, "visit_date"),
    ),
    ("assess_levy", "amount"): (
        ("levy", "bendahara", {"amount": -1}, "amount"),
        ("levy", "bendahara", {"amount": 0}, "reason_missing"),
        ("levy", "bendahara", {"assessment_number": ""}, "letter_missing"),
    ),
    ("record_payment", "amount_equal"): (("payment", "bendahara", {"amount": 249_999}, "amount_differs"),),
    ("record_payment", "proof_named"): (
        ("payment", "bendahara", {"proof": ""}, "letter_missing"),
        ("payment", "bendahara", {"paid": TOMORROW}, "date_future"),
        ("payment", "bendahara", {"paid": date(2026, 9, 30)}, "date_future"),
    ),
    ("submit_draft", "deferred_present"): (("deferred at the draft", "verifikator", {}, "deferred_open"),),
    ("correct_internally", "reason"): (
        ("signing", "kadis", {"note": " "}, "reason_missing"),
        ("numbered", "verifikator", {"note": ""}, "reason_missing"),
    ),
    ("assign_number", "not_numbered"): (("numbered", "verifikator", {}, "already_numbered"),),
    ("issue", "numbered"): (("numbering", "verifikator", {}, "not_numbered"),),
    ("issue", "wet_signature"): (("numbered", "verifikator", {"wet_signature": False}, "not_signed"),),
    ("hand_over", "not_withheld"): (("suspended", "petugas_penyerahan", {}, "permit_suspended"),),
    ("hand_over", "receipt_or_reason"): (
        ("collection", "petugas_penyerahan", {"receipt_shown": False}, "reason_missing"),
    ),
    ("hand_over", "identity_shown"): (
        ("collection", "petugas_penyerahan", {"identity_shown": ""}, "identity_shown"),
        ("collection", "petugas_penyerahan", {"receiver": " "}, "fields_missing"),
        ("collection", "petugas_penyerahan", {"receiver_is": "tetangga"}, "fields_missing"),
    ),
    ("hand_over", "proxy_paper"): (("refused", "petugas_penyerahan", {"receiver_is": "kuasa"}, "proxy_letter"),),
    ("withdraw", "letter_of_applicant"): (
        ("asked", "petugas_loket", {"letter_date": TOMORROW}, "date_future"),
        ("asked", "petugas_loket", {"signed_by": ""}, "fields_missing"),
    ),
    ("cancel", "same_day"): (("deferred at the start", "penyelia", {}, "not_same_day"),),
    ("cancel", "untouched"): (("fresh and matched", "penyelia", {}, "already_worked_on"),),
    ("cancel", "reason"): (("fresh", "penyelia", {"reason": ""}, "reason_missing"),),
    ("escalate", "due_soon_or_late"): (
        ("payment that stops the clock", "kadis", {}, "not_due"),
        ("fresh and far from due", "verifikator", {}, "not_due"),
    ),
    ("propose_refusal", "reason"): (
        ("drafting", "verifikator", {"reason": "T77"}, "reason_missing"),
        ("drafting", "verifikator", {"text": " "}, "reason_missing"),
    ),
    ("propose_refusal", "legal_basis"): (("drafting", "verifikator", {"legal_basis": ""}, "legal_basis"),),
    ("propose_permit", "reason"): (("draft of a refusal", "verifikator", {"reason": " "}, "reason_missing"),),
    ("propose_permit", "not_objected"): (("objected", "verifikator", {}, "objection_binds"),),
    ("receive_deferred", "item_deferred"): (
        ("deferred at the start", "petugas_loket", {"requirement": "ktp"}, "not_deferred"),
        ("deferred at the start", "petugas_loket", {"requirement": "kk"}, "not_deferred"),
    ),
    ("add_note", "reason"): (("done", "kadis", {"text": " "}, "reason_missing"),),
    ("contact_applicant", "channel_and_purpose"): (
        ("collection", "petugas_penyerahan", {"channel": "surat"}, "fields_missing"),
        ("collection", "petugas_penyerahan", {"purpose": "sapa"}, "fields_missing"),
    ),
    ("record_match", "result"): (("asked", "verifikator", {"result": "mirip"}, "fields_missing"),),
    ("record_match", "reason"): (("asked", "verifikator", {"how": " "}, "reason_missing"),),
    ("decide_oss", "result"): (("deciding in OSS", "kabid", {"result": "ditunda"}, "fields_missing"),),
    ("decide_oss", "reason_if_rejected"): (("deciding in OSS", "kabid", {"result": "ditolak"}, "reason_missing"),),
    ("record_oss_result", "result_fields"): (
        ("recording", "petugas_loket", {"details": {"nib": "1234567890123"}}, "fields_missing"),
        (
            "recording",
            "petugas_loket",
            {"details": {"nib": "123", "tanggal_terbit_oss": "2026-11-23"}},
            "fields_wrong",
        ),
        (
            "recording",
            "petugas_loket",
            {"details": {"nib": "1234567890123", "tanggal_terbit_oss": "23-11-2026"}},
            "fields_wrong",
        ),
        ("recording", "petugas_loket", {"details": {"modal_usaha": 1}}, "fields_wrong"),
    ),
}
CASES |= {
    ("record_recommendation", "visit_answered"): (
        ("visited in vain", "tim_teknis", {}, "visit_failed"),
        ("visited in vain", "tim_teknis", {"outcome": "bersyarat", "conditions": "Pagar"}, "visit_failed"),
    ),
    ("submit_draft", "visit_answered"): (("visited in vain, no agency", "verifikator", {"note": " "}, "visit_failed"),),
    ("decide_oss", "visit_answered"): (("visited in vain for OSS", "kabid", {}, "visit_failed"),),
}
# Of the registration in test_intake.py and test_identity.py, of the signature in test_rights.py and test_issuing.py.
ELSEWHERE = {"register_application", "list_shortage"}
CORRECTIONS = {"ask_correction", "approve_correction", "decline_correction", "withdraw_correction"}  # test_correction
SIGNATURE = {"not_the_drafter", "not_the_drafter_if_strict", "identity_matched", "term_ahead", "no_correction_open"}


def named() -> set[tuple[str, str]]:
    return {(row.act, name) for row in TABLE for name in row.conditions if name not in SIGNATURE}


def test_no_condition_is_only_words() -> None:
    elsewhere = ELSEWHERE | CORRECTIONS
    assert set(CASES) == {(act, name) for act, name in named() if act not in elsewhere and name not in SIGNATURE}


@pytest.fixture(scope="module")
def more(made: case.Situations) -> case.Situations:
    """Further files: what a condition needs to be wrong cannot always be entered wrongly."""
    made.office.clock.moment = case.TODAY
    if "returned again" in made.files:
        return made
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    made.receive("returned again", "SIP-BD")
    made.do("returned again", "verifikator", office_work.ReturnForRevision, rows=(row,), deadline=TOMORROW)
    made.do("returned again", "verifikator", intake.ContactApplicant, **case.REMINDER)
    made.office.clock.moment = case.LONG_AGO
    made.receive("returned and forgotten", "SIP-BD")
    made.do(
        "returned and forgotten", "verifikator", office_work.ReturnForRevision, rows=(row,), deadline=date(2026, 10, 15)
    )
    made.office.clock.moment = case.TODAY
    made.receive("fresh and matched", "TRY", "insidentil")
    made.do("fresh and matched", "penyelia", office_work.RecordMatch, result="cocok", how="Dukcapil")
    made.receive("fresh and far from due", "STPT")
    made.at("suspended", stages.COLLECTION, "SIP-BD")
    made.do("suspended", "kadis", office_work.SuspendPermit, letter="800/1/2026", reason="Diperiksa")
    made.at("visit tomorrow", stages.PLAN_VISIT, "STPT")
    made.do("visit tomorrow", "penyelia", office_work.ScheduleInspection, on=TOMORROW, team=("Dinkes", "Puskesmas"))
    visited_in_vain(made)
    made.at("objected", stages.AGENCY, "SIP-BD")
    made.do("objected", "tim_teknis", office_work.RecordObjection, number="440/2", dated=TODAY, reason="Belum layak")
    return made


def visited_in_vain(made: case.Situations) -> None:
    """Also of permit types whose agency is not asked: an office may have such."""
    usual, found = made.office.door, (office_work.VisitFinding(subject="Tempat", verdict="tidak_sesuai"),)
    for name, code in (("", "STPT"), (", no agency", "STPT"), (" for OSS", "OSS-T")):
        if name:
            made.office.door = Door(
                made.office.register, without_agency(code), draw=made.office.draw, now=made.office.clock.now
            )
        name = f"visited in vain{name}"
        made.receive(name, code)
        made.office.door = usual
        made.office.advance(made.files[name], stages.VISIT)
        made.do(name, "tim_teknis", office_work.RecordInspection, held=TODAY, findings=found, conclusion="tidak_sesuai")


def without_agency(code: str) -> Reference:
    catalogue = built_in()
    permits = tuple(
        msgspec.structs.replace(each, technical_recommendation=RecommendationTerms(required=False))
        if each.code == code
        else each
        for each in catalogue.permits
    )
    return Reference(msgspec.structs.replace(catalogue, permits=permits))


ALL = [(act, name, *each) for (act, name), cases in CASES.items() for each in cases]


@pytest.mark.parametrize(("act", "name", "situation", "actor", "wrong", "code"), ALL)
def test_the_condition_stands_in_the_way(
    more: case.Situations, door: Door, act: str, name: str, situation: str, actor: str, wrong: dict[str, Any], code: str
) -> None:
    values = case.input_for(more, act, situation) | wrong
    command = case.command_for(more, act, situation, actor, values)
    with more.office.register.reading() as session:
        before = case.everything(session)
    with pytest.raises(Refused) as refused:
        door.do(command)
    assert refused.value.code == code
    with more.office.register.reading() as session:
        assert case.everything(session) == before


@pytest.mark.parametrize(
    ("act", "situation", "actor", "answer"),
    [
        ("record_recommendation", "visited in vain", "tim_teknis", {"reason": "Sudah diperbaiki di tempat"}),
        ("record_objection", "visited in vain", "tim_teknis", {}),
        ("submit_draft", "visited in vain, no agency", "verifikator", {"note": "Sudah diperbaiki di tempat"}),
        ("propose_refusal", "visited in vain, no agency", "verifikator", {}),
        ("decide_oss", "visited in vain for OSS", "kabid", {"note": "Sudah diperbaiki di tempat"}),
        ("decide_oss", "visited in vain for OSS", "kabid", {"result": "ditolak", "note": "Tidak layak"}),
    ],
)
def test_how_a_visit_that_said_no_is_answered(
    more: case.Situations,
    door: Door,
    told: case.Told,
    act: str,
    situation: str,
    actor: str,
    answer: dict[str, Any],
) -> None:
    command = case.command_for(more, act, situation, actor, case.input_for(more, act, situation) | answer)
    door.do(command)
    assert (told.entries[-1].id, told.entries[-1].kind) == (command.stamp.id, act)
