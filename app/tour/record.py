"""What the tour leaves: numbered pictures, the papers, and `tour.json`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import monotonic

import msgspec
from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from app.tour.typist import Typist

SUMMARY = "tour.json"
OLD = ("[0-9][0-9]-*.png", "[0-9][0-9]-*.html", "*.pdf", SUMMARY)
GAP = 12  # pixels between two windows


class TourStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step: how long it took, how many keys, and what was to be seen at its end."""

    name: str
    seconds: float
    keys: int
    picture: str


class TourSummary(msgspec.Struct, frozen=True, kw_only=True):
    """`tour.json`. `missed` says what did not come, where the tour stopped early."""

    ok: bool
    steps: tuple[TourStep, ...]
    papers: tuple[str, ...]
    missed: str = ""


class Book:
    """Counts and pictures from one step to the next, whoever types."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._steps: list[TourStep] = []
        self._typists: list[Typist] = []
        self._since, self._keys = monotonic(), 0
        for old in (path for pattern in OLD for path in folder.glob(pattern)):
            old.unlink()
        folder.mkdir(parents=True, exist_ok=True)

    def follow(self, typist: Typist) -> None:
        """Count these keys too."""
        self._typists.append(typist)

    def begin(self, since: float = 0) -> None:
        """What was done until now, or until that moment of the steady clock, belongs to no step."""
        self._since, self._keys = since or monotonic(), self._pressed()

    def step(self, name: str, *windows: QWidget) -> TourStep:
        """End a step: keys and seconds since the last one, and the windows as they are now, side by side."""
        for typist in self._typists:
            typist.rest()
        return self.page(name, ".png", lambda path: beside([window.grab() for window in windows]).save(str(path)))

    def page(self, name: str, ending: str, draw: Callable[[Path], object]) -> TourStep:
        """End a step whose picture somebody else makes. That takes no step's time."""
        seconds, keys = round(monotonic() - self._since, 2), self._pressed() - self._keys
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        picture = f"{len(self._steps) + 1:02d}-{slug}{ending}"
        draw(self._folder / picture)
        step = TourStep(name=name, seconds=seconds, keys=keys, picture=picture)
        self._steps.append(step)
        self.begin()
        return step

    def finish(self, folders: Iterable[Path], missed: str = "") -> TourSummary:
        """Bring the papers here and write the summary."""
        found = [paper for folder in folders if folder.is_dir() for paper in sorted(folder.rglob("*.pdf"))]
        for paper in found:
            shutil.copy(paper, self._folder / paper.name)
        papers = tuple(dict.fromkeys(paper.name for paper in found))
        summary = TourSummary(ok=not missed, steps=tuple(self._steps), papers=papers, missed=missed)
        encoded = msgspec.json.format(msgspec.json.encode(summary), indent=2)
        (self._folder / SUMMARY).write_bytes(encoded + b"\n")
        return summary

    def _pressed(self) -> int:
        return sum(typist.keys for typist in self._typists)


class TourBook:
    """The book as one counter writes in it."""

    def __init__(self, book: Book, window: QWidget) -> None:
        self._book, self._window = book, window

    def step(self, name: str) -> TourStep:
        return self._book.step(name, self._window)


def beside(pictures: Sequence[QPixmap]) -> QPixmap:
    """In one picture, from left to right."""
    if len(pictures) == 1:
        return pictures[0]
    width = sum(each.width() for each in pictures) + GAP * (len(pictures) - 1)
    whole = QPixmap(QSize(width, max(each.height() for each in pictures)))
    whole.fill()
    painter = QPainter(whole)
    left = 0
    for each in pictures:
        each.setDevicePixelRatio(1)
        painter.drawPixmap(left, 0, each)
        left += each.width() + GAP
    painter.end()
    return whole
