"""A counter of the real program and a centre in one process; the worker's turns are taken by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject

from app.desktop.counter import Counter
from app.sync.state import PairingWish, State
from app.sync.worker import Worker
from app.ui.shell.desk import Trouble
from tests.desktop.conftest import PASSWORD, Desktop
from tests.network import Network, WireOfCounter


@dataclass
class Heard:
    done: int = 0
    failed: list[Trouble] = field(default_factory=list)

    def on_done(self) -> None:
        self.done += 1


class Connected:
    """`wire` leads from this desktop to the centre; `wish` is what the administrator types."""

    def __init__(self, desktop: Desktop, network: Network, name: str = "Loket 1", username: str = "made") -> None:
        self.desktop, self.network, self.name, self.username = desktop, network, name, username
        self.wire = WireOfCounter(network)
        desktop.world = replace(desktop.world, line=self._line, new_id=network.new_id)  # no id twice, on any PC
        self.owner = QObject()

    def _line(self, address: str, certificate: str, token: str) -> WireOfCounter:
        self.wire.token = token or self.wire.token
        return self.wire

    @property
    def counter(self) -> Counter:
        return self.desktop.counter

    @property
    def worker(self) -> Worker:
        linkage = self.counter.parts.connection.linkage
        assert linkage is not None
        assert linkage.worker is not None
        return linkage.worker

    @property
    def state(self) -> State:
        return self.counter.parts.connection.state

    def wish(self, **changes: str) -> PairingWish:
        code = self.network.enrolment.pairing_code(self.name)
        typed = PairingWish("https://pusat.example", code, self.name, self.username, PASSWORD)
        return replace(typed, **changes)

    def pair(self, **changes: str) -> Heard:
        heard = Heard()
        self.counter.parts.connection.pair(self.owner, self.wish(**changes), heard.on_done, heard.failed.append)
        self.desktop.settle()
        return heard

    def turns(self, until: Callable[[], bool] | None = None) -> None:
        """Turns of the worker until there is nothing left to do."""
        for _ in range(60):
            more = self.worker.step() == 0.0
            self.desktop.settle()
            if not more or (until is not None and until()):
                return
        raise AssertionError("never settles")

    def status(self) -> str:
        return self.counter.window.status.texts()[0]
