"""One of two PCs of a centre to which everything happens: outages, restores of any copy, a register or a last act that
is lost or set back, the power going before the last act is known. `python -m tests.sync.linked_setbacks FIRST COUNT`.

What must hold: no number is given twice, and no file that was taken in is lost.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import select

from app.actions.door import Door
from app.actions.linked import Pen
from app.database import FileRegister, Register, open_register
from app.desktop.beside import Beside, brought_together, from_paper
from app.errors import Refused, Unavailable
from app.models.journal import Entry
from app.models.link import Link
from app.sync.linked_door import LinkedDoor
from app.upkeep.copies import backup
from app.upkeep.register_folder import copies_of
from app.upkeep.restore import finish, proved, restore
from tests.conftest import KEY, FixedClock
from tests.network import Counter, Network
from tests.office import Office
from tests.sync.clients import Bench

REGISTER, LAST = "register.db", "last-act"
SURE = {"duplicate": "tempat lain", "same_object": "tempat lain"}


class LinkedPc:
    """The program on a PC with a centre, in a folder of its own; `restart` closes and opens it, with what happens to
    the folder in between."""

    def __init__(self, network: Network, counter: Counter, folder: Path) -> None:
        folder.mkdir()
        counter.register.close()  # type: ignore[attr-defined]
        made = network.folder / f"counter{len(network.counters)}.db"
        shutil.copyfile(made, folder / REGISTER)
        self.network, self.counter, self.folder = network, counter, folder
        self.path, self.starts = folder / REGISTER, 0
        self.start()

    def start(self) -> None:
        self.starts += 1
        finish(self.path, KEY)
        self.register: FileRegister = open_register(self.path, KEY)
        counter, clock = self.counter, self.network.clock
        counter.exchange.register = self.register
        link = self.link
        counter.wire.token = link.token
        self.office = Office(self.register, clock, seed=counter.office.seed + 50 * self.starts, device=link.device)
        counter.office = self.office
        self.bench = Bench(counter, self.folder, clock)
        self.bench.client.mirroring.catch_up()
        pen = Pen(counter.ring.sign, counter.exchange.clock.interval, counter.machine)
        door = Door(self.register, self.office.reference, draw=self.office.draw, now=clock.now, pen=pen)
        self.inner = LinkedDoor(door, self.register, counter.ring, self.bench.client.mirroring, lambda: None)
        self.beside: Beside = brought_together(
            self.register, self.office.reference, self.inner, clock.now, counter.exchange
        )
        self.door = self.office.door = self.beside.door  # type: ignore[assignment]

    def restart(self, between: Callable[[], object] = lambda: None) -> None:
        self.register.close()
        between()
        self.start()

    @property
    def link(self) -> Link:
        with self.register.reading() as session:
            return session.get_one(Link, 1)

    def contact(self) -> None:
        """Turns of the worker; the window hears of another code."""
        self.bench.settle()
        self.office.device = self.link.device

    def taken(self) -> str:
        """The number on the receipt."""
        return self.office.file(self.office.register_file(self.office.intake(confirmed=SURE))).number

    def copied(self) -> Path:
        copy = self.folder / "backups" / f"register-2026-11-{len(copies_of(self.folder)) + 1:02}.db"
        copy.parent.mkdir(exist_ok=True)
        backup(self.path, KEY, copy)
        return copy

    def put_back(self, copy: Path) -> None:
        self.restart(lambda: restore(self.path, proved(copy, KEY), KEY))


def numbers(register: Register) -> Iterator[tuple[str, str, int]]:
    """Act, device code and serial of every registration."""
    with register.reading() as session:
        for act, payload in session.execute(
            select(Entry.id, Entry.payload).where(Entry.kind == "register_application")
        ):
            _, code, serial, *_ = payload["number"].split("-")
            yield act, code, int(serial)


class Played:
    def __init__(self, folder: Path, seed: int) -> None:
        self.chance, self.network = random.Random(seed), Network(folder, clock=FixedClock(), seed=seed)
        self.first = self.network.counter("Loket 1")
        self.pc = LinkedPc(self.network, self.network.counter("Loket 2"), folder / "two")
        self.given: dict[tuple[str, int], str] = {}
        self.states: dict[str, list[bytes]] = {REGISTER: [], LAST: []}
        self.story: list[str] = []

    def play(self, steps: int) -> None:
        kinds = (
            *(self.work, self.work, self.work, self.elsewhere, self.copy, self.remember),
            *(self.outage, self.contact, self.restored, self.harm, self.cut, self.again),
        )
        for _ in range(steps):
            step = self.chance.choice(kinds)
            self.story.append(step.__name__)
            step()
            self.look()
        self.pc.counter.wire.cut = False
        self.contact()
        assert self.pc.taken()
        self.contact()
        self.look()
        kept = {act for act, *_ in numbers(self.network.register)}
        assert set(self.given.values()) <= kept, "lost"

    def look(self) -> None:
        for register in (self.pc.register, self.network.register):
            for act, code, serial in numbers(register):
                assert self.given.setdefault((code, serial), act) == act, f"{code}-{serial} was given twice"

    # What happens

    def work(self) -> None:
        for _ in range(self.chance.randint(1, 3)):
            try:
                self.pc.taken()
            except Refused as refused:
                if refused.code != "numbers_unsure":
                    raise
                self.story.append("refused")
                if self.chance.random() < 0.3:
                    self.paper()
            self.look()

    def paper(self) -> None:
        device = self.pc.link.device
        highest = max((serial for code, serial in self.given if code == device), default=0)
        asked = self.pc.beside.unsure
        assert asked is not None
        from_paper(self.pc.register, self.pc.door, max(highest, asked.here))
        self.story.append("paper")

    def elsewhere(self) -> None:
        """The other PC works; this one does something that takes no number."""
        self.first.office.register_file(self.first.office.intake(confirmed=SURE))
        self.first.settle()
        self.pc.office.add_staff(f"orang{self.network.clock.advance(seconds=1):%d%H%M%S}", "verifikator")

    def copy(self) -> None:
        self.pc.copied()

    def remember(self) -> None:
        self.pc.restart(self._remember)

    def _remember(self) -> None:
        for name, states in self.states.items():
            if (self.pc.folder / name).exists():
                states.append((self.pc.folder / name).read_bytes())

    def outage(self) -> None:
        self.pc.counter.wire.cut = not self.pc.counter.wire.cut

    def contact(self) -> None:
        self.network.clock.advance(hours=1)  # so many forks in an hour, and no more
        self.pc.contact()
        if not self.pc.counter.wire.cut:
            assert not self.pc.door.unsure

    def restored(self) -> None:
        if copies := copies_of(self.pc.folder):
            if self.chance.random() < 0.5:
                self.lose()
            self.pc.put_back(self.chance.choice(copies))

    def harm(self) -> None:
        """One of the two; both, set back to one moment, would be as it was then."""
        name = self.chance.choice((REGISTER, LAST, ""))
        if name == REGISTER and self.pc.door.unsure:
            return
        self.pc.restart(lambda: self.set_back(name) if name else self.lose())

    def set_back(self, name: str) -> None:
        if self.states[name]:
            (self.pc.folder / name).write_bytes(self.chance.choice(self.states[name]))

    def lose(self) -> None:
        (self.pc.folder / LAST).unlink(missing_ok=True)

    def cut(self) -> None:
        """The power goes after the act is done, and before that is known beside the register."""
        if not self.pc.door.unsure:
            self.pc.office.door, door = self.pc.inner, self.pc.office.door  # type: ignore[assignment]
            self.pc.taken()
            self.pc.office.door = door
        self.pc.restart()

    def again(self) -> None:
        self.pc.restart()


def play(folder: Path, seed: int, steps: int = 16) -> Played:
    played = Played(folder, seed)
    try:
        played.play(steps)
    except BaseException as error:
        error.add_note(f"seed {seed}: {' '.join(played.story)}")
        raise
    finally:
        played.pc.register.close()
    return played


def main() -> int:
    first, count = int(sys.argv[1]), int(sys.argv[2])
    failed = refused = paper = 0
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            try:
                played = play(Path(folder), seed)
            except (AssertionError, Refused, Unavailable) as error:
                failed += 1
                print(f"seed {seed}: {type(error).__name__} {str(error)[:200]} {getattr(error, '__notes__', '')}")
                continue
        refused += played.story.count("refused")
        paper += played.story.count("paper")
    print(f"{count} seeds, {failed} failed; {refused} times no number was given, {paper} times the paper was asked")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
