"""The second act begins: an office with one PC gets a centre, and a second PC comes empty."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from app.tour.seat import PASSWORD, Key, Seat
from app.tour.town import Town, calm, next_tab
from app.ui.pages.centre.pairing import COMPARING, CONNECTED, PairingPage
from app.ui.pages.settings.page import SettingsPage
from app.ui.widgets.fingerprint import Fingerprint


def first_counter(town: Town) -> None:
    """In Pengaturan; what was done before comes along."""
    one = town.one
    one.typist.sit_down()
    one.sign_in("admin")
    one.open("settings")
    page = one.counter.window.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)
    next_tab(one, lambda: page.current() == "centre", "Pengaturan, Sambungan")
    _pair(town, one, town.centre.code)
    brought = _page(one).comparison.findChild(QLabel, "brought")
    one.typist.until("what comes along", lambda: isinstance(brought, QLabel) and brought.isVisible())
    one.record.step("Sertifikat pusat dicocokkan")
    one.typist.control(Key.Key_Return)
    one.typist.until("the first counter connected", lambda: _page(one).step() == CONNECTED)
    one.typist.until("all is at the centre", lambda: calm(one))
    one.record.step("Loket 1 tersambung")
    for username in ("periksa", "loket"):  # each once, so that their keys are known at the centre
        one.sign_in(username)
    one.record.step("Petugas masuk kembali")


def second_counter(town: Town) -> None:
    """From its first start; a checker sits down there."""
    two, code = town.two, town.centre.pairing_code("Loket 2")
    two.typist.sit_down()
    two.typist.until("first start", lambda: two.typist.focus_name() == "regency")
    two.typist.to("centre")
    two.typist.press(Key.Key_Space)
    two.typist.until("Sambungkan ke pusat", lambda: two.typist.focus_name() == "address")
    _pair(town, two, code)
    two.record.step("Loket 2 dari mulai pertama")
    two.typist.control(Key.Key_Return)
    two.typist.until("everything is at the second counter", lambda: calm(two))
    two.typist.until("sign-in page", lambda: two.typist.focus_name() in ("username", "password"))
    two.record.step("Loket 2 menerima data kantor")
    two.sign_in("backoffice")
    two.open("queue")
    town.step("Dua loket dan satu pusat")


def _pair(town: Town, seat: Seat, code: str) -> None:
    """What the centre's screen shows is typed, and its certificate compared."""
    typist = seat.typist
    page = _page(seat)
    typist.fill("address", town.centre.address)
    typist.fill("code", code)
    typist.fill("username", "admin")
    typist.fill("password", PASSWORD)
    typist.control(Key.Key_Return)
    typist.until("the centre's certificate", lambda: page.step() == COMPARING)
    shown = page.findChild(Fingerprint, "fingerprint")
    assert isinstance(shown, Fingerprint)
    typist.until("the same on both screens", lambda: _pairs(shown.text()) == _pairs(town.centre.fingerprint))
    typist.to("same_fingerprint")
    typist.press(Key.Key_Space)


def _pairs(fingerprint: str) -> list[str]:
    return fingerprint.replace(":", " ").split()


def _page(seat: Seat) -> PairingPage:
    page = seat.counter.window.findChild(PairingPage)
    assert isinstance(page, PairingPage)
    return page
