"""Puts losses of contact into the register when contact is back, in the name of whoever is signed in by then."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.desktop.opening import Threshold
from app.desktop.parts import CounterParts
from app.ui.shell.desk import Trouble
from app.ui.shell.job import JobProgress

if TYPE_CHECKING:
    from app.actions.commands.office import RecordOutage
    from app.sync.outages import ContactLoss


class LostContact(QObject):
    """One at a time; what cannot be recorded now is tried again when somebody signs in or the connection changes."""

    def __init__(self, parts: CounterParts, parent: QObject) -> None:
        super().__init__(parent)
        self._connection, self._desk, self._session = parts.connection, parts.desk, parts.session
        self._threshold = parts.threshold
        self._busy = False
        self._connection.changed.connect(self._look)
        self._session.changed.connect(self._look)

    def _look(self) -> None:
        linkage = self._connection.linkage
        if self._busy or self._session.signed_in is None or linkage is None or linkage.kit is None:
            return
        loss = linkage.kit.outages.due()
        if loss is not None and self._connection.state.online:
            self._record(loss)

    def _record(self, loss: ContactLoss) -> None:
        from app.actions.commands.office import RecordOutage

        self._busy = True
        command = RecordOutage(
            stamp=self._desk.stamp(), began=loss.began, ended=loss.ended, acts=loss.acts, cause=loss.cause
        )
        self._desk.work(
            self, partial(_put_down, command, self._threshold), partial(self._on_recorded, loss), self._on_failed
        )

    def _on_recorded(self, loss: ContactLoss, _: None) -> None:
        self._busy = False
        linkage = self._connection.linkage
        if linkage is not None and linkage.kit is not None:
            linkage.kit.outages.recorded(loss)
        self._desk.changed.emit()
        self._look()

    def _on_failed(self, _: Trouble) -> None:
        """It stays, for the next who may."""
        self._busy = False


def _put_down(command: RecordOutage, threshold: Threshold, _: JobProgress) -> None:
    threshold.do(command)
