"""The centre's own word since it was restored: numbers that stand on paper, matters that were closed, what it cannot
read, and what a PC brings that was paired late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import delete, select, update

from app.actions.commands.office import SetRoles, SettleTrayItem
from app.actions.commands.office_work import AddNote, CorrectInternally, ReinstatePermit, SuspendPermit
from app.models.application import Application, Permit
from app.models.exchange import Act, TrayItem
from app.queries import exchange
from app.sync.once import envelope_of
from app.sync.protocol import PushRequest
from tests.network import Counter
from tests.server.register.test_proof import Restorable, office
from tests.server.test_early import as_it_is, asked, everybody
from tests.server.test_forgotten_codes import CONFIRMED, paired_again
from tests.server.test_restored_order import by_a_new_account
from tests.sync.dishonest import Dishonest
from tests.sync.test_exchange import agree

__all__ = ["office"]

ADMIN = "administrator"


def matters(office: Restorable) -> set[tuple[str, str, bool]]:
    """Kind, reason and whether it is closed."""
    with office.network.register.reading() as session:
        return {(each.kind, each.reason, each.closed is not None) for each in session.scalars(select(TrayItem))}


def number_of(office: Restorable, file: str) -> str:
    return as_it_is(office, file)[1]


# ----- numbers on paper


def test_a_number_that_another_pc_has_heard_of_is_nobody_elses(office: Restorable) -> None:
    """One comes first, has not heard what its number was, and gets another; two shows it then."""
    one, two, network = office.one, office.two, office.network
    three = network.counter("Loket 3")
    file, before, after = (office.to(each, "penomoran") for each in (one, three, two))
    everybody(office, one, two, three)
    kept = office.copy()
    three.office.step(before, "penomoran")
    three.settle()
    one.office.step(file, "penomoran")
    one.exchange.push()
    two.settle()
    paper = number_of(office, file)
    with two.register.writing() as session:
        session.execute(delete(Act).where(Act.application_id == before))
    office.restore(kept)
    three.wire.cut = True
    everybody(office, one, two)
    assert number_of(office, file) != paper
    assert ("assign_number", "renumbered") in asked(office)
    two.office.step(after, "penomoran")
    two.settle()
    assert number_of(office, after) not in (paper, number_of(office, file))


def test_nor_is_one_of_an_act_that_cannot_stand_any_more(office: Restorable) -> None:
    one, two, network = office.one, office.two, office.network
    file, after = office.to(one, "penomoran"), office.to(two, "penomoran")
    everybody(office, one, two)
    kept = office.copy()
    one.office.step(file, "penomoran")
    one.exchange.push()
    two.settle()
    paper = number_of(office, file)
    office.restore(kept)
    three = network.counter("Loket 3")
    three.office.do(ADMIN, SetRoles, staff="verifikator", roles=("petugas_loket",))
    three.settle()
    everybody(office, one, two)
    assert asked(office) == [("assign_number", "no_right")]
    three.office.do(ADMIN, SetRoles, staff="verifikator", roles=("verifikator",))
    everybody(office, three, two)
    two.office.step(after, "penomoran")
    two.settle()
    assert number_of(office, after) not in (paper, "")


def test_nor_after_a_second_restore(office: Restorable) -> None:
    """The word for an act that stood once and did not the second time still says which number it had."""
    one, two, network = office.one, office.two, office.network
    file, after = office.to(one, "penomoran"), office.to(one, "penomoran")
    everybody(office, one, two)
    kept = office.copy()
    one.office.step(file, "penomoran")
    one.settle()
    paper = number_of(office, file)
    two.wire.cut = True
    office.restore(kept)
    three = network.counter("Loket 3")
    three.office.do("verifikator", CorrectInternally, application=file, note="salah ketik")
    everybody(office, three, one)
    office.restore(kept, "e3")
    everybody(office, one)
    assert ("assign_number", "stood_not_before") in asked(office)
    one.office.step(after, "penomoran")
    one.settle()
    assert number_of(office, after) not in (paper, "")


@pytest.mark.parametrize("notes", [1, 60])
def test_nor_while_it_comes_behind_another_that_waits(office: Restorable, notes: int) -> None:
    """Nobody is signed in who could vouch for what is lost: the push ends at its first act, however many it has."""
    one, two = office.one, office.two
    file, other, third = (office.to(two, "penomoran"), office.to(one, "penomoran"), office.to(two, "verifikasi_berkas"))
    everybody(office, one, two)
    kept = office.copy()
    by_a_new_account(office)
    everybody(office, two, one)
    for _ in range(notes):
        two.office.do("petugas_loket", AddNote, application=third, text="x")
    two.settle()
    two.office.step(file, "penomoran")
    everybody(office, two, one)
    paper = number_of(office, file)
    with one.register.writing() as session:
        session.execute(delete(Act).where(Act.kind.in_(("assign_number", "add_note"))))
    office.restore(kept)
    vouch, two.exchange.vouch = two.exchange.vouch, lambda _: None
    two.once()
    two.once()
    three = office.network.counter("Loket 3")  # before one is back, which has what two waits for
    three.settle()
    three.office.step(other, "penomoran")
    three.settle()
    assert number_of(office, other) not in (paper, "")
    two.exchange.vouch = vouch
    everybody(office, two, one, three)
    assert (number_of(office, file), number_of(office, other) != paper) == (paper, True)


@pytest.mark.parametrize("first", ["one", "three"])
def test_nor_where_its_own_pc_brings_it_without_the_word(office: Restorable, first: str) -> None:
    """Three has the word for it of when it did not stand, with the number that it once had."""
    one, two, network = office.one, office.two, office.network
    file, after = office.to(one, "penomoran"), office.to(one, "penomoran")
    everybody(office, one, two)
    kept = office.copy()
    two.wire.cut = True
    one.office.step(file, "penomoran")
    one.settle()
    paper = number_of(office, file)
    office.restore(kept)
    three = network.counter("Loket 3")
    three.office.do("verifikator", CorrectInternally, application=file, note="salah ketik")
    everybody(office, three, one, three)
    assert asked(office) == [("assign_number", "version")]
    with one.register.writing() as session:
        forgotten = {"proof": "", "feed": None, "answer": "", "result": ""}
        session.execute(update(Act).where(Act.kind == "assign_number").values(**forgotten))
    office.restore(kept, "e3")
    if first == "one":
        everybody(office, one)
    paired_again(network, three)
    everybody(office, three, *(() if first == "one" else (one,)))
    two.wire.cut = False
    two.settle()
    two.office.step(after, "penomoran")
    two.settle()
    assert number_of(office, after) not in (paper, "")


@pytest.mark.parametrize("at", [datetime(2026, 12, 20, 4, tzinfo=UTC), datetime(2010, 1, 1, tzinfo=UTC)])
def test_nor_is_one_of_last_year_by_a_clock_that_was_wrong(office: Restorable, at: datetime) -> None:
    """Numbered in December at a PC whose clock stood in 2010, received in January, sent again behind a gap."""
    one, two, network = office.one, office.two, office.network
    file, other, third = office.to(two, "penomoran"), office.to(one, "penomoran"), office.to(two, "verifikasi_berkas")
    for each in (one, two):
        each.office.set_clock(datetime(2026, 12, 20, 3, tzinfo=UTC))
    everybody(office, one, two)
    kept = office.copy()
    evil = Dishonest(network, two)
    body = evil.decision("assign_number", "verifikator", file, at=at)
    one.wire.cut = True
    one.office.step(other, "penomoran")
    network.clock.moment = datetime(2027, 1, 20, 3, tzinfo=UTC)
    assert evil.push(body).result == "applied"
    everybody(office, two)
    paper = number_of(office, file)
    assert paper.endswith("2026")
    with two.register.reading() as session:
        numbered = envelope_of(session.get_one(Act, body["id"]))
    office.restore(kept)
    before = evil.body("add_note", "petugas_loket", {"application": third, "text": "x"}, prev=two.office.new_id())
    network.centre.push(evil.terminal, PushRequest(epoch="e2", acts=(evil.envelope(before), numbered)))
    one.wire.cut = False
    one.settle()
    assert number_of(office, other) not in (paper, "")


def test_a_file_that_is_numbered_again_has_its_own_number(office: Restorable) -> None:
    one, two = office.one, office.two
    file = office.to(one, "penomoran")
    everybody(office, one, two)
    kept = office.copy()
    one.office.step(file, "penomoran")
    one.settle()
    one.office.do("verifikator", CorrectInternally, application=file, note="salah")
    while one.office.file(file).stage != "penyerahan":
        one.settle()
        one.office.step(file, one.office.file(file).stage)
    everybody(office, one, two)
    before = as_it_is(office, file)
    office.restore(kept)
    everybody(office, one, two)
    assert (as_it_is(office, file), asked(office)) == (before, [])
    agree(office.network)


# ----- before people


def test_what_was_closed_before_does_not_close_what_nobody_has_seen(office: Restorable) -> None:
    """A letter of a wrong clock; since the restore its number is on another letter too."""
    one, two, network = office.one, office.two, office.network
    file, other = office.to(two, "permintaan_rekomendasi"), office.to(one, "permintaan_rekomendasi")
    everybody(office, one, two)
    kept = office.copy()
    late = network.clock.moment - timedelta(days=3)
    body = Dishonest(network, two).decision("request_recommendation", "penyelia", file, at=late)
    with two.register.reading() as session:
        told = select(Act.id).where(Act.device == two.office.device).order_by(Act.position.desc()).limit(1)
        body["prev"] = session.scalar(told)
    assert Dishonest(network, two).push(body).flags == ("clock",)
    everybody(office, one, two)
    one.office.do("kabid", SettleTrayItem, item=body["id"], how="adopt", note="jam salah")
    everybody(office, one, two)
    assert matters(office) == {("request_recommendation", "clock", True)}
    office.restore(kept)
    three = network.counter("Loket 3")
    three.office.step(other, "permintaan_rekomendasi")
    three.settle()
    everybody(office, one, two, three)
    assert [closed for kind, reason, closed in matters(office) if "renumbered" in reason] == [False]


def test_a_centre_whose_clock_was_ahead_does_not_wait_for_ever(
    office: Restorable, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, network = office.one, office.two, office.network
    kept = office.copy()
    file = by_a_new_account(office)
    everybody(office, one, two)
    office.restore(kept)
    one.wire.cut = True
    with monkeypatch.context() as ahead:
        ahead.setattr(network.centre, "now", lambda: network.clock.now() + timedelta(days=2000))
        two.settle()
    for _ in range(9):
        network.clock.advance(days=1)
        two.settle()
    assert {kind for kind, *_ in matters(office)} == {"register_application"}
    with network.register.reading() as session:
        assert session.get(Application, file) is None


@pytest.mark.parametrize("newer", [True, False])
def test_what_no_program_here_can_read_stops_nobody(office: Restorable, newer: bool) -> None:
    """Parked before the restore, it is with every PC: each goes on, and one brings it before people again."""
    one, two, network = office.one, office.two, office.network
    file = office.to(one, "verifikasi_berkas")
    everybody(office, one, two)
    kept = office.copy()
    evil = Dishonest(network, two)
    if newer:
        body = evil.decision("scan_paper", "petugas_loket", file, payload={"x": 1})
    else:
        body = evil.decision("add_note", "petugas_loket", file, payload={"other": 1})
        del body["form"]
    request = PushRequest(epoch="e1", acts=(evil.envelope(body),), schema="9999" if newer else "")
    told = [network.centre.push(evil.terminal, request).results[0].result for _ in range(3)]
    assert told == ["retry", "retry", "parked"]
    everybody(office, one, two)
    office.restore(kept)
    everybody(office, one, two)
    assert one.office.door.ask(exchange.waiting).total == two.office.door.ask(exchange.waiting).total == 0
    assert asked(office) == [(body["kind"], "server_error")]
    agree(network)


# ----- a PC that was paired late


def renewed(kind: str, office: Restorable, at: Counter, file: str) -> str:
    """A file about the permit of another, carried to its end."""
    number = office.permit(file).number
    made = at.office.register_file(at.office.intake(kind=kind, previous_permit=number, confirmed=CONFIRMED))
    while at.office.file(made).stage != "selesai":
        at.settle()
        at.office.step(made, at.office.file(made).stage)
    return made


def frozen_again(office: Restorable, at: Counter, file: str) -> str:
    """Two took back what one had frozen; it is frozen by another letter."""
    for counter, act, letter in (
        (office.one, SuspendPermit, "L1"),
        (office.two, ReinstatePermit, "L2"),
        (at, SuspendPermit, "L3"),
    ):
        counter.office.do("kadis", act, application=file, reason="alasan", letter=letter)
        everybody(office, office.one, office.two, at)
    return file


LATER: dict[str, Callable[[Restorable, Counter, str], str]] = {
    "renewal": partial(renewed, "perpanjangan"),
    "change": partial(renewed, "perubahan"),
    "revocation": partial(renewed, "pencabutan"),
    "freezing": frozen_again,
}


@pytest.mark.parametrize("what", sorted(LATER))
def test_a_pc_paired_late_brings_what_was_before(office: Restorable, what: str) -> None:
    """It has the acts of the last month too, and comes first."""
    one, two, network = office.one, office.two, office.network
    kept = office.copy()
    file = office.to(one, "selesai")
    everybody(office, one, two)
    network.clock.advance(hours=1)
    three = network.counter("Loket 3")
    everybody(office, three)
    later = LATER[what](office, three, file)
    everybody(office, three, two, one)

    def permits() -> list[tuple[str, str, str, str]]:
        with network.register.reading() as session:
            found = session.scalars(select(Permit).order_by(Permit.number))
            return [(each.number or "", each.state, str(each.valid_until), each.state_letter or "") for each in found]

    before = permits(), as_it_is(office, later)
    office.restore(kept)
    paired_again(network, three)
    everybody(office, three, two, one)
    assert (permits(), as_it_is(office, later), asked(office)) == (*before, [])
    agree(network)


def test_only_what_others_keep_is_asked_for(office: Restorable) -> None:
    """Two months of work: a PC that is new has the acts of the last thirty days, as the others have."""
    one, network = office.one, office.network
    office.to(one, "verifikasi_berkas")
    one.settle()
    network.clock.advance(days=60)
    network.hold_everybody(one)
    office.to(one, "permintaan_rekomendasi")
    one.settle()
    since = Act.received >= network.clock.now() - timedelta(days=30), Act.kind != "enrol"
    with network.register.reading() as session:
        recent = set(session.scalars(select(Act.id).where(*since)))
    three = network.counter("Loket 3")
    everybody(office, three)
    with three.register.reading() as session:
        assert set(session.scalars(select(Act.id))) == recent
    assert len(recent) == 2
