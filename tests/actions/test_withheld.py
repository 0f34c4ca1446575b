"""A permit that is revoked, suspended, replaced or has ended is not handed over, by the door and by every list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from app.actions.commands import office_work
from app.actions.commands.intake import ContactApplicant, HandOver
from app.actions.context import ActContext
from app.actions.perform import perform
from app.errors import Refused
from app.models.application import Application, Permit
from app.models.journal import Document
from app.queries.collection import NotReady, opened, scanned, waiting
from app.queries.file_view import file_view
from app.queries.finding import find
from app.queries.front import front, listed
from app.queries.permits import held_back, standing_of_file
from app.queries.public import Tracked, behind, statuses
from app.queries.registers import register_book
from app.queries.work import queue
from app.rules.standing import WITHHELD
from tests.office import Office

Ended = Callable[[Office, str], None]


def revoked(office: Office, file: str) -> None:
    office.do("kadis", office_work.RevokePermit, application=file, letter="800/12/2026", reason="Praktik dihentikan")


def suspended(office: Office, file: str) -> None:
    office.do("kadis", office_work.SuspendPermit, application=file, letter="800/13/2026", reason="Diperiksa")


def replaced(office: Office, file: str) -> None:
    with office.register.reading() as session:
        number = session.scalars(select(Permit.number).where(Permit.application_id == file)).one()
    new = office.register_file(office.intake(kind="penggantian", previous_permit=number, confirmed=AGAIN))
    office.advance(new, "penyerahan")


def over(office: Office, file: str) -> None:
    office.clock.advance(days=5 * 366 + 1)


ENDINGS: dict[str, Ended] = {"dicabut": revoked, "dibekukan": suspended, "diganti": replaced, "berakhir": over}
AGAIN = {"duplicate": "disetujui"}
GIVEN: dict[str, Any] = {
    "receiver": "NI LUH CONTOH",
    "receiver_is": "pemohon",
    "identity_shown": "KTP-el",
    "receipt_shown": True,
}


def issued(office: Office, **changes: Any) -> str:
    file = office.register_file(office.intake(**changes))
    office.advance(file, "penyerahan")
    return file


@pytest.fixture(params=ENDINGS)
def ended(request: pytest.FixtureRequest, office: Office) -> tuple[str, str]:
    """A file whose permit lies in the office, and the standing it came to."""
    file = issued(office)
    ENDINGS[request.param](office, file)
    return file, request.param


def test_the_door_refuses_with_the_code_of_its_standing(office: Office, ended: tuple[str, str]) -> None:
    file, standing = ended
    with pytest.raises(Refused) as refused:
        office.do("petugas_penyerahan", HandOver, application=file, **GIVEN)
    assert refused.value.code == WITHHELD[standing]
    with office.register.reading() as session:
        assert session.scalar(select(func.count()).where(Document.kind == "collection_receipt")) == 0
    assert office.file(file).stage == "penyerahan"


def test_nobody_is_told_to_fetch_it(office: Office, ended: tuple[str, str]) -> None:
    file, standing = ended
    told = partial(office.do, "petugas_penyerahan", ContactApplicant, application=file, channel="telepon", reached=True)
    with pytest.raises(Refused) as refused:
        told(purpose="siap_diambil")
    assert refused.value.code == WITHHELD[standing]
    told(purpose="lainnya")


def test_the_list_the_scan_and_the_page_say_why(office: Office, ended: tuple[str, str]) -> None:
    file, standing = ended
    assert {row.id: row.withheld for row in office.door.ask(waiting)}[file] == standing
    for found in (
        office.door.ask(partial(opened, application=file)),
        office.door.ask(partial(scanned, text=office.file(file).tracking)),
    ):
        assert isinstance(found, NotReady)
        assert found.withheld == standing
    view = office.door.ask(partial(file_view, application_id=file, staff_id="petugas_penyerahan"))
    assert view.matters.permit is not None
    assert view.matters.permit.standing == standing
    [option] = [each for each in view.acts if each.act == "hand_over"]
    assert (option.allowed, option.reason) == (False, WITHHELD[standing])


def test_no_number_list_or_report_calls_it_ready(office: Office, ended: tuple[str, str]) -> None:
    file, standing = ended
    ready = [row.id for row in office.door.ask(partial(listed, tile="ready"))]
    assert file not in ready
    assert office.door.ask(partial(front, staff_id="petugas_penyerahan")).counts["ready"] == len(ready)
    [waits] = [row for row in office.door.ask(partial(queue, staff_id="petugas_penyerahan")).rows if row.id == file]
    [found] = [row for row in office.door.ask(partial(find, text=office.file(file).number)).rows if row.id == file]
    [newest] = [row for row in office.door.ask(partial(find, text="")).rows if row.id == file]
    day = office.file(file).received.date()
    book = office.door.ask(partial(register_book, first=day, last=day))
    [entered] = [row for row in book.rows if row.id == file]
    assert {waits.withheld, found.withheld, newest.withheld, entered.withheld} == {standing}


def test_the_public_page_does_not_send_anybody(office: Office, ended: tuple[str, str]) -> None:
    file, _ = ended
    shown = office.door.ask(partial(behind, token=office.file(file).tracking))
    assert isinstance(shown, Tracked)
    assert (shown.ready, shown.collects, shown.withheld) == (False, False, True)
    assert "siap diambil" not in shown.now
    assert "tidak dapat diambil" in shown.todo
    [line] = [row for row in office.door.ask(lambda look: list(statuses(look))) if row.number == shown.number] or [None]
    assert line is None or line.words == shown.now


def test_a_suspended_permit_is_handed_over_once_it_is_active_again(office: Office) -> None:
    file = issued(office)
    suspended(office, file)
    office.do("kadis", office_work.ReinstatePermit, application=file, letter="800/14/2026", reason="Selesai diperiksa")
    office.step(file, "penyerahan")
    assert office.file(file).stage == "selesai"


def test_on_its_last_day_it_is_still_handed_over(office: Office) -> None:
    file = issued(office)
    with office.register.reading() as session:
        last = session.scalars(select(Permit.valid_until).where(Permit.application_id == file)).one()
    assert last is not None
    office.clock.advance(days=(last - office.clock.now().date()).days)
    office.step(file, "penyerahan")
    assert office.file(file).stage == "selesai"


def test_the_decree_that_revokes_is_handed_over(office: Office) -> None:
    file = issued(office)
    office.step(file, "penyerahan")
    with office.register.reading() as session:
        number = session.scalars(select(Permit.number).where(Permit.application_id == file)).one()
    decree = issued(office, kind="pencabutan", previous_permit=number, confirmed=AGAIN)
    office.step(decree, "penyerahan")
    assert office.file(decree).stage == "selesai"


def test_what_was_handed_over_without_contact_stays_and_is_flagged(office: Office) -> None:
    """At the centre: the paper is gone already."""
    file = issued(office)
    revoked(office, file)
    command = HandOver(stamp=office.stamp("petugas_penyerahan"), application=file, **GIVEN)
    with office.register.writing() as session:
        context = ActContext(session=session, command=command, reference=office.reference, settled=True)
        perform(context)
        assert context.flags == ["permit_revoked"]
    assert office.file(file).stage == "selesai"


def test_the_column_says_what_the_rule_says(office: Office, ended: tuple[str, str]) -> None:
    """One rule in two languages, of every file in the register."""
    today = office.clock.now().date()
    with office.register.reading() as session:
        found = [
            (
                session.scalar(select(held_back(today)).where(Application.id == file.id)),
                standing_of_file(session, file, today),
            )
            for file in session.scalars(select(Application))
        ]
    assert all(why == (standing if standing in WITHHELD else "") for why, standing in found)
    assert ended[1] in {why for why, _ in found}
