"""What waits, what needs a decision, what was lost: two counters and a centre, through the real doors."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from app.actions.commands import office_work
from app.actions.commands.office import RecordOutage, RecordPrint, SettleTrayItem
from app.models.exchange import Act, Outage, TrayItem
from app.models.journal import Document
from app.models.office import Mandate
from app.queries.exchange import NUMBER, SENDING, MonthOfOutages, outages, waiting, waits
from app.queries.file_view import file_view
from app.queries.tray import TrayMatter, tray, tray_count
from app.queries.work import queue
from app.rules import stages
from tests.network import Counter, Network


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


def settle(network: Network) -> None:
    for counter in (*network.counters, *network.counters):
        counter.settle()


def collide(network: Network) -> tuple[Counter, str]:
    """The first counter returns a file that the second has carried on: its act cannot stand."""
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    file = one.office.register_file()
    settle(network)
    two.office.step(file, two.office.file(file).stage)
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    until = network.clock.now().date() + timedelta(days=10)
    one.office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=until)
    two.settle()
    settle(network)
    return one, file


def only_matter(counter: Counter, staff: str = "verifikator") -> TrayMatter:
    (matter,) = counter.office.door.ask(partial(tray, staff_id=staff)).open
    return matter


def test_own_acts_wait_until_the_centre_has_processed_them(network: Network) -> None:
    one = network.counter("Loket 1")
    file = one.office.register_file()
    network.clock.advance(minutes=5)
    found = one.office.door.ask(waiting)
    (row,) = found.rows
    assert (row.act, row.application, row.number) == ("register_application", file, one.office.file(file).number)
    assert (row.who, row.answer, row.tries, row.tried, row.unnumbered) == ("Petugas Petugas_Loket", "", 0, None, False)
    assert (row.age, found.total, str(found.zone), row.at.tzname()) == (300, 1, "Asia/Makassar", "WITA")
    one.settle()
    assert one.office.door.ask(waiting).rows == ()


def test_a_print_that_waits_is_known_by_its_file(network: Network) -> None:
    one = network.counter("Loket 1")
    file = one.office.register_file()
    with one.register.reading() as session:
        [receipt] = session.scalars(select(Document.id).where(Document.application_id == file))
    one.office.do("petugas_loket", RecordPrint, document=receipt, copy=1, target="file")
    row = one.office.door.ask(waiting).rows[-1]
    assert (row.act, row.application, row.number) == ("record_print", file, one.office.file(file).number)


def test_the_last_answer_and_the_tries_are_told(network: Network) -> None:
    one = network.counter("Loket 1")
    one.office.register_file()
    with one.register.writing() as session:
        act = session.scalars(select(Act).where(Act.feed.is_(None))).one()
        act.answer, act.reason, act.tries, act.tried = "forged", "key", 2, network.clock.now()
    (row,) = one.office.door.ask(waiting).rows
    assert (row.answer, row.reason, row.tries) == ("forged", "key", 2)
    assert row.tried is not None
    assert row.tried.utcoffset() == timedelta(hours=8)


def test_rows_left_off_are_counted(network: Network) -> None:
    one = network.counter("Loket 1")
    for _ in range(3):
        one.office.register_file(one.office.intake(confirmed={"duplicate": "x"}))
    found = one.office.door.ask(partial(waiting, limit=2))
    assert (len(found.rows), found.total) == (2, 3)


def test_a_file_waits_to_be_sent_and_then_for_its_number(network: Network) -> None:
    one = network.counter("Loket 1")
    file, other = one.office.register_file(), "another"
    one.settle()
    view = partial(file_view, application_id=file, staff_id="penyelia")
    assert (one.office.door.ask(partial(waits, applications=(file, other))), one.office.door.ask(view).waits) == (
        {},
        "",
    )
    one.office.step(file, stages.VERIFY)
    assert one.office.door.ask(partial(waits, applications=(file,))) == {file: SENDING}
    assert one.office.door.ask(view).events[0].waits == SENDING
    one.office.step(file, one.office.file(file).stage)
    shown = one.office.door.ask(view)
    assert (shown.waits, shown.events[0].act, shown.events[0].waits) == (NUMBER, "request_recommendation", NUMBER)
    assert (shown.events[0].who, shown.events[0].counter) == ("Petugas Penyelia", "Loket 1")
    reasons = {option.act: option.reason for option in shown.acts}
    assert reasons["request_recommendation"] == reasons["return_for_revision"] == "waits_for_number"
    assert reasons["add_note"] == ""
    (row,) = one.office.door.ask(partial(queue, staff_id="penyelia")).rows
    assert row.waits == NUMBER
    one.settle()
    assert one.office.door.ask(view).waits == ""
    assert {event.waits for event in one.office.door.ask(view).events} == {""}


def test_a_decision_that_came_too_late_is_put_before_its_author(network: Network) -> None:
    one, file = collide(network)
    matter = only_matter(one)
    assert (matter.act, matter.application, matter.cause) == ("return_for_revision", file, "rejected")
    assert (matter.reasons, matter.who, matter.counter) == (("version",), "Petugas Verifikator", "Loket 1")
    assert (matter.saw, matter.now) == (stages.VERIFY, one.office.file(file).stage)
    assert (matter.now_act, matter.now_who) == ("declare_correct", "Petugas Verifikator")
    assert matter.now_at is not None
    assert matter.at <= matter.opened
    assert (matter.stands, matter.again, matter.may_adopt, matter.closed) == (False, False, False, None)
    assert matter.payload["rows"][0]["text"] == "Mohon salinan yang terbaca."
    assert "rows" not in repr(matter)


def test_supervisors_see_everybody_s_and_others_only_their_own(network: Network) -> None:
    one, _ = collide(network)
    for staff, count in (("verifikator", 1), ("penyelia", 1), ("kabid", 1), ("administrator", 1), ("bendahara", 0)):
        found = one.office.door.ask(partial(tray, staff_id=staff))
        assert len(found.open) == one.office.door.ask(partial(tray_count, staff_id=staff)) == count
        assert found.supervises is (staff in ("penyelia", "kabid", "administrator"))
    assert only_matter(one, "kabid").may_adopt


def test_who_acts_for_a_supervisor_today_supervises(network: Network) -> None:
    from app.actions.commands.office import AddMandate

    one, _ = collide(network)
    today = network.clock.now().date()
    one.office.do(
        "administrator",
        AddMandate,
        role="kabid",
        substitute="bendahara",
        mandate="plh",
        letter_number="800/1",
        letter_date=today,
        starts=today,
        ends=today,
    )
    assert one.office.door.ask(partial(tray_count, staff_id="bendahara")) == 1
    with one.register.writing() as session:
        session.scalars(select(Mandate).where(Mandate.substitute_id == "bendahara")).one().scope = ["SIP-BD"]
    assert one.office.door.ask(partial(tray_count, staff_id="bendahara")) == 0  # as the door has it


def test_a_like_act_since_then_is_noticed_while_it_waits_and_after(network: Network) -> None:
    one, file = collide(network)
    network.clock.advance(minutes=1)
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    until = network.clock.now().date() + timedelta(days=10)
    values = {"application": file, "rows": (row,), "deadline": until}
    one.office.do("penyelia", office_work.ReturnForRevision, **values)
    assert only_matter(one).again
    one.settle()
    assert only_matter(one).again


def test_what_was_decided_is_told_with_who_and_why(network: Network) -> None:
    one, _ = collide(network)
    matter = only_matter(one)
    one.office.do("kabid", SettleTrayItem, item=matter.id, how="withdraw", note="Sudah dibicarakan.")
    settle(network)
    found = network.counters[1].office.door.ask(partial(tray, staff_id="verifikator"))
    (closed,) = found.closed
    assert found.open == ()
    assert (closed.settled, closed.closed_by, closed.note) == ("withdraw", "Petugas Kabid", "Sudah dibicarakan.")
    assert closed.closed is not None


def test_a_fact_that_is_only_flagged_stands(network: Network) -> None:
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    one.wire.cut = two.wire.cut = True
    one.office.register_file()
    two.office.register_file()
    one.wire.cut = two.wire.cut = False
    settle(network)
    matter = only_matter(two, "penyelia")
    assert (matter.cause, matter.act, matter.stands) == ("flagged", "register_application", True)
    assert matter.reasons


def test_a_matter_without_a_file(network: Network) -> None:
    one = network.counter("Loket 1")
    with one.register.writing() as session:
        session.add(
            TrayItem(
                id="x",
                application_id=None,
                number="",
                kind="change_office",
                actor_id="gone",
                device="ZZZ",
                at=network.clock.now(),
                cause="rejected",
                reason="version",
                saw={},
                now={},
                payload={},
                opened=network.clock.now(),
                closed=None,
                closed_by=None,
                settled="",
                note="",
            )
        )
    matter = only_matter(one, "kabid")
    assert (matter.application, matter.who, matter.counter, matter.now_at, matter.again) == ("", "", "ZZZ", None, False)


def test_losses_of_contact_by_counter_and_month(network: Network) -> None:
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    now = network.clock.now()
    for counter, days, seconds, acts in ((one, 1, 600, 3), (two, 2, 90, 1), (one, 40, 3600, 7), (one, 500, 60, 1)):
        began = now - timedelta(days=days)
        values = {"began": began, "ended": began + timedelta(seconds=seconds), "acts": acts, "cause": "centre_away"}
        counter.office.do("verifikator", RecordOutage, **values)
    settle(network)
    found = one.office.door.ask(outages)
    assert [(row.counter, row.length, row.acts) for row in found.rows] == [
        ("Loket 1", 600, 3),
        ("Loket 2", 90, 1),
        ("Loket 1", 3600, 7),
    ]
    assert found.months == (MonthOfOutages(2026, 11, 2, 690, 4), MonthOfOutages(2026, 10, 1, 3600, 7))
    assert len(one.office.door.ask(partial(outages, limit=1)).rows) == 1


def test_a_loss_that_goes_on_is_as_long_as_it_is_now(network: Network) -> None:
    one = network.counter("Loket 1")
    began = network.clock.now()
    with one.register.writing() as session:
        session.add(Outage(id="o", device="GON", began=began, ended=None, acts=0, cause="centre_away"))
    network.clock.advance(seconds=42)
    (row,) = one.office.door.ask(outages).rows
    assert (row.counter, row.ended, row.length) == ("GON", None, 42)
