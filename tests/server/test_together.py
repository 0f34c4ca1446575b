"""Pushes of several counters in one commit: each is answered as if it had come alone, one act after the other."""

from __future__ import annotations

from collections import Counter as Counts
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import event, select

from app.actions.commands import office_work
from app.errors import Unavailable
from app.models.application import Application
from app.models.exchange import Act
from app.rules import stages
from app.server.register.batch import Push
from app.server.register.centre import Centre
from app.server.register.store import open_centre
from app.sync.protocol import PushAnswer
from tests.network import Counter, Network, contents
from tests.office import NI_LUH

NEWCOMER, NEARLY = "5107034507883001", "5107034507883010"


@pytest.fixture
def network(tmp_path: Path, address: str, data: Path) -> Iterator[Network]:
    """On each database."""
    made = Network(tmp_path, open_centre=lambda _: open_centre(address, data=data))
    yield made
    made.register.close()


@pytest.fixture
def three(network: Network) -> list[Counter]:
    counters = [network.counter(f"Loket {number}") for number in (1, 2, 3)]
    counters[0].office.register_file()
    for counter in counters:
        counter.settle()  # with its first own act the PC that founded the office is one like the others
    return counters


def registered(counter: Counter, nik: str) -> str:
    """Somebody of that number and Ni Luh's name and day of birth asks for a permit."""
    person = msgspec.structs.replace(NI_LUH, nik=nik)
    return counter.office.register_file(counter.office.intake(person=person))


def note(counter: Counter) -> None:
    """An act about the one file there is."""
    with counter.register.reading() as session:
        file = session.scalars(select(Application.id)).one()
    counter.office.do("verifikator", office_work.AddNote, application=file, text="Catatan")


def sent(network: Network, counter: Counter) -> Push:
    """All that waits there."""
    batch = counter.exchange.batch(100)
    assert batch is not None
    return Push(network.enrolment.terminal(counter.wire.token), batch)


def answers(centre: Centre, *pushes: Push) -> list[PushAnswer]:
    found = centre.push_all(pushes)
    assert all(isinstance(each, PushAnswer) for each in found), found
    return [each for each in found if isinstance(each, PushAnswer)]


def told(answer: PushAnswer) -> list[tuple[str, int]]:
    return [(each.result, each.feed) for each in answer.results]


def commits(network: Network) -> list[int]:
    """Grows by one with each transaction that is kept."""
    counted: list[int] = []
    event.listen(network.register._writer, "commit", lambda _: counted.append(1))
    return counted


def test_acts_of_three_counters_share_a_commit_and_follow_each_other(network: Network, three: list[Counter]) -> None:
    for counter in (three[0], *three):
        note(counter)
    head, kept = network.centre.head(), commits(network)
    found = answers(network.centre, *(sent(network, counter) for counter in three))
    assert len(kept) == 1
    numbers = [head + 1, head + 2, head + 3, head + 4]
    assert [told(each) for each in found] == [
        [("applied", numbers[0]), ("applied", numbers[1])],
        [("applied", numbers[2])],
        [("applied", numbers[3])],
    ]
    assert {each.head for each in found} == {numbers[3]}
    with network.register.reading() as session:
        kept_acts = session.scalars(select(Act.feed).where(Act.feed > head).order_by(Act.feed)).all()
    assert list(kept_acts) == numbers
    for counter in three:
        counter.settle()
        assert contents(counter.register) == contents(three[0].register)


def test_new_files_of_strangers_are_written_together(network: Network, three: list[Counter]) -> None:
    """And in an order that foreign keys allow, though nothing is written before the end."""
    for counter, nik in zip(three, ("5107034507883001", "5107034507884002", "5107034507885013"), strict=True):
        counter.office.step(registered(counter, nik), stages.VERIFY)
    pushes = [sent(network, counter) for counter in three]
    kept, said = commits(network), []
    event.listen(network.register._writer, "before_cursor_execute", lambda *told: said.append(told[2].split("(")[0]))
    assert all(result == "applied" for each in answers(network.centre, *pushes) for result, _ in told(each))
    assert len(kept) == 1
    inserts = Counts(words for words in said if words.startswith("INSERT INTO") and "search" not in words)
    assert {"INSERT INTO applicant ", "INSERT INTO application ", "INSERT INTO document "} <= inserts.keys()
    assert set(inserts.values()) == {1}
    for counter in three:
        counter.settle()
        assert contents(counter.register) == contents(three[0].register)


@pytest.mark.parametrize(("nik", "flags"), [(NEWCOMER, ("duplicate",)), (NEARLY, ("identity",))])
def test_whom_the_same_commit_brings_is_no_stranger(
    network: Network, three: list[Counter], nik: str, flags: tuple[str, ...]
) -> None:
    registered(three[0], NEWCOMER)
    registered(three[1], nik)
    found = answers(network.centre, *(sent(network, counter) for counter in three[:2]))
    assert [result.flags for each in found for result in each.results] == [(), flags]


def test_one_that_is_refused_keeps_nobody_from_being_taken(network: Network, three: list[Counter]) -> None:
    for counter in three:
        note(counter)
    one, two, three_ = (sent(network, counter) for counter in three)
    forged = [msgspec.structs.replace(each, sig="00" * 64) for each in two.request.acts]
    two = Push(two.terminal, msgspec.structs.replace(two.request, acts=tuple(forged)))
    head = network.centre.head()
    found = answers(network.centre, one, two, three_)
    assert [told(each) for each in found] == [[("applied", head + 1)], [("forged", 0)], [("applied", head + 2)]]


def test_an_act_that_comes_twice_at_once_is_done_once(network: Network, three: list[Counter]) -> None:
    note(three[0])
    push = sent(network, three[0])
    head = network.centre.head()
    found = answers(network.centre, push, push)
    assert [told(each) for each in found] == [[("applied", head + 1)]] * 2
    assert network.centre.head() == head + 1


def test_one_of_another_epoch_is_told_so_and_the_others_are_taken(network: Network, three: list[Counter]) -> None:
    for counter in three[:2]:
        note(counter)
    one, two = (sent(network, counter) for counter in three[:2])
    two = Push(two.terminal, msgspec.structs.replace(two.request, epoch="another"))
    head = network.centre.head()
    found = answers(network.centre, one, two)
    assert (told(found[0]), found[0].reset) == ([("applied", head + 1)], False)
    assert (told(found[1]), found[1].reset) == ([], True)


def test_too_many_acts_are_refused_by_themselves(network: Network, three: list[Counter]) -> None:
    for counter in three[:2]:
        note(counter)
    one, two = (sent(network, counter) for counter in three[:2])
    two = Push(two.terminal, msgspec.structs.replace(two.request, acts=two.request.acts * 101))
    found = network.centre.push_all([one, two])
    assert isinstance(found[0], PushAnswer)
    assert str(found[1]) == "too_many"


def test_nothing_is_answered_where_the_commit_fails(network: Network, three: list[Counter]) -> None:
    for counter in three[:2]:
        note(counter)
    pushes = [sent(network, counter) for counter in three[:2]]
    before = contents(network.register)

    def full(_: object) -> None:
        raise Unavailable("disk_full")

    event.listen(network.register._writer, "commit", full)
    with pytest.raises(Unavailable, match="disk_full"):
        network.centre.push_all(pushes)
    event.remove(network.register._writer, "commit", full)
    assert contents(network.register) == before
    assert [each.result for answer in answers(network.centre, *pushes) for each in answer.results] == ["applied"] * 2
