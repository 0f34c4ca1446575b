"""From Ctrl+Enter to the receipt as PDF, in the real program with its own threads, for 200 registrations by keys."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.tour.scene import TourScene

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


@contextmanager
def counter_at_work(folder: Path) -> Iterator[TourScene]:
    """The real program in a fresh folder, a clerk before the blank form."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LOKET_CREDENTIALS"] = "file"
    from app.desktop import build
    from app.desktop.program import application
    from app.settings import settings
    from app.tour import files, first_day
    from app.tour.clock import TourClock
    from app.tour.record import Book, TourBook
    from app.tour.scene import TourScene
    from app.tour.typist import Typist

    application()
    clock = TourClock()
    counter = build(settings(folder / "data"), clock.world())
    counter.show()
    typist = Typist(counter.window)
    book = Book(folder)
    book.follow(typist)
    context = TourScene(counter, typist, TourBook(book, counter.window), clock)
    first_day.first_start(context)
    first_day.hire(context)
    files.open_intake(context)
    yield context
    counter.close()


def waits() -> list[float]:
    """Milliseconds, in the order of the registrations."""
    from app.tour import files

    found = []
    with tempfile.TemporaryDirectory() as base, counter_at_work(Path(base)) as context:
        papers = context.counter.parts.settings.papers
        for number in range(REGISTRATIONS):
            files.midwife(context, person(number))
            start = time.perf_counter()
            files.register(context)
            context.typist.until("receipt", partial(kept, papers, number + 1))
            found.append((time.perf_counter() - start) * 1000)
            context.typist.until("the next form", partial(blank, context))
    return found


def blank(context: TourScene) -> bool:
    return context.typist.focus_name() == "nik"


def figures() -> list[Figure]:
    ordered = sorted(waits())
    middle, last = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
    return [
        (f"receipt: Ctrl+Enter to PDF, median of {REGISTRATIONS}, at most", middle, GOAL_MS, "ms"),
        (f"receipt: Ctrl+Enter to PDF, 99th percentile of {REGISTRATIONS}, at most", last, GOAL_MS, "ms"),
    ]
