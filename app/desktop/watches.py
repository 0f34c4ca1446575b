"""What is looked at while the program stands open, with a notice that is there as long as it lasts: the centre's
backup, what is known beside the register, the clock, and the copy of the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer

from app.desktop.parts import CounterParts
from app.errors import Unavailable
from app.queries.pc_clock import may_be_right
from app.rules.pc_clock import ClockJudgement
from app.rules.workflow import ADMIN
from app.sync.centre_time import steady_clock
from app.ui.pages.entrance.clock_first import IS_RIGHT, asked_clock
from app.ui.shell.board import NoticeButton, NoticePressed
from app.ui.shell.desk import Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.confirm import Confirmed
from app.ui.words.exchange import backup_facts, clock_facts
from app.ui.words.notices import Notice, say
from app.upkeep.safekeeping import Safekeeping

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.desktop.opening import PendingOffice
    from app.queries.pc_clock import Interval


BACKUP = "centre_backup"


class BackupWatch(QObject):
    """Whoever dismissed it sees it again at the next sign-in, or when it says something else. It goes with its
    cause."""

    def __init__(self, parts: CounterParts, zone: str, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._zone = parts, ZoneInfo(zone)
        self._shown: tuple[str, Notice] | None = None
        parts.session.changed.connect(self.look)
        parts.connection.changed.connect(self.look)

    def look(self) -> None:
        state, person = self._parts.connection.state, self._parts.session.signed_in
        if person is None or not state.backup:
            if self._shown is not None:
                self._parts.board.remove(BACKUP)
            self._shown = None
            return
        said = person.user_id, say(state.backup, backup_facts(state, self._zone))
        if said != self._shown:
            self._shown = said
            self._parts.board.pin(said[1], BACKUP)


MINUTE = 60_000  # milliseconds
BESIDE = "beside"
SAID = {"disk_full": "beside_full", "database_readonly": "beside_readonly"}
UNREADABLE = "beside_failed"


class BesideWatch(QObject):
    """Looks when something was done, and tries again once a minute."""

    def __init__(self, parts: CounterParts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._shown = parts, ""
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTE)
        self._timer.timeout.connect(self.again)
        self._timer.start()
        parts.session.changed.connect(self.look)
        parts.desk.changed.connect(self.look)

    def look(self) -> None:
        """Pinned once for what it says; whoever sits down later finds it there."""
        trouble = self._trouble()
        signed_in = self._parts.session.signed_in is not None
        said = SAID.get(trouble, UNREADABLE) if trouble and signed_in else ""
        if said == self._shown:
            return
        self._shown = said
        if said:
            self._parts.board.pin(say(said), BESIDE, lasts=True)
        else:
            self._parts.board.remove(BESIDE)

    def again(self) -> None:
        if self._trouble():
            self._parts.desk.work(self, self._catch_up, self._on_caught_up)

    def _trouble(self) -> str:
        """None where nothing is open any more: the last to leave is heard of after the register is shut."""
        try:
            return self._parts.pending_office.office.door.trouble
        except Unavailable:
            return ""

    def _catch_up(self, _: JobProgress) -> None:
        self._parts.pending_office.office.door.catch_up()

    def _on_caught_up(self, _: None) -> None:
        self.look()


COUNTED = timedelta(minutes=10)
CLOCK, RIGHT = "clock", "clock_right"


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

            self._parts.desk.ask(self, partial(clock_now, self._interval()), self._show, latest=CLOCK)

    def _interval(self) -> Interval | None:
        linkage = self._parts.connection.linkage
        return linkage.interval if linkage is not None else None

    def _show(self, found: ClockJudgement | None) -> None:
        """Pinned once for what it says, so that it does not call for attention every minute."""
        self._doubted = found if found is not None and found.code else None
        if self._doubted is None:
            self._shown, self._since = (), self._steady()
            self._parts.board.remove(CLOCK)
            return
        self._count_on()
        facts = clock_facts(self._doubted, self._zone)
        may = may_be_right(self._doubted) and ADMIN in self._parts.session.roles
        offer = NoticeButton(IS_RIGHT, RIGHT) if may else None
        said = (self._doubted.code, facts["by"], facts["centre"], offer.key if offer else "")
        if said != self._shown:
            self._shown = said
            self._parts.board.pin(say(self._doubted.code, facts), CLOCK, offer, lasts=True)

    def _count_on(self) -> None:
        """While the clock cannot tell, the time this program runs is counted: nobody gains days by a wrong clock."""
        passed = timedelta(seconds=self._steady() - self._since)
        if passed >= COUNTED and self._doubted is not None and not self._doubted.exact:
            self._since = self._steady()
            job = partial(count_on, self._parts.pending_office, passed)
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
            job = partial(confirm, self._parts.pending_office, self._parts.world.now(), person.display_name)
            self._parts.desk.work(self, job, self._on_kept, self._on_failed)

    def _on_kept(self, _: None) -> None:
        self.look()

    def _on_failed(self, trouble: Trouble) -> None:
        self._parts.board.pin(say(trouble.code, trouble.facts), trouble.code)


def confirm(pending_office: PendingOffice, now: datetime, who: str, _: JobProgress) -> None:
    from app.actions import pc_clock

    pc_clock.confirm(pending_office.office.register, now, who)


def count_on(pending_office: PendingOffice, passed: timedelta, _: JobProgress) -> None:
    from app.actions import pc_clock

    pc_clock.count_on(pending_office.office.register, passed)


HOUR = 3_600_000  # milliseconds
DAILY = "daily_copy"


class DailyCopy(QObject):
    """Looks once an hour whether the day has its copy. A failure is pinned to the board, work goes on."""

    def __init__(self, parts: CounterParts, keeping: Safekeeping, zone: str, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._keeping, self._zone = parts, keeping, ZoneInfo(zone)
        self._copied: date | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(HOUR)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        parts.session.changed.connect(self._on_session_changed)

    def look(self) -> None:
        if self._copied != self._today(self._parts.world.now()):
            self._parts.desk.work(self, self._copy, self._on_copied, self._on_failed)

    def end(self) -> None:
        """Another office is open, or the same one under another key."""
        self._timer.stop()
        self._parts.session.changed.disconnect(self._on_session_changed)
        self._parts.board.remove(DAILY)
        self.deleteLater()

    def _on_session_changed(self) -> None:
        """Whoever founded the office sits in it at once: before that there was nothing to copy."""
        if self._parts.session.signed_in is not None:
            self.look()

    def _today(self, now: datetime) -> date:
        return now.astimezone(self._zone).date()

    def _copy(self, _: JobProgress) -> Path | None:
        return self._keeping.copy_today(self._today(self._parts.world.now()))

    def _on_copied(self, _: Path | None) -> None:
        self._copied = self._today(self._parts.world.now())
        self._parts.board.remove(DAILY)

    def _on_failed(self, trouble: Trouble) -> None:
        self._parts.board.pin(say(trouble.code, trouble.facts), DAILY)
