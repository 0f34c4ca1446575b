"""The table and its engine. Every act by every role through the door: tests/actions/test_table.py."""

from __future__ import annotations

from itertools import product

import pytest

from app.errors import Refused
from app.reference.catalogue_file import built_in
from app.reference.labels import label
from app.rules import stages as s
from app.rules import workflow as w
from app.rules.stages import FileState, Route, RouteStep
from app.rules.workflow import BY_ACT, ROLES, TABLE, after, allowed_roles, destination, furthest, may, verification

FIXED = {w.NEXT, w.STAY, w.FIRST, w.RESUME, w.VERIFICATION, w.DRAFT_OR_NEXT, w.RESULT, w.UNREFUSED}


def route(name: str) -> Route:
    return tuple(RouteStep(x.step, x.role, x.clock) for x in built_in().workflow_templates[name].steps)


ROUTES = {name: route(name) for name in built_in().workflow_templates}
W2, W3, W4, W6, W7 = (ROUTES[name] for name in ("W2", "W3", "W4", "W6", "W7"))


def to(act: str, place: FileState) -> str:
    return destination(BY_ACT[act], place)


def test_rows_name_what_there_is() -> None:
    assert len({row.code for row in TABLE}) == len({row.act for row in TABLE}) == len(TABLE)
    for row in TABLE:
        assert row.at == w.NOWHERE or set(row.at) <= set(s.STAGES)
        assert row.to in FIXED or row.to in s.STAGES
        assert set(row.who) <= {*ROLES, w.STEP_ROLE, w.ANYONE}
        assert row.clock in ("none", "start", "stop", "unpaid", "resume", "end")
        assert row.kind in (w.FACT, w.DECISION)
        assert row.not_after in ("", *s.ROUTE_STEPS)


def test_everything_in_the_table_has_a_name() -> None:
    for identifier in {*(row.act for row in TABLE), *s.STAGES, *ROLES, *w.PERMIT_TABLE}:
        assert label(identifier)
    for row in TABLE:
        assert not row.paper or label(row.paper)


def test_nothing_is_stuck() -> None:
    """From every stage that has not ended, on every route, some act leads on."""
    for name, outcome in product(ROUTES, (s.PERMIT, s.REFUSAL)):
        for stage in (*(step.step for step in ROUTES[name]), s.RETURNED, s.REFUSED):
            place = FileState(stage, ROUTES[name], outcome)
            ways = {destination(row, place) for row in TABLE if w.has_place(row, place)} - {stage}
            assert ways, (name, stage, outcome)


def test_the_clock_ends_once() -> None:
    """Where an act has ended it, no further act does."""
    for name, outcome in product(ROUTES, (s.PERMIT, s.REFUSAL)):
        for stage in (*s.CLOCK_ENDED, s.COLLECTION):
            place = FileState(stage, ROUTES[name], outcome)
            assert not [row for row in TABLE if row.clock == "end" and w.has_place(row, place)]
    for row in TABLE:
        if row.clock == "end" and row.to in s.STAGES:
            assert row.to in s.CLOCK_ENDED


@pytest.mark.parametrize(("name", "end"), [(name, s.DONE) for name in ROUTES])
def test_next_walks_every_route_to_its_end(name: str, end: str) -> None:
    stage, walked = ROUTES[name][0].step, []
    while stage != s.DONE:
        walked.append(stage)
        stage = after(FileState(stage, ROUTES[name]), stage)
    assert walked == [step.step for step in ROUTES[name]]
    assert stage == end


@pytest.mark.parametrize(
    ("act", "place", "stage"),
    [
        ("register_application", FileState("", W2), s.VERIFY),
        ("register_application", FileState("", W6), s.ASSIST_OSS),
        ("declare_correct", FileState(s.VERIFY, W2), s.ASK_AGENCY),
        ("declare_correct", FileState(s.VERIFY, W3), s.PLAN_VISIT),
        ("return_for_revision", FileState(s.AGENCY, W2), s.RETURNED),
        ("accept_revision", FileState(s.RETURNED, W2), s.VERIFY),
        ("accept_revision", FileState(s.RETURNED, W7), s.VERIFY_OSS),
        ("lapse", FileState(s.RETURNED, W2), s.LAPSED),
        ("request_recommendation", FileState(s.ASK_AGENCY, W2), s.AGENCY),
        ("record_recommendation", FileState(s.AGENCY, W2), s.DRAFTING),
        ("record_recommendation", FileState(s.AGENCY, W4), s.LEVY),
        ("record_recommendation", FileState(s.AGENCY, W7), s.DECIDE_OSS),
        ("record_objection", FileState(s.AGENCY, W4), s.DRAFTING),
        ("record_objection", FileState(s.AGENCY, W7), s.DECIDE_OSS),
        ("schedule_inspection", FileState(s.PLAN_VISIT, W3), s.VISIT),
        ("reschedule_inspection", FileState(s.VISIT, W3), s.VISIT),
        ("record_inspection", FileState(s.VISIT, W3), s.AGENCY),
        ("assess_levy", FileState(s.LEVY, W4), s.PAYMENT),
        ("record_payment", FileState(s.PAYMENT, W4), s.DRAFTING),
        ("submit_draft", FileState(s.DRAFTING, W2), s.INITIALS[0]),
        ("initial", FileState(s.INITIALS[1], W4), s.INITIALS[2]),
        ("initial", FileState(s.INITIALS[1], W2), s.SIGNING),
        ("correct_internally", FileState(s.SIGNING, W2), s.DRAFTING),
        ("correct_internally", FileState(s.NUMBERING, W2), s.DRAFTING),
        ("sign", FileState(s.SIGNING, W2), s.NUMBERING),
        ("assign_number", FileState(s.NUMBERING, W2), s.NUMBERING),
        ("issue", FileState(s.NUMBERING, W2), s.COLLECTION),
        ("hand_over", FileState(s.COLLECTION, W2), s.DONE),
        ("hand_over", FileState(s.REFUSED, W2, s.REFUSAL), s.DONE),
        ("decide_refusal", FileState(s.SIGNING, W2, s.REFUSAL), s.REFUSED),
        ("withdraw", FileState(s.RETURNED, W2), s.WITHDRAWN),
        ("cancel", FileState(s.VERIFY, W2), s.CANCELLED),
        ("propose_refusal", FileState(s.VERIFY, W4), s.DRAFTING),
        ("propose_permit", FileState(s.DRAFTING, W4, s.REFUSAL), s.DRAFTING),
        ("propose_permit", FileState(s.DRAFTING, W4, s.REFUSAL, s.VERIFY), s.VERIFY),
        ("assist_oss", FileState(s.ASSIST_OSS, W6), s.RECORD_OSS),
        ("decide_oss", FileState(s.DECIDE_OSS, W7), s.RECORD_OSS),
        ("record_oss_result", FileState(s.RECORD_OSS, W7), s.COLLECTION),
        ("record_oss_result", FileState(s.RECORD_OSS, W7, s.REFUSAL), s.REFUSED),
    ],
)
def test_destinations(act: str, place: FileState, stage: str) -> None:
    assert to(act, place) == stage


@pytest.mark.parametrize(
    ("resume_at", "stage"),
    [
        (None, s.ASK_AGENCY),
        (s.VERIFY, s.ASK_AGENCY),
        (s.ASK_AGENCY, s.ASK_AGENCY),
        (s.AGENCY, s.AGENCY),
        (s.DRAFTING, s.DRAFTING),
        (s.LEVY, s.ASK_AGENCY),  # no step of this route
    ],
)
def test_a_revised_file_goes_back_to_where_it_had_come(resume_at: str | None, stage: str) -> None:
    assert to("declare_correct", FileState(s.VERIFY, W2, resume_at=resume_at)) == stage


def test_a_second_return_keeps_the_further_place() -> None:
    again = FileState(s.VERIFY, W2, resume_at=s.DRAFTING)
    assert furthest(again, again.stage) == s.DRAFTING
    assert furthest(FileState(s.VERIFY, W2), s.VERIFY) == s.VERIFY
    assert furthest(FileState(s.DRAFTING, W2, resume_at=s.AGENCY), s.DRAFTING) == s.DRAFTING


def test_verification_without_such_a_step_is_the_first_step() -> None:
    assert verification(FileState(s.RETURNED, W6)) == s.ASSIST_OSS


def refused(act: str, place: FileState, *roles: str, delegates: tuple[str, ...] = ()) -> Refused:
    with pytest.raises(Refused) as found:
        may(act, place, roles, delegates=delegates)
    return found.value


def test_an_act_out_of_place_names_the_stage() -> None:
    error = refused("sign", FileState(s.VERIFY, W2), *ROLES)
    assert (error.code, error.facts) == ("stage", {"stage": s.VERIFY})


def test_an_act_without_right_names_who_may() -> None:
    error = refused("initial", FileState(s.INITIALS[1], W2), "penyelia")
    assert (error.code, error.facts) == ("no_right", {"role": "kabid"})
    assert refused("record_recommendation", FileState(s.AGENCY, W2), "kadis").facts == {
        "role": "tim_teknis,petugas_loket"
    }
    assert refused("add_note", FileState(s.VERIFY, W2)).code == "no_right"


def test_a_permit_is_not_refused_and_a_refusal_not_signed() -> None:
    assert may("sign", FileState(s.SIGNING, W2), {"kadis"}).code == "T19"
    assert may("decide_refusal", FileState(s.SIGNING, W2, s.REFUSAL), {"kadis"}).code == "T22"
    assert refused("decide_refusal", FileState(s.SIGNING, W2), "kadis").code == "stage"
    assert refused("sign", FileState(s.SIGNING, W2, s.REFUSAL), "kadis").code == "stage"


def test_a_delegate_stands_in_at_the_signing_only() -> None:
    assert may("sign", FileState(s.SIGNING, W2), {"kabid"}, delegates=("kabid",)).code == "T19"
    assert refused("sign", FileState(s.SIGNING, W2), "kabid").code == "no_right"
    assert refused("initial", FileState(s.INITIALS[0], W2), "kabid", delegates=("kabid",)).code == "no_right"
    assert refused("submit_draft", FileState(s.DRAFTING, W2), "kabid", delegates=("kabid",)).code == "no_right"


def test_what_oss_decided_is_not_withdrawn() -> None:
    assert may("withdraw", FileState(s.RECORD_OSS, W6), {"petugas_loket"}).code == "T23"
    assert may("withdraw", FileState(s.AGENCY, W7), {"petugas_loket"}).code == "T23"
    assert may("withdraw", FileState(s.RETURNED, W7), {"petugas_loket"}).code == "T23"
    assert refused("withdraw", FileState(s.RECORD_OSS, W7), "petugas_loket").code == "stage"


def test_the_role_of_the_step_where_there_is_none() -> None:
    assert allowed_roles(BY_ACT["initial"], FileState(s.RETURNED, W2)) == ()


def test_who_carries_a_file_on() -> None:
    assert w.carriers(s.VERIFY) == ("verifikator",)
    assert w.carriers(s.AGENCY) == ("tim_teknis", "petugas_loket")
    assert w.carriers(s.SIGNING) == (w.STEP_ROLE,)
    assert all(w.carriers(step) for step in s.ROUTE_STEPS)
