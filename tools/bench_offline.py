"""From Ctrl+Enter to the receipt as PDF with a real centre beside, and with the centre gone: block by block in turn.

The counter is the real program with its own threads, the centre a `loket-server` of its own; between the two hangs a
switch that fails every request, as a cable that is pulled out does.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from app.errors import Unavailable  # noqa: E402
from app.sync.http import HttpWire  # noqa: E402
from tools.bench_receipt import blank, kept, person  # noqa: E402

if TYPE_CHECKING:
    from app.tour.scene import TourScene
    from app.ui.shell.desk import Trouble

BLOCKS, BLOCK = 12, 8
Figure = tuple[str, float, float, str]


class Switch:
    """The cable between counter and centre."""

    def __init__(self) -> None:
        self.cut = False

    def line(self, address: str, certificate: str, token: str) -> HttpWire:
        return _Switched(self, address, certificate, token)


class _Switched(HttpWire):
    def __init__(self, switch: Switch, address: str, certificate: str, token: str) -> None:
        super().__init__(address, certificate, token)
        self._switch = switch

    def _asked(self, method: str, name: str, seconds: float, **request: Any) -> Any:
        if self._switch.cut:
            raise Unavailable("centre_away")
        answer = super()._asked(method, name, seconds, **request)
        if self._switch.cut:
            raise Unavailable("centre_away")
        return answer


@contextmanager
def linked_counter(folder: Path, switch: Switch) -> Iterator[TourScene]:
    """The real program, paired with a centre of its own, a clerk before the blank form."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LOKET_CREDENTIALS"] = "file"
    from app.desktop import build
    from app.desktop.program import application
    from app.settings import settings
    from app.tour import files, first_day
    from app.tour.centre import TourCentre
    from app.tour.clock import TourClock
    from app.tour.record import Book, TourBook
    from app.tour.scene import TourScene
    from app.tour.typist import Typist

    application()
    (folder / "centre").mkdir()
    clock, centre = TourClock(), TourCentre(folder / "centre")
    centre.start()
    try:
        counter = build(settings(folder / "data"), replace(clock.world(), line=switch.line))
        counter.show()
        typist = Typist(counter.window)
        book = Book(folder / "book")
        book.follow(typist)
        scene = TourScene(counter, typist, TourBook(book, counter.window), clock)
        first_day.first_start(scene)
        first_day.hire(scene)
        _pair(scene, centre)
        scene.sign_in("loket")
        files.open_intake(scene)
        yield scene
        counter.close()
    finally:
        centre.kill()


def _pair(scene: TourScene, centre: Any) -> None:
    from app.sync.certificate import presented
    from app.sync.state import PairingWish
    from app.tour.seat import PASSWORD

    certificate = presented(centre.address).certificate
    wish = PairingWish(centre.address, centre.code, "Loket 1", "admin", PASSWORD, certificate)
    connection = scene.counter.parts.connection
    refused: list[Trouble] = []
    connection.pair(scene.counter, wish, _nothing, refused.append)
    scene.typist.until("paired", lambda: connection.linkage is not None or bool(refused))
    assert not refused, refused
    scene.typist.until("all is at the centre", partial(calm, scene))


def calm(scene: TourScene) -> bool:
    state = scene.counter.parts.connection.state
    return state.online and state.stage == "complete" and not state.waiting


def away(scene: TourScene) -> bool:
    return not scene.counter.parts.connection.state.online


def _nothing() -> None:
    """The state tells the rest."""


def waits(scene: TourScene, switch: Switch) -> Iterator[tuple[bool, float]]:
    """(without contact, milliseconds), one block with the centre, one without, and so on."""
    from app.tour import files

    papers, number = scene.counter.parts.settings.papers, 0
    for block in range(BLOCKS):
        switch.cut = block % 2 == 1
        scene.counter.parts.connection.wake()
        scene.typist.until("the cable noticed", partial(away if switch.cut else calm, scene))
        for _ in range(BLOCK):
            files.midwife(scene, person(number))
            start = time.perf_counter()
            files.register(scene)
            scene.typist.until("receipt", partial(kept, papers, number + 1))
            yield switch.cut, (time.perf_counter() - start) * 1000
            number += 1
            scene.typist.until("the next form", partial(blank, scene))


def figures() -> list[Figure]:
    switch, found = Switch(), {False: list[float](), True: list[float]()}
    with tempfile.TemporaryDirectory() as base, linked_counter(Path(base), switch) as scene:
        for cut, wait in waits(scene, switch):
            found[cut].append(wait)
    there, gone = median(found[False]), median(found[True])
    return [("offline: intake to receipt with the centre gone, against with it, at most", gone / there, 1.05, "x")]
