"""What is shown of the connection: the register's own facts, and what the last round brought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.errors import Unavailable
from app.models.exchange import Act, TrayItem
from app.models.link import Link
from app.sync.centre_client import CentreClient
from app.sync.first import FirstProgress
from app.sync.state import REST, State

BACKUP_OLD = timedelta(days=3)


class LinkStatus:
    """`told` hears of every state that differs from the one before."""

    def __init__(self, client: CentreClient, told: Callable[[State], None]) -> None:
        self._client, self._told = client, told
        self.state = State()

    def show(self, *, online: bool | None = None, trouble: str | None = None) -> None:
        """None leaves it as it is."""
        before = self.state
        fresh = replace(
            self._facts(),
            online=before.online if online is None else online,
            trouble=before.trouble if trouble is None else trouble,
        )
        if fresh.online != before.online or fresh.since is None:
            now = self._client.exchange.now()
            fresh = replace(fresh, since=now if fresh.online else self._client.outages.since or now)
        self._tell(fresh)

    def progressed(self, progress: FirstProgress) -> None:
        """Of the rest each part tells how many rows it brought."""
        fresh = self._facts()
        before = fresh.done if fresh.stage == REST else 0
        self._tell(replace(fresh, done=before + progress.done, total=progress.total or fresh.total))

    def _tell(self, fresh: State) -> None:
        if fresh != self.state:
            self.state = fresh
            self._told(fresh)

    def _facts(self) -> State:
        """What the register says; what was known before where it says nothing."""
        try:
            with self._client.register.reading() as session:
                link = session.get_one(Link, 1)
                waiting = session.scalar(select(func.count(Act.id)).where(Act.feed.is_(None))) or 0
                tray = session.scalar(select(func.count(TrayItem.id)).where(TrayItem.closed.is_(None))) or 0
        except Unavailable:
            return self.state
        before = self.state if link.stage == self.state.stage else replace(self.state, done=0, total=0)
        return replace(
            before,
            linked=True,
            waiting=waiting,
            tray=tray,
            stage=link.stage,
            address=link.address,
            device=link.device,
            contact=link.contact,
            accepted=link.accepted,
            accepted_by=link.accepted_by,
            clock_off=self._clock_off(link.contact),
            backed_up=link.backed_up,
            backup=backup_trouble(link),
        )

    def _clock_off(self, last: datetime | None) -> int:
        """Against the middle of what the centre's time can be."""
        lo, hi = self._client.clock.interval(last)
        if hi is None:
            return self.state.clock_off
        return round((self._client.exchange.now() - (lo + (hi - lo) / 2)).total_seconds())


def backup_trouble(link: Link) -> str:
    """A code where the centre's newest backup is too old, by the centre's own time at the last contact."""
    if not link.backup_told or link.contact is None:
        return ""
    if link.backed_up is None:
        return "centre_backup_never"
    return "centre_backup_old" if link.contact - link.backed_up > BACKUP_OLD else ""
