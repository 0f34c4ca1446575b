"""An office as every run finds it: a centre and counters already paired, closed, as bytes to start from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from app.models.link import Link
from app.rules.workflow import ROLES
from app.sync.signing import Key
from tests.conftest import FixedClock
from tests.network import Network

COUNTERS = 4
# Two of every role, so that somebody is left where one has lost it; `x_b` is the second.
SECOND = "_b"
MEMORY = Path("/dev/shm")


def quick_folder() -> str:
    """Where files live in memory, if there is such a place."""
    return str(MEMORY) if MEMORY.is_dir() else gettempdir()


@dataclass(frozen=True)
class Template:
    """`keys` are those unlocked at each counter: staff -> (key id, key)."""

    centre: bytes
    counters: tuple[bytes, ...]
    keys: tuple[dict[str, tuple[str, Key]], ...]
    devices: tuple[str, ...]
    clock: FixedClock


@cache
def template() -> Template:
    """Made once a process."""
    with TemporaryDirectory(dir=quick_folder()) as folder:
        network = Network(Path(folder))
        first = network.counter("Loket 1")
        for role in ROLES:
            first.office.add_staff(role + SECOND, role)
        first.settle()
        for number in range(1, COUNTERS):
            network.counter(f"Loket {number + 1}")
        network.hold_everybody(first)
        devices, keys = [], []
        for counter in network.counters:
            counter.settle()
            with counter.register.reading() as session:
                devices.append(session.get_one(Link, 1).device)
            keys.append(dict(counter.ring._held))
            counter.register.close()
        network.register.close()
        files = tuple((Path(folder) / f"counter{at + 1}.db").read_bytes() for at in range(COUNTERS))
        return Template((Path(folder) / "centre.db").read_bytes(), files, tuple(keys), tuple(devices), network.clock)
