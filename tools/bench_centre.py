"""30 counters before one centre on PostgreSQL with fsync, and the first synchronisation of 100,000 files:
`python tools/bench.py centre`.

The counters of the load are threads of a process of their own; their acts are written and signed beforehand, so that
what is measured is the centre. Every act is one as the office has: notes, verdicts and registrations of real files.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec
from sqlalchemy import select

from app.actions.commands.intake import Person
from app.actions.commands.office_work import AddNote
from app.errors import Refused
from app.migrations import HEAD
from app.models.application import Application
from app.models.exchange import Act
from app.models.link import Link
from app.server.admission import founding
from app.server.admission.founding import CentreLocation, OpenCentre
from app.sync import protocol
from app.sync.http import HttpWire
from app.sync.once import envelope_of
from app.sync.protocol import APPLIED, Envelope, PushRequest
from tests.office import NI_LUH
from tests.postgres import SAFE, running
from tests.whole.processes.desk import Desk, found_office, open_desk, pair_desk
from tests.whole.processes.loket_server import LoketServer, serving
from tools.first_sync import first_synchronisation

Figure = tuple[str, float, float, str]
COUNTERS = 30
EACH = 20  # acts of a counter in the load
BATCH = 5
ARRIVALS = 60
FILES = 100_000
FIRST = "verifikasi_berkas"


@dataclass
class Terminal:
    """A counter of the load: a wire with its token, and acts ready to be sent."""

    wire: HttpWire
    epoch: str
    acts: list[Envelope] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)

    def push(self) -> None:
        """All of its acts, a few at a time, one request after the other."""
        for at in range(0, len(self.acts), BATCH):
            began = time.perf_counter()
            some = tuple(self.acts[at : at + BATCH])
            answer = self.wire.push(PushRequest(epoch=self.epoch, acts=some))
            assert [result.result for result in answer.results] == [APPLIED] * len(some), answer.results
            self.spent.append(time.perf_counter() - began)


@contextmanager
def centre(folder: Path) -> Iterator[tuple[OpenCentre, LoketServer]]:
    """A running `loket-server` on PostgreSQL, still without an office."""
    data = folder / "centre"
    data.mkdir()
    with running(SAFE) as postgres:
        assert postgres is not None, "no PostgreSQL for this machine"
        url = postgres.at(postgres.create())
        with closing(founding.open_up(CentreLocation(url, data))) as opened:
            founding.found(opened.register, data)
            with serving(url, data) as server:
                yield opened, server


def terminals(folder: Path, opened: OpenCentre, server: LoketServer) -> list[Terminal]:
    """Each pairs, works alone for a while, and keeps what it has done."""
    made = []
    for number in range(1, COUNTERS + 1):
        with closing(open_desk(folder / f"loket-{number}", server.address, seed=number)) as desk:
            _paired(desk, opened.enrolment.pairing_code(desk.machine))
            made.append(_with_acts(desk, server, number))
    return made


def _paired(desk: Desk, code: str) -> None:
    """So many PCs at one address meet the centre's limit of tries: as it asks, they wait."""
    while True:
        try:
            return pair_desk(desk, code, first=False)
        except Refused as refused:
            if refused.code != "too_many_tries":
                raise
            time.sleep(float(refused.facts.get("seconds", "6")))


def _with_acts(desk: Desk, server: LoketServer, number: int) -> Terminal:
    """Half of a counter's acts are about files that it registered before: found correct, and a recommendation asked
    for where one is needed; the other half are new registrations."""
    office = desk.office
    for each in range(EACH // 4):
        file = office.register_file(office.intake(person=somebody(number * 1000 + each)))
        office.step(file, FIRST)
        office.step(file, office.file(file).stage)
        office.do("petugas_loket", AddNote, application=file, text="Pemohon menanyakan berkasnya.")
    with desk.register.reading() as session:
        link = session.get_one(Link, 1)
        waiting = session.scalars(select(Act).where(Act.feed.is_(None)).order_by(Act.position))
        return Terminal(HttpWire(server.address, token=link.token), link.epoch, [envelope_of(act) for act in waiting])


def somebody(number: int) -> Person:
    """Somebody else each time, so that the register has nothing to say."""
    birth = date(1960 + number // 10_000 % 40, number % 12 + 1, number % 28 + 1)
    nik = f"510703{birth.day + 40}{birth.month:02}{birth.year % 100:02}{number % 9_999 + 1:04}"
    name = f"NI LUH {''.join(chr(65 + int(digit)) for digit in str(number))}"
    return msgspec.structs.replace(NI_LUH, nik=nik, name=name, birth_date=birth)


def load(made: list[Terminal]) -> tuple[float, float]:
    """Acts a second of all of them at once, and seconds of the slowest request."""
    began = time.perf_counter()
    with ThreadPoolExecutor(COUNTERS) as pool:
        for done in [pool.submit(terminal.push) for terminal in made]:
            done.result()
    seconds = time.perf_counter() - began
    return sum(len(each.acts) for each in made) / seconds, max(max(each.spent) for each in made)


def arrivals(folder: Path, server: LoketServer, made: list[Terminal]) -> list[float]:
    """Seconds from each registration's click at one counter until the section head's own register shows the file; all
    the other counters wait for news and take them too."""
    ended = threading.Event()
    with ExitStack() as stack:
        clerk = stack.enter_context(closing(open_desk(folder / "loket-1", server.address, seed=901)))
        head = stack.enter_context(closing(open_desk(folder / "loket-2", server.address, seed=902)))
        for desk in (clerk, head):
            desk.settle()
        pool = stack.enter_context(ThreadPoolExecutor(COUNTERS))
        stack.callback(ended.set)
        for terminal in made[2:]:
            pool.submit(_follow, terminal, ended)
        return [_arrival(clerk, head, pool, number) for number in range(ARRIVALS)]


def _arrival(clerk: Desk, head: Desk, pool: ThreadPoolExecutor, number: int) -> float:
    seen = pool.submit(_next_file, head)
    began = time.perf_counter()
    file = clerk.office.register_file(clerk.office.intake(person=somebody(900_000 + number)))
    clerk.exchange.once()
    assert seen.result() == file
    return time.perf_counter() - began


def _next_file(desk: Desk) -> str:
    """Wait as the worker does; the file that came."""
    newest = select(Application.id).order_by(Application.received.desc()).limit(1)

    def asked() -> tuple[str | None, int]:
        with desk.register.reading() as session:
            return session.scalar(newest), session.get_one(Link, 1).cursor

    before, cursor = asked()
    while True:
        desk.wire.wait(cursor)
        desk.exchange.once()
        file, cursor = asked()
        if file is not None and file != before:
            return file


def _follow(terminal: Terminal, ended: threading.Event) -> None:
    """A counter that is there: it waits for news and takes them, and keeps nothing."""
    cursor = _head(terminal, 0)
    while not ended.is_set():
        if terminal.wire.wait(cursor):
            cursor = _head(terminal, cursor)


def _head(terminal: Terminal, cursor: int) -> int:
    request = protocol.PullRequest(epoch=terminal.epoch, cursor=cursor, schema=HEAD)
    return terminal.wire.pull(request).head


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with centre(folder) as (opened, server):
            found_office(opened, [folder / "loket-0"], server.address)
            made = terminals(folder, opened, server)
            rate, slowest = load(made)
            print(f"  load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
            seen = sorted(arrivals(folder, server, made))
            for terminal in made:
                terminal.wire.close()
    first = first_synchronisation(FILES)
    usable, complete = first.usable, first.complete
    return [
        (f"acts/s from {COUNTERS} counters at once, at least", rate, 300.0, "/s"),
        ("slowest request of them, at most", slowest, 2.0, "s"),
        ("a registration seen by a waiting section head, median, at most", statistics.median(seen), 1.0, "s"),
        ("the same, 99th percentile, at most", seen[len(seen) * 99 // 100], 2.0, "s"),
        (f"first synchronisation of {FILES:,} files, usable, at most", usable, 10.0, "s"),
        ("the same, complete, at most", complete, 120.0, "s"),
    ]
