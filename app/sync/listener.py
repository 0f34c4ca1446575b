"""Waits at the centre for news, on a thread of its own, and rings for the worker."""

from __future__ import annotations

from app.errors import Refused, Unavailable
from app.sync.bell import Bell
from app.sync.worker import Worker


class Listener:
    """Goes to the centre only after a turn that went well: while there is no contact, the worker alone tries."""

    def __init__(self, worker: Worker, bell: Bell, turned: Bell) -> None:
        self._worker, self._bell, self._turned = worker, bell, turned

    def run(self) -> None:
        while not self._worker.closed:
            self._turned.wait(None)
            if not self._worker.closed and self.listen():
                self._bell.ring()

    def listen(self) -> bool:
        """Whether the worker should have a turn: there is news, or no contact any more."""
        turn = self._worker.turn
        while not self._worker.closed:
            try:
                cursor, wire = turn.cursor(), turn.wire
                if wire is None:
                    return True
                if wire.wait(cursor) and not self._worker.closed and turn.cursor() == cursor:
                    return True  # what the worker took meanwhile is no news
            except (Refused, Unavailable):
                return True
        return False
