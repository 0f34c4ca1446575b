"""The copy of the day beside the register: when the office is opened or has just been set up, and on days the program
stays open overnight."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer

from app.desktop.parts import CounterParts
from app.ui.shell.desk import Trouble
from app.ui.shell.job import JobProgress
from app.ui.words.notices import say
from app.upkeep.safekeeping import Safekeeping

HOUR = 3_600_000  # milliseconds
TOPIC = "daily_copy"


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
        self._parts.board.remove(TOPIC)
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
        self._parts.board.remove(TOPIC)

    def _on_failed(self, trouble: Trouble) -> None:
        self._parts.board.pin(say(trouble.code, trouble.facts), TOPIC)
