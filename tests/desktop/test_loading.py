"""What is loaded by which thread while the sign-in page stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.desktop import first_window
from app.ui.pages.entrance.sign_in import BROKEN
from tests.desktop.conftest import Desktop

ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1", "LOKET_CREDENTIALS": "file"}


def test_no_class_of_qt_is_made_by_another_thread(tmp_path: Path) -> None:
    """From the first picture until the office can be set up, in a process that has loaded nothing yet."""
    report = tmp_path / "report.json"
    command = [sys.executable, "-m", "tests.whole.window_thread", str(report), "start", str(tmp_path / "data")]
    done = subprocess.run(
        command, env=os.environ | ENVIRONMENT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(report.read_text()) == []


def test_a_module_that_cannot_be_loaded_keeps_nothing_waiting(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error comes to whoever looks after errors, and the counter can be tried: it says what is wrong."""
    failed: list[str | None] = []
    told = threading.Event()

    def tell(raised: threading.ExceptHookArgs) -> None:
        failed.append(getattr(raised.exc_value, "name", None))
        told.set()

    monkeypatch.setattr(first_window, "PLAIN", ("json", "app.not_there", "app.upkeep.keys"))
    monkeypatch.setattr(first_window, "OF_QT", ("app.nor_there", "app.ui.shell.crash"))
    monkeypatch.setattr(threading, "excepthook", tell)
    parent = QObject()
    loader = first_window.Loader(parent)
    with qtbot.capture_exceptions() as raised, qtbot.waitSignal(loader.loaded):
        loader.start()
    assert told.wait(10)  # the thread tells of it after it has let the others go on
    assert failed == ["app.not_there"]
    assert [getattr(each[1], "name", None) for each in raised] == ["app.nor_there"]


@pytest.mark.parametrize("name", ["app.sync.state", "app.desktop.counter", "app.ui.shell.crash"])
def test_where_the_counter_cannot_be_made_the_person_is_told(tmp_path: Path, name: str) -> None:
    """A module of either thread is missing, or the one that tells of errors; in a process that has loaded nothing."""
    report, data = tmp_path / "report.json", tmp_path / "data"
    command = [sys.executable, "-m", "tests.desktop.without_module", str(report), name, str(data)]
    done = subprocess.run(
        command, env=os.environ | ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    dialog = "" if name == "app.ui.shell.crash" else "crash"
    told = {"said": BROKEN.full, "dialog": dialog, "enabled": [], "typed": "made"}
    assert json.loads(report.read_text()) == told
    assert bool(list(data.glob("reports/galat-*.txt"))) == bool(dialog)


@pytest.mark.parametrize("name", ["app.upkeep.keys", "app.reference.reference", "app.desktop.devices"])
def test_where_the_office_cannot_be_opened_the_page_says_so(
    at_door: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What unlocks it, what opens it, what its pages are made of; the error comes to who looks after errors, too."""
    at_door.close()
    monkeypatch.setitem(sys.modules, name, None)
    with qtbot.capture_exceptions() as raised:
        counter = at_door.open()
        qtbot.waitUntil(lambda: counter.sign_in_flow.sign_in.text() == BROKEN.full)
    assert {each[1].name for each in raised if isinstance(each[1], ImportError)} == {name}
    assert at_door.cover() == "sign_in"
