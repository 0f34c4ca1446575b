"""Waits at the centre for news, on a thread of its own, and rings for the worker."""

from __future__ import annotations

from app.errors import Refused, Unavailable
from app.sync.bell import Bell
from app.sync.centre_client import CentreClient
from app.sync.renewed_wire import RenewedWire
from app.sync.worker import Worker


class Listener:
    """Goes to the centre only after a turn that went well: while there is no contact, the worker alone tries."""

    def __init__(self, client: CentreClient, worker: Worker, bell: Bell, turned: Bell) -> None:
        self._cable, self._worker, self._bell, self._turned = RenewedWire(client), worker, bell, turned

    def run(self) -> None:
        while not self._worker.closed:
            self._turned.wait(None)
            if not self._worker.closed and self.listen():
                self._bell.ring()
        self._cable.close()

    def listen(self) -> bool:
        """Whether the worker should have a turn: there is news, or no contact any more."""
        while not self._worker.closed:
            try:
                link = self._cable.link()
                news = self._cable.wire(link).wait(link.cursor)
            except (Refused, Unavailable):
                return True
            if news and not self._worker.closed and self._cable.link().cursor == link.cursor:
                return True  # what the worker took meanwhile is none
        return False
