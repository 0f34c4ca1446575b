"""What every act writes into the register, word for word, as kept in `kept/`: one text file an act, and `a day`.

The first situation in which an act is done is kept whole, with its journal entry, its letter and its card; of the
others only the file itself, and where it went. `refused` are all refusals. Ids, and numbers that are drawn, are named
by what they are. `python -m tests.actions.effects` writes them anew; what differs then is what a change does.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from app.actions.door import Door
from app.actions.traces import traced
from app.database import Register
from app.errors import Refused
from app.models.images import Image, RowKey
from app.rules.registration import ALPHABET
from app.rules.workflow import ANYONE, NOWHERE, PERMIT_TABLE, ROLES, STEP_ROLE, TABLE
from tests.actions import one_day, waiting
from tests.actions import situations as case
from tests.conftest import FixedClock
from tests.office import Office
from tests.registers import new_register

KEPT = Path(__file__).resolve().parent / "kept"
ACTS = tuple(dict.fromkeys(row.act for row in TABLE if row.at != NOWHERE)) + tuple(PERMIT_TABLE)
SHOWN_ELSEWHERE = ("position", "permit_type")
"""A count, and a part of the catalogue."""
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CODE = re.compile(r"\b7Q4[0-9A-Z]{29}\b")  # of tracking: its last characters are made with the centre's key
HASH = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass
class Watched:
    """The register, but the changes of every act are noted; then it is taken back, unless it is to stay."""

    register: Register
    stays: bool = False
    before: dict[RowKey, Image | None] = field(default_factory=dict)
    after: dict[RowKey, Image | None] = field(default_factory=dict)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        try:
            with self.register.writing() as session, traced(session) as trace:
                yield session
                session.flush()
                self.before, self.after = trace.before, trace.after()
                if not self.stays:
                    raise case.Undone
        except case.Undone:
            return

    def reading(self) -> AbstractContextManager[Session]:
        return self.register.reading()


@dataclass
class Effects:
    """`refused`: what each act was refused with, whoever tried it wherever."""

    made: case.Situations
    refused: dict[str, set[str]] = field(default_factory=dict)

    def of(self, act: str) -> str:
        """In all situations in their order, by the first who may; then once with all that can be said besides."""
        parts: list[str] = []
        for name in self.made.files:
            parts += self._done(act, name, case.input_for(self.made, act, name), whole=not parts)
        for name, values in one_day.SAID_BESIDES.get(act, {}).items():
            parts += self._done(act, name, case.input_for(self.made, act, name) | values, whole=True)
        return "\n\n".join(parts) + "\n" if parts else ""

    def _done(self, act: str, name: str, values: dict[str, Any], *, whole: bool) -> list[str]:
        if not _belongs(act, case.file(self.made, name).stage):
            return []
        watched, chance = Watched(self.made.office.register), random.Random(f"{act} {name}")
        reference, now = self.made.office.reference, FixedClock(case.TODAY).now
        door = Door(watched, reference, draw=partial(chance.choice, ALPHABET), now=now)  # type: ignore[arg-type]
        done = ""
        for actor in _who(act):
            try:
                door.do(case.command_for(self.made, act, name, actor, values))
            except Refused as refused:
                if refused.code == "stage":
                    continue  # test_table says where
                self.refused.setdefault(act, set()).add(_refusal(refused))
            else:
                if not done:
                    text = changes(watched, _Names(case.file(self.made, name)), whole=whole)
                    done = f"## {name}, by {actor}\n{text}"
        return [done] if done else []

    def refusals(self) -> str:
        return "".join(
            f"{act}\n" + "".join(f"    {each}\n" for each in sorted(all_)) for act, all_ in self.refused.items()
        )


def _belongs(act: str, stage: str) -> bool:
    """Elsewhere it is refused with `stage`, as test_table proves."""
    return act in PERMIT_TABLE or any(stage in row.at for row in TABLE if row.act == act)


def _who(act: str) -> tuple[str, ...]:
    """Whoever may do it somewhere, and one who may not."""
    if act in PERMIT_TABLE:
        return *PERMIT_TABLE[act].who, case.WRITER
    who = {name for row in TABLE if row.act == act for name in row.who}
    return *(role for role in ROLES if role in who or who & {STEP_ROLE, ANYONE}), case.WRITER


def _refusal(refused: Refused) -> str:
    return f"{refused.code} {json.dumps([refused.facts, refused.fields], ensure_ascii=False, sort_keys=True)}"


def a_day(register: Register) -> str:
    """What an office does beside its files, one after the other, and the registrations that are not ordinary."""
    watched, names = Watched(register, stays=True), _Names()
    office = Office(watched, FixedClock(case.TODAY))  # type: ignore[arg-type]
    parts = []
    for title in one_day.acts(office):
        parts.append(f"## {title}\n{changes(watched, names)}")
    return "\n\n".join(parts) + "\n"


def changes(watched: Watched, said: _Names, *, whole: bool = True) -> str:
    lines: list[str] = []
    for key, after in watched.after.items():
        before = watched.before[key]
        if whole or key[0] == "application":
            lines += ("", f"{key[0]}: {'taken out' if after is None else 'new' if before is None else 'changed'}")
            lines += (f"    {column} = {value}" for column, value in _columns(said, before, after or {}))
    return "\n".join(lines)


def _columns(said: _Names, before: Image | None, after: Image) -> Iterator[tuple[str, str]]:
    for column, value in after.items():
        if before is None and column not in SHOWN_ELSEWHERE:
            yield column, said(_without_paper(value))
        elif before is not None and before[column] != value:
            yield column, f"{said(before[column])} -> {said(value)}"


def _without_paper(value: Any) -> Any:
    """A payload; the card that it carries is the one of its document."""
    return value | {"paper": "<as fixed>"} if isinstance(value, dict) and value.get("paper") else value


def waiting_acts(folder: Path) -> str:
    names = _Names()
    return "".join(f"## {act['kind']}\n{names(msgspec.to_builtins(act))}\n" for act in waiting.acts(folder))


class _Names:
    """Values as text, with names for what is drawn or counted."""

    def __init__(self, file: Any = None) -> None:
        self._known = {file.id: "<the file>", file.number: "<its number>", file.tracking: "<its code>"} if file else {}
        self._ids: dict[str, str] = {}

    def __call__(self, value: Any) -> str:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2).replace("\n", "\n      ")
        for known, name in self._known.items():
            text = text.replace(known, name)
        return CODE.sub("<code>", HASH.sub("<hash>", ID.sub(self._named, text)))

    def _named(self, found: re.Match[str]) -> str:
        return self._ids.setdefault(found[0], f"<id {len(self._ids) + 1}>")


def texts(folder: Path) -> dict[str, str]:
    """Name -> what an act, a day, and everything that is refused, is to be like."""
    registers = {name: new_register(folder / name) for name in ("situations.db", "day.db")}
    effects = Effects(case.prepare(registers["situations.db"], FixedClock()))
    found = {act: text for act in ACTS if (text := effects.of(act))}
    found |= {"refused": effects.refusals(), "a day": a_day(registers["day.db"])}
    found |= {"waiting": waiting_acts(folder / "network")}
    for register in registers.values():
        register.close()
    return found


def main() -> None:
    with TemporaryDirectory() as folder:
        for name, text in texts(Path(folder)).items():
            (KEPT / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
