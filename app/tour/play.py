"""`loket tour`: the main job in the real windows by real key presses, in a fresh data folder."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from types import TracebackType

from app.settings import settings

SIZE = (1366, 768)


def run(arguments: list[str]) -> int:
    """Exit status 0 when all went well."""
    wanted = _parsed(arguments)
    if not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["LOKET_CREDENTIALS"] = "file"  # the tour leaves nothing in the system's credential store
    missed = _play(wanted.out)
    print(f"tour: stopped, waiting for {missed}" if missed else f"tour: {wanted.out}", file=sys.stderr)
    return 1 if missed else 0


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="loket tour", description="Memainkan pekerjaan utama di jendela sebenarnya.")
    parser.add_argument("--out", type=Path, default=Path("tour"), metavar="DIR", help="folder hasil (bawaan: tour)")
    return parser.parse_args(arguments)


def _has_display() -> bool:
    return os.name == "nt" or sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def _play(out: Path) -> str:
    """What did not come; empty when all did."""
    from app.desktop import build
    from app.desktop.program import application
    from app.tour.chapters import CHAPTERS
    from app.tour.clock import TourClock
    from app.tour.record import Record
    from app.tour.scene import Scene
    from app.tour.typist import TourStoppedError, Typist

    application()
    data = out / "data"
    shutil.rmtree(data, ignore_errors=True)
    clock = TourClock()
    counter = build(settings(data), clock.world())
    ratio = counter.window.devicePixelRatioF()  # QT_FONT_DPI=144 makes it 1.5: an office screen keeps its pixels
    counter.window.resize(*(round(side / ratio) for side in SIZE))
    counter.show()
    typist = Typist(counter.window)
    record = Record(out, typist, counter.window)
    scene = Scene(counter, typist, clock, record)
    missed = ""
    broken = Broken()
    try:
        for chapter in CHAPTERS:
            chapter(scene)
            broken.check()
    except TourStoppedError as stopped:
        missed = stopped.what
        record.step("Berhenti di sini")
    counter.close()
    record.finish(data, missed)
    return missed


class Broken:
    """A bug in a slot does not stop Qt; here it ends the tour."""

    def __init__(self) -> None:
        self._found: BaseException | None = None
        sys.excepthook = self._on_bug

    def check(self) -> None:
        if self._found is not None:
            raise self._found

    def _on_bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._found = error
        sys.__excepthook__(kind, error, trace)
