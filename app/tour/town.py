"""The office of the second act: two counters and a centre, each with a folder of its own, on the real clock."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView
from sqlalchemy import func, select

from app.desktop import build
from app.desktop.counter import Counter
from app.desktop.world import real
from app.models.exchange import Act
from app.queries.look import Look
from app.settings import settings
from app.sync.state import COMPLETE, State
from app.tour import centre
from app.tour.centre import TourCentre
from app.tour.clock import unopened
from app.tour.founded import found
from app.tour.record import Book, TourBook
from app.tour.seat import Key, Seat
from app.tour.typist import CONTROL, Typist

FOLDERS = ("data-loket-1", "data-loket-2", "pusat")


@dataclass
class Town:
    """`file` is the registration number everybody works on, `meanwhile` that of the file taken in without a centre."""

    out: Path
    book: Book
    centre: TourCentre
    one: Seat
    two: Seat
    file: str = ""
    meanwhile: str = ""

    def step(self, name: str) -> None:
        """With a picture of both counters."""
        self.book.step(name, self.one.counter.window, self.two.counter.window)


@contextmanager
def town(out: Path, book: Book, show: Callable[[Counter], None]) -> Iterator[Town]:
    """Founded afresh; windows and processes go however it ends. Raises CentreError, OSError."""
    first, second, third = (out / name for name in FOLDERS)
    for folder in (first, second, third):
        shutil.rmtree(folder, ignore_errors=True)
    found(first, real())
    with ExitStack() as held:
        served = held.enter_context(centre.running(third))
        one, two = (held.enter_context(_seat(folder, book, show)) for folder in (first, second))
        yield Town(out, book, served, one, two)


@contextmanager
def _seat(data: Path, book: Book, show: Callable[[Counter], None]) -> Iterator[Seat]:
    counter = build(settings(data), unopened(real(), data))
    try:
        show(counter)
        typist = Typist(counter.window, lambda: counter.parts.desk.is_idle())
        book.follow(typist)
        yield Seat(counter, typist, TourBook(book, counter.window))
    finally:
        counter.close()


def state(seat: Seat) -> State:
    return seat.counter.parts.connection.state


def calm(seat: Seat) -> bool:
    """In contact, with all there is, nothing left to send, and no outage left to be written down."""
    now, linkage = state(seat), seat.counter.parts.connection.linkage
    if linkage is None or linkage.client is None or linkage.client.outages.due() is not None:
        return False
    return now.online and now.stage == COMPLETE and seat.counter.parts.pending_office.ask(_unsent) == 0


def _unsent(look: Look) -> int:
    return look.session.scalar(select(func.count(Act.id)).where(Act.feed.is_(None))) or 0


def says(seat: Seat, words: str) -> bool:
    """Whether the line at the foot begins with it."""
    return seat.counter.window.status.texts()[0].startswith(words)


def connection_page(seat: Seat) -> None:
    """By its key."""
    seat.typist.press(Key.Key_F7)
    seat.typist.until("Sambungan", lambda: seat.page() == "connection")


def try_now(seat: Seat) -> None:
    """On the page of the connection: a turn at once, whatever was planned."""
    seat.typist.control(Key.Key_R)


def lists(seat: Seat, table: str, text: str) -> bool:
    """Whether that table of the open page has a row with this text."""
    return text in _cells(seat, table)


def is_empty(seat: Seat, table: str) -> bool:
    return not _cells(seat, table)


def _cells(seat: Seat, table: str) -> list[str]:
    view = seat.counter.window.pages.findChild(QAbstractItemView, table)
    if view is None or not view.isVisible():
        return []
    rows = view.model()
    return [rows.index(row, place).data() for row in range(rows.rowCount()) for place in range(rows.columnCount())]


def next_tab(seat: Seat, there: Callable[[], bool], what: str) -> None:
    """Ctrl+Tab until it is the right one. Raises TourStoppedError."""
    for _ in range(12):
        if there():
            return
        seat.typist.press(Key.Key_Tab, with_=CONTROL)
    seat.typist.until(what, there)
