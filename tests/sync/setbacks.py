"""One PC without a centre to which everything happens: acts, copies, restores of any copy, files that are lost or set
back to an older state, and the power going at any write. `python -m tests.sync.setbacks FIRST COUNT` plays more seeds.

What must hold: no number is given twice, and every act that is lost is said.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from sqlalchemy import select

from app.actions.commands.office import LostSeries, RecordLoss
from app.actions.door import Door
from app.database import FileRegister, open_register
from app.desktop.beside import brought_together, written_down
from app.errors import Unavailable
from app.models.journal import Entry
from app.sync.copied import acts_of
from app.sync.keeping_up import KeptUp
from app.sync.last_act import LastAct, MissingActs
from app.sync.since_copy import SinceCopy
from app.upkeep.copies import daily_copy
from app.upkeep.register_folder import copies_of, had_register, require_whole
from app.upkeep.restore import finish, origin, proved, restore
from tests.conftest import KEY, FixedClock
from tests.office import Office

REGISTER, LAST, LOG, ORIGIN = "register.db", "last-act", "since-copy.log", "register.origin"
WAL = REGISTER + "-wal"
Number = tuple[str, int]


class CutError(Exception):
    """The power is gone."""


@contextmanager
def power(steps: int) -> Iterator[None]:
    """It goes at the so many-th time that something is made, written out, moved or taken away; 0 never."""
    left = [steps]

    def cutting(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **options: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise CutError
            return real(*args, **options)

        return step

    with ExitStack() as stack:
        for owner, name in ((os, "open"), (os, "fsync"), (Path, "replace"), (Path, "unlink")):
            stack.enter_context(patch.object(owner, name, cutting(getattr(owner, name))))
        yield


@dataclass
class Kept:
    """The files as they were at one moment."""

    files: dict[str, bytes]


class Played:
    """`here` are the acts in the register, `unsaid` those that were done and not yet said to be lost, `ever` all."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance, self.clock, self.seed, self.starts = random.Random(seed), FixedClock(), seed, 0
        self.folder = folder / "0"
        self.folder.mkdir(parents=True)
        self.root = folder
        self.register: FileRegister | None = None
        self.states: list[Kept] = []
        self.given: dict[Number, str] = {}
        self.times: dict[str, datetime] = {}
        self.unsaid: set[str] = set()
        self.here: list[str] = []
        self.found = KeptUp()
        self.said = 0
        self.story: list[str] = []
        self.bring()
        self.office.open()
        self.note()

    @property
    def path(self) -> Path:
        return self.folder / REGISTER

    # What happens

    def play(self, steps: int) -> None:
        kinds = (self.work, self.work, self.work, self.copy, self.again, self.remember, self.harm, self.harm, self.cut)
        for _ in range(steps):
            step = self.chance.choice(kinds)
            self.story.append(step.__name__)
            step()

    def work(self) -> None:
        for _ in range(self.chance.randint(2, 3)):
            self.act()
        self.note()

    def act(self) -> None:
        self.clock.advance(minutes=1)
        what = self.chance.random()
        if what < 0.5:
            self.office.add_staff(f"orang{self.clock.advance(seconds=1):%d%H%M%S}", "verifikator")
            return
        file = self.office.register_file(self.office.intake(confirmed={"duplicate": "tempat lain"}))
        if what > 0.9:
            self.office.advance(file, "penomoran")
            self.office.step(file, "penomoran")

    def copy(self) -> None:
        self.clock.advance(days=self.chance.choice((0, 1, 1, 3)))
        daily_copy(self.path, KEY, self.clock.now().date())
        self.work()

    def again(self) -> None:
        self.stop()
        self.start()

    def remember(self) -> None:
        """An image of the folder, as somebody may put it back later."""
        self.again()
        self.stop()
        names = (REGISTER, LAST, LOG, ORIGIN)
        self.states.append(Kept({name: (self.folder / name).read_bytes() for name in names if self.has(name)}))
        self.start()
        self.work()

    def harm(self) -> None:
        """Some files are lost, some are those of an earlier day."""
        self.stop(killed=self.chance.random() < 0.5)
        if self.has(WAL) and self.chance.random() < 0.5:
            (self.folder / WAL).unlink()
        for name in (REGISTER, LAST, LOG, ORIGIN):
            what = self.chance.random()
            if what < 0.25:
                self.set_back(name)
            elif what < 0.4:
                self.lose(name)
        self.start()

    def set_back(self, name: str) -> None:
        there = [state.files[name] for state in self.states if name in state.files]
        if there:
            self.lose(name)
            (self.folder / name).write_bytes(self.chance.choice(there))

    def lose(self, name: str) -> None:
        for each in (name, WAL) if name == REGISTER else (name,):
            (self.folder / each).unlink(missing_ok=True)

    def cut(self) -> None:
        """The power goes in the middle of something."""
        task = self.chance.choice((self.act, self.copy, self.restart_cut))
        if task == self.restart_cut:
            self.restart_cut()
            return
        with suppress(CutError), power(self.chance.randint(1, 8)):
            task()
        self.note()
        self.stop(killed=True)
        self.start()

    def restart_cut(self) -> None:
        self.stop(killed=self.chance.random() < 0.5)
        self.start(cut=self.chance.randint(1, 12))

    # The program

    def stop(self, *, killed: bool = False) -> None:
        """Ended, or killed: then the log of the database lies there still."""
        assert self.register is not None
        if killed:
            self.starts += 1
            folder = self.root / f"killed-{self.starts}"
            shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("*-shm"))
            self.register.close()
            shutil.rmtree(self.folder)
            self.folder = folder
        else:
            self.register.close()
        self.register = None

    def start(self, cut: int = 0) -> None:
        """With a restore where the register is lost; a start that is cut is followed by one that is not."""
        if cut:
            try:
                with power(cut):
                    self.open()
            except CutError:
                if self.register is not None:
                    self.register.close()
                self.open()
        else:
            self.open()
        self.hear()

    def open(self) -> None:
        self.starts += 1
        finish(self.path, KEY)
        if not had_register(self.folder):
            raise OverError
        try:
            require_whole(self.path, KEY)
            self.bring()
            if not list(journal(self.register)):
                raise OverError
        except Unavailable as trouble:
            if trouble.code != "database_missing":
                raise
            if self.register is not None:
                self.register.close()
            copies = [copy for copy in copies_of(self.folder) if acts_of(copy, KEY)]
            if not copies:
                raise OverError from trouble
            restore(self.path, proved(self.chance.choice(copies), KEY), KEY)
            self.story.append("restored")
            self.bring()

    def bring(self) -> None:
        self.register = open_register(self.path, KEY)
        self.office = Office(self.register, self.clock, seed=self.seed * 1_000 + self.starts)
        self.told = self.witnesses()
        beside = brought_together(self.register, self.office.reference, self.office.door, self.clock.now, None)
        self.office.door, self.found = cast(Door, beside.door), beside.found

    # What must hold

    def note(self) -> None:
        """What is in the register now was done; no number in it is another act's."""
        self.here = []
        for act, at, numbers in journal(self.register):
            self.here.append(act)
            self.times[act] = at
            self.unsaid.add(act)
            for number in numbers:
                assert self.given.setdefault(number, act) == act, f"{number} was given twice"

    def hear(self) -> None:
        """What the start has said."""
        self.note()
        missing = self.unsaid - set(self.here)
        loss = self.found.loss
        if loss is None:
            if missing:
                blind = self.told is not None and self.told.isdisjoint(missing)  # all set back together
                assert blind, f"{len(missing)} acts are lost in silence"
                self.forget(missing)
            return
        self.said += 1
        if loss.until is not None:
            self.require_extent(loss, missing)
        if self.chance.random() < 0.2:  # they leave the page, and come again
            self.stop(killed=self.chance.random() < 0.5)
            self.start()
            return
        self.record(loss)
        self.unsaid -= missing
        self.note()

    def require_extent(self, loss: MissingActs, missing: set[str]) -> None:
        assert loss.acts is not None
        assert loss.until is not None
        assert len(missing) <= loss.acts <= len(self.times.keys() - set(self.here)), (len(missing), loss.acts)
        times = [self.times[act] for act in missing]
        assert not times or loss.since <= min(times), "since"
        assert not times or max(times) <= loss.until, "until"
        listed = {(name(each), place) for each in loss.numbers for place in range(each.here + 1, (each.there or 0) + 1)}
        lost = {number for number, act in self.given.items() if act in missing}
        assert lost <= listed, lost - listed
        kept = {number for number, act in self.given.items() if act in self.here}
        assert not kept & listed, kept & listed

    def record(self, loss: MissingActs) -> None:
        """As the page does; where it is asked, the paper is read."""
        last: dict[tuple[str, int], int] = {}
        for each in loss.numbers:
            paper = max((place for series, place in self.given if series == name(each)), default=0)
            known = max(each.here, paper) if each.there is None else each.there
            last[each.series, each.year] = max(known, last.get((each.series, each.year), 0))
        series = tuple(LostSeries(series=of, year=year, last=number) for (of, year), number in last.items())
        command = RecordLoss(
            stamp=self.office.stamp("petugas_loket"),
            since=loss.since,
            until=loss.until,
            acts=loss.acts,
            copy=loss.copy,
            series=series,
            missing=loss.missing,
        )
        self.office.door.do(command)
        assert self.register is not None
        written_down(self.register, loss, self.clock.now())
        self.story.append("recorded")

    def forget(self, missing: set[str]) -> None:
        """Nothing anywhere knew of them."""
        self.unsaid -= missing
        self.given = {number: act for number, act in self.given.items() if act not in missing}
        self.story.append("blind")

    def witnesses(self) -> set[str] | None:
        """The acts of which anything beside the register knows; None where the last act and the log do not both say
        that it is as far as they are: then it is to be said whatever is missing."""
        assert self.register is not None
        acts = [act for act, *_ in journal(self.register)]
        near = set(acts[-1:] if origin(self.path) is not None else acts[-2:])
        last, kept = LastAct(self.folder, KEY).known, [*SinceCopy(self.register, self.folder, KEY).kept()]
        copied = {act for copy in copies_of(self.folder) for act in acts_of(copy, KEY)}
        agree = last and kept and (last.act == kept[-1] or {last.act, kept[-1]} <= near)
        return {*kept, *copied, *(last.recent if last else ())} if agree else None

    def has(self, file: str) -> bool:
        return (self.folder / file).exists()


class OverError(Exception):
    """Nothing is left to go on with."""


def name(each: Any) -> str:
    return f"{each.series}/{each.year}"


def journal(register: FileRegister | None) -> Iterator[tuple[str, datetime, list[Number]]]:
    assert register is not None
    with register.reading() as session:
        for act, at, kind, payload in session.execute(
            select(Entry.id, Entry.at, Entry.kind, Entry.payload).order_by(Entry.position)
        ).all():
            yield act, at, list(numbers(kind, payload))


def numbers(kind: str, payload: dict[str, Any]) -> Iterator[Number]:
    if kind == "register_application":
        yield f"{payload['number'].split('-')[1]}/0", int(payload["number"].split("-")[2])
    elif kind == "assign_number":
        series, place, year = payload["number"], 0, 0
        parts = payload["number"].split("/")
        series, place, year = "SIP", int(next(part for part in parts if part.isdigit())), int(parts[-1])
        yield f"{series}/{year}", place
    elif kind == "request_recommendation":
        parts = payload["letter"].split("/")
        yield f"PR/{parts[-1]}", int(parts[1])


def play(seed: int, steps: int = 14) -> Played:
    with tempfile.TemporaryDirectory() as folder:
        played = Played(Path(folder), seed)
        try:
            with suppress(OverError):
                played.play(steps)
        except BaseException as error:
            error.add_note(f"seed {seed}: {' '.join(played.story)}")
            raise
        finally:
            if played.register is not None:
                played.register.close()
        return played


def main() -> int:
    first, count = int(sys.argv[1]), int(sys.argv[2])
    said = blind = failed = 0
    for seed in range(first, first + count):
        try:
            played = play(seed)
        except Exception as error:  # noqa: BLE001 - every seed is told of
            failed += 1
            print(f"seed {seed}: {type(error).__name__} {str(error)[:200]} {getattr(error, '__notes__', '')}")
            continue
        said += played.said
        blind += played.story.count("blind")
    print(f"{count} seeds, {failed} failed; {said} losses said, {blind} of which nothing knew")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
