"""One PC sends acts of megabytes: the others' feed goes on, whatever came in before there was a bound."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import select

from app.actions import bounds
from app.actions.commands.office import ChangeCalendar, DayRuling
from app.actions.commands.office_work import AddNote
from app.errors import Unavailable
from app.models.exchange import Act
from app.models.journal import Entry
from app.rules import registration, tracking
from app.server.register import centre, ledger, snapshot
from app.sync.asking import ask_for_less
from app.sync.http import HttpWire
from app.sync.protocol import PULL_BYTES, PullRequest, PushRequest, SnapshotAnswer, SnapshotRequest
from tests.network import Counter, Network, digest_of
from tests.sync.dishonest import Dishonest
from tests.sync.test_exchange import agree
from tests.sync.test_trust import CONFIRMED

ACTS = 4


@pytest.fixture
def network(tmp_path: Any) -> Iterator[Network]:
    made = Network(tmp_path)
    for name in ("Loket 1", "Loket 2"):
        made.counter(name)
    agree(made)
    yield made
    for counter in made.counters:
        counter.register.close()
    made.register.close()


@pytest.fixture
def one(network: Network) -> Counter:
    return network.counters[0]


@pytest.fixture
def evil(network: Network) -> Dishonest:
    return Dishonest(network, network.counters[1])


def registered(evil: Dishonest, number: int) -> dict[str, Any]:
    """Each paper of its promise is short enough, and there are not too many."""
    office = evil.counter.office
    papers = [[f"p{each}", "Ab" * 9_500] for each in range(200)]
    dates = {"day_zero": "2026-11-23", "promised": "2026-11-30"}
    payload = {
        "application": office.new_id(),
        "number": registration.make("KRA", evil.device, number, office.draw),
        "tracking": tracking.make(evil.device, office.draw),
        "intake": msgspec.to_builtins(office.intake(confirmed=CONFIRMED)),
        "read_back": True,
        "started": "2026-11-23T02:00:00Z",
        "promise": {"days": 5, "fee": "x", "subject": "y", "papers": papers} | dates,
    }
    return evil.body("register_application", "petugas_loket", payload)


def brought_in(evil: Dishonest, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a centre of before the bound."""
    with monkeypatch.context() as before:
        before.setattr(bounds, "LARGEST", 64 << 20)
        for number in range(ACTS):
            assert evil.said(registered(evil, 900 + number))[0] == "applied"


def over(network: Network, counter: Counter, most: int, asked: list[int]) -> HttpWire:
    """The counter's wire, pulling over HTTP from the same centre."""

    def answered(request: httpx.Request) -> httpx.Response:
        said = request.url.params
        asked.append(int(said["limit"]))
        pull = PullRequest(
            epoch=said["epoch"], cursor=int(said["cursor"]), schema=said["schema"], limit=int(said["limit"])
        )
        return httpx.Response(200, content=msgspec.json.encode(network.centre.pull(pull)))

    return HttpWire("http://127.0.0.1:9", transport=httpx.MockTransport(answered), most=most)


def test_it_is_refused_by_itself(network: Network, one: Counter, evil: Dishonest) -> None:
    with network.register.reading() as session:
        epoch = network.centre.about(session.get_one(centre.Head, 1))["epoch"]
    file = one.office.register_file(one.office.intake(confirmed=CONFIRMED))
    agree(network)
    large = evil.envelope(registered(evil, 900))
    small = evil.envelope(evil.body("add_note", "petugas_loket", {"application": file, "text": "x"}))
    assert len(bytes(large.body)) > bounds.LARGEST
    answer = network.centre.push(evil.terminal, PushRequest(epoch=epoch, acts=(large, small)))
    assert [(each.result, each.reason) for each in answer.results] == [("forged", "malformed"), ("applied", "")]
    with network.register.reading() as session:
        assert session.get(Act, answer.results[0].id) is None
    agree(network)


def test_a_page_ends_before_it_is_too_much(
    network: Network, one: Counter, evil: Dishonest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of acts that are each more than a page, one comes at a time; the honest counter goes on by itself."""
    brought_in(evil, monkeypatch)
    asked: list[int] = []
    pulled = over(network, one, 64 << 20, asked)
    monkeypatch.setattr(one.wire, "pull", pulled.pull)
    file = one.office.register_file(one.office.intake(confirmed=CONFIRMED))
    one.office.do("petugas_loket", AddNote, application=file, text="Catatan")
    one.settle()
    assert asked[: ACTS + 1] == [500] * (ACTS + 1)
    assert one.waiting() == 0
    assert digest_of(one.register) == digest_of(network.register)


def test_an_act_that_changes_more_than_a_page_is_told_under_several_numbers(
    network: Network, one: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A holiday moves the day of every open file; who goes on from any of the numbers has it whole in the end."""
    monkeypatch.setattr(ledger, "PULL_BYTES", 20_000)
    monkeypatch.setattr(centre, "PULL_BYTES", 20_000)
    for _ in range(12):
        one.office.register_file(one.office.intake(confirmed=CONFIRMED))
    agree(network)
    with network.register.reading() as session:
        before = session.get_one(centre.Head, 1).head
    ruling = DayRuling(day=date(2026, 11, 25), kind="libur_daerah", name="Libur", source="SE 1")
    one.office.do("administrator", ChangeCalendar, added=(ruling,))
    note = one.office.register_file(one.office.intake(confirmed=CONFIRMED))
    one.office.do("petugas_loket", AddNote, application=note, text="Sesudahnya")
    agree(network)
    with network.register.reading() as session:
        acts = list(session.scalars(select(Act).where(Act.feed > before).order_by(Act.feed)))
        known = set(session.scalars(select(Entry.id)))
    assert [act.feed for act in acts] == list(range(before + 1, before + 1 + len(acts)))
    told = [act for act in acts if act.kind == ledger.CONTINUED]
    assert len(told) > 2
    assert [act.id for act in told] == [f"{acts[0].id}+{number}" for number in range(1, len(told) + 1)]
    assert max(len(act.rows or b"") for act in told) < 40_000
    assert {act.id for act in acts} & known == {act.id for act in acts if act.kind != ledger.CONTINUED}
    assert not {row.feed for row in kept_at(network.counters[1])} & {act.feed for act in told}
    three = network.counter("Loket 3")
    agree(network)
    assert digest_of(three.register) == digest_of(network.register)


def kept_at(counter: Counter) -> list[Act]:
    with counter.register.reading() as session:
        return list(session.scalars(select(Act)))


def test_small_acts_still_share_a_page(
    network: Network, one: Counter, evil: Dishonest, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = one.office.register_file(one.office.intake(confirmed=CONFIRMED))
    for number in range(3):
        one.office.do("petugas_loket", AddNote, application=file, text=f"Catatan {number}")
    with network.register.reading() as session:
        head = session.get_one(centre.Head, 1)
        request = PullRequest(epoch=head.epoch, cursor=head.head, schema="9999")
    one.settle()
    whole = network.centre.pull(request)
    assert [item.feed - request.cursor for item in whole.items] == [1, 2, 3, 4]
    assert whole.digest
    size = [len(bytes(item.body)) + len(bytes(item.rows)) for item in whole.items]
    assert sum(size) < PULL_BYTES
    for room, fit in ((size[0] + size[1], 2), (size[0] + size[1] - 1, 1), (1, 1)):
        monkeypatch.setattr(centre, "PULL_BYTES", room)
        page = network.centre.pull(request)
        assert page.items == whole.items[:fit]
        assert (page.end, page.digest) == (request.cursor + fit, "")


def test_whose_answer_is_too_large_asks_for_half(
    network: Network, one: Counter, evil: Dishonest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older centre counts acts only."""
    monkeypatch.setattr(centre, "PULL_BYTES", 1 << 40)
    brought_in(evil, monkeypatch)
    asked: list[int] = []
    with network.register.reading() as session:
        largest = max(len(act.body) + len(act.rows or b"") for act in session.query(Act))
    pulled = over(network, one, 2 * largest, asked)
    monkeypatch.setattr(one.wire, "pull", pulled.pull)
    one.settle()
    assert asked[:3] == [500, 250, 125]
    assert digest_of(one.register) == digest_of(network.register)


def test_one_that_is_too_large_by_itself_is_said(
    network: Network, one: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    pulled = over(network, one, 10, asked)
    monkeypatch.setattr(one.wire, "pull", pulled.pull)
    with pytest.raises(Unavailable, match="too_large"):
        one.once()
    assert asked == [500, 250, 125, 62, 31, 15, 7, 3, 1]


def test_parts_of_a_first_synchronisation_too(network: Network, one: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    taken = one.wire.snapshot

    def limited(request: SnapshotRequest) -> SnapshotAnswer:
        asked.append(request.limit)
        if request.limit > 3_000:
            raise Unavailable("too_large")
        return taken(request)

    monkeypatch.setattr(one.wire, "snapshot", limited)
    found = ask_for_less(one.exchange, one.wire.snapshot, SnapshotRequest(part="recent", schema="9999"))
    assert asked == [10_000, 5_000, 2_500]
    assert found.rows


def test_many_large_files_are_told_in_more_parts(
    network: Network, one: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in them, all comes, and once."""
    for number in range(7):
        file = one.office.register_file(one.office.intake(confirmed=CONFIRMED))
        one.office.do("petugas_loket", AddNote, application=file, text="x" * (2_000 if number % 2 else 20_000))
    one.settle()
    monkeypatch.setattr(snapshot, "FILES_BYTES", 30_000)
    monkeypatch.setattr(snapshot, "PART_BYTES", 1)
    three = network.counter("Loket 3")
    agree(network)
    assert digest_of(three.register) == digest_of(network.register)
    parts, after, told = 0, "journal|", []
    while after.startswith("journal|"):
        part = snapshot.snapshot(network.centre, SnapshotRequest(part="recent", schema="9999", after=after))
        told += [row[1] for row in msgspec.json.decode(part.rows) if row[0] == "journal"]
        parts, after = parts + 1, part.after
    assert parts > 3
    assert len(told) == len(set(told)) > 14
