"""Keys that arrive at a window: a hand's go on in their order, a scan's never reach a field."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.ui.scanning.scanner import BUSY, Scanned, Scanner

NONE = Qt.KeyboardModifier.NoModifier
KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\b": Qt.Key.Key_Backspace}
CODE = "KRA-7Q4-00127-X3C"
LONG_AGO = 10_000


@dataclass
class Stopwatch:
    """The one timer, told when time has passed; `late` keeps a busy program from it."""

    call: Callable[[], None]
    clock: Clock
    due: int | None = None

    def start(self, milliseconds: int) -> None:
        self.due = self.clock.at + milliseconds

    def stop(self) -> None:
        self.due = None


@dataclass
class Clock:
    at: int = LONG_AGO
    timers: list[Stopwatch] = field(default_factory=list)

    def timer(self, call: Callable[[], None], parent: QObject) -> Stopwatch:
        self.timers.append(Stopwatch(call, self))
        return self.timers[-1]

    def now(self) -> int:
        return self.at

    def pass_to(self, at: int, late: int = 0) -> None:
        for timer in self.timers:
            while timer.due is not None and timer.due + late <= at:
                self.at, timer.due = max(self.at, timer.due + late), None
                timer.call()
        self.at = at


class Counter(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        self.first, self.second, self.button = QLineEdit(inside), QLineEdit(inside), QPushButton("Simpan", inside)
        for widget in (self.first, self.second, self.button):
            column.addWidget(widget)
        self.setCentralWidget(inside)


@dataclass
class AtKeys:
    """Keys with times of their own, sent to the window as the system does."""

    window: Counter
    clock: Clock
    scanner: Scanner
    scans: list[str]

    def key(self, character: str, gap: int = 100, kind: QEvent.Type = QEvent.Type.KeyPress, **more: bool) -> None:
        self.clock.pass_to(self.clock.at + gap)
        code = KEYS.get(character, ord(character.upper()))
        text = "\r" if character == "\n" else character
        event = QKeyEvent(kind, code, NONE, text, more.get("repeats", False))
        event.setTimestamp(self.clock.at)
        QCoreApplication.sendEvent(self.window.windowHandle(), event)

    def keys(self, text: str, gap: int) -> None:
        for character in text:
            self.key(character, gap)
            self.key(character, 0, QEvent.Type.KeyRelease)

    def rest(self) -> None:
        self.clock.pass_to(self.clock.at + 1000)


@pytest.fixture
def at_keys(shown: Callable[[QWidget], QWidget], qapp: QApplication) -> Iterator[AtKeys]:
    window, clock, scans = Counter(), Clock(), list[str]()
    shown(window)
    window.first.setFocus()
    scanner = Scanner(clock.now, clock.timer)

    def keep(scan: Scanned) -> None:
        scans.append(scan.text)

    scanner.scanned.connect(keep)
    qapp.installEventFilter(scanner)
    yield AtKeys(window, clock, scanner, scans)
    qapp.removeEventFilter(scanner)


def test_a_scan_leaves_the_field_as_it_was(at_keys: AtKeys) -> None:
    at_keys.keys("Ni Luh", 120)
    at_keys.rest()
    at_keys.keys(CODE + "\n", 8)
    at_keys.rest()
    assert (at_keys.window.first.text(), at_keys.scans) == ("Ni Luh", [CODE])
    at_keys.keys(" Contoh", 120)
    at_keys.rest()
    assert at_keys.window.first.text() == "Ni Luh Contoh"


def test_tab_ends_a_scan_and_moves_nothing(at_keys: AtKeys) -> None:
    at_keys.keys(CODE + "\t", 8)
    at_keys.rest()
    assert at_keys.scans == [CODE]
    assert at_keys.window.first.hasFocus()


@pytest.mark.parametrize("seed", range(12))
def test_what_a_hand_types_is_what_stands_there(at_keys: AtKeys, seed: int) -> None:
    """With corrections, so that the order with keys that are never held counts as well."""
    chance, expected = random.Random(seed), ""
    for _ in range(150):
        for at in range(chance.choice((1, 1, 2))):
            character = chance.choice("abcdef 0123\b")
            at_keys.key(character, 25 if at else chance.randint(41, 200))
            expected = expected[:-1] if character == "\b" else expected + character
    at_keys.rest()
    assert (at_keys.window.first.text(), at_keys.scans) == (expected, [])


def test_a_lone_key_waits_no_longer_than_forty_milliseconds(at_keys: AtKeys) -> None:
    at_keys.key("a")
    assert at_keys.window.first.text() == ""
    at_keys.clock.pass_to(at_keys.clock.at + 40)
    assert at_keys.window.first.text() == "a"


def test_a_key_that_is_held_down_is_never_held_back(at_keys: AtKeys) -> None:
    at_keys.key("a")
    for _ in range(20):
        at_keys.key("a", 30, repeats=True)
        assert at_keys.window.first.text().endswith("a")
    assert at_keys.window.first.text() == "a" * 21
    assert at_keys.scans == []


def test_tab_just_behind_a_letter_moves_on_after_it(at_keys: AtKeys) -> None:
    at_keys.keys("ab\tcd", 25)
    at_keys.rest()
    assert (at_keys.window.first.text(), at_keys.window.second.text()) == ("ab", "cd")


def test_a_click_just_behind_a_letter_comes_after_it(at_keys: AtKeys) -> None:
    at_keys.key("a")
    window = at_keys.window
    spot = window.second.mapTo(window, QPoint(5, 5))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, NONE, spot)
    at_keys.key("b", 5)
    at_keys.rest()
    assert (window.first.text(), window.second.text()) == ("a", "b")


def test_the_cursor_moved_by_the_program_finds_the_letter_typed(at_keys: AtKeys) -> None:
    at_keys.key("a")
    at_keys.window.second.setFocus()
    assert at_keys.window.first.text() == "a"


def test_the_cursor_moved_in_the_middle_of_a_scan_breaks_nothing(at_keys: AtKeys) -> None:
    at_keys.keys(CODE[:8], 8)
    at_keys.window.second.setFocus()
    at_keys.keys(CODE[8:] + "\n", 8)
    at_keys.rest()
    assert (at_keys.window.first.text(), at_keys.window.second.text(), at_keys.scans) == ("", "", [CODE])


def test_a_shortcut_just_behind_a_letter_comes_after_it(at_keys: AtKeys) -> None:
    seen: list[str] = []

    def look() -> None:
        seen.append(at_keys.window.first.text())

    QShortcut(QKeySequence("Ctrl+K"), at_keys.window).activated.connect(look)
    at_keys.key("a")
    QTest.keyClick(at_keys.window.windowHandle(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert seen == ["a"]


def test_space_presses_a_button_once(at_keys: AtKeys) -> None:
    pressed: list[str] = []

    def press() -> None:
        pressed.append("")

    at_keys.window.button.clicked.connect(press)
    at_keys.window.button.setFocus()
    at_keys.keys(" ", 100)
    at_keys.rest()
    assert len(pressed) == 1
    assert not at_keys.window.button.isDown()


def test_a_busy_program_looks_at_the_keys_that_wait_first(at_keys: AtKeys) -> None:
    """The timer is served late, before keys that came in time."""
    at_keys.keys(CODE[:10], 8)
    at_keys.clock.pass_to(at_keys.clock.at + 40 + BUSY, late=BUSY + 1)
    (timer,) = at_keys.clock.timers
    at_keys.clock.at += BUSY
    timer.call()
    assert at_keys.window.first.text() == ""
    timer.call()
    assert at_keys.window.first.text() == CODE[:10]


def test_a_window_that_has_gone_takes_its_keys_with_it(at_keys: AtKeys) -> None:
    at_keys.keys(CODE[:10], 8)
    gone = at_keys.window.windowHandle()
    at_keys.window.close()
    at_keys.window.destroy()
    assert not isValid(gone)
    at_keys.rest()
    assert (at_keys.window.first.text(), at_keys.scans) == ("", [])


def test_without_a_time_of_its_own_a_key_has_that_of_the_clock(at_keys: AtKeys) -> None:
    for character in CODE + "\n":
        at_keys.clock.at += 5
        event = QKeyEvent(QEvent.Type.KeyPress, KEYS.get(character, ord(character)), NONE, character)
        QCoreApplication.sendEvent(at_keys.window.windowHandle(), event)
    at_keys.rest()
    assert at_keys.scans == [CODE]
