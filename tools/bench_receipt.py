"""From Ctrl+Enter to the receipt as PDF, in the real program with its own threads, for 200 registrations by keys."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

REGISTRATIONS = 200
GOAL_MS = 250.0
Figure = tuple[str, float, float, str]


def person(number: int) -> tuple[str, ...]:
    """Somebody else each time, so that the register has nothing to say."""
    day, month = number % 28 + 1, number % 12 + 1
    serial = f"{number + 1:04}"
    nik = f"510703{day + 40}{month:02}88{serial}"
    name = f"NI LUH {''.join(chr(65 + int(digit)) for digit in serial)}"
    return nik, name, f"{day:02}{month:02}1988", "p", "Banjar Dinas Kertha", "mang", "081234567890", serial


def kept(papers: Path, wanted: int) -> bool:
    return len(list(papers.glob("*.pdf"))) >= wanted


def waits() -> list[float]:
    """Milliseconds, in the order of the registrations."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LOKET_CREDENTIALS"] = "file"
    from app.desktop import build
    from app.desktop.program import application
    from app.settings import settings
    from app.tour import files, first_day
    from app.tour.clock import TourClock
    from app.tour.record import Record
    from app.tour.scene import Scene
    from app.tour.typist import Typist

    found = []
    with tempfile.TemporaryDirectory() as base:
        application()
        clock = TourClock()
        counter = build(settings(Path(base) / "data"), clock.world())
        counter.show()
        typist = Typist(counter.window)
        scene = Scene(counter, typist, clock, Record(Path(base), typist, counter.window))
        first_day.first_start(scene)
        first_day.hire(scene)
        files.open_intake(scene)
        papers = counter.parts.settings.papers
        for number in range(REGISTRATIONS):
            files.midwife(scene, person(number))
            start = time.perf_counter()
            files.register(scene)
            typist.until("receipt", partial(kept, papers, number + 1))
            found.append((time.perf_counter() - start) * 1000)
            typist.until("the next form", lambda: typist.focus_name() == "nik")
        counter.close()
    return found


def figures() -> list[Figure]:
    ordered = sorted(waits())
    middle, last = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99) - 1]
    return [
        ("receipt: Ctrl+Enter to PDF, median of 200, at most", middle, GOAL_MS, "ms"),
        ("receipt: Ctrl+Enter to PDF, 99th percentile of 200, at most", last, GOAL_MS, "ms"),
    ]


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    for figure in figures():
        print(*figure)
