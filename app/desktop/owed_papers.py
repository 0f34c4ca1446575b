"""Tells the centre what was printed before it could be told with the act, in the name of whoever is signed in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.desktop.opening import Threshold
from app.desktop.parts import CounterParts
from app.ui.shell.desk import Trouble
from app.ui.shell.job import JobProgress

if TYPE_CHECKING:
    from app.actions.commands import Stamp


class OwedPapers(QObject):
    """One at a time; what cannot be told now is tried again when somebody signs in or the connection changes."""

    def __init__(self, parts: CounterParts, parent: QObject) -> None:
        super().__init__(parent)
        self._connection, self._desk, self._session = parts.connection, parts.desk, parts.session
        self._threshold = parts.threshold
        self._busy = False
        self._connection.changed.connect(self._look)
        self._session.changed.connect(self._look)

    def _look(self) -> None:
        if self._busy or self._session.signed_in is None or self._connection.linkage is None:
            return
        if not self._connection.state.online:
            return
        self._busy = True
        self._desk.work(self, partial(_tell, self._desk.stamp(), self._threshold), self._on_told, self._on_failed)

    def _on_told(self, told: bool) -> None:
        self._busy = False
        if told:
            self._desk.changed.emit()
            self._look()

    def _on_failed(self, _: Trouble) -> None:
        """It stays, for the next who may."""
        self._busy = False


def _tell(stamp: Stamp, threshold: Threshold, _: JobProgress) -> bool:
    """Whether there was one to be told."""
    from app.sync.owed import command, owed

    found = threshold.ask(owed)
    if found is not None:
        threshold.do(command(found, stamp))
    return found is not None
