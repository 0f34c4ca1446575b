"""Counters and a centre: what one does the others see, with and without contact."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select, text

from app.actions.commands import office_work
from app.actions.commands.intake import ContactApplicant
from app.actions.commands.office import ChangeCalendar, ChangeOffice, ChangeStaff, DayRuling, RecordPrint, StaffProfile
from app.migrations import HEAD as SCHEMA
from app.models.application import Applicant
from app.models.centre import Head
from app.models.exchange import Act, TrayItem
from app.models.journal import Document, Printing
from app.models.link import Link
from app.models.office import Office, Staff
from app.models.register import SEARCH_INDEX
from app.rules import stages, tracking
from app.sync import first, rows
from app.sync.feed import known_here, take_page
from app.sync.protocol import PullRequest, Result, RowImage
from tests.network import Counter, Network, contents, digest_of
from tests.office import NI_LUH, PROFILE


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


def agree(network: Network) -> None:
    """Every counter shows what the centre has, and the digests are true."""
    for counter in network.counters:
        counter.settle()
    for counter in network.counters:
        counter.settle()
    truth = contents(network.register)
    with network.register.reading() as session:
        head = session.get_one(Head, 1)
    assert head.digest == digest_of(network.register)
    for counter in network.counters:
        assert counter.waiting() == 0
        here = contents(counter.register)
        for table in truth:
            assert here[table] == truth[table], table
        with counter.register.reading() as session:
            from app.models.link import Link

            assert session.get_one(Link, 1).digest == head.digest


def test_what_was_done_before_pairing_is_carried_over(network: Network) -> None:
    from tests.office import Office
    from tests.registers import new_register

    office = Office(new_register(network.folder / "old.db"), network.clock, seed=9).open()
    file = office.register_file()
    office.advance(file, stages.DONE)
    before = contents(office.register)
    network.counter("Loket 1", office=office)
    after = contents(network.register)
    for table in before:
        if table != "journal":
            assert after[table] == before[table], table
    assert after["journal"].keys() == before["journal"].keys()
    with network.register.reading() as session:
        assert list(session.scalars(select(TrayItem.reason))) == []
    agree(network)


def test_a_registration_reaches_the_other_counter(network: Network) -> None:
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    file = one.office.register_file()
    assert one.waiting() == 1
    one.settle()
    two.settle()
    assert two.office.file(file).number == one.office.file(file).number
    agree(network)


def words(counter: Counter) -> set[tuple[str, str]]:
    with counter.register.reading() as session:
        return {(row[0], row[1]) for row in session.execute(text(f"SELECT application_id, words FROM {SEARCH_INDEX}"))}


def test_old_files_are_found_on_a_new_pc_too(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are listed part by part once every row is there; the file that runs is found at once."""
    monkeypatch.setattr(first, "LISTED_A_ROUND", 3)
    monkeypatch.setattr(first, "LISTED_AT_ONCE", 2)
    one = network.counter("Loket 1")
    for _ in range(5):
        file = one.office.register_file(one.office.intake(confirmed={"duplicate": "Tempat lain"}))
        one.office.do("penyelia", office_work.Cancel, application=file, reason="Salah jenis izin")
    agree(network)
    network.clock.advance(days=100)
    one.office.register_file(one.office.intake(confirmed={"duplicate": "Tempat lain"}))
    agree(network)
    two = network.counter("Loket 2")
    assert len(words(one)) == 6
    assert words(two) == words(one)


def test_a_day_without_contact(network: Network) -> None:
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    shared_file = one.office.register_file()
    agree(network)
    one.wire.cut = two.wire.cut = True
    a = one.office.register_file(one.office.intake(confirmed={"duplicate": "x"}))
    b = two.office.register_file(two.office.intake(confirmed={"duplicate": "x"}))
    one.office.step(shared_file, one.office.file(shared_file).stage)
    two.office.do("verifikator", office_work.AddNote, application=shared_file, text="Catatan")
    one.wire.cut = two.wire.cut = False
    agree(network)
    assert one.office.file(b).number
    assert two.office.file(a).number
    assert two.office.file(shared_file).stage == one.office.file(shared_file).stage


def test_a_letter_done_again_does_not_take_up_a_later_change_of_the_office(network: Network) -> None:
    """What waits is done again in its order: the letter says the telephone of the office as it was then."""
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    file = one.office.register_file()
    agree(network)
    one.wire.cut = True
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    deadline = network.clock.now().date() + timedelta(days=14)
    one.office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    phone = "(0363) 99999"
    one.office.do("administrator", ChangeOffice, profile=msgspec.structs.replace(PROFILE, phone=phone))
    two.office.do("petugas_loket", office_work.AddNote, application=file, text="Catatan")
    two.settle()
    one.wire.cut = False
    one.exchange.pull()
    with one.register.reading() as session:
        letters = select(Document.card).where(Document.application_id == file, Document.kind != "receipt")
        card = session.scalars(letters).one()
        assert session.get_one(Office, 1).phone == phone
    assert card["letterhead"]["phone"] == PROFILE.phone


def test_the_same_copy_printed_at_two_counters_at_once(network: Network) -> None:
    """The centre counts the later ones on: one's own first takes the number that one's own second has here."""
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    file = one.office.register_file()
    agree(network)
    with one.register.reading() as session:
        receipt = session.scalars(select(Document.id).where(Document.application_id == file)).one()
    for counter, copy in ((one, 1), (one, 2), (two, 1)):
        counter.wire.cut = True
        counter.office.do("petugas_loket", RecordPrint, document=receipt, copy=copy, target="printer")
    for counter in (two, one):
        counter.wire.cut = False
        counter.settle()
    agree(network)
    with one.register.reading() as session:
        assert sorted(session.scalars(select(Printing.copy).where(Printing.document_id == receipt))) == [1, 2, 3]


def test_a_printing_goes_with_its_paper(network: Network) -> None:
    """A PC set back hears that the centre set a registration aside; what it printed of it waits and names no file."""
    one = network.counter("Loket 1")
    one.settle()
    one.wire.cut = True
    file = one.office.register_file()
    with one.register.reading() as session:
        (paper,) = session.scalars(select(Document.id).where(Document.application_id == file))
        (act,) = session.scalars(select(Act.id).where(Act.feed.is_(None)))
    one.office.do("petugas_loket", RecordPrint, document=paper, copy=1, target="printer")
    told = Result(id=act, result="parked", reason="server_error", feed=1)
    with one.register.writing() as session:
        for each in session.scalars(select(Act).where(Act.feed.is_(None))):  # as once it was done again
            each.touched = [row for row in each.touched if row[0] != "device"]
    with one.register.writing() as session:
        known_here(session, one.exchange.reference, session.get_one(Link, 1), [told], network.clock.now())
    with one.register.reading() as session:
        assert session.get(Document, paper) is None
        assert session.scalars(select(Printing).where(Printing.document_id == paper)).all() == []
        (left,) = session.scalars(select(Act).where(Act.feed.is_(None)))
        assert (left.kind, left.touched) == ("record_print", [])


def test_a_contact_goes_with_its_file(network: Network) -> None:
    """As above; what the applicant was told on the telephone touches a row of its own only."""
    one = network.counter("Loket 1")
    one.settle()
    one.wire.cut = True
    file = one.office.register_file()
    with one.register.reading() as session:
        (act,) = session.scalars(select(Act.id).where(Act.feed.is_(None)))
    called = {"channel": "telepon", "purpose": "pengingat", "reached": True}
    one.office.do("petugas_loket", ContactApplicant, application=file, **called)
    told = Result(id=act, result="parked", reason="server_error", feed=1)
    with one.register.writing() as session:
        for each in session.scalars(select(Act).where(Act.feed.is_(None))):
            own = ("contact", "journal")
            each.touched = [row for row in each.touched if each.id == act or row[0] in own]
    with one.register.writing() as session:
        known_here(session, one.exchange.reference, session.get_one(Link, 1), [told], network.clock.now())
    with one.register.reading() as session:
        (left,) = session.scalars(select(Act).where(Act.feed.is_(None)))
        assert (left.kind, left.touched) == ("contact_applicant", [])


def test_a_change_of_the_calendar_behind_a_registration_in_one_push(network: Network) -> None:
    """What the registration looked up of the calendar does not stand for the act that changes it."""
    one = network.counter("Loket 1")
    file = one.office.register_file()
    before = one.office.file(file).due
    ruling = DayRuling(day=before, kind="libur_nasional", name="Pilkada", counts_for_sla=False, source="Keppres")
    one.office.do("administrator", ChangeCalendar, added=(ruling,), removed=(), years=())
    due = one.office.file(file).due
    agree(network)
    assert before < due == one.office.file(file).due


def test_a_file_that_comes_under_a_waiting_change_of_the_calendar(network: Network) -> None:
    """Its due day is shown as the change makes it, as those of all other files are."""
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    one.settle()
    two.settle()
    tomorrow = one.office.clock.now().date() + timedelta(days=1)
    ruling = DayRuling(day=tomorrow, kind="libur_nasional", name="Pilkada", counts_for_sla=False, source="Keppres")
    one.office.do("administrator", ChangeCalendar, added=(ruling,), removed=(), years=())
    file = two.office.register_file()
    two.settle()
    with one.register.reading() as session:
        link = session.get_one(Link, 1)
        asked = PullRequest(epoch=link.epoch, cursor=link.cursor, schema=SCHEMA, limit=100)
    take_page(one.register, one.exchange.reference, network.centre.pull(asked), asked, network.clock.now())
    shown = one.office.file(file).due
    agree(network)
    assert one.office.file(file).due == shown


def test_a_name_passes_from_one_person_to_another_while_a_counter_is_away(network: Network) -> None:
    """Whoever is told first may still be told the name that the other has here."""
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    agree(network)
    with one.register.reading() as session:
        people = {row.username: row.id for row in session.scalars(select(Staff))}
    old, young = list(people)[-2:]
    for account, name in ((young, "sementara"), (old, "lama"), (young, old)):
        profile = StaffProfile(id=people[account], username=name, name=f"Pegawai {account}")
        one.office.do("administrator", ChangeStaff, profile=profile, active=True)
    agree(network)
    with two.register.reading() as session:
        assert session.get_one(Staff, people[young]).username == old


def test_numbers_that_two_persons_exchanged_are_told_in_any_order(network: Network) -> None:
    one = network.counter("Loket 1")
    for nik in (NI_LUH.nik, "5107034507883001"):
        one.office.register_file(one.office.intake(person=msgspec.structs.replace(NI_LUH, nik=nik)))
    agree(network)
    with one.register.writing() as session:
        here = rows.present(session, "applicant", list(session.scalars(select(Applicant.id))))
        (first, a), (second, b) = here.items()
        told = [
            RowImage(name="applicant", key=first, image=a | {"nik": b["nik"]}),
            RowImage(name="applicant", key=second, image=b | {"nik": a["nik"]}),
        ]
        rows.put(session, told, "")
        assert {key: image["nik"] for key, image in rows.present(session, "applicant", here).items()} == {
            first: b["nik"],
            second: a["nik"],
        }


def test_a_decision_on_another_one_than_the_centre_took_shows_no_effect(network: Network) -> None:
    """The rules would let it pass, for the other one led to the same stage; its author saw something else."""
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    file = one.office.register_file()
    while one.office.file(file).stage != stages.DRAFTING:
        one.office.step(file, one.office.file(file).stage)
        agree(network)
    before = one.office.file(file).decisions
    one.wire.cut = two.wire.cut = True
    for counter in (one, one, two):
        counter.office.step(file, counter.office.file(file).stage)
    two.wire.cut = False
    two.settle()
    one.wire.cut = False
    one.exchange.pull()
    assert one.waiting() == 2
    assert one.office.file(file).decisions == before + 1
    assert one.office.file(file).stage == two.office.file(file).stage
    agree(network)
    with network.register.reading() as session:
        assert set(session.scalars(select(TrayItem.reason))) == {"version", "dependency"}


def test_two_decisions_at_once_go_to_the_tray(network: Network) -> None:
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    file = one.office.register_file()
    agree(network)
    one.wire.cut = two.wire.cut = True
    one.office.step(file, one.office.file(file).stage)
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    from datetime import timedelta

    two.office.do(
        "verifikator",
        office_work.ReturnForRevision,
        application=file,
        rows=(row,),
        deadline=network.clock.now().date() + timedelta(days=10),
    )
    one.wire.cut = two.wire.cut = False
    one.settle()
    two.settle()
    agree(network)
    with two.register.reading() as session:
        item = session.scalars(select(TrayItem)).one()
        assert (item.cause, item.reason, item.kind) == ("rejected", "version", "return_for_revision")
        assert session.get_one(Act, item.id).result == "rejected"
    assert two.office.file(file).stage == one.office.file(file).stage != stages.RETURNED


def test_a_file_through_every_stage_by_two_counters(network: Network) -> None:
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    file = one.office.register_file()
    agree(network)
    for counter in (two, one) * 20:
        stage = counter.office.file(file).stage
        if stage == stages.DONE:
            break
        counter.office.step(file, stage)
        agree(network)
    assert one.office.file(file).stage == stages.DONE
    assert NI_LUH.name in one.office.file(file).applicant_name


def kept_by(counter: Counter) -> list[str]:
    with counter.register.reading() as session:
        return list(session.scalars(select(Act.kind).order_by(Act.position)))


def test_acts_are_let_go_a_month_after_a_backup_held_them(network: Network) -> None:
    """Not a month after they were done: the backup that holds them may be of today, and the one before it older."""
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    file = one.office.register_file()
    agree(network)
    network.clock.advance(days=100)
    with network.register.writing() as session:
        head = session.get_one(Head, 1)
        head.durable = head.head
    agree(network)
    agree(network)
    network.clock.advance(days=29)
    one.office.do("verifikator", office_work.AddNote, application=file, text="Catatan")
    agree(network)
    for counter in (one, two):
        assert kept_by(counter) == ["register_application", "add_note"]
    network.clock.advance(days=2)
    agree(network)
    for counter in (one, two):
        assert kept_by(counter) == ["add_note"]


def test_a_restored_centre_begins_the_month_anew(network: Network) -> None:
    one = network.counter("Loket 1")
    one.office.register_file()
    agree(network)
    with network.register.writing() as session:
        head = session.get_one(Head, 1)
        head.durable = head.head
    network.clock.advance(days=31)
    agree(network)
    with network.register.writing() as session:
        session.get_one(Head, 1).epoch = "restored"
    network.clock.advance(days=31)
    agree(network)
    assert kept_by(one) == ["register_application"]


def test_a_receipt_without_contact_can_be_told_from_an_invented_one(network: Network) -> None:
    one = network.counter("Loket 1")
    one.wire.cut = True
    token = one.office.file(one.office.register_file()).tracking
    key = network.enrolment.mac_key_of(tracking.device_of(token))
    assert key is not None
    assert tracking.genuine(token, key)
    network.enrolment.revoke(network.enrolment.terminal(one.wire.token))
    assert network.enrolment.mac_key_of(tracking.device_of(token)) is None
