"""Which device codes belong to one PC: its own, and those it had before it was forked or paired again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.centre import Terminal
from app.rules.registration import ALPHABET, DEVICE_LENGTH


@dataclass(frozen=True)
class Families:
    """`roots` maps the id of a PC to the first it descends from, `owners` a device code to a PC."""

    roots: dict[str, str]
    owners: dict[str, str]

    def is_alien(self, code: str, terminal: str) -> bool:
        """Whether a device code is quite another PC's, or none at all. A centre that was restored may have forgotten
        one that it gave."""
        owner = self.owners.get(code)
        if owner is None:
            return len(code) != DEVICE_LENGTH or not set(code) <= set(ALPHABET)
        return self.roots[owner] != self.roots.get(terminal)

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
