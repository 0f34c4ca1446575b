"""What the tour leaves: numbered pictures, the papers, and `tour.json`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from time import monotonic

import msgspec
from PySide6.QtWidgets import QWidget

from app.tour.typist import Typist

SUMMARY = "tour.json"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step: how long it took, how many keys, and what the screen showed at its end."""

    name: str
    seconds: float
    keys: int
    picture: str


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """`tour.json`. `missed` says what did not come, where the tour stopped early."""

    ok: bool
    steps: tuple[Step, ...]
    papers: tuple[str, ...]
    missed: str = ""


class Record:
    """Counts and pictures from one step to the next."""

    def __init__(self, folder: Path, typist: Typist, window: QWidget) -> None:
        self._folder, self._typist, self._window = folder, typist, window
        self._steps: list[Step] = []
        self._since, self._keys = monotonic(), 0
        for old in (*folder.glob("[0-9][0-9]-*.png"), *folder.glob("*.pdf"), folder / SUMMARY):
            old.unlink(missing_ok=True)
        folder.mkdir(parents=True, exist_ok=True)

    def step(self, name: str) -> Step:
        """End a step: picture of the window as it is now, keys and seconds since the last one."""
        self._typist.settle()
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        picture = f"{len(self._steps) + 1:02d}-{slug}.png"
        self._window.grab().save(str(self._folder / picture))
        keys = self._typist.keys - self._keys
        step = Step(name=name, seconds=round(monotonic() - self._since, 2), keys=keys, picture=picture)
        self._steps.append(step)
        self._since, self._keys = monotonic(), self._typist.keys
        return step

    def finish(self, papers: Path, missed: str = "") -> Summary:
        """Bring the papers here and write the summary."""
        found = sorted(papers.rglob("*.pdf")) if papers.is_dir() else []
        for paper in found:
            shutil.copy(paper, self._folder / paper.name)
        summary = Summary(
            ok=not missed, steps=tuple(self._steps), papers=tuple(paper.name for paper in found), missed=missed
        )
        encoded = msgspec.json.format(msgspec.json.encode(summary), indent=2)
        (self._folder / SUMMARY).write_bytes(encoded + b"\n")
        return summary
