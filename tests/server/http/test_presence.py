"""What is written down of a PC's visits: the last word of a short one too."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.models.centre import Terminal
from app.server.http import presence
from app.server.http.counts import Counts
from app.server.http.presence import Presence
from app.sync.protocol import PullAnswer, PushAnswer, Result
from tests.server.register.test_proof import Restorable, office

__all__ = ["office"]


class Lanes:
    """Where the loop's work is done, at once."""

    async def write(self, work: Callable[[], Any]) -> Any:
        return work()

    read = write


class Visits:
    """A PC that is on for some seconds: it pushes, and asks for news with nothing left."""

    def __init__(self, office: Restorable, monkeypatch: pytest.MonkeyPatch) -> None:
        self.network, self.written = office.network, 0
        self.pc = office.network.enrolment.terminal(office.one.wire.token)
        monkeypatch.setattr(presence.time, "monotonic", lambda: self.network.clock.now().timestamp())
        self.start_anew()

    def start_anew(self) -> None:
        self.presence = Presence(self.network.enrolment, Lanes(), Counts())  # type: ignore[arg-type]
        self.presence._contacts.remember(self.network.enrolment.terminals())

    def visit(self) -> datetime:
        """The moment of its last word."""
        now = self.network.clock.advance(seconds=2)
        about = {"epoch": "e", "head": 0, "durable": 0}
        self._heard(PushAnswer(**about, server_now=now, results=(Result(id="x", result="applied"),)))
        now = self.network.clock.advance(seconds=2)
        self._heard(PullAnswer(**about, server_now=now, start=0, end=0))
        return now

    def clear(self) -> datetime | None:
        with self.network.register.reading() as session:
            return session.get_one(Terminal, self.pc).clear

    def _heard(self, answer: PushAnswer | PullAnswer) -> None:
        self.presence.heard(self.pc, answer)
        task = self.presence.noted(self.pc)
        if task is not None:
            self.written += 1
            asyncio.run(task())


@pytest.mark.parametrize("every_night", [False, True])
def test_a_visit_of_seconds_is_written_down(
    office: Restorable, monkeypatch: pytest.MonkeyPatch, every_night: bool
) -> None:
    visits = Visits(office, monkeypatch)
    for _ in range(4):
        office.network.clock.advance(hours=26)
        if every_night:
            visits.start_anew()
        last = visits.visit()
        assert visits.clear() == last


def test_a_pc_that_stays_is_written_down_once_a_minute(office: Restorable, monkeypatch: pytest.MonkeyPatch) -> None:
    visits, minutes = Visits(office, monkeypatch), 10
    for _ in range(60 * minutes // 4):
        visits.visit()
    last = visits.clear()
    assert last is not None
    assert office.network.clock.now() - last <= timedelta(minutes=2)
    assert visits.written <= 2 * minutes + 2
