"""Processes of a measurement: started, waited for, ended; and the counting proxy among them."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROXY = Path(__file__).with_name("proxy.py")
PATIENCE = 60.0  # seconds


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        return int(bound.getsockname()[1])


@contextmanager
def process(words: Sequence[str], folder: Path, **environ: str) -> Iterator[subprocess.Popen[str]]:
    """With lines in and out."""
    import os

    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    started = subprocess.Popen(words, cwd=folder, text=True, bufsize=1, env=os.environ | environ, **pipes)
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def asked(other: subprocess.Popen[str], line: str) -> str:
    assert other.stdin is not None
    assert other.stdout is not None
    other.stdin.write(line + "\n")
    return other.stdout.readline().strip()


def told(answer: str) -> dict[str, Any]:
    """The JSON a peer's client prints."""
    found: dict[str, Any] = json.loads(answer)
    return found


def listening(port: int) -> None:
    """Until somebody takes connections there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nobody listens on {port}")


class Meter:
    """Bytes through the proxy since the last look; `port` is where it listens."""

    def __init__(self, proxy: subprocess.Popen[str], port: int) -> None:
        self._proxy, self.port = proxy, port
        self._before = 0

    def bytes(self) -> int:
        now = sum(map(int, asked(self._proxy, "").split()))
        since, self._before = now - self._before, now
        return since


@contextmanager
def metered(target: int) -> Iterator[Meter]:
    port = free_port()
    with process((sys.executable, str(PROXY), str(port), str(target)), PROXY.parent) as proxy:
        assert proxy.stdout is not None
        proxy.stdout.readline()
        yield Meter(proxy, port)
