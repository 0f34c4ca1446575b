"""Which device codes belong to one PC: its own, and those it had before it was forked or paired again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.centre import Terminal


@dataclass(frozen=True)
class Families:
    """`roots` maps the id of a PC to the first it descends from, `owners` a device code to a PC."""

    roots: dict[str, str]
    owners: dict[str, str]

    def is_alien(self, code: str, terminal: str) -> bool:
        """Whether a device code was never given to this PC: it is quite another one's, or nobody's."""
        owner = self.owners.get(code)
        return owner is None or self.roots[owner] != self.roots.get(terminal)

    def adopt(self, code: str, terminal: str, parent: str) -> None:
        """From now on the code is of `terminal`, which descends from `parent`."""
        self.roots[terminal] = self.roots.get(parent, parent)
        self.owners[code] = terminal

    def are_one(self, one: str, other: str) -> bool:
        return self.roots.get(one, one) == self.roots.get(other, other)


def families(session: Session) -> Families:
    rows = session.execute(select(Terminal.id, Terminal.code, Terminal.parent)).all()
    parents = {row.id: row.parent for row in rows}
    return Families({each: _root(parents, each) for each in parents}, {row.code: row.id for row in rows})


def _root(parents: dict[str, str | None], terminal: str) -> str:
    seen = {terminal}
    while (above := parents.get(terminal)) is not None and above not in seen:
        seen.add(above)
        terminal = above
    return terminal
