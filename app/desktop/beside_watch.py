"""The notice that what is done is not known beside the register too: there as long as that lasts, tried again."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.desktop.parts import CounterParts
from app.errors import Unavailable
from app.ui.shell.job import JobProgress
from app.ui.words.notices import say

MINUTE = 60_000  # milliseconds
TOPIC = "beside"
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
            self._parts.board.pin(say(said), TOPIC, lasts=True)
        else:
            self._parts.board.remove(TOPIC)

    def again(self) -> None:
        if self._trouble():
            self._parts.desk.work(self, self._catch_up, self._on_caught_up)

    def _trouble(self) -> str:
        """None where nothing is open any more: the last to leave is heard of after the register is shut."""
        try:
            return self._parts.threshold.office.door.trouble
        except Unavailable:
            return ""

    def _catch_up(self, _: JobProgress) -> None:
        self._parts.threshold.office.door.catch_up()

    def _on_caught_up(self, _: None) -> None:
        self.look()
