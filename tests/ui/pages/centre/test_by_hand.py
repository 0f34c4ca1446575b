"""Connecting to the centre, and what becomes of the connection, by mouse and by keyboard in the whole window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.actions.commands.office import RecordOutage
from app.sync.state import PairingWish, Presented, Renewal
from app.ui.shell.desk import Trouble
from app.ui.widgets.fingerprint import Fingerprint
from tests.ui.pages.hall import CTRL, SMALL, Hall, Hands, Key
from tests.ui.pages.two_counters import TwoCounters
from tests.ui.seen import column, rows, says, seen, shows

OLD, NEW = ":".join(["AB", "CD"] * 16), ":".join(["12", "EF"] * 16)
TYPED = {
    "address": "https://pusat:8443",
    "code": "k7qx2m",
    "username": "made",
    "password": "pasar-amlapura",
}


def text_of(hands: Hands, field: str) -> str:
    return seen(hands.window, QLineEdit, field).text()


def asked(hall: Hall) -> list[str]:
    """What the page wanted of the connection, in order."""
    return [what for what, _ in hall.wired.asked]


@pytest.fixture
def pairing(hall: Hall) -> Hall:
    """An administrator at the form that connects this PC."""
    hall.wired.certificate = Presented("PEM", NEW)
    hall.settings("centre")
    return hall


def online(hall: Hall, **values: object) -> None:
    now = hall.office.clock.now()
    facts = {"linked": True, "online": True, "since": now, "contact": now, "stage": "complete", "trouble": ""}
    hall.wired.become(**(facts | {"address": "https://pusat:8443", "device": "7Q4"} | values))
    hall.at_work.settle()


@pytest.fixture
def counters(qtbot: QtBot, tmp_path: Path) -> Iterator[TwoCounters]:
    made = TwoCounters(tmp_path, qtbot)
    yield made
    made.close()


def test_connected_with_the_mouse(pairing: Hall) -> None:
    """The administrator forgets half, compares the fingerprint, connects, and goes to look at the connection."""
    pairing.click("check_centre")
    assert {pairing.below(field) for field in TYPED} == {"Wajib diisi."}
    assert asked(pairing) == []
    for field, text in TYPED.items():
        pairing.type_into(field, text)
    pairing.click("check_centre")
    assert seen(pairing.window, Fingerprint, "fingerprint").text().split() == NEW.split(":")
    assert says(pairing.window, "brought") == "312 tindakan, 56 permohonan dibawa ke pusat."
    assert not pairing.can("pair")
    pairing.check("same_fingerprint")
    pairing.click("pair")
    assert isinstance(pairing.wired.asked[-1][1], PairingWish)
    online(pairing)
    assert "Komputer ini tersambung ke https://pusat:8443 dengan kode loket 7Q4." in pairing.read()
    pairing.click("pairing_details")
    assert (pairing.page(), says(pairing.window, "connection_state")) == ("Sambungan", "Daring")


def test_another_fingerprint_than_on_the_server(pairing: Hall) -> None:
    """By keyboard: ticked too soon, the fingerprint differs after all; going back keeps all typed and sends nothing."""
    pairing.tab_to("address")
    for field, text in TYPED.items():
        pairing.tab_to(field)
        pairing.key(text)
    pairing.key(Key.Key_Return, held=CTRL)
    assert pairing.cursor() == "same_fingerprint"
    pairing.key(Key.Key_Return, held=CTRL)
    assert shows(pairing.window, "pairing_compare"), "nobody has compared yet"
    pairing.key(Key.Key_Space)
    assert pairing.can("pair")
    pairing.tab_to("pairing_back")
    pairing.key(Key.Key_Space)
    assert pairing.cursor() == "address"
    assert {field: text_of(pairing, field) for field in TYPED} == TYPED
    assert asked(pairing) == ["present"]
    pairing.wired.certificate = Presented("PEM", OLD)
    pairing.key(Key.Key_Return, held=CTRL)
    assert seen(pairing.window, Fingerprint, "fingerprint").text().split() == OLD.split(":")
    assert not seen(pairing.window, QCheckBox, "same_fingerprint").isChecked(), "compared anew"


def test_a_code_that_is_used_up(pairing: Hall) -> None:
    """By keyboard: the centre refuses the code; the cursor stands in it, and with another one it goes on."""
    pairing.tab_to("address")
    for field, text in TYPED.items():
        pairing.tab_to(field)
        pairing.key(text)
    pairing.key(Key.Key_Return, held=CTRL)
    pairing.key(Key.Key_Space)
    pairing.wired.trouble = Trouble("pairing_code")
    pairing.key(Key.Key_Return, held=CTRL)
    assert pairing.cursor() == "code"
    assert "Kode pemasangan" in pairing.read()
    pairing.retype("ab12cd")
    pairing.wired.trouble = None
    pairing.key(Key.Key_Return, held=CTRL)
    pairing.key(Key.Key_Space)
    pairing.key(Key.Key_Return, held=CTRL)
    wish = pairing.wired.asked[-1][1]
    assert isinstance(wish, PairingWish)
    assert (wish.code, wish.password) == ("AB12CD", "pasar-amlapura")


def test_given_up_while_it_connects(pairing: Hall) -> None:
    """With the mouse the administrator gives up waiting, and is told that nothing has changed here."""
    pairing.wired.held = True
    pairing.wired.certificate = Presented("", "")
    for field, text in TYPED.items():
        pairing.type_into(field, text)
    pairing.click("check_centre")
    assert not shows(pairing.window, "same_fingerprint")
    pairing.click("pair")
    assert "Menyambungkan ke https://pusat:8443." in pairing.read()
    pairing.click("pairing_cancel")
    assert "Penyambungan dibatalkan. Tidak ada yang berubah di komputer ini." in pairing.read()
    assert asked(pairing) == ["present", "pair", "cancel"]
    assert pairing.can("check_centre")


def test_the_centre_comes_and_goes_while_one_looks(hall: Hall) -> None:
    """A clerk watches the connection on a small screen: alone, online, lost; each time the page says what to do."""
    hall.resize(*SMALL)
    hall.sit("petugas_loket", page="connection")
    assert says(hall.window, "empty_text") == "Tidak ada yang perlu dikirim: komputer ini bekerja tanpa pusat."
    assert not hall.can("try_now")
    online(hall)
    assert says(hall.window, "empty_text") == "Tidak ada tindakan yang menunggu. Semua sudah sampai di pusat."
    hall.click("try_now")
    assert asked(hall) == ["wake"]
    hall.office.clock.advance(minutes=12)
    online(hall, online=False, since=hall.office.clock.now() - timedelta(minutes=12), trouble="centre_away")
    assert says(hall.window, "connection_state").startswith("Luring sejak 10.00")
    assert "Pusat belum dapat dihubungi." in says(hall.window, "connection_advice")
    assert hall.is_whole("try_now")


def test_losses_of_contact_and_none(hall: Hall) -> None:
    """With the mouse somebody looks whether the line is bad: nothing yet, then a loss that another counter noted."""
    online(hall)
    hall.sit("kabid", page="connection")
    hall.click_tab("qt_tabwidget_tabbar", "Gangguan")
    assert says(hall.window, "empty_text") == "Belum pernah ada gangguan sambungan yang tercatat."
    began = hall.office.clock.now() - timedelta(hours=3)
    values = {"began": began, "ended": began + timedelta(hours=2), "acts": 7, "cause": "centre_away"}
    hall.office.do("verifikator", RecordOutage, **values)
    hall.elsewhere()
    assert rows(hall.window, "outages") == [["Loket 1", "23-11-2026 07.00", "09.00", "2 jam", "7", "pusat terputus"]]
    assert column(hall.window, "outage_months", "Bulan") == ["November 2026"]
    hall.click_tab("qt_tabwidget_tabbar", "Menunggu dikirim")
    assert not shows(hall.window, "outages")


def test_another_certificate_on_a_small_screen(hall: Hall) -> None:
    """At 150 % text the administrator wheels down both fingerprints, mistypes the password, and accepts the new one."""
    hall.resize(*SMALL)
    hall.wired.renewed = Renewal((OLD,), Presented("PEM", NEW))
    online(hall, online=False, trouble="centre_certificate")
    hall.sit("administrator", page="connection")
    shown = {name: seen(hall.window, Fingerprint, name) for name in ("certificate_known_0", "certificate_shown")}
    assert [each.text().split() for each in shown.values()] == [OLD.split(":"), NEW.split(":")]
    for name, each in shown.items():
        hall.wheel_to(each, each.rect().bottomLeft())
        assert hall.is_whole(name), name
    assert not hall.can("accept_certificate")
    hall.check("certificate_same")
    hall.type_into("username", " Made ")
    hall.type_into("password", "salah-sama-sekali")
    hall.wired.trouble = Trouble("wrong_login")
    hall.click("accept_certificate")
    assert "Nama pengguna atau kata sandi tidak sesuai." in hall.read()
    assert hall.cursor() == "password"
    hall.wired.trouble = None
    hall.retype("pasar-amlapura")
    hall.click("accept_certificate")
    assert "Sertifikat diterima. Menghubungi pusat." in hall.read()
    online(hall)
    assert shows(hall.window, "try_now")
    assert not shows(hall.window, "certificate_change")


def test_what_waits_is_opened_and_goes_by_itself(counters: TwoCounters, qtbot: QtBot) -> None:
    """Without the centre a file is registered: with the mouse it is opened from what waits, and once the line is mended
    nothing waits any more."""
    hands = Hands(counters.window, counters.at_work, qtbot)
    counters.known_file()
    counters.cut()
    file = counters.one.office.register_file(counters.one.office.intake(confirmed={"duplicate": "x"}))
    now = counters.clock.now()
    state = {"linked": True, "online": False, "since": now, "contact": now, "stage": "complete", "waiting": 1}
    counters.connection.become(**state, trouble="centre_away")
    counters.open("connection", None, "verifikator")
    number = counters.one.office.file(file).number
    assert column(hands.window, "waiting_acts", "Nomor registrasi") == [number]
    hands.click_tab("qt_tabwidget_tabbar", "Menunggu dikirim (1)")
    assert says(hands.window, "waiting_counsel").startswith("Tindakan ini belum sampai ke pusat.")
    assert not hands.can("send_again")
    hands.click_row("waiting_acts", number, twice=True)
    assert hands.page() == "Permohonan"
    counters.open("connection")
    counters.mend()
    counters.one.settle()
    counters.connection.become(**(state | {"online": True, "waiting": 0}), trouble="")
    counters.at_work.settle()
    assert says(hands.window, "empty_text") == "Tidak ada tindakan yang menunggu. Semua sudah sampai di pusat."
    assert not hands.can("open_waiting")
