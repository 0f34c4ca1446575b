"""The look-up service in the real program: off at first, kept for this PC, its token in no file in clear."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtWidgets import QWidget

from app.desktop.parts import lookup
from app.lookup.service import Lookup, Setting
from app.ui.pages.settings.lookup import LookupSettings
from app.ui.pages.settings.page import SettingsPage
from tests.desktop.conftest import Desktop

TOKEN = "rahasia-layanan"


def opened(desktop: Desktop) -> LookupSettings:
    desktop.sign_in("made")
    desktop.counter.window.open("settings", "lookup")
    desktop.settle()
    page = desktop.counter.window.pages.page("settings")
    assert isinstance(page, SettingsPage)
    found = page.findChild(LookupSettings)
    assert found is not None
    return found


def kept(desktop: Desktop) -> Lookup:
    return lookup(desktop.counter.parts)


def test_it_stays_over_a_restart(at_door: Desktop) -> None:
    page = opened(at_door)
    assert kept(at_door).setting() == Setting()
    page.form.set_values({"on": True, "name": "Dukcapil", "address": "https://nik.example.go.id", "token": TOKEN})
    save = page.findChild(QWidget, "lookup_save")
    assert save is not None
    save.click()
    at_door.settle()
    assert page.text() == "Pengaturan tersimpan."
    at_door.close()
    for path in at_door.data.rglob("*"):
        assert not path.is_file() or TOKEN.encode() not in path.read_bytes()
    at_door.open()
    page = opened(at_door)
    assert kept(at_door).setting() == Setting(True, "Dukcapil", "https://nik.example.go.id")
    assert kept(at_door).has_token()


def test_who_has_no_service_loads_no_client() -> None:
    code = "import sys, app.desktop.parts; print('httpx' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
