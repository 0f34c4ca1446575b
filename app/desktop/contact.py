"""What the connection changes in the window: the line at the foot, the counter's code, whose keys are held."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer

from app.desktop.lost_contact import LostContact
from app.desktop.owed_papers import OwedPapers
from app.desktop.parts import CounterParts
from app.errors import Unavailable
from app.sync.state import IMPORT, State
from app.ui.words.exchange import status

MINUTE = 60_000  # milliseconds: "sejak" may come to stand for another day


class ConnectionLine(QObject):
    """Keys go with their owner; a locked screen keeps them, so that what was begun can be finished."""

    def __init__(self, parts: CounterParts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._lost, self._owed = LostContact(parts, self), OwedPapers(parts, self)
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTE)
        self._timer.timeout.connect(self._show)
        parts.connection.changed.connect(self._on_changed)
        parts.session.changed.connect(self._on_session_changed)
        self._timer.start()
        self._show()

    def _on_changed(self, state: State) -> None:
        if state.device:
            self._parts.stamps.counter = state.device
        self._show()

    def _on_session_changed(self) -> None:
        linkage = self._parts.connection.linkage
        if linkage is None:
            return
        if self._parts.session.signed_in is None:
            linkage.gate.ring.drop_all()
        elif self._parts.connection.state.stage == IMPORT:
            linkage.wake()  # whoever paired this PC may be here again

    def _show(self) -> None:
        parts = self._parts
        try:
            zone = ZoneInfo(parts.threshold.unlocked.first.zone)
        except Unavailable:
            return  # the office was closed
        shown = status(parts.connection.state, parts.world.now(), zone)
        parts.window.status.show_connection(shown.text, shown.level, shown.drawing)
