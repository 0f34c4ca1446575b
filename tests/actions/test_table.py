"""Every act by every role at every place a file can be, through the real door: as the table says, and only so.

What is expected is read from the rows of `TABLE` here, not asked of the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.commands import Command, Stamp, intake, office, office_work
from app.actions.door import Door
from app.database import open_register
from app.errors import Refused
from app.models.application import Application, Item, Permit
from app.rules import stages
from app.rules.workflow import ANYONE, NOWHERE, PERMIT_TABLE, ROLES, STEP_ROLE, TABLE, TAKE_BACK, Transition
from tests.actions import situations as case
from tests.actions.situations import Told
from tests.conftest import KEY, FixedClock

ACTORS = (*ROLES, case.WRITER)
ROWS = tuple(row for row in TABLE if row.at != NOWHERE)
# Acts whose place is right, while a fact of the situation still stands against them: act -> code.
STANDS_AGAINST = {
    "receive_deferred": "not_deferred",
    "escalate": "not_due",
    "assign_number": "already_numbered",
    "issue": "not_numbered",
    "submit_draft": "deferred_open",
    "cancel": "not_same_day",
    "ask_correction": "correction_open",
    "approve_correction": "no_correction",
    "decline_correction": "no_correction",
    "withdraw_correction": "no_correction",
    "sign": "correction_open",
}
ASKER = "petugas_loket"


def belongs(row: Transition, file: Application) -> bool:
    """Whether the row names this stage of this file, whoever asks."""
    steps = [step["step"] for step in file.route]
    behind = row.not_after in steps and file.stage in steps and steps.index(file.stage) > steps.index(row.not_after)
    return file.stage in row.at and row.outcome in ("", file.outcome) and not behind


def holds_right(row: Transition, file: Application, actor: str) -> bool:
    role_of_step = next((step["role"] for step in file.route if step["step"] == file.stage), "")
    roles = {role_of_step if name == STEP_ROLE else name for name in row.who}
    if STEP_ROLE in row.who and file.stage == stages.SIGNING and file.permit_code == "MKM":
        roles.add("kabid")  # the one permit type of the catalogue with a delegate
    return actor in roles or (ANYONE in row.who and actor != case.WRITER)


def objections(made: case.Situations, name: str) -> dict[str, str]:
    """Act -> code of the fact that stands against it in this situation."""
    file = case.file(made, name)
    with made.office.register.reading() as session:
        deferred = session.scalar(select(func.count()).where(Item.application_id == file.id, Item.state == "susulan"))
    free = {"receive_deferred": bool(deferred), "escalate": file.due is not None}
    free |= {"assign_number": name != "numbered", "issue": name == "numbered"}
    free |= {"submit_draft": not deferred, "cancel": name.startswith("fresh")}
    doubted = name == "doubted"
    free |= dict.fromkeys(("ask_correction", "sign"), not doubted)
    free |= dict.fromkeys(("approve_correction", "decline_correction", "withdraw_correction"), doubted)
    return {act: STANDS_AGAINST[act] for act, is_free in free.items() if not is_free}


def expected(row: Transition, file: Application, against: dict[str, str], actor: str) -> str:
    """`done`, or the code of the refusal."""
    if not belongs(row, file):
        return "stage"
    if not holds_right(row, file, actor):
        return "no_right"
    if row.act == "withdraw_correction" and actor != ASKER:
        return against.get(row.act, "not_the_asker")
    return against.get(row.act, "done")


@pytest.mark.parametrize("name", case.NAMES)
def test_every_act_by_everybody(made: case.Situations, door: Door, told: Told, name: str) -> None:
    register = made.office.register
    with register.reading() as session:
        before = case.everything(session)
    place, against = case.file(made, name), objections(made, name)
    for row in ROWS:
        values = case.input_for(made, row.act, name)
        for actor in ACTORS:
            wanted = expected(row, place, against, actor)
            command = case.command_for(made, row.act, name, actor, values)
            assert outcome(door, command) == wanted, (row.code, actor)
            if wanted == "done":
                (written,) = told.entries[len(before["journal"]) :]
                assert written[:4] == (command.stamp.id, row.act, actor, actor)
                assert written[4:] == (place.stage, told.stages[place.id])
                assert (told.stages[place.id] == place.stage) == (row.to in ("stay", place.stage))
    with register.reading() as session:
        assert case.everything(session) == before


def outcome(door: Door, command: Command) -> str:
    try:
        door.do(command)
    except Refused as refused:
        return refused.code
    return "done"


def test_every_row_was_done_somewhere(made: case.Situations) -> None:
    """Otherwise the test above would prove refusals only."""
    done = {
        row.code
        for name in case.NAMES
        for file, against in [(case.file(made, name), objections(made, name))]
        for row in ROWS
        for actor in ACTORS
        if expected(row, file, against, actor) == "done"
    }
    assert done == {row.code for row in ROWS}


def test_the_situations_are_all_stages(made: case.Situations) -> None:
    assert {case.file(made, name).stage for name in case.NAMES} == set(stages.STAGES)


def at_the_counter(made: case.Situations, act: str, actor: str) -> Command:
    stamp = Stamp(id=made.office.new_id(), at=case.TODAY, actor=actor, counter="7Q4")
    missing = (intake.ItemState(requirement="str", state="tidak"),)
    match act:
        case "save_draft":
            return office.SaveDraft(stamp=stamp, draft="d1", content={"nik": "51"})
        case "list_shortage":
            return intake.ListShortage(stamp=stamp, permit="SIP-BD", kind="baru", applicant="NI LUH", items=missing)
        case _:
            form = made.office.intake(confirmed={"duplicate": "Tempat lain"})
            return intake.RegisterApplication(
                stamp=stamp, application=made.office.new_id(), intake=form, read_back=True, started=case.TODAY
            )


@pytest.mark.parametrize("act", ["save_draft", "register_application", "list_shortage"])
@pytest.mark.parametrize("actor", ACTORS)
def test_before_there_is_a_file(made: case.Situations, door: Door, act: str, actor: str) -> None:
    wanted = "done" if actor == "petugas_loket" else "no_right"
    assert outcome(door, at_the_counter(made, act, actor)) == wanted


STATES = ("disiapkan", "aktif", "dibekukan", "dicabut", "diganti")


@pytest.fixture
def permits(register_path: Path, made: case.Situations) -> Iterator[case.Situations]:
    """One issued permit in each state."""
    register = open_register(register_path, KEY)
    clock = FixedClock(case.LONG_AGO)
    office_ = case.Situations(case.Office(register, clock).open())
    office_.office.add_staff(case.WRITER)
    for state in STATES:
        office_.at(state, stages.COLLECTION, "SIP-BD")
        with register.writing() as session:
            row = session.scalars(select(Permit).where(Permit.application_id == office_.files[state])).one()
            row.state = state
    yield office_
    register.close()


@pytest.mark.parametrize("act", [act for act in PERMIT_TABLE if act != TAKE_BACK])
def test_what_is_done_to_a_permit(permits: case.Situations, act: str) -> None:
    before, after, (role,) = PERMIT_TABLE[act].before, PERMIT_TABLE[act].after, PERMIT_TABLE[act].who
    kinds = {
        "suspend_permit": office_work.SuspendPermit,
        "reinstate_permit": office_work.ReinstatePermit,
        "revoke_permit": office_work.RevokePermit,
    }
    seen: list[str] = []

    def look(session: Session) -> None:
        seen.append(session.scalars(select(Permit.state).where(Permit.application_id == permits.files[state])).one())

    door = Door(
        case.Trial(permits.office.register, look),
        permits.office.reference,
        draw=permits.office.draw,
        now=permits.office.clock.now,
    )
    for state in STATES:
        for actor in ACTORS:
            stamp = permits.office.stamp(actor)
            command = kinds[act](stamp=stamp, application=permits.files[state], letter="1/2026", reason="Laporan")
            wanted = "no_right" if actor != role else "done" if state in before else "permit_state"
            assert outcome(door, command) == wanted, (state, actor)
    assert seen == [after] * len(before)


@pytest.mark.parametrize("act", PERMIT_TABLE)
def test_no_permit_no_act(made: case.Situations, door: Door, act: str) -> None:
    command = case.KINDS[act](
        stamp=Stamp(id=made.office.new_id(), at=case.TODAY, actor="kadis", counter="7Q4"),
        application=made.files["fresh"],
        **case.input_for(made, act, "fresh"),
    )
    assert outcome(door, command) == "permit_state"
