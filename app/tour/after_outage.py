"""The second act ends: the conflict is settled by a person, the outage stands in the book, the applicant looks."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path

from sqlalchemy import select

from app.models.application import Application
from app.queries.look import Look
from app.queries.tray import tray_count
from app.tour.seat import Key, Seat
from app.tour.town import Town, calm, connection_page, lists, next_tab, state
from app.ui.pages.centre.outages import OutagesTab
from app.ui.pages.tray.page import TrayPage

TABLE = "tray_open"
PRINT = "Cetak"
REASON = "Berkas sudah diperiksa lengkap di loket lain."
OF_PAPER = "Suratnya belum diserahkan dan sudah ditarik."


def settled(town: Town) -> None:
    """Of two decisions one did not stand; who took it reads why, and closes the matter. What was printed of it stands
    with a question mark, and is another supervisor's."""
    seat = _loser(town)
    page = _tray(seat, town.file)
    _down_to(seat, page, town.file)
    seat.record.step("Perlu keputusan")
    _close(seat, page, REASON)
    if page.current() is not None:
        seat = town.one
        seat.sign_in("admin")
        page = _tray(seat, PRINT)
        while page.current() is not None:
            _close(seat, page, OF_PAPER)
    for each in (town.one, town.two):
        seat.typist.until("settled, and known everywhere", partial(_settled, each))
    next_tab(seat, lambda: page.lists.currentWidget() is page.lists.closed, "Selesai")
    seat.record.step("Keputusan ditutup")


def _tray(seat: Seat, text: str) -> TrayPage:
    """Open, with a matter that says so."""
    seat.typist.sit_down()
    seat.open("tray")
    seat.typist.until("the matter", lambda: lists(seat, TABLE, text) and seat.typist.focus_name() == TABLE)
    seat.clear_notices()
    page = seat.counter.window.findChild(TrayPage)
    assert isinstance(page, TrayPage)
    return page


def _settled(seat: Seat) -> bool:
    return calm(seat) and not state(seat).tray


def _down_to(seat: Seat, page: TrayPage, number: str) -> None:
    for _ in range(page.lists.open.model.rowCount()):
        if (matter := page.current()) and matter.number == number:
            return
        seat.typist.press(Key.Key_Down)


def _close(seat: Seat, page: TrayPage, reason: str) -> None:
    """T, the reason, Ctrl+Enter; then another matter is in focus, or none."""
    matter = page.current()
    seat.typist.press(Key.Key_T)
    seat.typist.until("the reason", lambda: seat.typist.focus_name() == "reason")
    seat.typist.type(reason)
    seat.typist.control(Key.Key_Return)
    seat.typist.until("the matter closed", lambda: page.current() != matter)
    seat.typist.come_back()


def outage(town: Town) -> None:
    """Begin, end, length, what was done meanwhile."""
    seat = town.one
    seat.typist.sit_down()
    connection_page(seat)
    page = seat.counter.window.findChild(OutagesTab)
    assert isinstance(page, OutagesTab)
    next_tab(seat, page.isVisible, "Gangguan")
    seat.typist.until("the outage of both counters", lambda: lists(seat, "outages", "Loket 1"))
    seat.record.step("Gangguan tercatat")


def tracking(town: Town) -> None:
    """What the QR on the receipt of the file taken in without a centre opens, on a phone."""
    path = f"/t/{_token(town.one, town.meanwhile)}"
    text = town.centre.fetch(path)
    program = browser()
    if not program:
        town.book.page("Halaman pelacakan, tanpa peramban", ".html", lambda file: file.write_text(text, "utf-8"))
        return
    town.book.page("Halaman pelacakan", ".png", lambda file: picture(program, town.centre.public + path, file))


def _loser(town: Town) -> Seat:
    """Whose acts came second: mostly those of the first counter, but nobody promises it."""
    town.one.typist.until("a matter in the tray", lambda: _concerned(town.one) or _concerned(town.two))
    return town.one if _concerned(town.one) else town.two


def _concerned(seat: Seat) -> bool:
    person = seat.counter.parts.session.signed_in
    return (
        person is not None and seat.counter.parts.pending_office.ask(partial(tray_count, staff_id=person.user_id)) > 0
    )


def _token(seat: Seat, number: str) -> str:
    def ask(look: Look) -> str:
        return look.session.scalars(select(Application.tracking).where(Application.number == number)).one()

    return seat.counter.parts.pending_office.ask(ask)


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
WIDTH, HEIGHT, SHARPNESS = 390, 844, 2
PATIENCE = 60  # seconds


def browser() -> str:
    """The Chromium that shows a page as a phone does; empty where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), "")


def picture(program: str, address: str, path: Path) -> bool:
    """Whether the browser made it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        size = f"--window-size={WIDTH},{HEIGHT}"
        words = (program, *FLAGS, f"--user-data-dir={profile}", size, f"--force-device-scale-factor={SHARPNESS}")
        try:
            subprocess.run(
                (*words, f"--screenshot={path.resolve()}", address), capture_output=True, timeout=PATIENCE, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
    return path.is_file()
