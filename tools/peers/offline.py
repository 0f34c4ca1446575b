"""The case all are measured by: 10,000 documents on both sides, 500 changed without contact at A, then A and B sync.

`first` is the case as ../shared/peers measured it; in `again`, 500 more, both sides have their checkpoints behind them.
"""

from __future__ import annotations

import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.peers import documents
from tools.peers.install import installed
from tools.peers.machinery import Meter, asked, free_port, listening, metered, process, told

CHANGED = 500
Client = Callable[[str, str], dict[str, Any]]
"""(A or B, what to do) -> what came of it."""


@dataclass(frozen=True)
class Case:
    """Seconds at A and then at B; bytes a document on the wire, both ways and both sides."""

    a: float
    b: float
    wire: float

    @property
    def visible(self) -> float:
        return self.a + self.b


@dataclass(frozen=True)
class Peer:
    first: Case
    again: Case


def played(client: Client, meter: Meter) -> Peer:
    client("A", "load")
    client("A", "push")
    client("B", "pull")
    client("A", "sync")
    return Peer(_case(client, meter), _case(client, meter))


def _case(client: Client, meter: Meter) -> Case:
    client("A", "edit500")
    meter.bytes()
    a, b = client("A", "sync"), client("B", "sync")
    return Case(a["sec"], b["sec"], meter.bytes() / CHANGED)


def pouch(folder: Path) -> Peer:
    """PouchDB on LevelDB and express-pouchdb, batches of 500. Raises NotHereError."""
    scripts, port = installed("pouch"), free_port()
    with _documents(folder) as environ, process(("node", "pouch_server.js", str(port), str(folder / "srv")), scripts):
        listening(port)
        with metered(port) as meter:
            url = f"http://127.0.0.1:{meter.port}/permits"
            _put(f"http://127.0.0.1:{port}/permits")

            def client(side: str, order: str) -> dict[str, Any]:
                words = ("node", "pouch_client.js", order, str(folder / side), url)
                return told(_output(words, scripts, environ))

            return played(client, meter)


def rxdb(folder: Path) -> Peer:
    """RxDB and rxdb-server, both in memory, batches of 40. Raises NotHereError."""
    scripts, port = installed("rxdb"), free_port()
    with _documents(folder, BATCH="40") as environ, process(("node", "rx_server.mjs", str(port)), scripts):
        listening(port)
        with metered(port) as meter:
            url = f"http://127.0.0.1:{meter.port}/permits/0"
            with (
                process(("node", "rx_client.mjs", "a", url), scripts, **environ) as a,
                process(("node", "rx_client.mjs", "b", url), scripts, **environ) as b,
            ):
                sides = {"A": a, "B": b}
                return played(lambda side, order: told(asked(sides[side], order)), meter)


@contextmanager
def _documents(folder: Path, **environ: str) -> Iterator[dict[str, str]]:
    path = folder / "documents.jsonl"
    documents.write(path)
    yield {"DOCS": str(path), "BATCH": "500"} | environ


def _output(words: tuple[str, ...], folder: Path, environ: dict[str, str]) -> str:
    import os

    done = subprocess.run(words, cwd=folder, env=os.environ | environ, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout.strip().splitlines()[-1]


def _put(url: str) -> None:
    with urllib.request.urlopen(urllib.request.Request(url, method="PUT")):
        pass
