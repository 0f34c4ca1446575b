"""`loket-server run` as a process: started, killed, and started again on the same port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-c", "import sys; from app.cli import server; sys.exit(server())", "run")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        return int(bound.getsockname()[1])


class LoketServer:
    """`data` is its folder; the log goes to a file there."""

    def __init__(self, url: str, data: Path) -> None:
        self._url, self._data = url, data
        self.port = free_port()
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> Path:
        return self._data / "server.log"

    def start(self) -> None:
        """Until it listens."""
        words = (*COMMAND, "--data", str(self._data), "--listen", f"127.0.0.1:{self.port}")
        where = os.environ | {"LOKET_SERVER_DATABASE": self._url}  # it may hold a password
        with self.log.open("a") as log:
            self._process = subprocess.Popen(words, cwd=ROOT, env=where, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline(), self.log.read_text()[-2_000:]

    def kill(self) -> None:
        """As when the power goes."""
        assert self._process is not None
        self._process.kill()
        self._ended()

    def stop(self) -> None:
        """Gracefully."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._ended()

    def _ended(self) -> None:
        assert self._process is not None
        self._process.communicate(timeout=30)


@contextmanager
def serving(url: str, data: Path) -> Iterator[LoketServer]:
    server = LoketServer(url, data)
    server.start()
    try:
        yield server
    finally:
        server.stop()
