"""A wire that can be cut: a TCP proxy in threads of this process."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

PIECE = 1 << 16


class Proxy:
    """`address` is what a counter dials. While it is cut, connections are closed as soon as they come."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._cut = False
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_cut(self) -> bool:
        return self._cut

    def cut(self) -> None:
        """In the middle of whatever is on its way."""
        with self._lock:
            self._cut = True
            ends, self._ends = self._ends, set()
        for end in ends:
            _end(end)

    def mend(self) -> None:
        self._cut = False

    def close(self) -> None:
        self.cut()
        _end(self._listening)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                self._join(self._listening.accept()[0])

    def _join(self, counter: socket.socket) -> None:
        try:
            centre = socket.create_connection(("127.0.0.1", self._target))
        except OSError:
            counter.close()
            return
        with self._lock:
            pair = {counter, centre}
            self._ends |= pair
            cut = self._cut
        for source, target in ((counter, centre), (centre, counter)):
            threading.Thread(target=self._carry, args=(source, target), daemon=True).start()
        if cut:
            for end in pair:
                _end(end)

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE):
                target.sendall(piece)
        for end in (source, target):
            _end(end)
        with self._lock:
            self._ends.discard(source)


def _end(end: socket.socket) -> None:
    """Wakes whoever reads from it."""
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
