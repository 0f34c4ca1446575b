"""The connection to the centre as the window knows it: the background worker's news on the GUI thread, and what people
ask of it. On a PC without a centre it stands still until this PC is paired."""

from __future__ import annotations

import random
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from app.desktop.opening import PendingOffice
from app.desktop.pairing import Pairing
from app.desktop.world import World
from app.sync.state import State
from app.ui.shell.desk import Desk
from app.ui.shell.job import JobProgress

if TYPE_CHECKING:
    from app.desktop.centre_link import CentreLink
    from app.sync.centre_client import SyncEvents

PATIENCE = 3.0  # seconds for the turn that is under way when the program ends


class CentreConnection(Pairing):
    """`taken`: tables were changed by the centre; `revoked`: this PC is to be wiped. With `threads` False nothing goes
    by itself: whoever has it in hand takes the worker's turns."""

    changed = Signal(State)
    taken = Signal()
    revoked = Signal()
    _state_told = Signal(State)
    _taken_told = Signal()
    _revoked_told = Signal()
    _wrong_told = Signal(Exception)

    def __init__(
        self, pending_office: PendingOffice, desk: Desk, entrance: Desk, world: World, *, threads: bool, parent: QObject
    ) -> None:
        super().__init__(pending_office, desk, entrance, world, parent)
        self._threads = threads
        self._state = State()
        self._thread: Thread | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._state_told.connect(self._on_state, queued)
        self._taken_told.connect(self.taken, queued)
        self._revoked_told.connect(self.revoked, queued)
        self._wrong_told.connect(self._on_wrong, queued)
        self.taken.connect(desk.changed)
        self.paired.connect(self.start)

    @property
    def state(self) -> State:
        return self._state

    @property
    def linkage(self) -> CentreLink | None:
        """None on a PC without a centre."""
        return self._pending_office.linkage

    @Slot()
    def start(self) -> None:
        """The office is open, or has just been paired. Does nothing on a PC without a centre."""
        if self.linkage is not None:
            self._begin(self.linkage)

    def wake(self) -> None:
        """A round now."""
        if self.linkage is not None:
            self.linkage.wake()

    def retry(self, act_id: str) -> None:
        """Send an act again that the centre would not take."""
        if self.linkage is not None:
            self._desk.work(self, partial(_try_again, self.linkage, act_id), self._on_retried)

    def close(self) -> None:
        """Let the worker end; a turn that takes longer is cut, which harms nothing."""
        if self.linkage is not None and self.linkage.worker is not None:
            self.linkage.worker.close()
        if self._thread is not None:
            self._thread.join(PATIENCE)

    def _begin(self, linkage: CentreLink) -> None:
        from app.sync.worker import Listener, RealBell, Worker

        assert linkage.client is not None  # the register is open
        bell, turned = RealBell(), RealBell()
        linkage.worker = worker = Worker(linkage.client, bell, turned, self._told(), random.random)
        if self._threads:
            self._thread = Thread(target=worker.run, name="sync", daemon=True)
            self._thread.start()
            Thread(target=Listener(linkage.client, worker, bell, turned).run, name="sync-news", daemon=True).start()

    def _told(self) -> SyncEvents:
        """From the worker's thread; nothing is told any more to a connection that is gone."""
        from app.sync.centre_client import SyncEvents

        def state(fresh: State) -> None:
            if isValid(self):
                self._state_told.emit(fresh)

        def taken() -> None:
            if isValid(self):
                self._taken_told.emit()

        def revoked() -> None:
            if isValid(self):
                self._revoked_told.emit()

        def wrong(error: Exception) -> None:
            if isValid(self):
                self._wrong_told.emit(error)

        return SyncEvents(state, taken, revoked, wrong)

    @Slot(State)
    def _on_state(self, state: State) -> None:
        self._state = state
        self.changed.emit(state)

    @Slot(Exception)
    def _on_wrong(self, error: Exception) -> None:
        """Raised here, where the crash dialog shows it."""
        raise error

    def _on_retried(self, _: None) -> None:
        self.wake()
        self._desk.changed.emit()


def _try_again(linkage: CentreLink, act_id: str, _: JobProgress) -> None:
    from app.models.exchange import Act

    assert linkage.client is not None  # the register is open
    with linkage.client.register.writing() as session:
        act = session.get(Act, act_id)
        if act is not None and act.feed is None:
            act.answer, act.tries = "", 0
