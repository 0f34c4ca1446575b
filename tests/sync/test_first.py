"""A first synchronisation in many parts: what stops it, what happens meanwhile, and that it ends with the same rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import current_thread
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, text

from app.actions import searching
from app.actions.commands import office_work
from app.errors import Unavailable
from app.models.exchange import Act
from app.models.link import Link
from app.models.register import SEARCH_INDEX
from app.server.register import snapshot
from app.sync import bulk, first
from app.sync.asking import beside, in_turn
from app.sync.first import FirstProgress
from app.sync.protocol import SnapshotAnswer, SnapshotRequest
from tests.network import Counter, Network, contents, digest_of
from tests.sync.test_exchange import agree

FILES = 6


class Killed(BaseException):
    """The power went."""


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    """An office with old files, and parts of a few rows."""
    monkeypatch.setattr(snapshot, "PART_BYTES", 4_000)
    made = Network(tmp_path)
    one = made.counter("Loket 1")
    for number in range(FILES):
        file = one.office.register_file(one.office.intake(confirmed={"duplicate": "x"}))
        if number:
            one.office.do("penyelia", office_work.Cancel, application=file, reason="Salah jenis izin")
    agree(made)
    made.clock.advance(days=100)
    return made


def new_counter(network: Network, monkeypatch: pytest.MonkeyPatch) -> Counter:
    """Usable; the rest is still to come."""
    with monkeypatch.context() as patch:
        patch.setattr(Counter, "settle", lambda _: None)
        made = network.counter("Loket 2")
    made.once()
    assert link_of(made).stage == "rest"
    network.hold_everybody(made)
    return made


def link_of(counter: Counter) -> Link:
    with counter.register.reading() as session:
        return session.get_one(Link, 1)


def files(counter: Counter) -> list[str]:
    return sorted(contents(counter.register)["application"])


def meanwhile(counter: Counter, *deeds: Callable[[], object]) -> None:
    """One deed each time a part is asked for or read ahead."""
    left = list(deeds)

    def ahead(ask: Callable[[], Any]) -> Callable[[], Any]:
        if left:
            left.pop(0)()
        answer = ask()
        return lambda: answer

    counter.exchange.ahead = ahead


class Wire:
    """The counter's own, but for snapshots."""

    def __init__(self, counter: Counter, changed: Callable[[SnapshotAnswer], SnapshotAnswer]) -> None:
        self._wire, self._changed = counter.wire, changed
        self.asked: list[str] = []

    def snapshot(self, request: SnapshotRequest) -> SnapshotAnswer:
        self.asked.append(request.after)
        return self._changed(self._wire.snapshot(request))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wire, name)


def test_many_parts_make_the_whole(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    made = new_counter(network, monkeypatch)
    told: list[FirstProgress] = []
    made.exchange.told = told.append
    agree(network)
    assert len(told) > FILES
    assert sum(part.done for part in told) == told[0].total


def test_the_next_part_is_fetched_on_a_thread(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: set[str] = set()

    def noted(answer: SnapshotAnswer) -> SnapshotAnswer:
        threads.add(current_thread().name)
        return answer

    made = new_counter(network, monkeypatch)
    made.exchange.wire, made.exchange.ahead = Wire(made, noted), beside
    agree(network)
    assert "asking ahead" in threads


def test_trouble_on_the_thread_is_trouble_here() -> None:
    def ask() -> int:
        raise Unavailable("centre_away")

    with pytest.raises(Unavailable):
        beside(ask)()
    assert beside(lambda: 7)() == 7


def test_killed_between_two_parts(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on behind the last part that was committed."""
    made = new_counter(network, monkeypatch)

    def killed() -> None:
        raise Killed

    meanwhile(made, *[lambda: None] * 5, killed)
    with pytest.raises(Killed):
        made.once()
    reached = link_of(made).resume
    assert reached
    assert link_of(made).stage == "rest"
    wire = Wire(made, lambda answer: answer)
    made.exchange = replace(made.exchange, wire=wire, ahead=in_turn)  # type: ignore[arg-type]
    agree(network)
    assert wire.asked[0] == reached
    assert "" not in wire.asked


def test_killed_between_two_pages_of_acts(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the last month come before the parts of the rest; it goes on behind the last page."""
    one = network.counters[0]
    network.hold_everybody(one)
    made_now = [one.office.register_file(one.office.intake(confirmed={"duplicate": "x"})) for _ in range(5)]
    one.settle()
    monkeypatch.setattr(first, "PULL_ROWS", 2)
    made = new_counter(network, monkeypatch)
    keep, left = first.keep_history, ["a page"]

    def cut(*given: Any) -> None:
        if not left:
            raise Killed
        left.pop()
        keep(*given)

    begun = link_of(made).resume
    with monkeypatch.context() as patch:
        patch.setattr(first, "keep_history", cut)
        with pytest.raises(Killed):
            made.once()
    reached = link_of(made).resume
    assert reached.startswith("acts|")
    assert reached != begun
    agree(network)
    with made.register.reading() as session:
        told = session.scalars(select(Act.application_id).where(Act.kind == "register_application")).all()
    assert sorted(told) == sorted(made_now)


def test_killed_while_a_part_is_written(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is there, and it comes again."""
    made = new_counter(network, monkeypatch)
    before = contents(made.register)
    put = bulk.put

    def cut(*given: Any) -> str:
        put(*given)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(bulk, "put", cut)
        with pytest.raises(Killed):
            made.once()
    assert (contents(made.register), link_of(made).resume) == (before, "")
    agree(network)


@pytest.mark.parametrize(
    "rows",
    [
        b'[["item","x",{}]]',
        b'[["item","x"]]',
        b'[["no_such_table","x",{"id":"x"}]]',
        b'{"rows":[]}',
        b'[["applicant","x",null]]',
    ],
)
def test_what_are_no_rows_is_not_written(network: Network, monkeypatch: pytest.MonkeyPatch, rows: bytes) -> None:
    made = new_counter(network, monkeypatch)
    before = contents(made.register)
    made.exchange.wire = Wire(made, lambda answer: msgspec.structs.replace(answer, rows=msgspec.Raw(rows)))
    with pytest.raises(Unavailable) as caught:
        made.once()
    assert caught.value.code == "centre_trouble"
    assert (contents(made.register), link_of(made).resume) == (before, "")
    made.exchange.wire = made.wire
    agree(network)


def test_rows_of_a_centre_that_does_not_order_them(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    def turned(answer: SnapshotAnswer) -> SnapshotAnswer:
        rows = [
            [name, key, dict(reversed(image.items()))] for name, key, image in msgspec.json.decode(bytes(answer.rows))
        ]
        return msgspec.structs.replace(answer, rows=msgspec.Raw(msgspec.json.encode(rows)), ordered=False)

    made = new_counter(network, monkeypatch)
    made.exchange.wire = Wire(made, turned)
    agree(network)


def test_a_clerk_works_meanwhile(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """New files, and acts on one that the rest will bring again."""
    made = new_counter(network, monkeypatch)
    (running,) = files(made)
    meanwhile(
        made,
        lambda: made.office.register_file(made.office.intake(confirmed={"duplicate": "x"})),
        lambda: made.office.do("verifikator", office_work.AddNote, application=running, text="Catatan"),
        lambda: made.office.register_file(made.office.intake(confirmed={"duplicate": "x"})),
    )
    agree(network)
    assert len(files(made)) == FILES + 2


def test_a_clerk_works_without_contact(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits does not keep the rest from coming."""
    made = new_counter(network, monkeypatch)
    monkeypatch.setattr(first, "BESIDE_ACTS", 2)
    made.office.register_file(made.office.intake(confirmed={"duplicate": "x"}))
    monkeypatch.setattr(made.exchange, "push", lambda: 0)
    for _ in range(100):
        made.once()
    assert link_of(made).stage == "complete"
    monkeypatch.undo()
    assert made.waiting() == 1
    agree(network)


def test_others_work_meanwhile(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows change before and behind the part that is on its way, and new ones name each other."""
    made = new_counter(network, monkeypatch)
    one = network.counters[0]
    known = files(one)

    def act(number: int) -> None:
        one.office.do("verifikator", office_work.AddNote, application=known[number], text="Catatan")
        one.office.register_file(one.office.intake(confirmed={"duplicate": "x"}))
        one.settle()

    meanwhile(made, *(lambda number=number: act(number) for number in (0, FILES - 1, 2)))
    agree(network)
    assert digest_of(made.register) == digest_of(network.register)
    assert len(files(made)) == FILES + 3


def test_an_answer_that_nobody_wants_any_more(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """The round ends early for an act, and the parts that were asked for are asked for again."""
    made = new_counter(network, monkeypatch)
    wire = Wire(made, lambda answer: answer)
    made.exchange.wire = wire
    meanwhile(made, lambda: made.office.register_file(made.office.intake(confirmed={"duplicate": "x"})))
    made.once()
    assert len(wire.asked) == 3
    agree(network)
    assert wire.asked[1:3] == wire.asked[3:5]


def test_a_file_that_was_listed_meanwhile_is_listed_once(network: Network) -> None:
    one = network.counters[0]
    with one.register.writing() as session:
        assert searching.unlisted(session, FILES) == []
        session.execute(text(f"DELETE FROM {SEARCH_INDEX} WHERE application_id != :kept"), {"kept": files(one)[0]})
        assert sorted(searching.unlisted(session, FILES)) == files(one)[1:]
        searching.enlist(session, files(one), files(one)[:1])
        found = list(session.scalars(text(f"SELECT application_id FROM {SEARCH_INDEX}")))
    assert sorted(found) == files(one)
