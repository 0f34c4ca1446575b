"""A mandate that is ended is over at once, everywhere; no paper bears a day on which its signatory could not sign."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from app.actions.commands import office_work
from app.actions.commands.office import ChangeStaff, EndMandate, SetRoles, StaffProfile
from app.actions.context import ActContext
from app.errors import Refused
from app.models.journal import Document
from app.models.office import Mandate, Staff
from app.queries import entrance
from app.queries.file_view import file_view
from app.queries.front import front
from app.queries.people import mandates
from app.queries.work import queue
from app.rules import stages
from tests.actions.test_rights import TODAY, mandated, sign, to_be_signed
from tests.office import Office

CHIEFS = {"role": "penyelia", "substitute": "sekretaris"}


def ended(office: Office, **changes: Any) -> str:
    made = mandated(office, **changes)
    office.clock.advance(minutes=5)
    office.do("administrator", EndMandate, mandate=made, ends=office.clock.now().date())
    office.clock.advance(minutes=5)
    return made


def close(office: Office, staff: str) -> None:
    with office.register.reading() as session:
        person = session.get_one(Staff, staff)
        profile = StaffProfile(id=person.id, username=person.username, name=person.name)
    office.do("administrator", ChangeStaff, profile=profile, active=False)


def card(office: Office, kind: str) -> dict[str, Any]:
    with office.register.reading() as session:
        return (
            session.scalars(select(Document.card).where(Document.kind == kind).order_by(Document.made.desc())).first()
            or {}
        )


def returned(office: Office) -> dict[str, Any]:
    """The signer of a letter of the section, sent by the back office."""
    file = office.register_file()
    row = office_work.ReturnRow(subject="STR", reason="R01", text="x")
    back = office_work.ReturnForRevision
    office.do("verifikator", back, application=file, rows=(row,), deadline=TODAY + timedelta(days=20))
    signer: dict[str, Any] = card(office, "return_letter")["signer"]
    return signer


def test_it_is_over_at_once_in_every_right_and_list(office: Office) -> None:
    file = to_be_signed(office)
    made = mandated(office)
    look = partial(queue, staff_id="sekretaris")
    assert [row.id for row in office.door.ask(look).rows] == [file]
    assert [each.substitute for each in office.door.ask(partial(front, staff_id="kadis")).ending] == [
        "Petugas Sekretaris"
    ]
    office.do("administrator", EndMandate, mandate=made, ends=TODAY)
    assert sign(office, "sekretaris", file) == "no_right"
    assert office.door.ask(look).rows == ()
    assert office.door.ask(partial(front, staff_id="kadis")).ending == ()
    view = office.door.ask(partial(file_view, application_id=file, staff_id="sekretaris"))
    assert {each.act: each.reason for each in view.acts}["sign"] == "no_right"
    with office.register.reading() as session:
        roles = entrance.roles_today(
            session.connection().connection.driver_connection, "sekretaris", office.clock.now()
        )
        assert roles == {"sekretaris"}
    [row] = office.door.ask(mandates)
    assert (row.running, row.over, row.ended is not None) == (False, True, True)


def test_what_was_signed_before_the_moment_stands(office: Office) -> None:
    file = to_be_signed(office)
    made = mandated(office)
    assert sign(office, "sekretaris", file) == "plh:kadis"
    office.do("administrator", EndMandate, mandate=made, ends=TODAY)
    assert office.file(file).stage == stages.NUMBERING


def test_ended_with_a_day_to_come_it_runs_until_that_day_is_over(office: Office) -> None:
    file = to_be_signed(office)
    made = mandated(office)
    office.do("administrator", EndMandate, mandate=made, ends=TODAY + timedelta(days=1))
    with office.register.reading() as session:
        assert session.get_one(Mandate, made).ended is None
    office.clock.advance(days=1)
    assert sign(office, "sekretaris", file) == "plh:kadis"


def test_somebody_else_may_follow_on_the_same_day(office: Office) -> None:
    ended(office)
    mandated(office, substitute="kabid")
    with pytest.raises(Refused, match="mandate_overlap"):
        mandated(office, substitute="bendahara")


def test_nobody_follows_for_days_that_were_somebodys(office: Office) -> None:
    made = mandated(office)
    office.clock.advance(days=2)
    today = TODAY + timedelta(days=2)
    office.do("administrator", EndMandate, mandate=made, ends=today)
    with pytest.raises(Refused, match="mandate_overlap"):
        mandated(office, actor="kabid", substitute="penyelia", starts=TODAY, ends=today, reason="Terlambat")


def test_ended_twice_the_first_moment_counts(office: Office) -> None:
    made = ended(office)
    with office.register.reading() as session:
        first = session.get_one(Mandate, made).ended
    office.do("administrator", EndMandate, mandate=made, ends=TODAY)
    with office.register.reading() as session:
        assert session.get_one(Mandate, made).ended == first


def test_done_without_contact_when_it_may_have_been_over(office: Office) -> None:
    """At the centre: by the latest moment the act can have been done."""
    made = mandated(office)
    office.clock.advance(hours=1)
    office.do("administrator", EndMandate, mandate=made, ends=TODAY)
    with office.register.reading() as session:
        over = session.get_one(Mandate, made).ended
        assert over is not None
        command = office_work.Sign(stamp=office.stamp("sekretaris"), application="none")
        before = (over - timedelta(minutes=30), over - timedelta(minutes=1))
        for span, acting in ((before, {"kadis": "plh"}), ((before[0], over), {})):
            context = ActContext(session, command, office.reference, span=span)
            assert context.acting("SIP-BD") == acting


@pytest.mark.parametrize("when", ["running", "ended", "tomorrow"])
def test_a_letter_of_the_section_is_signed_by_who_can_that_moment(office: Office, when: str) -> None:
    if when == "ended":
        ended(office, **CHIEFS)
    else:
        mandated(office, **CHIEFS, starts=TODAY + timedelta(days=when == "tomorrow"))
    signer = returned(office)
    expected = ("Petugas Sekretaris", "Plh.") if when == "running" else ("Petugas Penyelia", "")
    assert (signer["name"], signer["capacity"]) == expected


def test_not_by_a_head_whose_account_is_closed_or_who_became_head_later(office: Office) -> None:
    close(office, "penyelia")
    assert returned(office)["name"] == "Petugas Kabid"
    file = office.register_file(office.intake(confirmed={"duplicate": "Tempat lain"}))
    stamp = office.stamp("verifikator")
    office.clock.advance(days=1)
    office.do("administrator", SetRoles, staff="bendahara", roles=("bendahara", "penyelia"))
    row = office_work.ReturnRow(subject="STR", reason="R01", text="x")
    deadline = TODAY + timedelta(days=20)
    office.door.do(office_work.ReturnForRevision(stamp=stamp, application=file, rows=(row,), deadline=deadline))
    with office.register.reading() as session:
        wanted = select(Document.card).where(Document.application_id == file, Document.kind == "return_letter")
        assert session.scalars(wanted).one()["signer"]["name"] == "Petugas Kabid"


def numbered(office: Office, file: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    warnings = office.do("verifikator", office_work.AssignNumber, application=file).warnings
    return card(office, "permit"), warnings


@pytest.mark.parametrize("days", [0, 7])
def test_a_permit_bears_a_day_on_which_its_signatory_could_sign(office: Office, days: int) -> None:
    file = to_be_signed(office)
    mandated(office)
    assert sign(office, "sekretaris", file) == "plh:kadis"
    office.clock.advance(days=days)
    permit, warnings = numbered(office, file)
    signer = permit["signer"]["name"], permit["signer"]["capacity"]
    assert permit["issued"] == (TODAY + timedelta(days=days)).isoformat()
    assert signer == (("Petugas Kadis", "") if days else ("Petugas Sekretaris", "Plh."))
    assert ("signer_changed" in warnings) is bool(days)


def test_ended_between_signature_and_number(office: Office) -> None:
    file = to_be_signed(office)
    made = mandated(office)
    sign(office, "sekretaris", file)
    office.do("administrator", EndMandate, mandate=made, ends=TODAY)
    assert numbered(office, file)[0]["signer"]["name"] == "Petugas Kadis"


def test_a_head_whose_account_is_closed_and_nobody_else(office: Office) -> None:
    file = to_be_signed(office)
    assert sign(office, "kadis", file) == "kadis"
    close(office, "kadis")
    with pytest.raises(Refused, match="no_signatory"):
        numbered(office, file)
    mandated(office, role="kadis", substitute="sekretaris", mandate="plt")
    permit, warnings = numbered(office, file)
    assert (permit["signer"]["name"], permit["signer"]["capacity"]) == ("Petugas Sekretaris", "Plt.")
    assert "signer_changed" in warnings


def test_the_drafter_never_signs_in_anybodys_place(office: Office) -> None:
    file = to_be_signed(office)
    assert sign(office, "kadis", file) == "kadis"
    close(office, "kadis")
    mandated(office, role="kadis", substitute="verifikator")
    with pytest.raises(Refused, match="no_signatory"):
        numbered(office, file)
