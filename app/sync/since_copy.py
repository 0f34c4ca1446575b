"""The acts since the last copies, once more, in `since-copy.log` beside the register of a PC that has no centre: what a
copy lacks is done again after it was put back, and so is what a cut log has lost.

The same sealed records as those of unsent acts (app.sync.mirror), each with the command as the journal has it, numbers
and all: done again, an act is the same act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
from sqlalchemy import select, true
from sqlalchemy.exc import IntegrityError

from app.actions.commands import Command, load
from app.actions.door import Done
from app.database import Register
from app.decoding import from_json
from app.errors import Refused, Unavailable
from app.models.journal import Entry
from app.sync.last_act import LastActRecord, positions, standing
from app.sync.mirror import Mirror
from app.sync.missing import GivenUp
from app.sync.records import Waiting

NAME = "since-copy.log"
COPIES = 3  # the log reaches behind the newest ones: one of them may turn out not to be whole
AT_ONCE = 500
MOST = 10_000  # acts; an office without a centre does them in some months


class LogStart(msgspec.Struct, frozen=True):
    at: datetime


class Stamped(msgspec.Struct, frozen=True):
    """What is needed of an act that this program may not know."""

    stamp: LogStart


class KeptAct(msgspec.Struct, frozen=True, kw_only=True):
    """As in the journal; `payload` is JSON. `known` is how the register stood when this was put in."""

    kind: str
    payload: msgspec.Raw
    known: LastActRecord

    @property
    def at(self) -> datetime:
        """When (UTC) it was done."""
        return from_json(bytes(self.payload), Stamped).stamp.at

    def command(self) -> Command:
        """Raises KeyError or msgspec.ValidationError for an act that this program does not know."""
        return load(self.kind, msgspec.json.decode(self.payload))


class SinceCopy:
    """`trouble` is why the log does not hold all it should, a code; empty when it does. Any thread may use it."""

    def __init__(self, register: Register, folder: Path, key: bytes) -> None:
        self._register = register
        self._mirror = Mirror(folder, key, name=NAME)
        self._copied: tuple[str, ...] = ()
        self._lock = Lock()
        self.trouble = ""

    def keep(self, act: str) -> None:
        """An act that has just been committed. It is done: what the disk will not keep is no trouble of the act."""
        if self.trouble:
            self.catch_up()
            return
        try:
            with self._lock:
                self._append([act])
        except Unavailable as trouble:
            self.trouble = trouble.code

    def catch_up(self) -> None:
        """Try again what the disk would not keep."""
        self.tidy(self._copied)

    def kept(self) -> dict[str, KeptAct]:
        """What is in it, in the order of the register. Raises Unavailable."""
        return {act: from_json(data, KeptAct) for act, data in self._waiting()}

    def put_back(self, do: Callable[[Command], Done]) -> int:
        """Do again what the register lacks, in order, but for acts that were given up; how many that were. What stands
        on an act that is lost here too will not be done again: it is missing."""
        with self._register.reading() as session:
            done, given_up = 0, GivenUp(session)
        for act, kept in self.kept().items():
            if act in given_up or self._has(act):
                continue
            with suppress(Refused, IntegrityError, KeyError, msgspec.ValidationError):
                do(kept.command())
                done += 1
        return done

    def begin_anew(self) -> None:
        """These are another register's: they stay in a file of their own."""
        self._mirror.put_aside()

    def tidy(self, copied: Iterable[str]) -> None:
        """`copied` are the last acts of the copies there are. What enough of them hold need not be here, nor what was
        given up; what came after that and is missing is put in: the newest act always, which tells how far this log
        goes."""
        with self._lock:
            self._copied = tuple(copied)
            try:
                self._compare(self._copied)
                self.trouble = ""
            except Unavailable as trouble:
                self.trouble = trouble.code

    def _compare(self, copied: tuple[str, ...]) -> None:
        there = dict(self._waiting())
        with self._register.reading() as session:
            reached = session.scalars(select(Entry.position).where(Entry.id.in_(copied))).all()
            held = sorted(reached, reverse=True)[COPIES - 1 : COPIES]
            after = Entry.position > held[0] if held else true()
            newest = select(Entry.id).where(after).order_by(Entry.position.desc()).limit(MOST)
            wanted = list(session.scalars(newest))[::-1]
            here, given_up = positions(session, there), GivenUp(session)
        keep = self._in_order(there, wanted)
        self._mirror.done([act for act in there if act not in keep and (act in here or act in given_up)])
        self._mirror.compact()
        self._append([act for act in wanted if act not in keep])

    @staticmethod
    def _in_order(there: Iterable[str], wanted: list[str]) -> frozenset[str]:
        """What may stay where it is: acts are done again in the order of the log, so nothing older is put behind."""
        kept = frozenset(there) & frozenset(wanted)
        return kept if kept == frozenset(wanted[: len(kept)]) else frozenset()

    def _waiting(self) -> Waiting:
        try:
            return self._mirror.waiting()
        except Unavailable as trouble:
            if trouble.code != "waiting_damaged":
                raise
            return self._mirror.mend()

    def _append(self, acts: list[str]) -> None:
        for at in range(0, len(acts), AT_ONCE):
            wanted = select(Entry.id, Entry.kind, Entry.payload).where(Entry.id.in_(acts[at : at + AT_ONCE]))
            with self._register.reading() as session:
                rows = session.execute(wanted.order_by(Entry.position)).all()
                known = standing(session)
            if known is not None:
                bare = msgspec.structs.replace(known, recent=())
                self._mirror.append_all([(act, _written(kind, payload, bare)) for act, kind, payload in rows])

    def _has(self, act: str) -> bool:
        with self._register.reading() as session:
            return session.scalar(select(Entry.position).where(Entry.id == act)) is not None


def _written(kind: str, payload: dict[str, Any], known: LastActRecord) -> bytes:
    return msgspec.json.encode(KeptAct(kind=kind, payload=msgspec.Raw(msgspec.json.encode(payload)), known=known))
