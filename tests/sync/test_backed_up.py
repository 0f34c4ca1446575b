"""Counters know when the centre's newest verified backup was made, and say so when that is too long ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from app.models.centre import Head
from app.models.link import Link
from app.server.safety import keeping
from app.sync.link_status import backup_trouble
from app.sync.protocol import PullAnswer
from tests.network import Counter, Network
from tests.server.backups import SECRET


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


def link_of(counter: Counter) -> Link:
    with counter.register.reading() as session:
        return session.get_one(Link, 1)


def test_what_a_counter_hears_of_backups(network: Network, tmp_path: Path) -> None:
    one = network.counter("Loket 1")
    one.settle()
    assert (link_of(one).backup_told, link_of(one).backed_up) == (True, None)
    assert backup_trouble(link_of(one)) == "centre_backup_never"
    made = network.clock.now()
    for age, trouble in (
        (timedelta(), ""),
        (timedelta(days=3), ""),
        (timedelta(days=3, minutes=1), "centre_backup_old"),
    ):
        if not age:
            keeping.backup(network.register, tmp_path / "a.loket", SECRET, data=tmp_path, now=made)
        network.clock.moment = made + age
        one.settle()
        assert link_of(one).backed_up == made
        assert backup_trouble(link_of(one)) == trouble
    keeping.backup(network.register, tmp_path / "b.loket", SECRET, data=tmp_path, now=network.clock.now())
    one.settle()
    assert backup_trouble(link_of(one)) == ""


def test_a_restored_centre_is_as_old_as_its_backup(network: Network, tmp_path: Path) -> None:
    network.counter("Loket 1").settle()
    made = network.clock.now()
    keeping.backup(network.register, tmp_path / "a.loket", SECRET, data=tmp_path, now=made)
    elsewhere = tmp_path / "elsewhere"
    keeping.restore(tmp_path / "a.loket", SECRET, "", data=elsewhere)
    from app.server.register.store import open_centre

    register = open_centre(data=elsewhere)
    with register.reading() as session:
        assert session.get_one(Head, 1).backed_up == made
    register.close()


def test_a_centre_that_was_backed_up_by_an_earlier_program(network: Network, tmp_path: Path) -> None:
    made = network.clock.now()
    keeping.keep_epoch(tmp_path, "e1")
    keeping.backup(network.register, tmp_path / "a.loket", SECRET, data=tmp_path, now=made)
    for kept, known in (("e1", made), ("another", None)):
        with network.register.writing() as session:
            head = session.get_one(Head, 1)
            head.backed_up, head.epoch = None, kept
        keeping.agree_on_epoch(network.register, tmp_path)
        with network.register.reading() as session:
            assert session.get_one(Head, 1).backed_up == known


def test_a_failed_backup_counts_for_nothing(network: Network, tmp_path: Path) -> None:
    from app.errors import Unavailable

    with pytest.raises(Unavailable):
        keeping.backup(network.register, tmp_path / "no" / "a.loket", SECRET, data=tmp_path, now=network.clock.now())
    with network.register.reading() as session:
        assert session.get_one(Head, 1).backed_up is None


def test_an_earlier_centre_says_nothing_and_an_earlier_counter_hears_nothing(network: Network) -> None:
    def told(**more: datetime | None) -> bytes:
        answer = PullAnswer(epoch="e", server_now=network.clock.now(), head=0, durable=0, start=0, end=0, **more)
        return msgspec.json.encode(answer)

    assert b"backed_up" not in told()
    assert b'"backed_up":null' in told(backed_up=None)
    for wire in (told(), told(backed_up=None), told(backed_up=network.clock.now())):
        assert msgspec.json.encode(msgspec.json.decode(wire, type=PullAnswer)) == wire
    one = network.counter("Loket 1")
    with one.register.writing() as session:
        link = session.get_one(Link, 1)
        link.backup_told, link.backed_up = False, None
    assert backup_trouble(link_of(one)) == ""
