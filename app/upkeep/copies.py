"""Copies of the register: on demand, and one a day of which seven stay.

What a copy is worth is what it holds: how far its journal goes. Names carry a date, which a wrong clock may have given
them, and nothing else. A copy has the register's key; without the recovery sheet it opens on this PC only.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from app import cipher
from app.errors import Unavailable, disk_trouble
from app.release import RELEASED

KEPT = 7
NAMES = "register-????-??-??*.db"
ZONES = timedelta(days=1)  # acts are written down in UTC
# Acts the centre has not numbered stand behind all that it has: app.actions.linked.WAITING, which needs more modules.
WAITING = 1 << 40
LAST = "SELECT id FROM journal WHERE position < ? ORDER BY position DESC LIMIT 1"
REACH = """SELECT coalesce((SELECT max(position) FROM journal WHERE position < ?), 0)
    + (SELECT count(*) FROM journal WHERE position >= ?), (SELECT max(at) FROM journal)"""
FOLDER = "backups"
OF_A_COPY = {"database_missing": "backup_missing", "database_damaged": "backup_damaged"}


def backup(path: Path, key: bytes | None, target: Path) -> None:
    """A consistent copy while the register is in use, proved before it takes the place of `target`."""
    if not path.is_file() or (target.exists() and target.samefile(path)):
        raise Unavailable("backup_failed")
    cipher.copy_to(path, key, target)


def verify(copy: Path, key: bytes | None) -> None:
    """`backup_damaged` unless every page carries its seal and every index agrees with its table."""
    try:
        cipher.verify(copy, key)
    except Unavailable as trouble:
        raise Unavailable(OF_A_COPY.get(trouble.code, trouble.code)) from trouble


@dataclass(frozen=True, order=True)
class Reach:
    """How far a register goes: acts in its journal, and when (UTC) the latest was done, as its PC's clock showed. What
    cannot be read goes nowhere."""

    acts: int = -1
    latest: str = ""

    def speaks_against(self, day: date) -> bool:
        """Whether it cannot be that day: acts were done on later ones, or this program was made after it."""
        newest = max(self.latest[:10], RELEASED.date().isoformat())
        return (day + ZONES).isoformat() < newest


def reach_of(path: Path, key: bytes | None) -> Reach:
    try:
        with cipher.raw_connection(path, key) as connection:
            acts, latest = connection.execute(REACH, (WAITING, WAITING)).fetchone()
    except Unavailable:
        return Reach()
    return Reach(acts, latest or "")


def daily_copy(path: Path, key: bytes | None, today: date, kept: int = KEPT) -> Path | None:
    """A copy in `backups/` beside the register, named by the day; None where there is no office yet, or where there is
    a copy that goes as far, and the day has its own or is none.

    A copy of the same day makes room for one that goes further. Where it cannot be that day, every copy stays: with a
    dead battery each morning is the same one. Raises Unavailable: `database_damaged` where the register cannot be read
    to its end, and then nothing is copied.
    """
    folder = path.parent / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        known = {copy: reach_of(copy, key) for copy in folder.glob(NAMES)}
        target = _due(path, key, today, known)
        if target is None:
            return None
        for unfinished in folder.glob("register-*.part*"):
            unfinished.unlink()
        cipher.require_readable(path, key)
        backup(path, key, target)
        held = {copy: reach for copy, reach in known.items() if copy != target and _goes_on(copy, target, key)}
        for old in superseded(held, target, kept):
            old.unlink()
    except OSError as error:
        raise disk_trouble(error) from error
    return target


def _due(path: Path, key: bytes | None, today: date, known: dict[Path, Reach]) -> Path | None:
    """Where a copy goes that is due; `known` are those there are."""
    if not last_act(path, key):
        return None
    here, target = reach_of(path, key), path.parent / FOLDER / f"register-{today.isoformat()}.db"
    wrong = here.speaks_against(today)
    if here in known.values() and (wrong or target in known):
        return None
    if wrong or known.get(target, here) > here:
        return _free(target.parent, today)
    return target


def last_act(path: Path, key: bytes | None) -> str:
    """The id of the last act that nobody can take back any more; empty where there is none. Raises Unavailable."""
    with cipher.raw_connection(path, key) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'journal'").fetchone():
            return ""
        row = connection.execute(LAST, (WAITING,)).fetchone()
        return str(row[0]) if row else ""


def last_acts(path: Path, key: bytes | None) -> list[str]:
    """Of each copy beside the register that can be read."""
    found = []
    for copy in (path.parent / FOLDER).glob("register-*.db"):
        with suppress(Unavailable):
            found.append(last_act(copy, key))
    return found


def _goes_on(old: Path, newest: Path, key: bytes | None) -> bool:
    """Whether the newest copy holds what the old one does: only then may it be pushed out. One that cannot be read
    under this key is not ours to throw away."""
    try:
        act = last_act(old, key)
        with cipher.raw_connection(newest, key) as connection:
            return not act or bool(connection.execute("SELECT 1 FROM journal WHERE id = ?", (act,)).fetchone())
    except Unavailable:
        return False


def superseded(known: dict[Path, Reach], newest: Path, kept: int) -> list[Path]:
    """Those beyond `kept`, what goes least far first; `newest` was just made. Of those that go equally far, days after
    it come from a wrong clock and go first."""
    others = [copy for copy in known if copy != newest]
    others.sort(key=lambda copy: (known[copy], copy.name <= newest.name, copy.name))
    return others[: max(0, len(others) + 1 - kept)]


def _free(folder: Path, day: date) -> Path:
    """A name of that day which no copy has."""
    number, found = 1, folder / f"register-{day.isoformat()}.db"
    while found.exists():
        number += 1
        found = folder / f"register-{day.isoformat()}-{number:04}.db"
    return found
