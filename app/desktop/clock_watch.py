"""The notice of a clock that cannot be right: there as long as that lasts, with the way to say that it is right."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer

from app.desktop.parts import CounterParts
from app.queries.pc_clock import may_be_right
from app.rules.pc_clock import ClockJudgement
from app.rules.workflow import ADMIN
from app.sync.witness import steady_clock
from app.ui.pages.entrance.clock_first import IS_RIGHT, asked_clock
from app.ui.shell.board import NoticeButton, NoticePressed
from app.ui.shell.desk import Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.confirm import Confirmed
from app.ui.words.exchange import clock_facts
from app.ui.words.notices import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.desktop.opening import Threshold
    from app.queries.pc_clock import Interval

MINUTE = 60_000  # milliseconds
COUNTED = timedelta(minutes=10)
TOPIC, RIGHT = "clock", "clock_right"


class ClockWatch(QObject):
    """Looks once a minute, and when something has happened. `steady` counts seconds through sleep, whatever is set."""

    def __init__(
        self, parts: CounterParts, zone: str, parent: QObject, *, steady: Callable[[], float] | None = None
    ) -> None:
        super().__init__(parent)
        self._parts, self._zone = parts, ZoneInfo(zone)
        self._shown: tuple[str, ...] = ()
        self._doubted: ClockJudgement | None = None
        self._steady = steady or steady_clock()
        self._since = self._steady()
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTE)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        parts.session.changed.connect(self.look)
        parts.connection.changed.connect(self.look)
        parts.desk.changed.connect(self.look)
        parts.board.taken.connect(self._on_taken)

    def look(self) -> None:
        if self._parts.session.signed_in is None:
            self._show(None)
        else:
            from app.queries.pc_clock import clock_now

            self._parts.desk.ask(self, partial(clock_now, self._interval()), self._show, latest=TOPIC)

    def _interval(self) -> Interval | None:
        linkage = self._parts.connection.linkage
        return linkage.interval if linkage is not None else None

    def _show(self, found: ClockJudgement | None) -> None:
        """Pinned once for what it says, so that it does not call for attention every minute."""
        self._doubted = found if found is not None and found.code else None
        if self._doubted is None:
            self._shown, self._since = (), self._steady()
            self._parts.board.remove(TOPIC)
            return
        self._count_on()
        facts = clock_facts(self._doubted, self._zone)
        may = may_be_right(self._doubted) and ADMIN in self._parts.session.roles
        offer = NoticeButton(IS_RIGHT, RIGHT) if may else None
        said = (self._doubted.code, facts["by"], facts["centre"], offer.key if offer else "")
        if said != self._shown:
            self._shown = said
            self._parts.board.pin(say(self._doubted.code, facts), TOPIC, offer, lasts=True)

    def _count_on(self) -> None:
        """While the clock cannot tell, the time this program runs is counted: nobody gains days by a wrong clock."""
        passed = timedelta(seconds=self._steady() - self._since)
        if passed >= COUNTED and self._doubted is not None and not self._doubted.exact:
            self._since = self._steady()
            job = partial(count_on, self._parts.threshold, passed)
            self._parts.desk.work(self, job, self._on_counted, self._on_failed)

    def _on_counted(self, _: None) -> None:
        """Seen at the next look."""

    def _on_taken(self, taken: NoticePressed) -> None:
        if taken.key == RIGHT and self._doubted is not None:
            question = asked_clock(self._parts.window, self._doubted, self._zone)
            question.confirmed.connect(self._on_confirmed)
            question.open()

    def _on_confirmed(self, _: Confirmed) -> None:
        person = self._parts.session.signed_in
        if person is not None:
            job = partial(confirm, self._parts.threshold, self._parts.world.now(), person.display_name)
            self._parts.desk.work(self, job, self._on_kept, self._on_failed)

    def _on_kept(self, _: None) -> None:
        self.look()

    def _on_failed(self, trouble: Trouble) -> None:
        self._parts.board.pin(say(trouble.code, trouble.facts), trouble.code)


def confirm(threshold: Threshold, now: datetime, who: str, _: JobProgress) -> None:
    from app.actions import pc_clock

    pc_clock.confirm(threshold.office.register, now, who)


def count_on(threshold: Threshold, passed: timedelta, _: JobProgress) -> None:
    from app.actions import pc_clock

    pc_clock.count_on(threshold.office.register, passed)
