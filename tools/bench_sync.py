"""500 acts done without contact, until a second counter shows them: `python tools/bench.py sync`.

In one run side by side with PouchDB and RxDB (tools/peers): each with its own store, all over loopback through the same
counting proxy. Ours is `loket-server` on PostgreSQL with fsync, and two encrypted registers with the real door; every
act is signed, judged by the rules again, numbered and written into a journal.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.whole.processes.desk import found_office
from tools.bench_centre import centre
from tools.peers import offline
from tools.peers.install import NotHereError
from tools.peers.machinery import asked, metered, process
from tools.peers.offline import CHANGED, Peer

Figure = tuple[str, float, float, str]
MOST_BYTES = 600.0
NO_GOAL = 1e9  # `tools.bench.NONE`
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Ours:
    """Seconds from contact until all is confirmed at A, and visible at B; bytes an act at A, by what was asked, and of
    both sides together."""

    confirmed: float
    visible: float
    push: float
    pull: float
    wire: float


def measured(folder: Path) -> dict[str, Ours]:
    """`verify` and `register`, 500 each."""
    with centre(folder) as (opened, server), metered(server.port) as meter:
        found_office(opened, [folder / "a", folder / "b"], server.address)
        address = f"http://127.0.0.1:{meter.port}"
        with _side(folder / "a", address) as a, _side(folder / "b", address) as b:
            for side in (a, b):
                assert side.stdout is not None
                side.stdout.readline()
            registered = _contact(a, b, "register", meter.bytes)
            verified = _contact(a, b, "verify", meter.bytes)
            assert _asked(b, "seen")["result"] == CHANGED
    return {"register": registered, "verify": verified}


def _side(folder: Path, address: str) -> Any:
    return process((sys.executable, "-m", "tools.sync_side", str(folder), address), ROOT)


def _asked(side: subprocess.Popen[str], order: str) -> dict[str, Any]:
    return dict(json.loads(asked(side, f"{order} {CHANGED}")))


def _contact(a: subprocess.Popen[str], b: subprocess.Popen[str], order: str, carried: Callable[[], int]) -> Ours:
    """A has done it alone and comes back; B is there all the time."""
    _asked(a, order)
    carried()
    for side, wanted in ((b, "follow"), (a, "push")):
        assert side.stdin is not None
        side.stdin.write(f"{wanted} {CHANGED}\n")
    began = time.time()
    told = []
    for side in (a, b):
        assert side.stdout is not None
        told.append(json.loads(side.stdout.readline()))
    at_a, at_b = told
    per = {name: size / CHANGED for name, size in at_a["bytes"].items()}
    return Ours(at_a["at"] - began, at_b["at"] - began, per["push"], per["pull"], carried() / CHANGED)


def peer(measure: Callable[[Path], Peer]) -> Peer | None:
    """None where it cannot be had, which is said."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            return measure(Path(folder))
    except NotHereError as reason:
        print(f"  not compared with {reason}", flush=True)
        return None


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        ours = measured(Path(folder))
    pouch, rxdb = peer(offline.pouch), peer(offline.rxdb)
    print(f"  load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    verify, register = ours["verify"], ours["register"]
    found = [*_beside("PouchDB", pouch), *_beside("RxDB, in memory", rxdb)]
    if pouch:
        found.append(("500 acts visible at B, sooner than PouchDB, at most", verify.visible, pouch.first.visible, "s"))
    if rxdb:
        found.append(("500 acts visible at B, twice RxDB, at most", verify.visible, 2 * rxdb.first.visible, "s"))
    return [
        *found,
        ("500 acts confirmed at A (no goal), at most", verify.confirmed, NO_GOAL, "s"),
        ("500 registrations confirmed at A (no goal), at most", register.confirmed, NO_GOAL, "s"),
        ("500 registrations visible at B (no goal), at most", register.visible, NO_GOAL, "s"),
        ("an act sent, with its answer, at most", verify.push, MOST_BYTES, "B"),
        ("an act taken with its rows (no goal), at most", verify.pull, NO_GOAL, "B"),
        ("an act, all of A and B together (no goal), at most", verify.wire, NO_GOAL, "B"),
        ("a registration sent, with its answer (no goal), at most", register.push, NO_GOAL, "B"),
        ("a registration taken with its rows (no goal), at most", register.pull, NO_GOAL, "B"),
    ]


def _beside(name: str, peer: Peer | None) -> list[Figure]:
    if peer is None:
        return []
    return [
        (f"{name}: A, at most", peer.first.a, NO_GOAL, "s"),
        (f"{name}: B, at most", peer.first.b, NO_GOAL, "s"),
        (f"{name}: 500 more, A, at most", peer.again.a, NO_GOAL, "s"),
        (f"{name}: 500 more, B, at most", peer.again.b, NO_GOAL, "s"),
        (f"{name}: a document on the wire, A and B, at most", peer.first.wire, NO_GOAL, "B"),
    ]
