"""`loket tour`: the main job in the real windows by real key presses, in fresh data folders.

First one counter, from its first start to a permit handed over; then two counters and a centre that is killed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from app.desktop.command_line import has_display
from app.settings import settings

if TYPE_CHECKING:
    from app.desktop.counter import Counter
    from app.tour.record import Book

SIZE = (1366, 768)


def run(arguments: list[str]) -> int:
    """Exit status 0 when all went well."""
    wanted = _parsed(arguments)
    if not has_display(os.environ):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LOKET_CREDENTIALS"] = "file"  # the tour leaves nothing in the system's credential store
    try:
        wanted.out.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        print(f"tour: {wanted.out}: {trouble.strerror}", file=sys.stderr)
        return 1
    missed = _play(wanted.out)
    print(f"tour: stopped, waiting for {missed}" if missed else f"tour: {wanted.out}", file=sys.stderr)
    return 1 if missed else 0


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="loket tour", description="Memainkan pekerjaan utama di jendela sebenarnya.")
    parser.add_argument("--out", type=Path, default=Path("tour"), metavar="DIR", help="folder hasil (bawaan: tour)")
    return parser.parse_args(arguments)


def _play(out: Path) -> str:
    """What did not come; empty when all did."""
    from app.desktop.program import application
    from app.tour.centre import CentreError
    from app.tour.record import Book
    from app.tour.town import FOLDERS
    from app.tour.typist import TourStoppedError

    application()
    book, broken = Book(out), Broken()
    missed = ""
    try:
        _first_act(out, book, broken)
        _second_act(out, book, broken)
    except TourStoppedError as stopped:
        missed = stopped.what
    except CentreError as error:
        missed = str(error)
    book.finish([out / "data", *(out / name for name in FOLDERS)], missed)
    return missed


def _first_act(out: Path, book: Book, broken: Broken) -> None:
    from app.desktop import build
    from app.tour.chapters import CHAPTERS
    from app.tour.clock import TourClock
    from app.tour.record import TourBook
    from app.tour.scene import TourScene
    from app.tour.typist import TourStoppedError, Typist

    data = out / "data"
    shutil.rmtree(data, ignore_errors=True)
    clock = TourClock()
    counter = build(settings(data), clock.world(data))
    _show(counter)
    typist = Typist(counter.window, lambda: counter.parts.desk.is_idle())
    book.follow(typist)
    scene = TourScene(counter, typist, TourBook(book, counter.window), clock)
    try:
        for chapter in CHAPTERS:
            chapter(scene)
            broken.check()
    except TourStoppedError:
        scene.record.step("Berhenti di sini")
        raise
    finally:
        counter.close()


def _second_act(out: Path, book: Book, broken: Broken) -> None:
    from app.tour.chapters import TOWN_CHAPTERS
    from app.tour.town import town
    from app.tour.typist import TourStoppedError

    with town(out, book, _show) as made:
        book.begin()
        try:
            for chapter in TOWN_CHAPTERS:
                chapter(made)
                broken.check()
        except TourStoppedError:
            made.step("Berhenti di sini")
            raise


def _show(counter: Counter) -> None:
    ratio = counter.window.devicePixelRatioF()  # QT_FONT_DPI=144 makes it 1.5: an office screen keeps its pixels
    counter.window.resize(*(round(side / ratio) for side in SIZE))
    counter.show()


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
