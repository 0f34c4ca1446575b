"""Real counters and a real centre on PostgreSQL: killed, cut off, restored, and at the end alike row by row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from app.database import Register, open_register
from app.models.centre import Head
from app.models.exchange import Act
from app.models.journal import Entry
from app.server.register.store import open_centre
from app.sync.protocol import FINAL
from tests.conftest import KEY
from tests.network import contents, digest_of
from tests.postgres import Server, running
from tests.whole.processes.desk import FILE
from tests.whole.processes.storm import Storm

SPELLS, LONG_SPELLS = 5, 150


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as started:
        if started is None:
            pytest.skip("no PostgreSQL for this machine")
        yield started


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    name = server.create()
    yield server.at(name)
    server.drop(name)


def weather(storm: Storm, spells: int) -> None:
    """Backup after a third of it, restore after two."""
    for number in range(spells):
        if number == spells // 3:
            storm.back_up()
        if number == 2 * spells // 3:
            storm.restore()
        storm.spell(6)
    storm.calm()
    storm.end()


def everything_is_alike(storm: Storm) -> None:
    with closing(open_centre(storm.url)) as centre:
        there, digest = contents(centre), digest_of(centre)
        the_feed_is_whole(centre, digest)
        nothing_told_is_lost(centre, storm)
    for folder in storm.folders:
        with closing(open_register(folder / FILE, KEY)) as register:
            here = contents(register)
            for table, rows in there.items():
                assert here[table] == rows, f"{folder.name} {table}"
            assert digest_of(register) == digest


def the_feed_is_whole(centre: Register, digest: str) -> None:
    with centre.reading() as session:
        head = session.get_one(Head, 1)
        feed = list(session.scalars(select(Act.feed).order_by(Act.feed)))
        results = set(session.scalars(select(Act.result)))
    assert feed == list(range(1, head.head + 1))
    assert head.digest == digest
    assert results <= set(FINAL)


def nothing_told_is_lost(centre: Register, storm: Storm) -> None:
    """What a counter said it had done has its result at the centre, and what was simply applied its one entry; a fact
    that came too late for the rules has a flag instead."""
    told = set().union(*(desk.acts for desk in storm.desks))
    with centre.reading() as session:
        acts = {act.id: act for act in session.scalars(select(Act))}
        entries = list(session.scalars(select(Entry.id)))
    assert told <= set(acts)
    assert len(entries) == len(set(entries))
    assert {act for act in told if acts[act].result == "applied" and not acts[act].flags} <= set(entries)
    assert "parked" not in {act.result for act in acts.values()}


@pytest.fixture
def storm(tmp_path: Path, url: str) -> Iterator[Storm]:
    made = Storm(tmp_path, url, seed=20261123)
    try:
        made.begin()
        yield made
    finally:
        made.close()


def test_killed_cut_off_and_restored(storm: Storm) -> None:
    weather(storm, SPELLS)
    assert storm.deaths >= 2
    assert storm.cuts >= 1
    assert storm.restored == 1
    everything_is_alike(storm)


@pytest.mark.long
def test_for_minutes(tmp_path: Path, url: str) -> None:
    storm = Storm(tmp_path, url, seed=7, counters=5)
    try:
        storm.begin()
        weather(storm, LONG_SPELLS)
        everything_is_alike(storm)
    finally:
        storm.close()
    print(f"{sum(len(desk.acts) for desk in storm.desks)} acts, {storm.deaths} deaths, {storm.cuts} cuts")
