"""What the connection changes in the window, and what the centre is told as soon as somebody is signed in who can say
it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer

from app.desktop.opening import PendingOffice
from app.desktop.parts import CounterParts
from app.errors import Unavailable
from app.sync.state import IMPORT, State
from app.ui.shell.desk import Trouble
from app.ui.shell.job import JobProgress
from app.ui.words.exchange import status

if TYPE_CHECKING:
    from app.actions.commands import Stamp
    from app.actions.commands.office import RecordOutage
    from app.sync.outages import ContactLoss


class LostContact(QObject):
    """One at a time; what cannot be recorded now is tried again when somebody signs in or the connection changes."""

    def __init__(self, parts: CounterParts, parent: QObject) -> None:
        super().__init__(parent)
        self._connection, self._desk, self._session = parts.connection, parts.desk, parts.session
        self._pending_office = parts.pending_office
        self._busy = False
        self._connection.changed.connect(self._look)
        self._session.changed.connect(self._look)

    def _look(self) -> None:
        linkage = self._connection.linkage
        if self._busy or self._session.signed_in is None or linkage is None or linkage.client is None:
            return
        loss = linkage.client.outages.due()
        if loss is not None and self._connection.state.online:
            self._record(loss)

    def _record(self, loss: ContactLoss) -> None:
        from app.actions.commands.office import RecordOutage

        self._busy = True
        command = RecordOutage(
            stamp=self._desk.stamp(), began=loss.began, ended=loss.ended, acts=loss.acts, cause=loss.cause
        )
        self._desk.work(
            self, partial(_put_down, command, self._pending_office), partial(self._on_recorded, loss), self._on_failed
        )

    def _on_recorded(self, loss: ContactLoss, _: None) -> None:
        self._busy = False
        linkage = self._connection.linkage
        if linkage is not None and linkage.client is not None:
            linkage.client.outages.recorded(loss)
        self._desk.changed.emit()
        self._look()

    def _on_failed(self, _: Trouble) -> None:
        """It stays, for the next who may."""
        self._busy = False


def _put_down(command: RecordOutage, pending_office: PendingOffice, _: JobProgress) -> None:
    pending_office.do(command)


class OwedPapers(QObject):
    """One at a time; what cannot be told now is tried again when somebody signs in or the connection changes."""

    def __init__(self, parts: CounterParts, parent: QObject) -> None:
        super().__init__(parent)
        self._connection, self._desk, self._session = parts.connection, parts.desk, parts.session
        self._pending_office = parts.pending_office
        self._busy = False
        self._connection.changed.connect(self._look)
        self._session.changed.connect(self._look)

    def _look(self) -> None:
        if self._busy or self._session.signed_in is None or self._connection.linkage is None:
            return
        if not self._connection.state.online:
            return
        self._busy = True
        self._desk.work(self, partial(_tell, self._desk.stamp(), self._pending_office), self._on_told, self._on_failed)

    def _on_told(self, told: bool) -> None:
        self._busy = False
        if told:
            self._desk.changed.emit()
            self._look()

    def _on_failed(self, _: Trouble) -> None:
        """It stays, for the next who may."""
        self._busy = False


def _tell(stamp: Stamp, pending_office: PendingOffice, _: JobProgress) -> bool:
    """Whether there was one to be told."""
    from app.sync.owed import command, owed

    found = pending_office.ask(owed)
    if found is not None:
        pending_office.do(command(found, stamp))
    return found is not None


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
            zone = ZoneInfo(parts.pending_office.unlocked.first.zone)
        except Unavailable:
            return  # the office was closed
        shown = status(parts.connection.state, parts.world.now(), zone)
        parts.window.status.show_connection(shown.text, shown.level, shown.drawing)
