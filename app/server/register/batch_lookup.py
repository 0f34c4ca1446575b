"""What the acts of a batch are known by: looked up in one go, and kept true while they are taken."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions import written
from app.actions.commands.intake import RegisterApplication
from app.actions.linked import last_decision, last_decisions
from app.actions.written import REGISTRATION, Written
from app.models.application import Application, Item
from app.models.base import Base
from app.models.centre import PersonKey
from app.models.exchange import Act
from app.models.office import Device, Staff
from app.queries.applicants import strangers
from app.queries.files import items_of
from app.queries.rights import all_mandates, all_rights
from app.server.register.authenticity import BatchCache
from app.server.register.before_file import awaits
from app.sync.protocol import APPLIED, ID_REUSE, Envelope, Result


def called(session: Session, memory: BatchCache, actors: set[str], devices: set[str], keys: set[str]) -> Sequence[Base]:
    """Kept in memory under the names they are asked for by; the rows are to be held, so that the session knows them."""
    known_keys = {key.id: key for key in session.scalars(select(PersonKey).where(PersonKey.id.in_(keys)))}
    people = session.scalars(select(Staff).where(Staff.id.in_(actors))).all()
    terminals = session.scalars(select(Device).where(Device.code.in_(devices))).all()
    for key in keys:
        memory.keys[key] = known_keys.get(key)
    memory.rights |= all_rights(session, actors)
    memory.mandates |= all_mandates(session, actors)
    return [*people, *terminals]


CORRECTION = "approve_correction"
Judged = tuple[Written, Envelope]


@dataclass
class BatchLookup:
    """`here` are the acts of the batch, those before them, those they depend on and the decisions their authors knew
    last, as far as they were processed; `followed` those that another act of that device code came after, None before
    its first; `awaited` the files that others' acts were about before their registration came."""

    session: Session
    memory: BatchCache
    here: dict[str, Act] = field(default_factory=dict)
    followed: set[tuple[str | None, str]] = field(default_factory=set)
    awaited: set[str | None] = field(default_factory=set)
    _callers: Sequence[Base] = ()
    _files: Sequence[Application] = ()
    _decided: dict[str, str | None] = field(default_factory=dict)

    def expect(self, judged: Sequence[Judged], *, plain: bool) -> None:
        """`plain`: what the acts will ask for is read too, so that what they change can be written at once."""
        acts = [act for act, _ in judged]
        before = {act.prev for act in acts if act.prev}
        known = {each for act in acts for each in (act.dep, act.after) if each}
        ids = {act.id for act in acts} | before | known
        self.here = {act.id: act for act in self.session.scalars(select(Act).where(Act.id.in_(ids)))}
        followers = select(Act.prev, Act.device).where(Act.prev.in_(before))
        self.followed = {(prev, device) for prev, device in self.session.execute(followers)}
        if begun := {act.device for act in acts if act.prev is None}:
            self.followed |= _begun(self.session, begun)
        new = {act.application for act in acts if act.application and act.kind == REGISTRATION}
        if new:
            self.awaited = set(self.session.scalars(select(Act.application_id).where(Act.application_id.in_(new))))
        if not plain:
            return
        files = {act.application for act in acts if act.application and act.kind != REGISTRATION}
        actors, devices = {act.actor for act in acts}, {act.device for act in acts}
        self._callers = called(self.session, self.memory, actors, devices, {each.key for _, each in judged})
        if files or new:
            self._look_up(files, new)
        if new and not any(act.kind == CORRECTION for act in acts):
            self._look_for_strangers(acts)

    def _look_up(self, files: Collection[str], new: set[str]) -> None:
        self._files = self.session.scalars(select(Application).where(Application.id.in_(new.union(files)))).all()
        self.memory.absent |= new.difference(file.id for file in self._files)
        self._decided = last_decisions(self.session, files)
        items: dict[str, list[Item]] = {file: [] for file in files}
        for item in items_of(self.session, files):
            items[item.application_id].append(item)
        self.memory.items |= items

    def _look_for_strangers(self, acts: Sequence[Written]) -> None:
        """Whom a registration brings that nothing else can bring meanwhile: the centre need not ask for each."""
        commands = [written.command_of(act) for act in acts if act.kind == REGISTRATION]
        people = [each.intake.person.nik for each in commands if isinstance(each, RegisterApplication)]
        self.memory.strangers |= strangers(self.session, [nik for nik in people if nik])

    def known(self, act: Written, envelope: Envelope) -> Result | None:
        """The result an act had when it came before; an act is done once."""
        kept = self.here.get(act.id)
        if kept is None:
            return None
        if kept.body != bytes(envelope.body):
            return Result(id=act.id, result=ID_REUSE)
        told = Result(id=act.id, result=kept.result, reason=kept.reason, flags=tuple(kept.flags), feed=kept.feed or 0)
        return msgspec.structs.replace(told, proof=kept.proof)

    def file(self, file: str) -> Application | None:
        return self.memory.begun.get(file) or self.session.get(Application, file)

    def last_decision(self, file: str) -> str | None:
        return self._decided[file] if file in self._decided else last_decision(self.session, file)

    def add(self, act: Written, made: Act) -> None:
        """The act has been processed, as `made`."""
        self.here[act.id] = made
        self.followed.add((act.prev, act.device))
        file = act.application or ""
        if made.result == APPLIED and file in self._decided and act.kind in written.DECISIONS:
            self._decided[file] = act.id
        if awaits(made):
            self.awaited.add(act.application)


def _begun(session: Session, devices: Collection[str]) -> set[tuple[str | None, str]]:
    """Those whose first act was processed. What the centre does itself, as to name a PC, has nobody who did it."""
    first = select(Act.device).where(Act.prev.is_(None), Act.device.in_(devices), Act.actor_id != "")
    return {(None, device) for device in session.scalars(first.distinct())}
