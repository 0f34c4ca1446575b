"""I7: whoever decided held the capacity it was done in, from the true moment until the act arrived, whoever sent it.

By the acts that gave and took capacities, as the centre knew them at that number of the feed; and what it refused for
want of a right really wanted it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.actions import written
from app.actions.written import Written
from app.models.centre import PersonKey
from app.models.exchange import Act, TrayItem
from app.models.journal import Entry
from app.rules.workflow import ROLES
from tests.whole.simulation.template import SECOND
from tests.whole.simulation.truth import Fed
from tests.whole.simulation.watch import Deed, Watch

Times = list[list[datetime | None]]
ACCOUNT = ""
ZONE = ZoneInfo("Asia/Makassar")
A_DAY = timedelta(days=1)
# Why the centre may refuse somebody who had the right when it was done: it is gone by now, or the key is.
NO_RIGHT = "no_right"


class Rights:
    """By the acts that gave and took them, in the order of the feed: person and role -> from, until; None is open."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], Times] = {}
        for role in ROLES:
            for person in (role, role + SECOND):
                self._held[person, role] = [[None, None]]
                self._held[person, ACCOUNT] = [[None, None]]

    def held(self, person: str, role: str, since: datetime, until: datetime) -> bool:
        times = self._held.get((person, role), [])
        return any((a is None or a <= since) and (b is None or until <= b) for a, b in times)

    def learn(self, entry: Entry, off: datetime, on: datetime) -> list[tuple[str, str]]:
        """What an act gave counts from `on`, what it took ended at `off`; told is what it took."""
        taken = []
        if entry.kind == "set_roles":
            for role in ROLES:
                key = entry.payload["staff"], role
                taken += self._turn(key, off, on, now=role in entry.payload["roles"])
        elif entry.kind == "change_staff":
            key = entry.payload["profile"]["id"], ACCOUNT
            taken += self._turn(key, off, on, now=entry.payload["active"])
        elif entry.kind == "add_staff":
            for role in (ACCOUNT, *entry.payload["roles"]):
                self._turn((entry.payload["profile"]["id"], role), off, on, now=True)
        return taken

    def _turn(self, key: tuple[str, str], off: datetime, on: datetime, *, now: bool) -> list[tuple[str, str]]:
        times = self._held.setdefault(key, [])
        before = bool(times) and times[-1][1] is None
        if now and not before:
            times.append([on, None])
        elif before and not now:
            times[-1][1] = off
            return [key]
        return []


class Mandates:
    """Plh and Plt as the rows of the feed have them: id -> the row."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, object]] = {}

    def learn(self, item: Fed) -> None:
        for row in item.rows:
            if row.name == "mandate" and row.image is not None:
                self._known[row.key] = row.image

    def held(self, person: str, capacity: str, at: datetime) -> bool:
        """On the true day, or the one before or after it: a PC's clock may be wrong by so much."""
        kind, _, role = capacity.rpartition(":")
        days = [(at + shift).astimezone(ZONE).date() for shift in (-A_DAY, timedelta(), A_DAY)]
        wanted = {"substitute_id": person, "kind": kind, "role": role}
        return any(
            date.fromisoformat(str(row["starts"])) <= day <= date.fromisoformat(str(row["ends"]))
            for row in self._known.values()
            if all(row[name] == value for name, value in wanted.items())
            for day in days
        )


@dataclass(frozen=True)
class _Told:
    """What the centre keeps of an act: the span it says, and when it arrived."""

    lo: datetime
    hi: datetime
    received: datetime
    key: str


def everybody_had_the_right(watch: Watch) -> None:
    with watch.world.centre.register.reading() as session:
        entries = {entry.id: entry for entry in session.scalars(select(Entry))}
        wanted = select(Act.id, Act.body, Act.received, Act.key_id).where(Act.feed > watch.template_head)
        told = {
            act: _told(written.decode(body), received, key)
            for act, body, received, key in session.execute(wanted)
            if body
        }
        lying = session.execute(select(TrayItem.id, TrayItem.saw)).all()
        tray = {each for item, saw in lying for each in (item, *(other["id"] for other in saw.get("others", ())))}
        revoked = {key.id: key.revoked for key in session.scalars(select(PersonKey)) if key.revoked}
    review = _Review(watch, told, tray, revoked)
    for item in watch.feed.items[watch.template_head :]:
        review.take(item, entries.get(item.id))


class _Review:
    """The feed once more, act by act, with what was true and what the centre could know."""

    def __init__(
        self, watch: Watch, told: dict[str, _Told], tray: set[str], revoked: dict[str, datetime | None]
    ) -> None:
        self._watch, self._told, self._tray, self._revoked = watch, told, tray, revoked
        self._true, self._certain, self._mandates = Rights(), Rights(), Mandates()
        self._done: list[tuple[Fed, Deed, str]] = []

    def take(self, item: Fed, entry: Entry | None) -> None:
        deed = self._watch.deeds.get(item.id)
        self._mandates.learn(item)
        if deed is None or written.is_fact(item.kind):
            return
        if entry is not None:
            self._applied(item, entry, deed)
        elif item.reason == NO_RIGHT and deed.entitled:
            self._refused(item, deed)

    def _applied(self, item: Fed, entry: Entry, deed: Deed) -> None:
        told = self._told[item.id]
        for needed in {ACCOUNT, entry.capacity}:
            if ":" in needed:
                if not self._mandates.held(deed.actor, needed, deed.at):
                    self._watch.violated(f"I7 {item.kind} by {deed.actor} as {needed} without the mandate")
            else:
                self._in_time(item, deed, needed, told)
            self._done.append((item, deed, needed))
        gone = self._revoked.get(told.key)
        if gone is not None and gone <= told.received and item.id not in self._watch.proved:
            self._watch.violated(f"I7 {item.kind} by {deed.actor} under a key that was revoked when it arrived")
        taken = self._true.learn(entry, deed.at, deed.at)
        self._certain.learn(entry, told.lo, told.hi)
        self._taken_before(taken, item, deed)

    def _in_time(self, item: Fed, deed: Deed, needed: str, told: _Told) -> None:
        """Held at the true moment; and, as the centre can know it, from then until the act arrived."""
        who = f"{item.kind} by {deed.actor} without {needed or 'an account'}"
        proved = item.id in self._watch.proved  # applied before a restore, when nobody had told the centre otherwise
        if not self._true.held(deed.actor, needed, deed.at, deed.at) and not (proved and item.id in self._tray):
            self._watch.violated(f"I7 {who}")
        if proved:
            return
        if not self._certain.held(deed.actor, needed, deed.at, told.hi):
            self._watch.violated(f"I7 {who} for all of the time in which it can have been done")
        if not self._certain.held(deed.actor, needed, deed.at, told.received):
            self._watch.violated(f"I7 {who} when it arrived")

    def _taken_before(self, taken: list[tuple[str, str]], item: Fed, by: Deed) -> None:
        """What was decided after the right was taken, and came first, lies before a human."""
        for done, deed, needed in self._done:
            late = (deed.actor, needed) in taken and deed.at > by.at and done.id != item.id
            if late and done.id not in self._tray and done.id not in self._watch.proved:
                self._watch.violated(
                    f"I7 {done.kind} by {deed.actor} after {needed or 'the account'} was taken: untold"
                )

    def _refused(self, item: Fed, deed: Deed) -> None:
        """Whoever had it all the time until the act came is not refused for want of it, however late that was. An
        account that is closed by now has nobody to answer for what was done with it."""
        role, told = deed.actor.removesuffix(SECOND), self._told[item.id]
        still = self._certain.held(deed.actor, ACCOUNT, told.lo, self._watch.world.now)
        if still and self._certain.held(deed.actor, role, told.lo, max(told.hi, told.received)):
            self._watch.violated(f"I7 {item.kind} by {deed.actor} refused in spite of the right")


def _told(act: Written, received: datetime | None, key: str) -> _Told:
    come = received or act.lo
    return _Told(act.lo, min(act.hi, come) if act.hi else come, come, key)
