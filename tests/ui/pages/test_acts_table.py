"""The table of acts agrees with the workflow, with the commands, with the keys and with the words."""

from __future__ import annotations

import csv
from functools import partial

import msgspec
import pytest

from app.actions.commands import KINDS
from app.actions.perform import HANDLERS
from app.print.letters import LETTER_TITLES
from app.queries.documents import CARDS
from app.queries.file_view import FileView, file_view
from app.rules import stages
from app.rules.act_conditions import OF_THE_FORM, STATE
from app.rules.workflow import NOWHERE, PAPER_OF, PERMIT_TABLE, TABLE
from app.settings import resource
from app.ui.pages.acts.plan import ORDINARY, ActPlan, FormBody
from app.ui.pages.acts.table import PLANS, key_of
from app.ui.pages.file.acts import HANDED_OVER, offered
from tests.office import Office

ON_A_FILE = {row.act for row in TABLE if row.at is not NOWHERE and row.act != HANDED_OVER} | set(PERMIT_TABLE)
COUNTER = {"save_draft", "register_application", "list_shortage"}


def seen(office: Office, stage: str = "verifikasi_berkas") -> FileView:
    file = office.register_file()
    office.advance(file, stage)
    return office.door.ask(partial(file_view, application_id=file, staff_id="verifikator"))


def missing() -> dict[str, set[str]]:
    """Place -> acts that have nothing there yet: where to go on with a new act."""
    acts = {row.act for row in TABLE} | set(PERMIT_TABLE)
    papers = set(PAPER_OF.values())
    with resource("labels.csv").open(encoding="utf-8") as file:
        labels = {row["identifier"] for row in csv.DictReader(file)}
    return {
        "app/actions/commands (a frozen command)": acts - set(KINDS),
        "app/actions (a function of the act's name)": acts - set(HANDLERS),
        "app/rules/act_conditions (a sentence)": {
            row.act for row in TABLE if not set(row.conditions) <= {*STATE, *OF_THE_FORM}
        },
        "resources/labels.csv (its name, its paper's)": (acts | papers) - labels,
        "app/ui/pages/acts (a plan)": ON_A_FILE - COUNTER - set(PLANS),
        "app/ui/pages/acts (what is said when it is done)": {
            act for act, plan in PLANS.items() if not plan.done.format(number="X").endswith(".")
        },
        "queries/documents.py, print/letters.py (the card of its paper, or its title)": papers
        - {*CARDS, *LETTER_TITLES},
    }


def test_an_act_has_all_its_places() -> None:
    assert {place: acts for place, acts in missing().items() if acts} == {}
    assert set(PLANS) == ON_A_FILE - COUNTER


def test_the_acts_of_the_counter_are_not_offered_here() -> None:
    assert not any(offered(act) for act in COUNTER)
    assert offered(HANDED_OVER)


DETAILED = ("record_oss_result", "accept_revision")  # their fields are those of the permit type, in `details`


@pytest.mark.parametrize("plan", PLANS.values(), ids=lambda plan: plan.act)
def test_fields_carry_the_names_of_the_command(office: Office, plan: ActPlan) -> None:
    view = seen(office)
    known = {field.name for field in msgspec.structs.fields(plan.command)}
    fields = {field.id for field in plan.fields(view)}
    if plan.act not in DETAILED:
        assert fields <= known
    assert set(plan.preset(view)) <= fields
    needed = {
        field.name
        for field in msgspec.structs.fields(plan.command)
        if field.required and field.name not in ("stamp", "application")
    }
    if plan.act == "take_back_decree":
        needed.remove("of")  # of the permit that is seen
    body = {FormBody.NONE: set(), FormBody.MESSAGE: set()}.get(plan.body, {str(plan.body)})
    required = {field.id for field in plan.fields(view) if field.required}
    if plan.act not in DETAILED:
        assert needed <= required | body


@pytest.mark.parametrize("stage", sorted({stage for row in TABLE if row.at is not NOWHERE for stage in row.at}))
def test_no_two_acts_of_a_stage_share_a_letter(stage: str) -> None:
    here = [row for row in TABLE if stage in row.at and row.act in PLANS]
    of_permit = PERMIT_TABLE if stage in (stages.COLLECTION, stages.DONE) else ()
    letters = [key for act in (*(row.act for row in here), *of_permit) if (key := key_of(act)) != ORDINARY]
    assert len(letters) == len(set(letters))
    for outcome in ("izin", "penolakan"):
        ordinary = {row.act for row in here if key_of(row.act) == ORDINARY and row.outcome in ("", outcome)}
        assert len(ordinary) <= 1 or ordinary == {"assign_number", "issue"}


def test_what_is_done_in_bulk_needs_nothing_asked() -> None:
    in_bulk = {act for act, plan in PLANS.items() if plan.in_bulk}
    assert in_bulk == {"initial", "sign", "request_recommendation"}
    for act in in_bulk:
        assert PLANS[act].at_once
        assert not PLANS[act].question
    for act in ("decide_refusal", "assign_number", "escalate"):
        assert PLANS[act].at_once
        assert PLANS[act].question
    assert {act for act, plan in PLANS.items() if plan.printed_later} == {"assign_number"}
    assert {act for act, plan in PLANS.items() if plan.approves} == {"initial", "sign"}
