"""I7: who held which right when, in true time, against what the centre let stand and what it refused."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.actions import written
from app.actions.written import Written
from app.models.exchange import Act
from app.models.journal import Entry
from app.rules.workflow import ROLES
from tests.whole.simulation.template import SECOND
from tests.whole.simulation.watch import Watch

Times = list[list[datetime | None]]
Bounds = tuple[datetime, datetime]
ACCOUNT = ""


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

    def learn(self, entry: Entry, off: datetime, on: datetime) -> None:
        """What an act gave counts from `on`, what it took ended at `off`."""
        if entry.kind == "set_roles":
            for role in ROLES:
                self._turn((entry.payload["staff"], role), off, on, now=role in entry.payload["roles"])
        elif entry.kind == "change_staff":
            self._turn((entry.payload["profile"]["id"], ACCOUNT), off, on, now=entry.payload["active"])

    def _turn(self, key: tuple[str, str], off: datetime, on: datetime, *, now: bool) -> None:
        times = self._held.setdefault(key, [])
        before = bool(times) and times[-1][1] is None
        if now and not before:
            times.append([on, None])
        elif before and not now:
            times[-1][1] = off


def everybody_had_the_right(watch: Watch) -> None:
    """As the centre knew it at that number of the feed. Whoever had it all the time in which an act can have been done
    is not refused for want of it, however late the act comes."""
    with watch.world.centre.register.reading() as session:
        entries = {entry.id: entry for entry in session.scalars(select(Entry))}
        rows = session.execute(select(Act.id, Act.body, Act.received).where(Act.feed > watch.template_head))
        bounds = {act: _bounds(written.decode(body), received) for act, body, received in rows if body}
    true, certain = Rights(), Rights()
    for item in watch.feed.items[watch.template_head :]:
        deed, entry = watch.deeds.get(item.id), entries.get(item.id)
        if deed is None or written.is_fact(item.kind):
            continue
        if entry is not None:
            capacity = entry.capacity if ":" not in entry.capacity else ""
            for needed in {ACCOUNT, capacity}:
                if not true.held(deed.actor, needed, deed.at, deed.at):
                    watch.violated(f"I7 {item.kind} by {deed.actor} without {needed or 'an account'}")
            true.learn(entry, deed.at, deed.at)
            certain.learn(entry, *bounds[item.id])
        elif item.reason == "no_right" and deed.entitled:
            role, (lo, hi) = deed.actor.removesuffix(SECOND), bounds[item.id]
            # An account that is closed by now has nobody to answer for what was done with it.
            still = certain.held(deed.actor, ACCOUNT, lo, watch.world.now)
            if still and certain.held(deed.actor, role, lo, hi):
                watch.violated(f"I7 {item.kind} by {deed.actor} refused in spite of the right")


def _bounds(act: Written, received: datetime | None) -> Bounds:
    latest = min(act.hi, received) if act.hi and received else received or act.lo
    return act.lo, latest
