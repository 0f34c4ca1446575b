"""Sign-in, lock, change of user, and typing before anything is loaded."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QMenu
from shiboken6 import isValid

from app.desktop.counter import Counter
from app.desktop.first_window import FirstWindow
from app.desktop.locking import IdleWatch
from app.settings import settings
from app.ui.shell.session import SignedIn
from app.ui.widgets.confirm import Confirm, Confirmed
from tests.desktop.conftest import PASSWORD, Desktop
from tests.ui.at_work import AtOnce

CONTROL = Qt.KeyboardModifier.ControlModifier
HEAVY = ("sqlalchemy", "msgspec", "reportlab", "sqlcipher3", "holidays", "argon2", "keyring", "alembic", "yaml")


def edit(desktop: Desktop, name: str) -> QLineEdit:
    page = desktop.counter.window.cover.currentWidget()
    assert page is not None
    found = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def test_the_first_picture_loads_nothing_heavy() -> None:
    code = f"import sys, json, app.desktop.program as p; print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


GATE = """
import sys
from pathlib import Path
from app.desktop.opening import unlock
from app.desktop.world import real
from app.settings import Settings

unlocked = unlock(Settings(Path(sys.argv[1])), real(), print)
print(unlocked.first.counter_name, unlocked.gate.enter("made", sys.argv[2]).name, "sqlalchemy" in sys.modules, sep="|")
unlocked.held.close()
"""


def test_the_gate_answers_without_sqlalchemy(founded: Path, tmp_path: Path) -> None:
    shutil.copytree(founded, tmp_path / "data")
    words = [sys.executable, "-c", GATE, str(tmp_path / "data"), PASSWORD]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "Loket 1|I Made Contoh|False"


def test_after_founding_the_first_user_signs_in_like_anybody(at_door: Desktop) -> None:
    assert at_door.cover() == "sign_in"
    at_door.sign_in("made")
    assert at_door.counter.parts.session.signed_in is not None
    assert at_door.counter.window.pages.current() == "front"
    assert at_door.counter.parts.stamps().counter == at_door.counter.parts.pending_office.unlocked.first.counter


def test_who_was_here_is_offered_and_walked_by_arrow(at_door: Desktop) -> None:
    at_door.sign_in("made")
    at_door.close()
    at_door.open()
    people = at_door.counter.sign_in_flow.sign_in.findChild(QListWidget, "people")
    assert people is not None
    assert [people.item(at).text() for at in range(people.count())] == ["I Made Contoh  (made)"]
    assert edit(at_door, "username").text() == "made"
    at_door.press(Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, PASSWORD, Qt.Key.Key_Return)
    assert at_door.cover() == ""


def test_a_wrong_password_stays_calm(at_door: Desktop) -> None:
    at_door.sign_in("made", "bukan-ini")
    page = at_door.counter.sign_in_flow.sign_in
    assert page.text() == "Nama pengguna atau kata sandi tidak sesuai. Mohon coba kembali."
    assert at_door.focus() is edit(at_door, "password")
    assert edit(at_door, "password").selectedText() != ""
    at_door.press(PASSWORD, Qt.Key.Key_Return)
    assert at_door.cover() == ""


def test_a_blocked_account_says_how_long(at_door: Desktop) -> None:
    for _ in range(6):
        at_door.sign_in("made", "bukan-ini")
    assert at_door.counter.sign_in_flow.sign_in.text() == "Terlalu banyak percobaan masuk. Mohon tunggu 5 menit."


def test_caps_lock_is_noticed(at_door: Desktop) -> None:
    password = edit(at_door, "password")
    password.setFocus()
    page, none = at_door.counter.sign_in_flow.sign_in, Qt.KeyboardModifier.NoModifier
    for text, held, said in (
        ("A", none, "Caps Lock tampaknya aktif."),
        ("b", none, ""),
        ("C", Qt.KeyboardModifier.ShiftModifier, ""),
        ("d", Qt.KeyboardModifier.ShiftModifier, "Caps Lock tampaknya aktif."),
    ):
        QApplication.sendEvent(password, QKeyEvent(QEvent.Type.KeyPress, ord(text.upper()), held, text))
        assert page.text() == said
    at_door.press(Qt.Key.Key_CapsLock)
    assert page.text() == ""
    assert password.text() == "AbCd"


def test_what_is_entered_before_the_office_is_open_counts(at_door: Desktop) -> None:
    desktop = at_door
    desktop.close()
    first_window = FirstWindow(settings(desktop.data))
    first_window.window.show()
    first_window.window.activateWindow()
    desktop.settle()
    username, password = (first_window.sign_in.findChild(QLineEdit, name) for name in ("username", "password"))
    assert username is not None
    assert password is not None
    QTest.keyClicks(username, "made")
    QTest.keyClicks(password, PASSWORD)
    QTest.keyClick(password, Qt.Key.Key_Return)
    counter = Counter(settings(desktop.data), desktop.world, first_window, executor=AtOnce())
    desktop.counters.append(counter)
    counter.begin()
    desktop.settle()
    assert counter.parts.session.signed_in is not None


def test_painting_is_told_once(desktop: Desktop) -> None:
    first_window, painted = FirstWindow(settings(desktop.data)), []
    first_window.painted.connect(partial(painted.append, True))
    first_window.window.show()
    desktop.qtbot.waitUntil(lambda: bool(painted))
    first_window.sign_in.repaint()
    desktop.settle()
    assert painted == [True]
    first_window.window.close()
    first_window.window.deleteLater()


def test_the_lock_shows_only_the_person_and_keeps_the_page(at_door: Desktop) -> None:
    at_door.sign_in("made")
    window = at_door.counter.window
    window.open("settings")
    page = window.pages.page("settings")
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
    at_door.settle()
    assert at_door.cover() == "lock"
    assert at_door.counter.parts.session.locked
    at_door.press("bukan-ini", Qt.Key.Key_Return)
    assert at_door.cover() == "lock"
    at_door.press(PASSWORD, Qt.Key.Key_Return)
    assert at_door.cover() == ""
    assert not at_door.counter.parts.session.locked
    assert window.pages.page("settings") is page


def test_another_user_takes_over(at_door: Desktop) -> None:
    at_door.sign_in("made")
    window = at_door.counter.window
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
    at_door.settle()
    at_door.press(Qt.Key.Key_F3)
    assert at_door.cover() == "sign_in"
    assert at_door.counter.parts.session.signed_in is None
    assert window.pages.current() == ""
    at_door.sign_in("made")
    assert window.pages.current() == "front"


def test_a_password_answered_after_another_wants_to_sign_in_opens_nothing(at_door: Desktop) -> None:
    at_door.sign_in("made")
    QTest.keyClick(at_door.counter.window, Qt.Key.Key_L, CONTROL)
    at_door.settle()
    QTest.keyClicks(at_door.focus(), PASSWORD)
    QTest.keyClick(at_door.focus(), Qt.Key.Key_Return)
    QTest.keyClick(at_door.focus(), Qt.Key.Key_F3)  # before the answer
    at_door.settle()
    assert at_door.cover() == "sign_in"
    assert at_door.counter.parts.session.signed_in is None


def asked(desktop: Desktop, answers: list[Confirmed]) -> Confirm:
    """A question that one key would answer, opened above the window."""
    question = Confirm(
        desktop.counter.window, "Setujui", "Setujui, 1 berkas: Ni Luh Contoh.", "Setujui", reason="Alasan"
    )
    question.confirmed.connect(answers.append)
    question.open()
    desktop.settle()
    return question


def test_a_question_is_out_of_sight_while_the_window_is_locked_and_keeps_what_was_typed(at_door: Desktop) -> None:
    at_door.sign_in("made")
    answers: list[Confirmed] = []
    question = asked(at_door, answers)
    at_door.press("Sudah dicocokkan")
    at_door.counter.parts.session.lock()
    at_door.settle()
    assert not question.isVisible(), "who passes by reads nothing"
    assert QApplication.activeModalWidget() is None
    at_door.press(Qt.Key.Key_Return, held=CONTROL)
    assert answers == []
    late = asked(at_door, answers)
    assert not late.isVisible(), "an answer that comes late opens nothing above the lock"
    at_door.press(PASSWORD, Qt.Key.Key_Return)
    assert at_door.cover() == ""
    assert [question.isVisible(), late.isVisible()] == [True, True]
    late.reject()
    question.activateWindow()
    at_door.settle()
    QTest.keyClick(question, Qt.Key.Key_Return, CONTROL)
    assert [answer.reason for answer in answers] == ["Sudah dicocokkan"]


def test_what_was_asked_of_one_person_is_not_left_for_the_next(at_door: Desktop) -> None:
    at_door.sign_in("made")
    answers: list[Confirmed] = []
    asked(at_door, answers)
    at_door.counter.parts.session.lock()
    at_door.settle()
    at_door.press(Qt.Key.Key_F3)
    assert at_door.cover() == "sign_in"
    at_door.sign_in("made")
    assert at_door.cover() == ""
    assert [each for each in at_door.counter.window.findChildren(QDialog) if each.isVisible()] == []
    assert answers == []


@pytest.mark.parametrize("locked", [True, False])
def test_a_pc_that_is_revoked_shows_nothing_above_and_locks_nothing_for_good(at_door: Desktop, locked: bool) -> None:
    at_door.sign_in("made")
    parts = at_door.counter.parts
    question = asked(at_door, [])
    if locked:
        parts.session.lock()
    parts.connection.revoked.emit()
    at_door.settle()
    assert at_door.cover() == "trouble"
    assert not isValid(question) or not question.isVisible()
    late = asked(at_door, [])
    assert late.isVisible(), "the page that lies there now may ask"
    late.reject()
    parts.session.sign_in(SignedIn("made", "I Made Contoh", frozenset(), "Loket 1"))
    parts.session.lock()
    at_door.settle()
    assert at_door.cover() == "lock"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_an_open_list_closes_with_the_lock(at_door: Desktop) -> None:
    at_door.sign_in("made")
    menu = QMenu(at_door.counter.window)
    menu.addAction("Ni Luh Contoh")
    menu.popup(at_door.counter.window.pos())
    at_door.counter.parts.session.lock()
    at_door.settle()
    assert not menu.isVisible()


def test_idle_time_locks(at_door: Desktop) -> None:
    at_door.sign_in("made")
    (idle,) = at_door.counter.findChildren(IdleWatch)
    idle.idle.emit()
    at_door.settle()
    assert at_door.cover() == "lock"


def test_a_clock_that_was_set_back_is_said(at_door: Desktop) -> None:
    at_door.close()
    at_door.clock.advance(days=-2)
    at_door.open()
    at_door.sign_in("made")
    assert any("padahal sekarang paling awal" in text for text in at_door.counter.window.notices.texts())


def test_the_day_has_its_copy(at_door: Desktop) -> None:
    copies = sorted(path.name for path in (at_door.data / "backups").iterdir())
    assert copies == ["register-2026-11-23.db"]


def test_the_folder_of_the_data_is_private(at_door: Desktop) -> None:
    if sys.platform != "win32":
        assert Path(at_door.data).stat().st_mode & 0o077 == 0
