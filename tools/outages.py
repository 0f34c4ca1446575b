"""Counters on PostgreSQL while database and centre are killed: `tools/outages.py [SECONDS] [COUNTERS] [AFTER]`.

At a fifth of the time the database is killed and away for five seconds, at two fifths the centre, at three fifths the
database lets nobody in for an eighth of it. After the calm everything that a counter told is there once, and every
counter has what the centre has: exit status 1 where not. AFTER seconds more they work at their ease, which shows
whether the centre's memory (resident, MiB, told every half minute) levels off.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.errors import Refused
from app.server.admission import founding
from app.server.admission.founding import CentreLocation, OpenCentre
from tests.postgres import SAFE, Server, running
from tests.whole.processes.desk import found_office, open_desk, pair_desk
from tests.whole.processes.loket_server import LoketServer
from tests.whole.processes.storm import Counter, Storm
from tests.whole.test_processes import everything_is_alike

SECONDS, COUNTERS, AFTER = 120, 30, 0
EASE = 20.0  # seconds between a counter's rounds of work
AWAY = 5  # seconds without the database
TELL = 30  # seconds between two lines


class Office:
    """What `everything_is_alike` asks of: a centre and the folders and processes of its counters."""

    def __init__(self, folder: Path, url: str, counters: int) -> None:
        self.url, self.place = url, CentreLocation(url, folder / "centre")
        self.place.data.mkdir()
        self.server = LoketServer(url, self.place.data)
        self.folders = [folder / f"loket-{number}" for number in range(1, counters + 1)]
        self.desks: list[Counter] = []

    def begin(self) -> None:
        with closing(founding.open_up(self.place)) as opened:
            founding.found(opened.register, self.place.data)
            self.server.start()
            found_office(opened, self.folders[:1], self.server.address)
            for folder in self.folders[1:]:
                paired(opened, folder, self.server.address)
        self.desks = [Counter(folder, self.server.address, seed) for seed, folder in enumerate(self.folders)]
        for desk in self.desks:
            desk.hear()

    def work(self, until: float, pause: float) -> None:
        """Everybody at once, three acts and a round with the centre in turn."""
        at_work = [threading.Thread(target=serve, args=(desk, until, pause)) for desk in self.desks]
        for each in at_work:
            each.start()
        for each in at_work:
            each.join()

    def settle(self) -> None:
        """Twice: what one sends last the others take then."""
        for _ in range(2):
            for desk in self.desks:
                desk.ask(["settle"])
            for desk in self.desks:
                desk.hear()
                assert desk.told[-1] == "settled", desk.told[-1]

    def close(self) -> None:
        for desk in self.desks:
            desk.close()
        self.server.stop()

    @property
    def memory(self) -> int:
        """Resident MiB of the centre; 0 while it is down."""
        try:
            lines = Path(f"/proc/{self.server.pid}/status").read_text().splitlines()
        except OSError:
            return 0
        return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


def paired(opened: OpenCentre, folder: Path, address: str) -> None:
    """So many PCs at one address meet the centre's limit of tries: as it asks, they wait."""
    with closing(open_desk(folder, address)) as desk:
        while True:
            try:
                return pair_desk(desk, opened.enrolment.pairing_code(folder.name), first=False)
            except Refused as refused:
                if refused.code != "too_many_tries":
                    raise
                time.sleep(float(refused.facts.get("seconds", "6")))


def serve(desk: Counter, until: float, pause: float) -> None:
    while time.monotonic() < until:
        desk.ask(("act", "act", "act", "round"))
        desk.hear()
        time.sleep(pause)


@contextmanager
def outages(office: Office, postgres: Server, began: float, seconds: float) -> Iterator[None]:
    """One after the other while the body runs."""
    ended = threading.Event()

    def at(share: float, happens: Callable[[], None]) -> None:
        if not ended.wait(began + share * seconds - time.monotonic()):
            happens()

    def go_on() -> None:
        at(0.2, postgres.kill)
        ended.wait(AWAY)
        with postgres.again():
            at(0.4, office.server.kill)
            office.server.start()
            at(0.6, lambda: shut(office, postgres, "false"))
            at(0.725, lambda: shut(office, postgres, "true"))
            ended.wait()

    every = threading.Thread(target=go_on)
    every.start()
    try:
        yield
    finally:
        ended.set()
        every.join()


def shut(office: Office, postgres: Server, let_in: str) -> None:
    name = office.url.split("/")[-1].split("?")[0]
    postgres.run(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {let_in}')
    postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


@contextmanager
def telling(office: Office, began: float) -> Iterator[None]:
    ended = threading.Event()

    def tell() -> None:
        while not ended.wait(TELL):
            acts = sum(line.startswith("did ") for desk in office.desks for line in desk.told)
            print(f"{time.monotonic() - began:5.0f} s: {office.memory} MiB, {acts} acts", flush=True)

    teller = threading.Thread(target=tell)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()


def main(words: list[str]) -> int:
    seconds, counters, after = (
        float(word) for word in (words + [str(SECONDS), str(COUNTERS), str(AFTER)][len(words) :])
    )
    with tempfile.TemporaryDirectory() as name, running(SAFE) as postgres:
        assert postgres is not None, "no PostgreSQL for this machine"
        office = Office(Path(name), postgres.at(postgres.create()), int(counters))
        try:
            office.begin()
            print(
                f"{len(office.desks)} counters, centre {office.memory} MiB, load {os.getloadavg()[0]:.1f}", flush=True
            )
            began = time.monotonic()
            with telling(office, began), outages(office, postgres, began, seconds):
                office.work(began + seconds, 0)
                office.work(began + seconds + after, EASE)
                office.settle()
                print(f"settled after {time.monotonic() - began:.0f} s, {office.memory} MiB", flush=True)
                everything_is_alike(cast(Storm, office))
        finally:
            office.close()
    told = [line for desk in office.desks for line in desk.told]
    done = sum(line.startswith("did ") for line in told)
    print(f"{done} acts, {sum(line.startswith('no ') for line in told)} refused or without the centre; nothing lost")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
