"""Which device codes belong to one PC: its own, and those it had before it was forked or paired again."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.centre import PairingCode, Terminal
from app.server.admission.forks import FORMER


@dataclass(frozen=True)
class Families:
    """`roots` maps the id of a PC to the first it descends from, `owners` a device code to the PC that was given it,
    `shown` one that nobody here remembers to have given to the roots of those that showed an act under it. `cleared`
    is when each PC last had nothing left to send, `enrolled` when it was paired or got its code.
    `machines` names the machine of each first one, as it was said with a pairing code."""

    roots: Mapping[str, str]
    owners: Mapping[str, str]
    shown: dict[str, Set[str]]
    cleared: dict[str, datetime]
    enrolled: Mapping[str, datetime]
    machines: Mapping[str, str]

    def is_alien(self, code: str, terminal: str) -> bool:
        """Whether a device code was never this PC's: it is quite another one's, or nobody's."""
        owner, root = self.owners.get(code), self.roots.get(terminal)
        return root not in self.shown.get(code, ()) and (owner is None or not self.inherits(owner, terminal))

    def adopt(self, code: str, terminal: str) -> None:
        """From now on the code is of that PC, too."""
        self.shown[code] = {*self.shown.get(code, ()), self.roots[terminal]}

    def are_one(self, one: str, other: str) -> bool:
        return self.roots.get(one, one) == self.roots.get(other, other)

    def inherits(self, heir: str, former: str) -> bool:
        """Whether a PC brings what was signed on a former one: they are one, or it says that it is the same machine,
        paired anew without its keys. Any PC can say that, so it gives no right to the code of the former one."""
        one, other = self.roots.get(heir, heir), self.roots.get(former, former)
        machine = self.machines.get(one)
        same = machine is not None and machine == self.machines.get(other)
        return one == other or (same and self.enrolled[other] < self.enrolled[one])

    def bounding(self, code: str, terminal: str) -> str | None:
        """The PC whose last word bounds what is done under the code. What somebody calls himself by a code that nobody
        remembers is no older than the last word of his PC, under whatever code."""
        if code in self.owners:
            return self.owners[code]
        own = [each for each in self.cleared if self.are_one(each, terminal)]
        return max(own, key=self.cleared.__getitem__, default=None)


def families(session: Session) -> Families:
    columns = Terminal.id, Terminal.code, Terminal.parent, Terminal.state, Terminal.clear, Terminal.enrolled
    rows = session.execute(select(*columns, Terminal.machine)).all()
    paired = {*session.scalars(select(PairingCode.used_by))}  # what a copy calls itself is its own word
    parents = {row.id: row.parent for row in rows}
    roots = {each: _root(parents, each) for each in parents}
    shown: dict[str, Set[str]] = {}
    for row in rows:
        if row.state == FORMER:
            shown[row.code] = {*shown.get(row.code, ()), roots[row.id]}
    owners = {row.code: row.id for row in rows if row.state != FORMER}
    cleared = {row.id: row.clear for row in rows if row.clear is not None}
    machines = {row.id: row.machine for row in rows if row.machine and row.id in paired and row.id == roots[row.id]}
    return Families(roots, owners, shown, cleared, {row.id: row.enrolled for row in rows}, machines)


def _root(parents: dict[str, str | None], terminal: str) -> str:
    seen = {terminal}
    while (above := parents.get(terminal)) is not None and above not in seen:
        seen.add(above)
        terminal = above
    return terminal
