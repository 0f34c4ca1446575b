"""The background worker: when it takes a turn, what it says of the connection, and what it remembers of outages."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import Refused, Unavailable
from app.models.exchange import Act
from app.models.link import Link
from app.sync.outages import OutageLog
from app.sync.state import COMPLETE, IMPORT
from app.sync.worker import CROWD, IDLE, MOST, Listener
from tests.network import Counter, Network
from tests.sync.clients import Bench


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


def bench(network: Network, counter: Counter | None = None) -> Bench:
    counter = counter or network.counter("Loket 1")
    return Bench(counter, network.folder / f"beside-{len(network.counters)}-{counter.machine}", network.clock)


def test_all_well_it_is_online_and_idle(network: Network) -> None:
    at = bench(network)
    assert at.worker.step() == IDLE
    state = at.state
    assert (state.linked, state.online, state.waiting, state.stage, state.trouble) == (True, True, 0, COMPLETE, "")
    assert (state.since, state.device, state.clock_off) == (at.now(), at.counter.office.device, 0)
    assert at.heard.states == [state]


def test_an_own_act_goes_at_once(network: Network) -> None:
    at = bench(network)
    at.settle()
    at.counter.office.register_file()
    at.worker.acted()
    assert at.bell.rung == 1
    at.settle()
    assert at.state.waiting == 0
    assert at.heard.taken == 1


def test_what_others_do_is_told(network: Network) -> None:
    one, two = bench(network), bench(network, network.counter("Loket 2"))
    one.settle()
    two.settle()
    heard = two.heard.taken
    one.counter.office.register_file()
    one.settle()
    listener = Listener(two.client, two.worker, two.bell, two.turned)
    assert listener.listen(), "there is news"
    two.settle()
    assert two.heard.taken == heard + 1


def test_what_the_worker_took_meanwhile_is_no_news(network: Network) -> None:
    at = bench(network)
    at.settle()
    at.counter.office.register_file()
    waited: list[int] = []

    def wait(cursor: int) -> bool:
        waited.append(cursor)
        if len(waited) == 1:
            at.settle()
            return True
        raise Unavailable("centre_away")

    at.counter.wire.wait = wait  # type: ignore[method-assign]
    assert Listener(at.client, at.worker, at.bell, at.turned).listen()
    assert len(waited) == 2
    assert waited[1] > waited[0]


def test_the_listener_rings_after_a_good_turn_and_ends_with_the_worker(network: Network) -> None:
    at = bench(network)
    at.settle()
    at.counter.wire.cut = True
    rings: list[int] = []

    def ring() -> None:
        rings.append(1)
        if len(rings) == 1:
            at.worker.close()

    at.bell.ring = ring  # type: ignore[method-assign]
    Listener(at.client, at.worker, at.bell, at.turned).run()
    assert len(rings) == 2, "once for the worker, once by closing it"


def test_nobody_listens_for_a_worker_that_is_closed(network: Network) -> None:
    at = bench(network)
    at.worker.close()
    assert not Listener(at.client, at.worker, at.bell, at.turned).listen()


def test_without_contact_it_backs_off_with_jitter(network: Network) -> None:
    at = bench(network)
    at.settle()
    at.counter.wire.cut = True
    pauses = [at.worker.step() for _ in range(8)]
    assert pauses[:6] == [2.0, 4.0, 8.0, 16.0, 32.0, MOST]
    at.chance = 0.25
    assert at.worker.step() == MOST / 4
    assert (at.state.online, at.state.trouble) == (False, "centre_away")


def test_offline_is_told_with_since_when_and_what_waits(network: Network) -> None:
    at = bench(network)
    at.settle()
    at.counter.wire.cut = True
    at.worker.step()
    began = at.now()
    at.counter.office.register_file()
    at.worker.acted()
    at.worker._rest(1.0)
    assert (at.state.online, at.state.since, at.state.waiting) == (False, began, 1)


def test_own_acts_do_not_hurry_a_centre_that_is_away(network: Network) -> None:
    at = bench(network)
    at.settle()
    at.counter.wire.cut = True
    at.worker.step()
    at.worker.acted()
    at.bell.asked.clear()
    at.worker._rest(30.0)
    assert at.bell.asked == [30.0, 30.0], "rung once, then waited on"
    at.worker.acted()
    at.worker.wake()
    at.bell.asked.clear()
    at.worker._rest(30.0)
    assert at.bell.asked == [30.0], "asked for by a person"


def test_after_a_long_outage_it_lets_others_first(network: Network) -> None:
    at = bench(network)
    at.settle()
    at.counter.wire.cut = True
    at.worker.step()
    at.clock.advance(seconds=61)
    at.worker.step()
    at.counter.wire.cut = False
    at.bell.asked.clear()
    assert at.worker.step() == IDLE
    assert at.bell.asked == [CROWD]
    assert at.state.online


def test_who_asks_for_it_does_not_wait(network: Network) -> None:
    at = bench(network)
    at.settle()
    at.counter.wire.cut = True
    at.worker.step()
    at.clock.advance(minutes=5)
    at.counter.wire.cut = False
    at.worker.wake()
    at.bell.asked.clear()
    at.worker.step()
    assert at.bell.asked == []
    assert at.state.online


def test_an_outage_is_remembered_until_it_is_recorded(network: Network) -> None:
    at = bench(network)
    at.settle()
    at.counter.wire.cut = True
    at.worker.step()
    began = at.now()
    at.clock.advance(minutes=7)
    for _ in range(3):
        at.counter.office.register_file(at.counter.office.intake(confirmed={"duplicate": "x"}))
        at.worker.acted()
    assert at.client.outages.due() is None
    at.counter.wire.cut = False
    at.settle()
    loss = OutageLog(at.folder, float).due()
    assert loss is not None
    assert (loss.began, loss.acts, loss.cause) == (began, 3, "centre_away")
    assert loss.ended - loss.began >= timedelta(minutes=7)
    at.client.outages.recorded(loss)
    assert OutageLog(at.folder, float).due() is None


def test_a_hiccup_is_no_outage(network: Network) -> None:
    at = bench(network)
    at.settle()
    at.counter.wire.cut = True
    at.worker.step()
    at.clock.advance(seconds=3)
    at.counter.wire.cut = False
    at.settle()
    assert at.client.outages.due() is None


def test_an_outage_ends_with_the_program_that_saw_it(network: Network) -> None:
    at = bench(network)
    at.settle()
    at.counter.wire.cut = True
    at.worker.step()
    at.worker.step()
    seen = at.now()
    at.clock.advance(hours=12)
    loss = OutageLog(at.folder, float).due()
    assert loss is not None
    assert loss.ended == seen


def test_figures_nobody_can_read_are_none(tmp_path: Path) -> None:
    (tmp_path / "outages.json").write_bytes(b"{")
    assert OutageLog(tmp_path, float).due() is None


@pytest.mark.parametrize(
    ("off", "expected"),
    [(timedelta(0), "centre_expired"), (timedelta(days=-6000), "centre_clock"), (timedelta(days=1600), "centre_clock")],
)
def test_a_certificate_out_of_time_and_a_clock_that_cannot_be_right(
    network: Network, monkeypatch: pytest.MonkeyPatch, off: timedelta, expected: str
) -> None:
    """Said of the clock, where anything speaks against it; of the certificate where nothing does."""
    at = bench(network)
    at.settle()
    last = at.clock.now()
    monkeypatch.setattr(at.client.exchange.clock, "interval", lambda _: (last, None))

    def expired(_: object) -> None:
        raise Unavailable("centre_expired")

    monkeypatch.setattr(at.counter.wire, "pull", expired)
    at.clock.moment += off
    at.worker.step()
    assert (at.state.trouble, at.state.online) == (expected, False)


def test_what_is_wrong_here_is_no_loss_of_contact(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    at = bench(network)
    at.settle()

    def full() -> None:
        raise Unavailable("disk_full")

    monkeypatch.setattr(at.client.exchange, "once", full)
    assert at.worker.step() > 0
    assert (at.state.online, at.state.trouble) == (True, "disk_full")
    assert at.client.outages.since is None


def test_an_error_nobody_foresaw_is_told_once_and_tried_again(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = bench(network)
    at.settle()
    with monkeypatch.context() as patched:
        patched.setattr(at.client.exchange, "once", lambda: 1 // 0)
        at.worker.step()
        at.worker.step()
        assert [type(error) for error in at.heard.wrong] == [ZeroDivisionError]
        assert at.state.trouble == "sync_failed"
    at.settle()
    assert at.state.trouble == ""


def test_the_centres_no_is_contact(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    at = bench(network)

    def refuse() -> None:
        raise Refused("upgrade")

    monkeypatch.setattr(at.client.exchange, "once", refuse)
    assert at.worker.step() == 2.0
    assert (at.state.online, at.state.trouble) == (True, "upgrade")


def test_a_revoked_pc_stops_and_says_so(network: Network) -> None:
    at = bench(network)
    at.settle()
    with at.counter.register.reading() as session:
        terminal = session.get_one(Link, 1).device_id
    network.enrolment.revoke(terminal)
    at.worker.step()
    assert (at.heard.revoked, at.worker.closed, at.state.trouble) == (1, True, "device_revoked")
    again = bench(network, at.counter)
    again.worker.run()
    assert again.heard.revoked == 1, "also where the program was closed before it was wiped"


def test_a_copied_disk_gets_a_code_of_its_own(network: Network) -> None:
    at = bench(network)
    at.settle()
    before = at.state.device
    at.counter.exchange.machine = "another machine"
    at.settle()
    assert at.state.device != before
    ties = at.client.link_file.read()
    assert ties is not None
    assert (ties.device, ties.machine) == (at.state.device, "another machine")


def test_run_ends_when_it_is_closed(network: Network) -> None:
    at = bench(network)
    ring = at.bell.wait

    def close(seconds: float | None) -> bool:
        at.worker.close()
        return ring(seconds)

    at.bell.wait = close  # type: ignore[method-assign]
    at.worker.run()
    assert at.state.online


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_ties_that_cannot_be_read_are_written_anew_without_contact(network: Network, damage: bytes | None) -> None:
    """A register that is damaged next is rebuilt with them."""
    at = bench(network)
    at.settle()
    ties, path = at.client.link_file.read(), at.client.link_file._path
    path.unlink() if damage is None else path.write_bytes(damage)
    at.counter.wire.cut = True
    at.bell.wait = lambda _: at.worker.close() or True  # type: ignore[method-assign,func-returns-value]
    at.worker.run()
    assert not at.state.online
    assert at.client.link_file.read() == ties is not None


def test_what_waits_is_in_the_second_file_and_leaves_it(network: Network) -> None:
    at = bench(network)
    at.settle()
    done = at.counter.office.receive()
    at.client.mirroring.keep(done.act)
    with at.counter.register.reading() as session:
        waiting = list(session.scalars(select(Act.id).where(Act.feed.is_(None))))
    at.client.mirroring.catch_up()
    assert [act for act, _ in at.mirror.waiting()] == waiting != []
    at.settle()
    assert at.mirror.waiting() == []


def test_an_import_waits_for_who_paired(network: Network) -> None:
    at = bench(network)
    with at.counter.register.writing() as session:
        session.get_one(Link, 1).stage = IMPORT
    at.counter.ring.drop_all()
    at.worker.step()
    assert (at.state.stage, at.state.trouble) == (IMPORT, "import_waits")
