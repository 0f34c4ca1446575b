"""Pengaturan, Layanan NIK: kept for this PC, tried out in plain words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.errors import Unavailable
from app.lookup.service import Setting
from app.ui.pages.settings.lookup import KEPT, LookupSettings
from tests.lookup.kept import KeptToken
from tests.lookup.stand_in import StandIn, Told
from tests.ui.at_work import AtWork
from tests.ui.pages.matching import NOT_FOUND

CTRL, Key = Qt.KeyboardModifier.ControlModifier, Qt.Key


@pytest.fixture
def service(service: StandIn) -> StandIn:
    service.told = NOT_FOUND
    return service


class AtSettings:
    def __init__(self, at_work: AtWork, qtbot: QtBot) -> None:
        self.at_work = at_work
        self.lookup = at_work.lookup
        self.page = LookupSettings(at_work.desk, self.lookup)
        qtbot.addWidget(self.page)
        self.page.resize(1100, 600)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.setFocus()
        at_work.settle()

    def save(self) -> None:
        self.at_work.chord(self.page, Key.Key_S, CTRL)

    def try_out(self) -> str:
        self.at_work.chord(self.page, Key.Key_T, CTRL)
        return self.page.text()


@pytest.fixture
def settings(at_work: AtWork, qtbot: QtBot) -> AtSettings:
    at_work.sit("administrator")
    return AtSettings(at_work, qtbot)


def fill(settings: AtSettings, address: str, **others: object) -> None:
    settings.page.form.set_values({"on": True, "name": "Dukcapil", "address": address, "token": "rahasia"} | others)


def test_it_is_off_and_turned_on_by_keyboard(settings: AtSettings, service: StandIn) -> None:
    assert settings.page.form.values()["on"] is False
    settings.at_work.press(settings.page, "y")
    for field, text in (("name", "Dukcapil"), ("address", service.address), ("token", "rahasia")):
        settings.page.form.focus(field)
        settings.at_work.press(settings.page, text)
    settings.save()
    assert settings.page.text() == "Pengaturan tersimpan."
    assert settings.lookup.setting() == Setting(True, "Dukcapil", service.address)
    assert settings.lookup.has_token()
    assert settings.page.form.values()["token"] == ""
    assert settings.page.form.row("token").line() == KEPT
    settings.page.form.focus("on")
    settings.at_work.press(settings.page, "t")
    settings.save()
    assert settings.lookup.setting() == Setting(False, "Dukcapil", service.address)
    assert settings.lookup.has_token()


def test_what_is_missing_is_said_beside_the_field(settings: AtSettings) -> None:
    fill(settings, "", name="", token="")
    settings.save()
    assert set(settings.page.form.errors()) == {"name", "address", "token"}
    assert settings.page.text() == "Nama, alamat, dan token wajib diisi apabila layanan digunakan."
    fill(settings, "http://10.0.0.1")
    settings.save()
    assert settings.page.form.errors()["address"].startswith("Alamat harus diawali https://.")
    assert not settings.lookup.setting().on
    settings.page.form.focus("address")
    settings.at_work.press(settings.page, "x")
    assert settings.page.text() == ""


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Told(body={"result": "not_found"}), "Layanan Dukcapil menjawab dengan benar."),
        (Told(), "Layanan Dukcapil menjawab, tetapi mengenali identitas contoh."),
        (Told(401), "Layanan Dukcapil menolak token komputer ini."),
        (Told(500), "Layanan Dukcapil sedang terganggu (kode 500)."),
        (Told(302, b"", {"Location": "/x"}), "Layanan Dukcapil mengalihkan ke alamat lain;"),
        (Told(body=b"no"), "Jawaban layanan Dukcapil tidak sesuai dengan protokolnya."),
    ],
)
def test_a_try_tells_what_happened(settings: AtSettings, service: StandIn, told: Told, words: str) -> None:
    service.told = told
    fill(settings, service.address)
    assert settings.try_out().startswith(words)
    assert service.asked[0].question["nik"] == "0" * 16
    assert not settings.lookup.setting().on


def test_a_try_with_nonsense(settings: AtSettings) -> None:
    fill(settings, "nik.example.go.id")
    assert settings.try_out() == "Alamat harus diawali https://."
    fill(settings, "https://nik.example.go.id", token="a b")
    assert settings.try_out() == "Token tidak boleh berisi spasi atau huruf khusus."
    assert list(settings.page.form.errors()) == ["token"]


def test_a_disk_that_keeps_nothing_is_told(settings: AtSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(token: KeptToken, _: str) -> None:
        raise Unavailable("disk_full")

    monkeypatch.setattr(KeptToken, "write", full)
    fill(settings, "https://nik.example.go.id")
    settings.save()
    assert "penuh" in settings.page.text()
    assert not settings.lookup.setting().on
