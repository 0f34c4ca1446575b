"""Connecting this PC to the centre by the keyboard, with every no the centre can say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.sync.state import PairingWish, Presented, State
from app.ui.pages.centre.pairing import ABOUT, ASKING, BUSY, COMPARING, CONNECTED, PairingPage
from app.ui.pages.centre.start import PairingStart
from app.ui.shell.desk import Trouble
from app.ui.widgets.fingerprint import Fingerprint
from app.ui.words.notices import say
from tests.ui.pages.two_counters import Wired, as_seen

W = TypeVar("W", bound=QWidget)
Shown = Callable[[QWidget], QWidget]
CONTROL = Qt.KeyboardModifier.ControlModifier
FINGERPRINT = ":".join(["AB", "CD"] * 16)
TYPED = {
    "address": "https://pusat:8443",
    "code": "k7qx2m",
    "counter_name": "Loket 1",
    "username": "admin",
    "password": "pasar-amlapura",
}


@pytest.fixture
def wired() -> Wired:
    made = Wired()
    made.certificate = Presented("PEM", FINGERPRINT)
    return made


def opened(wired: Wired, shown: Shown, *, brings: bool = True) -> PairingPage:
    page = PairingPage(as_seen(wired), brings=brings, counter_name="Loket 1")
    page.resize(1000, 600)
    shown(page)
    return page


def forward(page: QWidget) -> None:
    """Ctrl+Enter, to whatever has the cursor."""
    QTest.keyClick(page.window().focusWidget() or page, Qt.Key.Key_Return, CONTROL)


def fill_in(page: PairingPage) -> None:
    page.form.set_values(TYPED)
    page.form.focus("password")
    forward(page)


def printed(page: QWidget) -> str:
    found = page.findChild(Fingerprint, "fingerprint")
    assert found is not None
    return found.text()


def text(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None
    return "" if found.isHidden() else found.text()


def named(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def wish(wired: Wired) -> PairingWish:
    asked = wired.asked[-1][1]
    assert isinstance(asked, PairingWish)
    return asked


def test_an_empty_form_asks_for_what_is_missing(wired: Wired, shown: Shown) -> None:
    page = opened(wired, shown)
    page.form.focus("address")
    forward(page)
    assert list(page.form.errors()) == ["address", "code", "username", "password"]
    assert (page.step(), wired.asked) == (ASKING, [])


def test_compared_told_what_comes_along_and_connected(wired: Wired, shown: Shown) -> None:
    page = opened(wired, shown)
    fill_in(page)
    assert (page.step(), wired.asked) == (COMPARING, [("present", "https://pusat:8443")])
    assert printed(page) == "\n".join([" ".join(["AB", "CD"] * 4)] * 4)
    assert text(page, "brought") == "312 tindakan, 56 permohonan dibawa ke pusat."
    forward(page)
    assert page.step() == COMPARING  # nobody has compared yet
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Space)
    forward(page)
    assert page.step() == CONNECTED
    assert wish(wired) == PairingWish(
        "https://pusat:8443", "K7QX2M", "Loket 1", "admin", "pasar-amlapura", certificate="PEM"
    )
    assert "pasar" not in repr(wish(wired))
    assert page.form.values()["password"] == ""


def test_after_it_the_way_on_is_told(wired: Wired, shown: Shown, qtbot: QtBot) -> None:
    page = opened(wired, shown)
    fill_in(page)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Space)
    forward(page)
    wired.become(linked=True, stage="import", done=120, total=312, address="https://pusat:8443", device="7Q4")
    said = page.connected.text()
    assert "Komputer ini tersambung ke https://pusat:8443 dengan kode loket 7Q4." in said
    assert "Membawa data komputer ini ke pusat: 38 %." in said
    assert "komputer lain dapat disambungkan" in said
    wired.become(trouble="import_refused")
    assert "Pusat tidak menerima salah satu tindakan lama" in page.connected.text()
    wired.become(stage="complete", trouble="")
    assert "Setiap petugas keluar lalu masuk kembali satu kali" in page.connected.text()
    with qtbot.waitSignal(page.details_wanted):
        QTest.keyClick(page.connected.details, Qt.Key.Key_Space)


def test_without_tls_there_is_nothing_to_compare(wired: Wired, shown: Shown) -> None:
    wired.certificate = Presented("", "")
    page = opened(wired, shown, brings=False)
    fill_in(page)
    assert "hanya berlaku untuk pusat di komputer ini sendiri" in text(page, "compare")
    assert (printed(page), text(page, "brought")) == ("", "")
    assert named(page, "same_fingerprint").isHidden()
    forward(page)
    assert (page.step(), wish(wired).certificate) == (CONNECTED, "")


def test_a_chain_this_pc_trusts_is_not_compared(wired: Wired, shown: Shown) -> None:
    wired.certificate = Presented("", FINGERPRINT, trusted=True)
    page = opened(wired, shown)
    fill_in(page)
    assert "dikeluarkan oleh lembaga yang dipercaya komputer ini" in text(page, "compare")
    assert named(page, "same_fingerprint").isHidden()
    forward(page)
    assert (page.step(), wish(wired).certificate) == (CONNECTED, "")


def test_back_to_the_form_keeps_what_was_typed(wired: Wired, shown: Shown) -> None:
    page = opened(wired, shown)
    fill_in(page)
    QTest.keyClick(named(page, "pairing_back"), Qt.Key.Key_Space)
    assert page.step() == ASKING
    assert page.form.values()["code"] == "k7qx2m"


@pytest.mark.parametrize(
    "code",
    [
        *("pairing_code", "office_exists", "no_office", "wrong_login", "centre_away", "centre_certificate"),
        *("training", "already_paired", "import_refused", "no_right", "login_blocked"),
    ],
)
def test_every_no_is_said_beside_the_form(wired: Wired, shown: Shown, code: str) -> None:
    page = opened(wired, shown)
    fill_in(page)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Space)
    wired.trouble = Trouble(code)
    forward(page)
    assert page.step() == ASKING
    assert "kode:" not in page.text()
    assert page.form.control(ABOUT.get(code, "address")).hasFocus()
    assert page.form.values()["password"] == "pasar-amlapura"
    assert (page.text() == say(code).full) is (code != "no_office")


def test_nobody_answers_at_that_address(wired: Wired, shown: Shown) -> None:
    wired.trouble = Trouble("centre_address")
    page = opened(wired, shown)
    fill_in(page)
    assert page.text().startswith("Alamat pusat tidak sesuai.")
    wired.trouble = None
    forward(page)
    assert page.step() == COMPARING


def test_given_up_and_too_late_given_up(wired: Wired, shown: Shown) -> None:
    wired.held = True
    page = opened(wired, shown)
    fill_in(page)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Space)
    forward(page)
    assert page.step() == BUSY
    wired.become(waiting=1)  # told of, and nothing to show here
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Space)
    assert (page.step(), wired.asked[-1]) == (ASKING, ("cancel", None))
    assert page.text().startswith("Penyambungan dibatalkan.")
    assert wired.done is not None
    wired.done()
    assert page.step() == CONNECTED


def test_a_pc_that_is_connected_says_so(wired: Wired, shown: Shown) -> None:
    wired.state_now = State(linked=True, online=True, stage="complete", address="https://pusat", device="7Q4")
    page = opened(wired, shown)
    assert page.step() == CONNECTED
    assert "https://pusat dengan kode loket 7Q4" in page.connected.text()


def test_at_the_first_start_there_is_a_way_back(wired: Wired, shown: Shown, qtbot: QtBot, qapp: QApplication) -> None:
    page = PairingStart(as_seen(wired))
    page.resize(1200, 700)
    shown(page)
    assert "Komputer ini belum memiliki data." in " ".join(each.text() for each in page.findChildren(QLabel))
    with qtbot.waitSignal(page.left):
        QTest.keyClick(named(page, "pairing_left"), Qt.Key.Key_Space)
