"""When the program itself is wrong: a report of places, never of values, and the work goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.shell.crash import SECOND, CrashDialog, CrashKeeper, place, report
from app.ui.words.notices import say

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SECRET = "5107034507880003"


def broken(nik: str) -> None:
    raise ValueError(f"cannot use {nik}")


def happen(keeper: CrashKeeper) -> None:
    try:
        broken(SECRET)
    except ValueError as error:
        keeper.take(type(error), error, error.__traceback__)


@pytest.fixture
def keeper(tmp_path: Path, qtbot: QtBot) -> Iterator[CrashKeeper]:
    hooks = sys.excepthook, threading.excepthook
    made = CrashKeeper(tmp_path / "reports", lambda: NOW)
    yield made
    sys.excepthook, threading.excepthook = hooks
    for window in dialogs():
        window.close()


def dialogs() -> list[CrashDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, CrashDialog) and each.isVisible()]


def test_a_report_has_places_and_no_values(keeper: CrashKeeper, qtbot: QtBot, tmp_path: Path) -> None:
    happen(keeper)
    qtbot.waitUntil(lambda: bool(dialogs()))
    written = (tmp_path / "reports" / "galat-20261123-020000.txt").read_text()
    assert "builtins.ValueError" in written
    assert "shell/test_crash.py" in written
    assert "broken" in written
    assert SECRET not in written
    assert "cannot use" not in written


def test_the_work_goes_on_with_what_was_typed(keeper: CrashKeeper, qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.setText("NI LUH")
    happen(keeper)
    qtbot.waitUntil(lambda: bool(dialogs()))
    go_on = dialogs()[0].findChild(QPushButton, "go_on")
    assert go_on is not None
    go_on.click()
    qtbot.waitUntil(lambda: not dialogs())
    assert edit.text() == "NI LUH"
    happen(keeper)
    qtbot.waitUntil(lambda: bool(dialogs()))


def test_many_errors_open_one_dialog(keeper: CrashKeeper, qtbot: QtBot) -> None:
    for _ in range(3):
        happen(keeper)
    qtbot.waitUntil(lambda: bool(dialogs()))
    assert len(dialogs()) == 1


def test_errors_of_one_second_are_all_written_each_once(keeper: CrashKeeper, qtbot: QtBot, tmp_path: Path) -> None:
    for _ in range(2):
        happen(keeper)
        for kind in (KeyError, *(type(f"Error{number}", (Exception,), {}) for number in range(12))):
            keeper.take(kind, kind(SECRET), None)
    reports = tmp_path / "reports"
    qtbot.waitUntil(lambda: len(list(reports.glob("*"))) == SECOND)
    written = [path.read_text() for path in sorted(reports.glob("galat-20261123-020000*.txt"))]
    assert len(set(written)) == SECOND
    assert sum("builtins.ValueError" in each for each in written) == 1


def test_an_error_of_a_thread_is_taken_too(keeper: CrashKeeper, qtbot: QtBot) -> None:
    keeper.install()
    assert sys.excepthook == keeper.take
    thread = threading.Thread(target=broken, args=(SECRET,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(dialogs()))


def test_a_report_that_cannot_be_written_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keeper = CrashKeeper(tmp_path / "file" / "reports", lambda: NOW)
    happen(keeper)
    qtbot.waitUntil(lambda: bool(dialogs()))
    assert "belum dapat ditulis" in " ".join(each.text() for each in dialogs()[0].findChildren(QLabel))
    dialogs()[0].close()


def test_places_name_no_users_folder() -> None:
    assert place(Path(sys.modules[say.__module__].__file__ or "")) == "app/ui/words/notices.py"
    assert place(Path("/home/made/lib/python3/json/decoder.py")) == "json/decoder.py"
    assert "kesalahan: builtins.KeyError" in report(KeyError, None, NOW)
