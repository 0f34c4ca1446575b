"""The centre applies only what is proved: every self-said word of a dishonest PC, clocks, revocations, numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands.office import ChangeStaff, EndMandate, SetRoles, SettleTrayItem, StaffProfile
from app.actions.commands.office_work import AddNote
from app.models.application import Permit
from app.models.centre import Head, PersonKey, Terminal
from app.models.journal import Entry
from app.models.link import Link
from app.models.office import Mandate
from app.rules import registration, tracking
from app.server.admission.family import families
from app.server.http.presence import Contacts
from app.server.register.authenticity import FOUNDING
from app.sync.protocol import EnrolRequest, ForkRequest, KnownAnswer, PullRequest, PushAnswer, Result
from tests.network import Counter, Network
from tests.sync.dishonest import Dishonest, act_of, terminal_of, tray

DAY = timedelta(days=1)
CONFIRMED = {"duplicate": "Tempat praktik lain"}


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    made = Network(tmp_path_factory.mktemp("trust"))
    one, two = made.counter("Loket 1"), made.counter("Loket 2")
    for counter in (one, two):
        counter.settle()
    yield made
    for counter in made.counters:
        counter.register.close()
    made.register.close()


@pytest.fixture
def one(network: Network) -> Counter:
    network.counters[0].wire.cut = False
    network.counters[0].settle()
    return network.counters[0]


@pytest.fixture
def evil(network: Network) -> Dishonest:
    network.counters[1].settle()
    made = Dishonest(network, network.counters[1])
    with network.register.writing() as session:
        session.get_one(Terminal, made.terminal).clear = None  # nothing is known of when it had nothing left
    return made


def brought_to(counter: Counter, stage: str) -> str:
    """A new file, carried to a stage by those who may."""
    office = counter.office
    file = office.register_file(office.intake(confirmed=CONFIRMED))
    for _ in range(30):
        counter.settle()
        if office.file(file).stage == stage:
            return file
        office.step(file, office.file(file).stage)
    raise AssertionError(stage)


def mandate(evil: Dishonest, starts: datetime, ends: datetime) -> str:
    """The secretary signs for the head from day to day; the id of the act."""
    day = {"starts": starts.date().isoformat(), "ends": ends.date().isoformat()}
    letter = {"letter_number": "800/1", "letter_date": starts.date().isoformat(), "reason": "Tugas luar"}
    said = {"role": "kadis", "substitute": "sekretaris", "mandate": "plh"} | letter | day
    body = evil.body("add_mandate", "kabid", said)
    assert evil.said(body) == ("applied", "")
    return str(body["id"])


def end_mandates(network: Network) -> None:
    with network.register.writing() as session:
        for row in session.scalars(select(Mandate)):
            session.delete(row)


# ----- time


@pytest.mark.parametrize(("starts", "clock"), [(2, 3), (2, 400), (-5, -3), (-5, -4000)])
def test_a_mandate_is_not_reached_with_the_clock(
    network: Network, one: Counter, evil: Dishonest, starts: int, clock: int
) -> None:
    """It begins the day after tomorrow, or ended the day before yesterday; the PC's clock says a day inside."""
    file, now = brought_to(one, "tanda_tangan"), network.clock.now()
    mandate(evil, now + starts * DAY, now + (starts + 3) * DAY if starts > 0 else now - 2 * DAY)
    body = evil.decision("sign", "sekretaris", file, at=now + clock * DAY)
    assert evil.said(body) == ("rejected", "no_right")
    assert tray(network)[body["id"]][0] == "rejected"
    end_mandates(network)


def test_nor_with_a_span_from_before_its_last_contact(network: Network, one: Counter, evil: Dishonest) -> None:
    """The PC asked for news with nothing left to send: what it brings now was done after that."""
    file, now = brought_to(one, "tanda_tangan"), network.clock.now()
    mandate(evil, now - 5 * DAY, now - 2 * DAY)
    back = {"at": now - 3 * DAY, "lo": now - 3 * DAY, "hi": now - 3 * DAY}
    network.enrolment.seen(evil.terminal, network.clock.now())
    assert evil.said(evil.decision("sign", "sekretaris", file, **back)) == ("rejected", "no_right")
    end_mandates(network)


def test_a_mandate_counts_if_it_held_on_every_day_of_the_span(network: Network, one: Counter, evil: Dishonest) -> None:
    """The PC was started anew without contact: nobody knows on which day it was done."""
    file, now = brought_to(one, "tanda_tangan"), network.clock.now()
    mandate(evil, now, now + DAY)
    unknown = evil.decision("sign", "sekretaris", file, lo=now - 2 * DAY, hi=None)
    assert evil.said(unknown) == ("rejected", "no_right")
    assert evil.said(evil.decision("sign", "sekretaris", file)) == ("applied", "")
    end_mandates(network)


@pytest.mark.parametrize("years", [5, -17])
def test_a_clock_years_off_numbers_and_dates_nothing(
    network: Network, one: Counter, evil: Dishonest, years: int
) -> None:
    file, off = brought_to(one, "penomoran"), network.clock.now() + years * 365 * DAY
    numbering = evil.decision("assign_number", "verifikator", file, at=off)
    result = evil.push(numbering)
    assert (result.result, result.flags) == ("applied", ("clock",))
    evil.counter.settle()
    assert evil.push(evil.decision("issue", "verifikator", file, at=off, payload={"wet_signature": True})).flags == (
        "clock",
    )
    today = network.clock.now().date()
    with network.register.reading() as session:
        permit = session.scalars(select(Permit).where(Permit.application_id == file)).one()
        assert permit.number.endswith(str(today.year))
        assert (permit.issued, permit.valid_from) == (today, today)
        assert permit.valid_until == today.replace(year=today.year + 5) - DAY
        entry = session.scalars(select(Entry).where(Entry.id == numbering["id"])).one()
        assert entry.at == off  # both are kept
        assert datetime.fromisoformat(entry.payload["stamp"]["moment"]) == numbering["lo" if years < 0 else "hi"]
    assert tray(network)[numbering["id"]] == ("flagged", "clock", True)


def test_a_fact_keeps_the_clock_it_was_printed_with(network: Network, one: Counter, evil: Dishonest) -> None:
    file = brought_to(one, "verifikasi_berkas")
    note = evil.body(
        "add_note", "petugas_loket", {"application": file, "text": "x"}, at=network.clock.now() - 900 * DAY
    )
    assert evil.push(note).flags == ("clock",)
    with network.register.reading() as session:
        assert "moment" not in session.scalars(select(Entry).where(Entry.id == note["id"])).one().payload["stamp"]


def test_a_clock_off_by_hours_is_taken_at_its_word(network: Network, one: Counter, evil: Dishonest) -> None:
    file = brought_to(one, "verifikasi_berkas")
    note = {"application": file, "text": "x"}
    late = evil.body("add_note", "petugas_loket", note, at=network.clock.now() + timedelta(hours=20))
    assert evil.push(late).flags == ()


def test_a_span_that_cannot_be_is_refused(network: Network, one: Counter, evil: Dishonest) -> None:
    file, now = brought_to(one, "tanda_tangan"), network.clock.now()
    spans: list[dict[str, Any]] = [
        {"lo": now + 4000 * DAY, "hi": now - 9000 * DAY},
        {"lo": now, "hi": now - timedelta(seconds=1)},
        {"lo": now + DAY, "hi": now + 2 * DAY},
        {"lo": now + DAY, "hi": None},
    ]
    for span in spans:
        assert evil.said(evil.decision("sign", "kadis", file, **span)) == ("forged", "malformed")
    assert evil.network_file(file).stage == "tanda_tangan"


def test_when_a_pc_had_nothing_left(network: Network) -> None:
    contacts, now = Contacts(), network.clock.now()
    with network.register.reading() as session:
        about = network.centre.about(session.get_one(Head, 1))

    def pushed(*results: str, reset: bool = False) -> PushAnswer:
        told = tuple(Result(id=str(at), result=result) for at, result in enumerate(results))
        return PushAnswer(**about, results=told, reset=reset)

    pulled = network.centre.pull(PullRequest(epoch=about["epoch"], cursor=0, schema="9999"))
    for behind in (pushed("applied", "gap"), pushed("retry"), pushed(reset=True)):
        contacts.heard("pc", behind)
        contacts.heard("pc", pulled)
        assert contacts.of("pc").clear is None
    contacts.heard("pc", pushed("applied", "rejected", "parked", "forged"))
    contacts.heard("pc", pulled)
    assert contacts.of("pc").clear == now


def test_a_pc_that_always_has_something_left_reaches_back_a_day(network: Network) -> None:
    """It is in contact all the same; after a day's silence it may have been without."""
    contacts, now = Contacts(), network.clock.now()
    with network.register.reading() as session:
        about = network.centre.about(session.get_one(Head, 1))

    def gap(hours: float) -> None:
        result = Result(id="x", result="gap")
        told = about | {"server_now": now + timedelta(hours=hours)}
        contacts.heard("pc", PushAnswer(**told, results=(result,)))

    for hours in (0, 10, 20, 24):
        gap(hours)
        assert contacts.of("pc").clear is None
    gap(30)
    assert contacts.of("pc").clear == now + timedelta(hours=6)
    gap(60)
    gap(70)
    assert contacts.of("pc").clear == now + timedelta(hours=6)


def test_a_pc_that_comes_less_than_once_a_day_reaches_back_two_visits(network: Network) -> None:
    """And never says that it has nothing left. One visit that was cut short takes nothing from anybody."""
    contacts, start = Contacts(), network.clock.now()
    with network.register.reading() as session:
        about = network.centre.about(session.get_one(Head, 1))

    def visit(hours: int) -> None:
        told = about | {"server_now": start + timedelta(hours=hours)}
        contacts.heard("pc", PushAnswer(**told, results=(Result(id="x", result="applied"),)))
        contacts.heard("pc", KnownAnswer(**told, unknown=()))

    for hours in (0, 25):
        visit(hours)
        assert contacts.of("pc").clear is None
    for hours in range(50, 1000, 25):
        visit(hours)
        assert contacts.of("pc").clear == start + timedelta(hours=hours - 50)


def test_a_centre_that_is_started_anew_every_night_knows_when_its_pcs_came(network: Network, one: Counter) -> None:
    pc, start = network.enrolment.terminal(one.wire.token), network.clock.now()
    with network.register.reading() as session:
        about = network.centre.about(session.get_one(Head, 1))
    with network.register.writing() as session:
        session.get_one(Terminal, pc).clear = None

    def night() -> Contacts:
        made = Contacts()
        made.remember(network.enrolment.terminals())
        return made

    def visit(hours: int) -> None:
        network.clock.moment = start + timedelta(hours=hours)
        contacts = night()
        contacts.heard(pc, KnownAnswer(**about | {"server_now": network.clock.now()}, unknown=()))
        contact = contacts.of(pc)
        network.enrolment.seen(pc, contact.clear, contact.since, contact.left)

    for hours in range(1, 400, 20):  # every day
        visit(hours)
    assert night().of(pc).clear == start + timedelta(hours=381 - 24)
    for hours in range(500, 1000, 50):  # less than once a day
        visit(hours)
    assert night().of(pc).clear == start + timedelta(hours=950 - 100)
    network.clock.moment = start


def test_a_centre_whose_clock_was_once_ahead_knows_better(network: Network) -> None:
    contacts, now = Contacts(), network.clock.now()
    with network.register.reading() as session:
        about = network.centre.about(session.get_one(Head, 1))
    pulled = network.centre.pull(PullRequest(epoch=about["epoch"], cursor=0, schema="9999"))
    for moment in (now, now + timedelta(days=3_650), now + DAY / 2, now + DAY):
        contacts.heard("pc", msgspec.structs.replace(pulled, server_now=moment))
        assert contacts.of("pc").clear == moment


def test_a_copy_reaches_back_no_further_than_it_was_made(network: Network, one: Counter, evil: Dishonest) -> None:
    file, now = brought_to(one, "tanda_tangan"), network.clock.now()
    mandate(evil, now - 5 * DAY, now - 2 * DAY)
    copy = network.enrolment.fork(evil.terminal, ForkRequest(machine="m"))
    back = {"at": now - 3 * DAY, "lo": now - 3 * DAY, "hi": now - 3 * DAY, "device": copy.device}
    assert evil.said(evil.decision("sign", "sekretaris", file, **back)) == ("rejected", "no_right")
    end_mandates(network)


@pytest.mark.parametrize("at", ["2019-03-04T00:00:00Z", "2031-03-04T00:00:00Z", "2026-11-23T03:00:00", 7, None])
def test_the_stamp_says_the_time_of_the_act(network: Network, one: Counter, evil: Dishonest, at: object) -> None:
    body = evil.decision("assign_number", "verifikator", brought_to(one, "penomoran"))
    stamp = body["payload"]["stamp"] | {"at": at}
    assert evil.said(body | {"payload": body["payload"] | {"stamp": stamp}}) == ("forged", "stamp")


def test_an_act_about_no_file_is_told_of_none(network: Network, one: Counter, evil: Dishonest) -> None:
    payload = {"permit": "SIP-BD", "kind": "baru", "applicant": "X", "items": []}
    body = evil.body("list_shortage", "petugas_loket", payload, application=brought_to(one, "verifikasi_berkas"))
    assert evil.said(body) == ("forged", "stamp")


@pytest.mark.parametrize("act", ["", "x", "'; drop", "00000000-0000-7000-8000-00000000000G", "0" * 32])
def test_an_act_has_an_id_as_the_program_gives_them(network: Network, evil: Dishonest, act: str) -> None:
    body = evil.body("record_outage", "petugas_loket", {"began": "2026-11-23T02:00:00Z", "acts": 0, "cause": "x"})
    stamp = body["payload"]["stamp"] | {"id": act}
    body |= {"id": act, "payload": body["payload"] | {"stamp": stamp}}
    assert evil.said(body) == ("forged", "malformed")


def test_a_follower_of_another_pc_makes_nobody_fork(network: Network, one: Counter, evil: Dishonest) -> None:
    """He knows the id of an act that has not arrived, and says of it that it is lost."""
    file = brought_to(one, "verifikasi_berkas")
    one.office.do("petugas_loket", AddNote, application=file, text="satu")
    with one.register.reading() as session:
        from app.models.exchange import Act

        first = session.scalars(select(Act).where(Act.feed.is_(None))).one().id
    one.office.do("petugas_loket", AddNote, application=file, text="dua")
    body = evil.body("add_note", "petugas_loket", {"application": file, "text": "x"}, prev=first)
    assert evil.said(body, loss=evil.loss(body)) == ("applied", "")
    before = one.office.device
    one.settle()
    with one.register.reading() as session:
        assert session.get_one(Link, 1).device == before


# ----- what was taken away


def roles(counter: Counter, *held: str) -> str:
    done = counter.office.do("administrator", SetRoles, staff="kadis", roles=held)
    counter.settle()
    return str(done)


@pytest.mark.parametrize("back", [timedelta(minutes=2), timedelta(days=3)])
def test_a_role_taken_away_is_not_reached_by_saying_earlier(
    network: Network, one: Counter, evil: Dishonest, back: timedelta
) -> None:
    file = brought_to(one, "tanda_tangan")
    roles(one, "petugas_loket")
    now = network.clock.now()
    early = {"lo": now - back, "hi": now - back + timedelta(seconds=1), "at": now - back}
    body = evil.decision("sign", "kadis", file, **early)
    assert evil.said(body) == ("rejected", "no_right")
    assert tray(network)[body["id"]] == ("rejected", "no_right", True)
    fact = evil.body("record_payment", "kadis", {"application": file, "amount": 1, "proof": "x", "paid": "2026-11-23"})
    assert evil.push(fact | {"lo": now - back}).result == "applied"
    roles(one, "kadis")


def account(counter: Counter, *, active: bool) -> None:
    profile = StaffProfile(id="kadis", username="kadis", name="Petugas Kadis")
    counter.office.do("administrator", ChangeStaff, profile=profile, active=active)
    counter.settle()


def test_an_account_closed_and_a_key_revoked_decide_nothing_by_saying_earlier(
    network: Network, one: Counter, evil: Dishonest
) -> None:
    file = brought_to(one, "tanda_tangan")
    early = {"lo": network.clock.now() - timedelta(minutes=9), "hi": network.clock.now() - timedelta(minutes=8)}
    account(one, active=False)
    assert evil.said(evil.decision("sign", "kadis", file, **early)) == ("rejected", "no_right")
    account(one, active=True)
    key = evil.counter.ring._held["kadis"][0]
    with network.register.writing() as session:
        session.get_one(PersonKey, key).revoked = network.clock.now()
    body = evil.decision("sign", "kadis", file, **early)
    assert evil.said(body) == ("rejected", "key_revoked")
    assert tray(network)[body["id"]] == ("rejected", "key_revoked", True)
    note = {"application": file, "text": "x"}
    assert "key_revoked" in evil.push(evil.body("add_note", "kadis", note, **early)).flags
    assert evil.push(evil.body("add_note", "kadis", note)).flags == ("key_revoked",)  # surely done after that
    with network.register.writing() as session:
        session.get_one(PersonKey, key).revoked = None


def without_contact(one: Counter, take_away: Any) -> datetime:
    """Something the administrator does while the line is cut; the moment before."""
    before = one.office.clock.now()
    one.wire.cut = True
    take_away()
    one.office.clock.advance(minutes=5)
    return before


@pytest.mark.parametrize("how", ["role", "account"])
def test_what_was_decided_meanwhile_is_put_before_people(
    network: Network, one: Counter, evil: Dishonest, how: str
) -> None:
    """The right was taken away without contact; the decision came first, and is numbered already."""
    file, other = brought_to(one, "tanda_tangan"), brought_to(one, "paraf_kabid")
    if how == "role":
        without_contact(one, lambda: one.office.do("administrator", SetRoles, staff="kadis", roles=("bendahara",)))
    else:
        profile = StaffProfile(id="kadis", username="kadis", name="Petugas Kadis")
        without_contact(one, lambda: one.office.do("administrator", ChangeStaff, profile=profile, active=False))
    evil.counter.settle()
    signed, initialled = evil.decision("sign", "kadis", file), evil.decision("initial", "kabid", other)
    assert evil.said(signed) == evil.said(initialled) == ("applied", "")
    assert signed["id"] not in tray(network)
    one.wire.cut = False
    one.settle()
    assert tray(network)[signed["id"]] == ("flagged", "actor_revoked_since", True)
    assert initialled["id"] not in tray(network)
    (account(one, active=True) if how == "account" else None)
    roles(one, "kadis")


def test_a_mandate_ended_meanwhile_is_put_before_people_once_more(
    network: Network, one: Counter, evil: Dishonest
) -> None:
    """Also where a person had closed it for another reason."""
    file, now = brought_to(one, "tanda_tangan"), network.clock.now()
    made = mandate(evil, now, now + DAY)
    with network.register.reading() as session:
        known = session.scalars(select(Mandate)).one().id
    one.settle()
    ended = {"mandate": known, "ends": (now - DAY).date()}
    without_contact(one, lambda: one.office.do("administrator", EndMandate, **ended))
    evil.counter.settle()
    signed = evil.decision("sign", "sekretaris", file, at=network.clock.now() - timedelta(hours=30))
    assert evil.push(signed).flags == ("clock",)
    evil.counter.settle()
    closing = evil.counter.office
    closing.do("administrator", SettleTrayItem, item=signed["id"], how="withdraw", note="Jam salah")
    evil.counter.settle()
    assert tray(network)[signed["id"]] == ("flagged", "clock", False)
    one.wire.cut = False
    one.settle()
    assert tray(network)[signed["id"]] == ("flagged", "clock,actor_revoked_since", True)
    assert made
    end_mandates(network)


# ----- numbers


def test_numbers_of_the_centre_are_not_taken_from_a_counter(network: Network, one: Counter, evil: Dishonest) -> None:
    file = brought_to(one, "penomoran")
    own = {"number": "503/0001/ASPAL/1999", "token": "0" * 20}
    assert evil.push(evil.decision("assign_number", "verifikator", file, payload=own)).result == "applied"
    with network.register.reading() as session:
        permit = session.scalars(select(Permit).where(Permit.application_id == file)).one()
        assert permit.number != own["number"]
        assert tracking.valid(permit.token)
    asked = brought_to(one, "permintaan_rekomendasi")
    letter = evil.decision("request_recommendation", "penyelia", asked, payload={"letter": "500/PALSU/1"})
    assert evil.push(letter).result == "applied"
    with network.register.reading() as session:
        entry = session.scalars(select(Entry).where(Entry.id == letter["id"])).one()
        assert entry.payload["letter"].startswith("500.16.7.2/")


def test_a_registration_carries_numbers_of_its_own_pc(network: Network, one: Counter, evil: Dishonest) -> None:
    import msgspec

    draw, office = one.office.draw, evil.counter.office
    intake = msgspec.to_builtins(office.intake(confirmed=CONFIRMED))
    victim, code = one.office.device, evil.device
    right, token = registration.make("KRA", code, 90, draw), tracking.make(code, draw)
    wrong = [
        (registration.make("KRA", victim, 1, draw), token),
        (right, tracking.make(victim, draw)),
        ("", token),
        (right, ""),
        ("KRA-7Q4-00001-AAA", token),
        ("<script>alert(1)</script>", token),
        (right + "0", token),
        (7, token),
        (right, None),
    ]
    for number, tracked in wrong:
        told = {"intake": intake, "read_back": True, "started": "2026-11-23T02:00:00Z"}
        payload = {"application": office.new_id(), "number": number, "tracking": tracked} | told
        assert evil.said(evil.body("register_application", "petugas_loket", payload)) == ("forged", "number")
    payload = {"application": office.new_id(), "number": right, "tracking": token} | told
    assert evil.push(evil.body("register_application", "petugas_loket", payload)).result == "applied"


# ----- whose act it is


def test_nobody_writes_an_act_of_another_pc(network: Network, one: Counter, evil: Dishonest) -> None:
    """Neither under its code nor behind its last act: an honest PC would be told to fork."""
    file = brought_to(one, "verifikasi_berkas")
    with one.register.reading() as session:
        from app.models.office import Device

        tip = session.get_one(Device, one.office.device).tip
    note = {"application": file, "text": "palsu"}
    assert evil.said(evil.body("add_note", "petugas_loket", note, device=one.office.device, prev=tip)) == (
        "forged",
        "device",
    )
    behind = evil.body("add_note", "petugas_loket", note, prev=tip)
    assert evil.said(behind) == ("gap", "")
    assert evil.said(behind, loss=evil.loss(behind)) == ("applied", "")
    one.office.do("petugas_loket", AddNote, application=file, text="asli")
    one.settle()
    assert one.waiting() == 0
    with one.register.reading() as session:
        assert session.get_one(Link, 1).device == one.office.device


@pytest.mark.parametrize("code", ["", "7", "0" * 60, "../x", "7q4", "ZIL"])
def test_nobody_writes_an_act_under_what_is_no_code(network: Network, one: Counter, evil: Dishonest, code: str) -> None:
    file = brought_to(one, "verifikasi_berkas")
    note = evil.body("add_note", "petugas_loket", {"application": file, "text": "x"}, device=code)
    assert evil.said(note) == ("forged", "device")
    assert note["id"] not in tray(network)


def test_a_forked_pc_still_brings_what_it_did_under_its_former_code(network: Network, evil: Dishonest) -> None:
    former = evil.device
    evil.counter.exchange.fork()
    with evil.counter.register.reading() as session:
        now_called = session.get_one(Link, 1).device
    assert now_called != former
    assert terminal_of(network, evil.terminal).parent
    file = brought_to(network.counters[0], "verifikasi_berkas")
    note = {"application": file, "text": "x"}
    for code in (former, now_called):
        assert evil.said(evil.body("add_note", "petugas_loket", note, device=code)) == ("applied", "")
    evil.counter.office.device = now_called


def test_a_pc_paired_again_without_its_keys_is_known_by_its_machine(network: Network, evil: Dishonest) -> None:
    """Its register was made anew, and nobody has signed in yet: what was signed on it before is still brought by it.
    A machine is anybody's word, and two PCs of one disk image have one: it gives nobody the former PC's code."""
    former, machine = evil.device, terminal_of(network, evil.terminal).machine
    network.clock.advance(seconds=1)
    asked = {"device": former, "machine": machine, "username": "", "password": "", "version": "test"}
    answer = network.enrolment.enrol(
        EnrolRequest(code=network.enrolment.pairing_code("Loket 2"), name="Loket 2", **asked)
    )
    again = terminal_of(network, answer.device_id)
    assert again.code != former
    with network.register.reading() as session:
        known = families(session)
        assert known.inherits(again.id, evil.terminal)
        assert not known.inherits(evil.terminal, again.id)
        assert (known.is_alien(former, again.id), known.is_alien(again.code, evil.terminal)) == (True, False)
    file = brought_to(network.counters[0], "verifikasi_berkas")
    note = evil.body("add_note", "petugas_loket", {"application": file, "text": "x"}, device=answer.device)
    assert evil.said(note) == ("applied", "")
    stranger = network.enrolment.enrol(
        EnrolRequest(code=network.enrolment.pairing_code("Loket 9"), name="Loket 9", **(asked | {"machine": ""}))
    )
    assert terminal_of(network, stranger.device_id).parent is None


# ----- what is gone


def test_that_an_act_is_lost_is_signed_by_somebody_of_the_pc(network: Network, one: Counter, evil: Dishonest) -> None:
    file = brought_to(one, "verifikasi_berkas")
    note = {"application": file, "text": "x"}
    body = evil.body("add_note", "petugas_loket", note, prev=evil.counter.office.new_id())
    gap = ("gap", "")
    assert evil.said(body) == gap
    assert evil.said(body, lost=True) == gap  # under no signature
    assert evil.said(body | {"form": 2}, lost=True) == gap
    other = evil.loss(body | {"id": evil.counter.office.new_id()})
    assert evil.said(body, loss=other) == gap
    foreign = Dishonest(network, one).loss(body)
    assert evil.said(body, loss=foreign) == gap
    assert evil.said(body, loss=evil.loss(body)) == ("applied", "")
    assert act_of(network, body["id"]).lost


def test_a_counter_that_lost_an_act_goes_on_when_somebody_is_signed_in(network: Network, one: Counter) -> None:
    from app.models.exchange import Act

    file = brought_to(one, "verifikasi_berkas")
    one.office.do("petugas_loket", AddNote, application=file, text="satu")
    one.office.do("petugas_loket", AddNote, application=file, text="dua")
    with one.register.writing() as session:
        first = session.scalars(select(Act).where(Act.feed.is_(None)).order_by(Act.position)).first()
        session.delete(first)
    held, one.ring._held = one.ring._held, {}
    one.settle()
    assert one.waiting() == 1  # nobody is here to say so
    one.ring._held = held
    with one.register.writing() as session:
        for act in session.scalars(select(Act).where(Act.feed.is_(None))):
            act.tries = 0
    one.settle()
    assert one.waiting() == 0


# ----- the founding


def test_the_founding_ends_when_the_first_pc_has_brought_all(network: Network, one: Counter) -> None:
    with network.register.reading() as session:
        assert not session.scalars(select(Terminal.id).where(Terminal.state == FOUNDING)).all()
    founder = Dishonest(network, one)
    body = founder.body("sign", "kadis", {"application": brought_to(one, "tanda_tangan")}, imported=True)
    assert founder.said(body, signer="administrator") == ("forged", "imported")
    old = {name: value for name, value in body.items() if name not in ("form", "imported")}
    assert founder.said(old, signer="administrator", imported=True) == ("forged", "imported")


def test_nobody_says_for_the_centre_what_time_it_was(network: Network, one: Counter, evil: Dishonest) -> None:
    body = evil.decision("sign", "kadis", brought_to(one, "tanda_tangan"))
    stamp = body["payload"]["stamp"] | {"moment": datetime(2031, 1, 1, tzinfo=UTC)}
    assert evil.said(body | {"payload": body["payload"] | {"stamp": stamp}}) == ("forged", "stamp")


# ----- the tray


def closing(item: str, how: str = "withdraw") -> dict[str, Any]:
    return {"item": item, "how": how, "note": "Sudah benar."}


def test_a_fact_of_somebody_who_never_had_the_role_is_closed_by_another_supervisor_only(
    network: Network, one: Counter, evil: Dishonest
) -> None:
    """The fact stays: it happened, whoever did it. Its author holds a supervising office, and that is not enough."""
    file = brought_to(one, "verifikasi_berkas")
    withdrawn = {"letter_date": "2026-11-20", "signed_by": "Ni Luh"}
    fact = evil.decision("withdraw", "kabid", file, payload=withdrawn)
    result = evil.push(fact)
    assert (result.result, "no_right" in result.flags) == ("applied", True)
    for how in ("withdraw", "adopt", "redo"):
        assert evil.said(evil.body("settle_tray_item", "kabid", closing(fact["id"], how))) == ("rejected", "own_matter")
    assert evil.said(evil.body("settle_tray_item", "verifikator", closing(fact["id"]))) == ("rejected", "no_right")
    assert tray(network)[fact["id"]][2]
    assert evil.said(evil.body("settle_tray_item", "penyelia", closing(fact["id"]))) == ("applied", "")
    assert not tray(network)[fact["id"]][2]


def test_what_was_withdrawn_afterwards_is_not_closed_by_its_author(
    network: Network, one: Counter, evil: Dishonest
) -> None:
    """A decision whose author lost the role meanwhile: what other roles that person has does not help."""
    file = brought_to(one, "tanda_tangan")
    roles(one, "kadis", "administrator")
    evil.counter.settle()
    without_contact(one, lambda: one.office.do("administrator", SetRoles, staff="kadis", roles=("administrator",)))
    signed = evil.decision("sign", "kadis", file)
    evil.push(signed)
    one.wire.cut = False
    one.settle()
    assert tray(network)[signed["id"]][1:] == ("actor_revoked_since", True)
    assert evil.said(evil.body("settle_tray_item", "kadis", closing(signed["id"]))) == ("rejected", "own_matter")
    assert evil.said(evil.body("settle_tray_item", "kabid", closing(signed["id"]))) == ("applied", "")
    roles(one, "kadis")


def test_the_act_of_one_is_not_hidden_behind_the_item_of_another(network: Network, evil: Dishonest) -> None:
    """Facts about no file are counted in one item a person: nobody closes the own one as somebody else's."""
    nothing = {"application": evil.counter.office.new_id(), "text": "x"}
    first, second = (evil.body("add_note", who, nothing) for who in ("verifikator", "kabid"))
    evil.push(first)
    evil.push(second)
    assert {first["id"], second["id"]} <= tray(network).keys()
    assert evil.said(evil.body("settle_tray_item", "kabid", closing(first["id"]))) == ("applied", "")
    assert evil.said(evil.body("settle_tray_item", "kabid", closing(second["id"]))) == ("rejected", "own_matter")
