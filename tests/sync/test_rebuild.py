"""A damaged register comes back from the centre, and nothing unsent is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.actions.door import Door
from app.actions.linked import Pen
from app.cipher import revision
from app.database import open_register
from app.errors import Unavailable
from app.models.application import Application
from app.models.exchange import Act
from app.models.link import Link
from app.sync.first import FirstProgress
from app.sync.link_file import LinkFile, LinkRecord
from app.sync.rebuild import PART, Site, can_rebuild, put_back, rebuild
from tests.conftest import KEY
from tests.harm import overwrite, raises_unavailable
from tests.network import Counter, Network, contents
from tests.sync.clients import Bench


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


def counter_at(network: Network, name: str, folder: Path) -> Bench:
    """A counter with its other files beside its register."""
    return Bench(network.counter(name), folder, network.clock)


def site_of(at: Bench, database: Path) -> Site:
    exchange = at.counter.exchange
    return Site(database, KEY, exchange.reference, lambda *_: at.counter.wire, exchange.clock, at.now, "machine-1")


def work(at: Bench, files: int = 1) -> list[str]:
    """Files received at this counter, kept in the mirror as the program does."""
    office, made = at.counter.office, []
    for _ in range(files):
        made.append(office.register_file(office.intake(confirmed={"duplicate": "x"})))
        at.client.mirroring.catch_up()
    return made


def break_file(path: Path) -> None:
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    for at in range(0, path.stat().st_size, 4096):
        overwrite(path, at + 200, 300)


@pytest.fixture
def two(network: Network, tmp_path: Path) -> tuple[Bench, Bench]:
    one = counter_at(network, "Loket 1", tmp_path)
    return one, counter_at(network, "Loket 2", tmp_path / "two")


def reopened(at: Bench, database: Path) -> Counter:
    """The same PC with its register of now."""
    office, counter = at.counter.office, at.counter
    register = open_register(database, KEY)
    counter.exchange.register = office.register = register
    with register.reading() as session:
        office.device = session.get_one(Link, 1).device
    office.door = Door(
        register,
        office.reference,
        draw=office.draw,
        now=at.now,
        pen=Pen(counter.ring.sign, counter.exchange.clock.interval, "machine-1"),
    )
    return counter


def test_nothing_unsent_is_lost(network: Network, two: tuple[Bench, Bench], tmp_path: Path) -> None:
    one, other = two
    (sent,) = work(one)
    one.settle()
    other.settle()
    one.counter.wire.cut = True
    unsent = work(one, 3)
    (theirs,) = work(other)
    other.settle()
    numbers = {each: one.counter.office.file(each).number for each in (sent, *unsent)}
    one.counter.register.close()
    database = tmp_path / "counter1.db"
    break_file(database)
    with pytest.raises(Unavailable):
        revision(database, KEY)
    one.counter.wire.cut = False
    assert can_rebuild(database, KEY)
    heard: list[FirstProgress] = []
    kept = rebuild(site_of(one, database), heard.append)
    assert kept.name == "counter1-damaged.db"
    assert kept.exists()
    assert heard
    counter = reopened(one, database)
    for each in (sent, theirs, *unsent):
        assert counter.office.file(each) is not None, "seen before anything was sent again"
    assert counter.waiting() == 3
    counter.settle()
    other.settle()
    other.counter.settle()
    assert counter.waiting() == 0
    truth = contents(network.register)
    assert contents(counter.register) == truth == contents(other.counter.register)
    with network.register.reading() as session:
        known = {id_: number for id_, number in session.execute(select(Application.id, Application.number))}
    assert numbers.items() <= known.items(), "the numbers on the receipts"


def test_the_new_register_goes_on_under_a_new_code(network: Network, two: tuple[Bench, Bench], tmp_path: Path) -> None:
    one, other = two
    before = one.counter.office.device
    one.settle()
    one.counter.register.close()
    database = tmp_path / "counter1.db"
    break_file(database)
    rebuild(site_of(one, database), lambda _: None)
    counter = reopened(one, database)
    assert counter.office.device != before
    (file,) = work(one)
    counter.settle()
    assert counter.office.file(file).number.split("-")[1] == counter.office.device
    other.settle()
    assert other.counter.office.file(file).number == counter.office.file(file).number
    ties = LinkFile(tmp_path, KEY).read()
    assert ties is not None
    assert ties.device == counter.office.device


def test_an_act_the_centre_has_already_is_not_done_twice(
    network: Network, two: tuple[Bench, Bench], tmp_path: Path
) -> None:
    """Sent, but the answer was lost with the register. It is kept here, should a centre that is restored lose it."""
    one, _ = two
    one.settle()
    (file,) = work(one)
    one.counter.exchange.push()
    ((act, _envelope),) = one.mirror.waiting()
    one.counter.register.close()
    database = tmp_path / "counter1.db"
    break_file(database)
    rebuild(site_of(one, database), lambda _: None)
    counter = reopened(one, database)
    assert counter.office.file(file).number
    counter.settle()
    assert counter.waiting() == 0
    assert contents(counter.register) == contents(network.register)
    with counter.register.reading() as session:
        assert session.get_one(Act, act).result == "applied"


def test_acts_are_sent_as_they_were_done_however_the_mirror_has_them(two: tuple[Bench, Bench], tmp_path: Path) -> None:
    """A restored centre makes acts wait again: in the mirror they come behind younger ones."""
    one, _ = two
    one.settle()
    one.counter.wire.cut = True
    files = work(one, 4)
    first, second, third, fourth = one.mirror.waiting()
    one.mirror.done([act for act, _ in (first, second, third, fourth)])
    for act, envelope in (third, fourth, second, first):
        one.mirror.append(act, envelope)
    one.counter.register.close()
    one.counter.wire.cut = False
    database = tmp_path / "counter1.db"
    break_file(database)
    rebuild(site_of(one, database), lambda _: None)
    counter = reopened(one, database)
    counter.settle()
    assert counter.waiting() == 0
    with counter.register.reading() as session:
        fed = session.execute(select(Act.id, Act.result).where(Act.id.in_([first[0], fourth[0]])).order_by(Act.feed))
        assert list(fed) == [(first[0], "applied"), (fourth[0], "applied")]
    assert all(counter.office.file(file).number for file in files)


def test_a_damaged_mirror_gives_what_can_be_read(two: tuple[Bench, Bench], tmp_path: Path) -> None:
    one, _ = two
    one.settle()
    one.counter.wire.cut = True
    first, _, third = work(one, 3)
    one.counter.register.close()
    log = tmp_path / "waiting.log"
    overwrite(log, log.stat().st_size // 2, 8)
    database = tmp_path / "counter1.db"
    break_file(database)
    one.counter.wire.cut = False
    rebuild(site_of(one, database), lambda _: None)
    counter = reopened(one, database)
    assert counter.office.file(first)
    assert counter.office.file(third)
    counter.settle()
    assert counter.waiting() == 0


def test_without_contact_all_stays_as_it_is(two: tuple[Bench, Bench], tmp_path: Path) -> None:
    one, _ = two
    one.settle()
    work(one)
    one.counter.register.close()
    database = tmp_path / "counter1.db"
    break_file(database)
    before = database.read_bytes()
    one.counter.wire.cut = True
    with raises_unavailable("centre_away"):
        rebuild(site_of(one, database), lambda _: None)
    assert database.read_bytes() == before
    one.counter.wire.cut = False
    rebuild(site_of(one, database), lambda _: None)
    assert reopened(one, database).waiting() == 1
    assert not database.with_name(PART).exists()


def test_earlier_damaged_files_stay(two: tuple[Bench, Bench], tmp_path: Path) -> None:
    one, _ = two
    one.settle()
    one.counter.register.close()
    database = tmp_path / "counter1.db"
    names = []
    for _ in range(2):
        break_file(database)
        names.append(rebuild(site_of(one, database), lambda _: None).name)
    assert names == ["counter1-damaged.db", "counter1-damaged-2.db"]


def copied(bench: Bench, folder: Path) -> tuple[Path, Path]:
    """Its register, closed, and a copy of it."""
    bench.settle()
    bench.counter.register.close()
    database = folder / "counter1.db"
    return database, Path(shutil.copy(database, folder / "copy.db"))


def test_a_register_put_back_from_a_copy_gets_its_acts_again(
    network: Network, two: tuple[Bench, Bench], tmp_path: Path
) -> None:
    one, _ = two
    database, copy = copied(one, tmp_path)
    reopened(one, database)
    one.client.mirroring._register = one.counter.register
    one.counter.wire.cut = True
    (file,) = work(one)
    one.counter.register.close()
    shutil.copy(copy, database)
    counter = reopened(one, database)
    one.counter.wire.cut = False
    again = Bench(counter, tmp_path, network.clock)
    again.settle()
    assert counter.office.file(file).number
    with network.register.reading() as session:
        assert session.get(Application, file) is not None
    assert again.mirror.waiting() == []
    with counter.register.reading() as session:
        assert list(session.scalars(select(Act.id).where(Act.feed.is_(None)))) == []


def test_what_was_done_under_a_code_that_the_copy_does_not_know_is_shown_once_it_is_told(
    network: Network, two: tuple[Bench, Bench], tmp_path: Path
) -> None:
    """It cannot be done again before: a receipt bears its counter's name."""
    one, _ = two
    database, copy = copied(one, tmp_path)
    counter = reopened(one, database)
    counter.exchange.fork()
    one.settle()
    one.client.mirroring._register = counter.register
    reopened(one, database)
    one.counter.wire.cut = True
    (file,) = work(one)
    lost = one.mirror.waiting()
    one.counter.register.close()
    shutil.copy(copy, database)
    counter = reopened(one, database)
    one.counter.wire.cut = False
    put_back(counter.exchange, lost)
    with counter.register.reading() as session:
        assert session.get(Application, file) is None
    counter.exchange.pull()
    with counter.register.reading() as session:
        assert session.get(Application, file) is not None
        assert session.scalars(select(Act.id).where(Act.feed.is_(None))).all() != []


def test_a_pc_that_was_never_linked_cannot_be_rebuilt(two: tuple[Bench, Bench], tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    assert not can_rebuild(alone / "register.db", KEY)
    with raises_unavailable("link_damaged"):
        rebuild(replace(site_of(two[0], alone / "register.db")), lambda _: None)


def test_the_link_file_is_sealed(tmp_path: Path) -> None:
    ties = LinkRecord(
        office="o",
        address="https://centre",
        certificate="",
        device_id="d",
        device="7Q4",
        token="secret",
        mac_key="m",
        machine="",
    )
    file = LinkFile(tmp_path, KEY)
    assert file.read() is None
    file.keep(ties)
    data = (tmp_path / "link").read_bytes()
    file.keep(ties)
    assert (tmp_path / "link").read_bytes() == data, "nothing new, nothing written"
    assert b"secret" not in data
    assert file.read() == ties
    assert "secret" not in repr(ties)
    with raises_unavailable("link_damaged"):
        LinkFile(tmp_path, bytes(32)).read()
    overwrite(tmp_path / "link", 20, 4)
    with raises_unavailable("link_damaged"):
        file.read()
    assert not can_rebuild(tmp_path / "register.db", KEY)
    file.keep(ties)
    assert file.read() == ties
