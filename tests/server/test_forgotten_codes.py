"""A device code that a restored centre has forgotten: whose acts under it are taken, and from when they can be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from app.errors import Refused
from app.models.application import Application
from app.models.centre import PersonKey
from app.models.link import Link, OwnKey
from app.rules import registration
from app.sync import pairing
from app.sync.pairing import Wish, pair_again
from tests.network import Counter, Network
from tests.server.register.test_proof import Restorable
from tests.sync.dishonest import Dishonest, tray
from tests.sync.test_exchange import agree

CONFIRMED = {"duplicate": "Tempat lain"}


@pytest.fixture
def office(tmp_path: Path) -> Restorable:
    return Restorable(tmp_path)


def code_of(counter: Counter) -> str:
    with counter.register.reading() as session:
        return session.get_one(Link, 1).device


def paired_again(network: Network, counter: Counter) -> str:
    """Its device code from now on."""
    network.enrolment._passwords.administrator = lambda *_: "administrator"  # type: ignore[method-assign]
    code = network.enrolment.pairing_code("Loket 2")
    pair_again(
        counter.register, counter.wire, Wish("", "", code, "Loket 2", "", "", counter.machine, "t"), network.clock.now()
    )
    counter.office.device = code_of(counter)
    return counter.office.device


def registered_under_a_forgotten_code(office: Restorable) -> tuple[str, str, Path]:
    """File, code, and the backup that is older than the code."""
    two = office.two
    office.one.settle()
    two.settle()
    kept = office.copy()
    two.exchange.fork()
    two.office.device = code = code_of(two)
    two.settle()
    two.wire.cut = True
    file = two.office.register_file(two.office.intake(confirmed=CONFIRMED))
    two.wire.cut = False
    return file, code, kept


def test_who_shows_a_code_first_does_not_shut_out_the_pc_that_had_it(office: Restorable) -> None:
    """The receipt is in the applicant's hands; whoever read the code on another one could keep it out for good."""
    one, two, network = office.one, office.two, office.network
    known = one.office.register_file(one.office.intake(confirmed=CONFIRMED))
    file, code, kept = registered_under_a_forgotten_code(office)
    office.restore(kept)
    one.settle()
    evil = Dishonest(network, one)
    note = evil.body("add_note", "petugas_loket", {"application": known, "text": "x"}, device=code)
    assert evil.said(note) == ("applied", "")
    assert paired_again(network, two) != code
    two.settle()
    assert two.waiting() == 0
    with network.register.reading() as session:
        assert registration.device_of(session.get_one(Application, file).number) == code
    one.settle()
    two.settle()
    agree(network)


def test_who_wishes_for_a_code_first_does_not_shut_it_out_either(
    office: Restorable, monkeypatch: pytest.MonkeyPatch
) -> None:
    two, network = office.two, office.network
    file, code, kept = registered_under_a_forgotten_code(office)
    number = two.office.file(file).number
    office.restore(kept)
    real = pairing._request
    monkeypatch.setattr(pairing, "_request", lambda *given: msgspec.structs.replace(real(*given), device=code))
    network.counter("Loket 3")
    paired_again(network, two)
    for counter in (two, office.one, network.counters[-1]):
        counter.settle()
    assert (two.waiting(), tray(network)) == (0, {})
    assert office.one.office.file(file).number == number
    agree(network)


def test_a_key_revoked_meanwhile_does_not_keep_its_pc_out(office: Restorable) -> None:
    """Whose key it was makes another one; what was done with it and not yet sent comes before people."""
    two, network = office.two, office.network
    _, _, kept = registered_under_a_forgotten_code(office)
    office.restore(kept)
    with two.register.reading() as session:
        mine = list(session.scalars(select(OwnKey.key_id)))
    with network.register.writing() as session:
        for key in mine:
            session.get_one(PersonKey, key).revoked = network.clock.now()
    with pytest.raises(Refused, match="device_unknown"):
        two.settle()
    paired_again(network, two)
    two.settle()
    assert two.waiting() == 0
    agree(network)


def test_what_was_registered_under_it_is_taken_with_its_numbers(office: Restorable) -> None:
    one, two, network = office.one, office.two, office.network
    file, _, kept = registered_under_a_forgotten_code(office)
    number = two.office.file(file).number
    two.exchange.fork()
    two.office.device = code_of(two)
    office.restore(kept)
    paired_again(network, two)
    two.settle()
    one.settle()
    assert (two.waiting(), tray(network)) == (0, {})
    assert one.office.file(file).number == number
    agree(network)


def test_an_invented_code_reaches_no_further_back_than_its_pc(office: Restorable) -> None:
    """It has nothing of its own that speaks for when it last had nothing left to send."""
    network, one = office.network, office.one
    known = one.office.register_file(one.office.intake(confirmed=CONFIRMED))
    one.settle()
    office.two.settle()
    evil = Dishonest(network, office.two)
    clear = network.clock.now()
    network.enrolment.seen(evil.terminal, clear)
    long_ago = clear - timedelta(days=40)

    def noted(code: str) -> str:
        said = {"lo": long_ago, "hi": long_ago, "at": long_ago}
        body = evil.body("add_note", "petugas_loket", {"application": known, "text": "x"}, device=code, **said)
        assert evil.said(body) == ("applied", "")
        return str(body["id"])

    first = noted("ZZZ")
    network.clock.advance(days=30)
    network.enrolment.seen(evil.terminal, network.clock.now())
    later = noted("ZZZ")
    assert {first, later} <= tray(network).keys()


@pytest.mark.parametrize("wish", ["", "ZZ7"])
def test_a_pc_paired_just_now_has_done_nothing_before(
    office: Restorable, monkeypatch: pytest.MonkeyPatch, wish: str
) -> None:
    """Whatever code it wishes for: a permit would get a number of last year."""
    one, network = office.one, office.network
    file = office.to(one, "penomoran")
    then = network.clock.now()
    network.clock.moment = datetime(2027, 1, 20, 3, 0, tzinfo=UTC)
    real = pairing._request
    monkeypatch.setattr(pairing, "_request", lambda *given: msgspec.structs.replace(real(*given), device=wish))
    three = network.counter("Loket 3")
    assert code_of(three) != wish
    evil = Dishonest(network, three)
    said = {"at": then, "lo": then, "hi": then, "device": code_of(three)}
    numbered = evil.decision("assign_number", "verifikator", file, **said)
    assert evil.said(numbered) == ("applied", "")
    assert tray(network)[numbered["id"]] == ("flagged", "clock", True)
    assert office.permit(file).number.endswith("/2027")


@pytest.mark.parametrize("others_first", [False, True])
def test_what_a_forgotten_pc_did_in_days_is_no_older_than_the_centres_word_for_it(
    tmp_path: Path, others_first: bool
) -> None:
    """Part of it had come, part had not when the centre was restored; it is paired again days later, and another PC may
    have brought meanwhile what had come."""
    network = Network(tmp_path)
    office = Restorable.__new__(Restorable)
    office.network, office.one = network, network.counter("Loket 1")
    known = office.one.office.register_file(office.one.office.intake(confirmed=CONFIRMED))
    office.one.settle()
    long_ago = network.clock.now()
    kept = office.copy()
    two = network.counter("Loket 2")
    network.clock.advance(days=3)
    two.office.register_file(two.office.intake(confirmed=CONFIRMED))
    two.settle()
    office.one.settle()
    network.clock.advance(days=3)
    two.wire.cut = True
    two.office.register_file(two.office.intake(confirmed=CONFIRMED))
    two.wire.cut = False
    office.restore(kept)
    if others_first:
        office.one.settle()
    network.clock.advance(days=3)
    paired_again(network, two)
    for counter in (two, office.one, two):
        counter.settle()
    assert (two.waiting(), tray(network)) == (0, {})
    agree(network)
    evil = Dishonest(network, two)
    network.enrolment.seen(evil.terminal, network.clock.now())
    for _ in range(2):
        said = {"lo": long_ago, "hi": long_ago, "at": long_ago}
        note = evil.body("add_note", "petugas_loket", {"application": known, "text": "x"}, **said)
        assert evil.push(note).flags == ("clock",)
        network.clock.advance(days=3)


def test_what_a_forgotten_pc_registered_comes_back_through_another_one(tmp_path: Path) -> None:
    """It was paired, registered, and burnt since the backup; the others have the centre's word for all of it."""
    network = Network(tmp_path)
    office = Restorable.__new__(Restorable)
    office.network, office.one = network, network.counter("Loket 1")
    kept = office.copy()
    office.two = network.counter("Loket 2")
    file = office.two.office.register_file(office.two.office.intake(confirmed=CONFIRMED))
    number = office.two.office.file(file).number
    for counter in (office.two, office.one):
        counter.settle()
    office.restore(kept)
    office.one.settle()
    assert (office.one.waiting(), tray(network)) == (0, {})
    assert office.one.office.file(file).number == number
    network.counters = [office.one]
    agree(network)
