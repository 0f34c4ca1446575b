"""The machine the centre runs on: it crashes, is away, is backed up and restored as `loket-server` does it."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from app.errors import Refused, Unavailable
from app.models.centre import Head
from app.models.exchange import Act
from app.server.admission.enrolment import Enrolment
from app.server.admission.founding import complete
from app.server.http.presence import Contacts
from app.server.register.batch import Push
from app.server.register.centre import Centre
from app.server.register.snapshot import snapshot
from app.server.safety.keeping import agree_on_epoch, keep_epoch
from app.sync import protocol
from tests.whole.simulation.machine import reference
from tests.whole.simulation.power import Crash, Disk, Files, Power

if TYPE_CHECKING:
    from tests.whole.simulation.world import World

NAME = "centre"


@dataclass(frozen=True)
class Backup:
    files: Files
    head: int
    acts: frozenset[str]


class Server:
    """`down` seconds it is still away; `backups` the last ones, verified."""

    def __init__(self, world: World, folder: Path, files: Files) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.world, self.folder = world, folder
        self.disk = Disk(folder / "register.db")
        self.disk.put(files)
        self.power = Power(NAME, self.disk, world.chance, world.stats)
        self.down = 0.0
        self.failures: list[tuple[str, str]] = []
        self.serving = False
        self.backups: list[Backup] = []
        self.power.live = False
        self.start()

    def start(self) -> None:
        self.register = self.power.open()
        agree_on_epoch(self.register, self.folder)
        self.centre = Centre(
            self.register, reference(), draw=self.world.draw, now=lambda: self.world.now, noticed=self._noticed
        )
        self.enrolment, self.contacts = Enrolment(self.centre, self.world.new_id), Contacts()
        self.contacts.remember(self.enrolment.terminals())
        # Looking at a password takes long on purpose.
        self.enrolment._passwords.administrator = lambda *_: "administrator"  # type: ignore[method-assign]

    def _noticed(self, failure: str, kind: str) -> None:
        self.failures.append((failure, kind))

    def epoch(self) -> str:
        with self.register.reading() as session:
            return session.get_one(Head, 1).epoch

    def away(self) -> bool:
        return self.down > 0

    def serve(self, kind: str, token: str, request: Any, *, alone: bool = False) -> Any:
        """Raises Unavailable where it stopped in the middle, and what its interface says no with. Not `alone`: what
        others push may come into the same commit."""
        if self.serving:
            raise AssertionError("one request at a time")
        self.serving = self.power.live = True
        try:
            return self._served(kind, token, request, alone)
        except Crash as crash:
            if crash.machine != NAME:
                raise
            self.crashed()
            raise Unavailable("centre_away") from None
        finally:
            self.serving = self.power.live = False
            self.world.watch.centre()

    def _served(self, kind: str, token: str, request: Any, alone: bool) -> Any:
        if kind == "enrol":
            return self.enrolment.enrol(request)
        terminal = self.enrolment.terminal(token)
        answer = self._answered(kind, terminal, request, alone)
        self.contacts.heard(terminal, answer)
        if kind == "pull":
            contact = self.contacts.of(terminal)
            self.enrolment.seen(terminal, contact.clear, contact.since, contact.left)
        return answer

    def _answered(self, kind: str, terminal: str, request: Any, alone: bool) -> protocol.CentreAnswer:
        if kind == "push":
            return self.centre.push(terminal, request) if alone else self._pushed(terminal, request)
        if kind == "fork":
            return self.enrolment.fork(terminal, request)
        if kind == "snapshot":
            complete(self.centre.register, terminal)
            return snapshot(self.centre, request)
        answer: protocol.CentreAnswer = getattr(self.centre, kind)(request)
        return answer

    def _pushed(self, terminal: str, request: protocol.PushRequest) -> protocol.PushAnswer:
        """Alone, or together with what others have sent just now; their answers are lost."""
        mine = Push(terminal, request)
        pushes = [mine, *self._others()]
        if len(pushes) == 1:
            return self.centre.push(terminal, request)
        self.world.stats["together"] += 1
        self.world.chance.shuffle(pushes)
        answers = self.centre.push_all(pushes)
        for push, answer in zip(pushes, answers, strict=True):
            if push is not mine and not isinstance(answer, Exception):
                self.contacts.heard(push.terminal, answer)
        own = answers[pushes.index(mine)]
        if isinstance(own, Exception):
            raise own
        return own

    def _others(self) -> list[Push]:
        world, found = self.world, []
        for machine in world.machines:
            free = not (machine.busy or machine.broken or not machine.online)
            if world.faults and free and world.chance.random() < 0.3 and (batch := machine.exchange.batch(20)):
                with suppress(Refused):
                    terminal = self.enrolment.terminal(machine.link().token)
                    found.append(Push(terminal, batch))
        return found

    def crashed(self) -> None:
        self.world.stats["centre_crash"] += 1
        self.power.off()
        self.down = self.world.chance.random() * 120
        self.start()

    def back_up(self) -> None:
        """A copy of the file while nobody writes, then the word that it is kept."""
        with self.register.reading() as session:
            acts = frozenset(session.scalars(select(Act.id)))
            head = session.scalar(select(func.max(Head.head))) or 0
        self.backups.append(Backup(self.disk.take(), head, acts))
        del self.backups[:-3]
        with self.register.writing() as session:
            session.execute(update(Head).values(durable=head))

    def restore(self) -> None:
        """To any of the backups, under a new epoch in the database and beside it, as app.server.safety.keeping does."""
        backup = self.world.chance.choice(self.backups)
        self.world.watch.centre()
        self.power.off()
        self.disk.put(backup.files)
        self.start_restored(backup)
        self.world.watch.restored()

    def start_restored(self, backup: Backup) -> None:
        register = self.power.open()
        epoch = secrets.token_hex(16)
        with register.writing() as session:
            session.execute(update(Head).values(epoch=epoch, durable=backup.head))
        keep_epoch(self.folder, epoch)
        self.power.off()
        self.start()
