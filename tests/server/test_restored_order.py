"""PCs come back to a centre that was restored from an older backup in any order: what stood stands, what did not does
not, nothing is put before people that need not be, and nobody can use the order."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from sqlalchemy import delete, func, select, update

from app.actions.commands.intake import RegisterApplication
from app.actions.commands.office import (
    AddMandate,
    ChangeCalendar,
    ChangeStaff,
    DayRuling,
    RecordPrint,
    SetPassword,
    SetRoles,
    StaffProfile,
)
from app.actions.commands.office_work import AddNote, ReturnForRevision, ReturnRow, Sign
from app.models.application import Application, Permit
from app.models.centre import EarlyAct
from app.models.exchange import Act
from app.models.journal import Document, Printing
from app.models.office import CalendarDay, Device, Mandate, Staff, StaffRole
from app.sync.once import envelope_of
from app.sync.protocol import Envelope, PushRequest
from tests.network import Counter
from tests.server.register.test_proof import Restorable, office
from tests.server.test_early import as_it_is, asked, everybody, forget
from tests.server.test_forgotten_codes import CONFIRMED, code_of, paired_again
from tests.sync.dishonest import Dishonest
from tests.sync.test_exchange import agree

__all__ = ["office"]

ADMIN = "administrator"


def by_a_new_account(office: Restorable) -> str:
    """A file that an account registered at two which was made at one."""
    one, two = office.one, office.two
    one.office.add_staff("baru", "petugas_loket")
    everybody(office, one, two)
    office.network.clock.advance(hours=1)
    office.network.hold_everybody(two)
    two.settle()
    stamp = two.office.stamp("baru")
    intake = two.office.intake(confirmed=CONFIRMED)
    command = RegisterApplication(
        stamp=stamp, application=two.office.new_id(), intake=intake, read_back=True, started=stamp.at
    )
    return two.office.door.do(command).application


def person(office: Restorable, who: str) -> tuple[bool, list[str], str]:
    """Whether the account is open, its roles, its password."""
    with office.network.register.reading() as session:
        held = select(StaffRole.role).where(StaffRole.staff_id == who, StaffRole.until.is_(None))
        found = session.get_one(Staff, who)
        return found.active, sorted(session.scalars(held)), found.password


def brought_by(evil: Dishonest, envelope: Envelope) -> str:
    """What another PC's act is told, brought alone."""
    body = msgspec.json.decode(bytes(envelope.body))
    return evil.sent(msgspec.structs.replace(envelope, loss=evil.loss(body) if body["prev"] else None)).reason


def envelopes(counter: Counter, kind: str) -> list[Envelope]:
    with counter.register.reading() as session:
        return [envelope_of(act) for act in session.scalars(select(Act).where(Act.kind == kind).order_by(Act.position))]


def both_decide(office: Restorable, stage: str) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """Off line, about the same file: one's decision stands, two's was rejected, two is the first to come back. How both
    files of one stood before and after."""
    one, two, network = office.one, office.two, office.network
    file, other = office.to(one, stage), office.to(one, stage)
    everybody(office, one, two)
    kept = office.copy()
    one.wire.cut = two.wire.cut = True
    two.office.step(file, stage)
    network.clock.advance(minutes=3)
    one.office.step(other, stage)
    one.office.step(file, stage)
    one.wire.cut = two.wire.cut = False
    everybody(office, one, two)
    before = tuple(as_it_is(office, each) for each in (file, other))
    office.restore(kept)
    everybody(office, two, one)
    return before, tuple(as_it_is(office, each) for each in (file, other))


@pytest.mark.parametrize("stage", ["penomoran", "permintaan_rekomendasi"])
def test_what_was_rejected_does_not_come_before_what_stood(office: Restorable, stage: str) -> None:
    """It would have taken the number that is on another file's permit."""
    before, after = both_decide(office, stage)
    assert after == before
    assert [reason for _, reason in asked(office)] == ["stood_not_before"]
    agree(office.network)


def test_a_return_that_was_rejected_undoes_nothing(office: Restorable) -> None:
    one, two, network = office.one, office.two, office.network
    file = office.to(one, "verifikasi_berkas")
    everybody(office, one, two)
    kept = office.copy()
    one.wire.cut = two.wire.cut = True
    row = ReturnRow(subject="KTP", reason="R01", text="Mohon dilengkapi.")
    deadline = network.clock.now().date() + timedelta(days=9)
    two.office.do("verifikator", ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    network.clock.advance(minutes=3)
    one.office.step(file, "verifikasi_berkas")
    one.wire.cut = two.wire.cut = False
    everybody(office, one, two)
    before = as_it_is(office, file)
    office.restore(kept)
    everybody(office, two, one)
    assert as_it_is(office, file) == before
    agree(network)


def test_what_was_rejected_after_a_dismissal_stays_so(office: Restorable) -> None:
    one, two, network = office.one, office.two, office.network
    file = office.to(one, "tanda_tangan")
    everybody(office, one, two)
    kept = office.copy()
    two.wire.cut = True
    network.clock.advance(minutes=10)
    two.office.step(file, "tanda_tangan")
    profile = StaffProfile(id="kadis", username="kadis", name="Petugas Kadis")
    one.office.do(ADMIN, ChangeStaff, profile=profile, active=False)
    one.settle()
    two.wire.cut = False
    everybody(office, two, one)
    office.restore(kept)
    everybody(office, two, one)
    assert as_it_is(office, file)[0] == "tanda_tangan"
    agree(network)


def validity(office: Restorable, file: str) -> tuple[str | None, date | None]:
    with office.network.register.reading() as session:
        permit = session.scalars(select(Permit).where(Permit.application_id == file)).one()
        return permit.number, permit.valid_until


@pytest.mark.parametrize("days", [0, 3, 6])
def test_what_waited_is_no_later_than_the_centre_had_it(office: Restorable, days: int) -> None:
    """While it waits its PC asks for news: that says nothing of when the act was done."""
    one, two, network = office.one, office.two, office.network
    kept = office.copy()
    file = office.to(one, "penomoran")
    everybody(office, one, two)
    forget(two, file)
    for _ in range(3):
        two.office.step(file, two.office.file(file).stage)
        two.settle()
    everybody(office, two, one)
    before = validity(office, file)
    network.clock.advance(days=days)
    everybody(office, two, one)
    office.restore(kept)
    two.settle()
    network.enrolment.seen(network.enrolment.terminal(two.wire.token), network.clock.now())
    network.clock.advance(days=2)
    everybody(office, one, two)
    assert (validity(office, file), asked(office)) == (before, [])
    agree(network)


@pytest.mark.parametrize("what", ["roles", "close", "password", "mandate"])
@pytest.mark.parametrize("two_first", [True, False])
def test_what_was_done_about_an_account_waits_for_the_account(office: Restorable, what: str, two_first: bool) -> None:
    """Made at one, changed at two: a dismissed person's account was open again."""
    one, two, network = office.one, office.two, office.network
    kept = office.copy()
    one.office.add_staff("baru", "petugas_loket")
    everybody(office, one, two)
    network.clock.advance(hours=1)
    today = network.clock.now().date()
    days = {"letter_date": today, "starts": today + timedelta(days=1), "ends": today + timedelta(days=9)}
    if what == "roles":
        two.office.do(ADMIN, SetRoles, staff="baru", roles=("verifikator",))
    elif what == "close":
        profile = StaffProfile(id="baru", username="baru", name="Petugas Baru")
        two.office.do(ADMIN, ChangeStaff, profile=profile, active=False)
    elif what == "password":
        two.office.do(ADMIN, SetPassword, staff="baru", password="-lain")
    else:
        mandate = {"role": "kadis", "substitute": "baru", "mandate": "plh", "letter_number": "1"}
        two.office.do(ADMIN, AddMandate, **mandate, **days, reason="x")
    everybody(office, two, one)
    before = person(office, "baru")
    office.restore(kept)
    everybody(office, *((two, one) if two_first else (one, two)))
    assert (person(office, "baru"), asked(office)) == (before, [])
    with network.register.reading() as session:
        assert session.scalar(select(func.count()).select_from(Mandate)) == (what == "mandate")
    agree(network)


@pytest.mark.parametrize("what", ["password", "roles"])
def test_the_later_of_two_changes_stands(office: Restorable, what: str) -> None:
    """The feed of before was longer, for codes were given; the numbers of the two do not tell which was later."""
    one, two, network = office.one, office.two, office.network
    kept = office.copy()
    for _ in range(4):
        one.exchange.fork()
        one.office.device = code_of(one)
        one.settle()
    for counter, secret, roles in ((one, "-lama", ("kadis", ADMIN)), (two, "-baru", ("kadis",))):
        if what == "password":
            counter.office.do(ADMIN, SetPassword, staff="kadis", password=secret)
        else:
            counter.office.do(ADMIN, SetRoles, staff="kadis", roles=roles)
        everybody(office, one, two)
        if what == "roles" and counter is one:
            with two.register.writing() as session:
                session.execute(delete(Act).where(Act.kind == "set_roles"))
        network.clock.advance(hours=1)
    before = person(office, "kadis")
    office.restore(kept)
    two.settle()
    paired_again(network, one)
    everybody(office, one, two)
    assert person(office, "kadis") == before
    agree(network)


def test_nobody_brings_changes_in_an_order_of_his_own(office: Restorable) -> None:
    """A role that was given and taken away."""
    one, two, network = office.one, office.two, office.network
    kept = office.copy()
    for roles in (("petugas_loket", "verifikator"), ("petugas_loket",)):
        one.office.do(ADMIN, SetRoles, staff="petugas_loket", roles=roles)
        everybody(office, one, two)
        network.clock.advance(hours=1)
    given, taken = envelopes(two, "set_roles")
    office.restore(kept)
    evil = Dishonest(network, two)
    for each in (taken, given):
        brought_by(evil, each)
    everybody(office, one, two)
    assert person(office, "petugas_loket")[1] == ["petugas_loket"]
    agree(network)


def test_a_fact_waits_for_the_decisions_before_it(office: Restorable) -> None:
    """The file is in the backup, at an earlier stage; the PC that comes first was made anew since."""
    one, two = office.one, office.two
    file = office.to(one, "penomoran")
    everybody(office, one, two)
    kept = office.copy()
    while one.office.file(file).stage != "penyerahan":
        one.office.step(file, one.office.file(file).stage)
        one.settle()
    everybody(office, one, two)
    forget(two, file)
    two.office.step(file, "penyerahan")
    everybody(office, two, one)
    before = as_it_is(office, file)
    office.restore(kept)
    everybody(office, two, one)
    assert (as_it_is(office, file), asked(office)) == (before, [])
    agree(office.network)


@pytest.mark.parametrize("how", ["role", "mandate"])
def test_a_signature_waits_for_the_right_it_was_made_with(office: Restorable, how: str) -> None:
    one, two, network = office.one, office.two, office.network
    file = office.to(one, "tanda_tangan")
    everybody(office, one, two)
    kept = office.copy()
    today = network.clock.now().date()
    if how == "role":
        one.office.do(ADMIN, SetRoles, staff="kabid", roles=("kabid", "kadis"))
    else:
        mandate = {"role": "kadis", "substitute": "kabid", "mandate": "plh", "letter_number": "1", "reason": "x"}
        days = {"letter_date": today, "starts": today, "ends": today + timedelta(days=9)}
        one.office.do(ADMIN, AddMandate, **mandate, **days)
    everybody(office, one, two)
    with two.register.writing() as session:
        session.execute(delete(Act).where(Act.kind.in_(("set_roles", "add_mandate"))))
    network.clock.advance(hours=1)
    two.settle()
    two.office.do("kabid", Sign, application=file)
    everybody(office, two, one)
    before = as_it_is(office, file)
    office.restore(kept)
    everybody(office, two, one)
    assert (as_it_is(office, file), asked(office)) == (before, [])
    agree(network)


def test_a_holiday_that_was_taken_back_does_not_come_again(office: Restorable) -> None:
    one, two, network = office.one, office.two, office.network
    kept = office.copy()
    day = network.clock.now().date() + timedelta(days=3)
    ruling = DayRuling(day=day, kind="libur_nasional", name="Pilkada", source="Keppres")
    one.office.do(ADMIN, ChangeCalendar, added=(ruling,))
    everybody(office, one, two)
    with two.register.writing() as session:
        session.execute(delete(Act).where(Act.kind == "change_calendar"))
    two.office.do(ADMIN, ChangeCalendar, removed=(day,))
    everybody(office, two, one)
    office.restore(kept)
    everybody(office, two, one)
    with network.register.reading() as session:
        assert session.get(CalendarDay, day) is None
    assert asked(office) == []
    agree(network)


@pytest.mark.parametrize("new_account", [True, False])
def test_what_was_not_sent_waits_for_its_file(office: Restorable, new_account: bool) -> None:
    one, two = office.one, office.two
    kept = office.copy()
    file = by_a_new_account(office) if new_account else office.to(one, "verifikasi_berkas")
    everybody(office, two, one)
    if not new_account:
        forget(two, file)
    two.wire.cut = True
    two.office.step(file, two.office.file(file).stage)
    stage = two.office.file(file).stage
    two.wire.cut = False
    office.restore(kept)
    two.settle()
    everybody(office, one, two)
    assert (as_it_is(office, file)[0], asked(office)) == (stage, [])
    agree(office.network)


def test_a_printing_waits_for_its_paper(office: Restorable) -> None:
    one, two = office.one, office.two
    kept = office.copy()
    file = by_a_new_account(office)
    with two.register.reading() as session:
        paper = session.scalars(select(Document.id).where(Document.application_id == file)).first()
    two.office.do("petugas_loket", RecordPrint, document=paper, copy=1, target="printer")
    everybody(office, two, one)
    office.restore(kept)
    two.settle()
    everybody(office, one, two)
    with office.network.register.reading() as session:
        printed = select(func.count()).select_from(Printing).where(Printing.document_id == paper)
        assert (session.scalar(printed), asked(office)) == (1, [])
    agree(office.network)


def test_a_number_behind_a_gap_is_nobody_elses(office: Restorable) -> None:
    """An act waits, nobody is signed in at its PC, and what was done after it cannot be looked at."""
    one, two, network = office.one, office.two, office.network
    file, other = office.to(two, "penomoran"), office.to(one, "penomoran")
    everybody(office, one, two)
    kept = office.copy()
    by_a_new_account(office)
    everybody(office, two, one)
    two.office.step(file, "penomoran")
    everybody(office, two, one)
    number = office.permit(file).number
    with one.register.writing() as session:
        session.execute(delete(Act).where(Act.kind == "assign_number"))
    office.restore(kept)
    vouch = two.exchange.vouch
    two.exchange.vouch = lambda *_: None
    two.settle()
    one.settle()
    one.office.step(other, "penomoran")
    one.settle()
    assert office.permit(other).number not in (number, None)
    two.exchange.vouch = vouch
    everybody(office, two, one)
    assert (office.permit(file).number, asked(office)) == (number, [])
    agree(network)


@pytest.mark.parametrize("kind", ["assign_number", "hand_over"])
def test_nobody_begins_the_days_of_waiting_in_anothers_place(office: Restorable, kind: str) -> None:
    one, two, network = office.one, office.two, office.network
    early = office.copy()
    file = office.to(one, "penomoran")
    everybody(office, one, two)
    kept = office.copy() if kind == "hand_over" else early
    while one.office.file(file).stage != "selesai":
        one.office.step(file, one.office.file(file).stage)
        one.settle()
    everybody(office, one, two)
    before = as_it_is(office, file)
    (act,) = envelopes(two, kind)
    office.restore(kept)
    evil = Dishonest(network, two)
    assert brought_by(evil, act) == "early"
    network.clock.advance(days=8)
    assert brought_by(evil, act) == "early"
    everybody(office, one, two)
    assert as_it_is(office, file) == before
    agree(network)


def test_the_centres_word_is_taken_from_whoever_has_it(office: Restorable) -> None:
    """Its own PC had not heard it when it brought the act."""
    one, two, network = office.one, office.two, office.network
    kept = office.copy()
    file = office.to(one, "penomoran")
    everybody(office, one, two)
    two.office.step(file, "penomoran")
    everybody(office, two, one)
    number = office.permit(file).number
    (act,) = envelopes(two, "assign_number")
    office.restore(kept)
    with two.register.writing() as session:
        session.execute(update(Act).where(Act.kind == "assign_number").values(proof=""))
        session.execute(delete(Act).where(Act.kind.not_in(("assign_number", "set_up_office", "add_staff"))))
    two.settle()
    early = select(EarlyAct.proof).where(EarlyAct.act_id == msgspec.json.decode(bytes(act.body))["id"])
    with network.register.reading() as session:
        assert session.scalar(early) == ""
    assert brought_by(Dishonest(network, one), act) == "early"
    with network.register.reading() as session:
        assert session.scalar(early) == act.proof
    everybody(office, two, one)
    assert office.permit(file).number == number


def test_a_counter_is_called_as_on_its_paper(office: Restorable) -> None:
    """Its code is younger than the backup, and the first act that another PC brings of it has no paper."""
    one, two, network = office.one, office.two, office.network
    known = office.to(one, "verifikasi_berkas")
    everybody(office, one, two)
    kept = office.copy()
    two.exchange.fork()
    two.office.device = code = code_of(two)
    two.settle()
    two.office.do("petugas_loket", AddNote, application=known, text="x")
    two.office.register_file(two.office.intake(confirmed=CONFIRMED))
    everybody(office, two, one)
    office.restore(kept)
    everybody(office, one)
    with network.register.reading() as session:
        assert session.get_one(Device, code).name == "Loket 2"
    paired_again(network, two)
    everybody(office, two, one)
    assert asked(office) == []
    agree(network)


def another_under(evil: Dishonest, file: str) -> None:
    """Registered at its PC for somebody else, under the id of a file that the centre does not know."""
    two = evil.counter
    person = msgspec.structs.replace(two.office.intake().person, name="ORANG LAIN", nik="5107034507880011")
    other = two.office.register_file(two.office.intake(confirmed=CONFIRMED, person=person))
    with two.register.reading() as session:
        body = msgspec.json.decode(session.scalars(select(Act.body).where(Act.application_id == other)).one())
    body["application"] = body["payload"]["application"] = file
    body |= {"prev": None, "id": two.office.new_id()}
    body["payload"]["stamp"]["id"] = body["id"]
    assert evil.push(body).result == "applied"


def test_another_applicant_under_a_files_id_is_put_before_people(office: Restorable) -> None:
    """Before its own PC is back; who the decisions on it were about is on paper only."""
    one, two, network = office.one, office.two, office.network
    kept = office.copy()
    file = office.to(one, "penomoran")
    everybody(office, one, two)
    office.restore(kept)
    two.wire.cut = True
    another_under(Dishonest(network, two), file)
    one.settle()
    assert ("register_application", "file_taken") in asked(office)


@pytest.mark.parametrize("with_a_fact", [False, True])
def test_nothing_is_done_in_the_wrong_name(office: Restorable, with_a_fact: bool) -> None:
    """The centre's word for the decisions is older than the file that has taken their file's id."""
    one, two, network = office.one, office.two, office.network
    kept = office.copy()
    file = office.to(one, "verifikasi_berkas")
    everybody(office, one, two)
    forget(two, file)
    if with_a_fact:
        two.office.do("petugas_loket", AddNote, application=file, text="Sudah ditelepon.")
        two.settle()
    two.office.step(file, "verifikasi_berkas")
    everybody(office, two, one)
    office.restore(kept)
    network.clock.advance(minutes=1)
    another_under(Dishonest(network, two), file)
    everybody(office, two)
    one.settle()
    assert as_it_is(office, file)[0] == "verifikasi_berkas"
    assert {each.answer for each in waiting(two, file)} == {"forged"}
    network.clock.advance(days=8)
    network.hold_everybody(two)
    everybody(office, two)
    with network.register.reading() as session:
        applied = select(Act.kind).where(Act.application_id == file, Act.result == "applied")
        assert session.scalars(applied).all() == ["register_application"]
    done = {"declare_correct", "add_note"} if with_a_fact else {"declare_correct"}
    assert {kind for kind, reason in asked(office) if reason == "file_taken"} == {"register_application", *done}


def waiting(counter: Counter, file: str) -> list[Act]:
    with counter.register.reading() as session:
        told = select(Act).where(Act.application_id == file, Act.feed.is_(None), Act.reason == "early")
        return list(session.scalars(told))


def test_no_row_stays_of_what_waited_within_one_push(office: Restorable) -> None:
    one, network = office.one, office.network
    office.to(one, "verifikasi_berkas")
    everybody(office, one, office.two)
    kept = office.copy()
    file = office.to(one, "permintaan_rekomendasi")
    everybody(office, one, office.two)
    with one.register.reading() as session:
        acts = session.scalars(select(Act).where(Act.application_id == file).order_by(Act.position)).all()
        registration, decision = envelope_of(acts[0]), envelope_of(acts[1])
    office.restore(kept)
    evil = Dishonest(network, one)

    def alone(envelope: Envelope) -> Envelope:
        body = msgspec.json.decode(bytes(envelope.body))
        return msgspec.structs.replace(envelope, loss=evil.loss(body) if body["prev"] else None)

    acts_sent = (alone(decision), alone(registration), alone(decision))
    told = network.centre.push(evil.terminal, PushRequest(epoch="e2", acts=acts_sent)).results
    assert [each.reason for each in told] == ["early", "", ""]
    with network.register.reading() as session:
        assert session.scalar(select(func.count()).select_from(EarlyAct)) == 0
        assert session.get(Application, file) is not None
