"""Keeps the file of unsent acts (app.sync.mirror) in step with the register, whatever happened to either of them.

An act is committed before it comes here: what the file will not take is no trouble of the act, it is tried again.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import select

from app.database import Register
from app.errors import Unavailable
from app.models.exchange import Act
from app.sync.mirror import Mirror
from app.sync.once import envelope_of
from app.sync.records import Waiting

AT_ONCE = 200


class Mirroring:
    """`trouble` is why the file does not hold all that waits, a code; empty when it does. Any thread may use it."""

    def __init__(self, register: Register, mirror: Mirror) -> None:
        self._register, self._mirror = register, mirror
        self.trouble = ""

    def keep(self, act: str) -> None:
        """An own act that has just been committed; nothing where it left none waiting."""
        if self.trouble:
            self.catch_up()
            return
        try:
            self._append([act])
        except Unavailable as trouble:
            self._repair(trouble)

    def done(self, acts: Iterable[str]) -> None:
        """The centre has processed these."""
        try:
            self._mirror.done(acts)
            self._mirror.compact()
        except Unavailable as trouble:
            self._repair(trouble)

    def catch_up(self) -> None:
        """Put in what is missing, mark what is done with."""
        try:
            self._compare()
        except Unavailable as trouble:
            self._repair(trouble)

    def lost(self) -> Waiting:
        """Acts that the register does not know: it was set back. Raises Unavailable."""
        there = self._mirror.waiting()
        with self._register.reading() as session:
            return [(act, envelope) for act, envelope in there if session.get(Act, act) is None]

    def _repair(self, trouble: Unavailable) -> None:
        """Once; what keeps the disk from its work is said, and tried again with the next act."""
        self.trouble = trouble.code
        try:
            if trouble.code == "waiting_damaged":
                self._mirror.mend()
                self._compare()
        except Unavailable as again:
            self.trouble = again.code

    def _compare(self) -> None:
        there = {act for act, _ in self._mirror.waiting()}
        with self._register.reading() as session:
            here = list(session.scalars(select(Act.id).where(Act.feed.is_(None)).order_by(Act.position)))
            gone = [act for act in there - set(here) if session.get(Act, act) is not None]
        self._append([act for act in here if act not in there])
        self._mirror.done(gone)
        self.trouble = ""

    def _append(self, acts: list[str]) -> None:
        for at in range(0, len(acts), AT_ONCE):
            for act, envelope in self._envelopes(acts[at : at + AT_ONCE]):
                self._mirror.append(act, envelope)

    def _envelopes(self, acts: list[str]) -> list[tuple[str, bytes]]:
        wanted = select(Act).where(Act.id.in_(acts), Act.feed.is_(None)).order_by(Act.position)
        with self._register.reading() as session:
            return [(act.id, msgspec.json.encode(envelope_of(act))) for act in session.scalars(wanted)]
