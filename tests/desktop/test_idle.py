"""The time without a touch: by whichever clock has gone furthest, through sleep and through a wall clock set back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from app.desktop.locking import IdleWatch

MINUTE, HOUR = 60.0, 3600.0


@dataclass
class Clocks:
    steady: float = 1_000.0
    wall: float = 1_800_000_000.0

    def pass_by(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds


@dataclass
class Watched:
    """Told so often."""

    clocks: Clocks
    watch: IdleWatch
    told: int = 0

    def touch(self, kind: QEvent.Type = QEvent.Type.KeyPress) -> bool:
        """Whether it goes to nobody."""
        key = QKeyEvent(kind, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
        event = key if kind == QEvent.Type.KeyPress else QEvent(kind)
        return self.watch.eventFilter(QObject(), event)


@pytest.fixture
def watched(qtbot: QtBot) -> Watched:
    clocks = Clocks()
    watch = IdleWatch(10, seconds=(lambda: clocks.steady, lambda: clocks.wall))
    made = Watched(clocks, watch)

    def count() -> None:
        made.told += 1

    watch.idle.connect(count)
    return made


def test_ten_minutes_and_told_once(watched: Watched) -> None:
    watched.clocks.pass_by(10 * MINUTE - 1)
    assert not watched.watch.look()
    watched.clocks.pass_by(1)
    assert watched.watch.look()
    assert not watched.watch.look()
    assert watched.told == 1


def test_a_touch_puts_it_off_and_anything_else_does_not(watched: Watched) -> None:
    watched.clocks.pass_by(9 * MINUTE)
    assert not watched.touch()
    watched.clocks.pass_by(9 * MINUTE)
    assert not watched.touch(QEvent.Type.Paint)
    watched.clocks.pass_by(MINUTE)
    assert watched.watch.look()


def test_the_touch_that_wakes_a_pc_locks_and_goes_to_nobody(watched: Watched) -> None:
    """Between the lid and the first look a key may come first: it may not put off what is due."""
    watched.clocks.pass_by(8 * HOUR)
    assert watched.touch()
    assert watched.told == 1
    assert not watched.touch(), "the next key is for the page of the lock"
    assert watched.told == 1


@pytest.mark.parametrize(("steady", "wall"), [(8 * HOUR, -24 * HOUR), (8 * HOUR, 0.0), (0.0, 8 * HOUR)])
def test_no_single_clock_keeps_it_open(watched: Watched, steady: float, wall: float) -> None:
    """A wall clock set back, one that stands, a virtual machine that stood while the world went on."""
    watched.clocks.steady += steady
    watched.clocks.wall += wall
    assert watched.watch.look()


def test_a_wall_clock_set_back_does_not_lock_by_itself(watched: Watched) -> None:
    watched.clocks.wall -= 24 * HOUR
    watched.clocks.pass_by(MINUTE)
    assert not watched.watch.look()


SUSPENDED = """
import ctypes, sys
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLineEdit
from app.desktop.locking import IdleWatch
app = QApplication([])
field, watch = QLineEdit(), IdleWatch(5)
app.installEventFilter(watch)
told = QSignalSpy(watch.idle)
press = lambda: app.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"))
press()
ctypes.CDLL(None).sleep_for(ctypes.c_long(600))
if sys.argv[1] == "key":
    press()
else:
    told.wait(10_000)
print(told.count(), field.text())
"""


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("gcc") is None, reason="needs gcc on Linux")
@pytest.mark.parametrize("woken", ["key", "look"])
def test_a_pc_that_was_asleep_for_ten_minutes(tmp_path: Path, woken: str) -> None:
    """The real clocks of Qt and Python, in a process whose system says that it slept."""
    library = tmp_path / "suspend.so"
    source = Path(__file__).with_name("suspend.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, source], check=True, timeout=60)
    done = subprocess.run(
        [sys.executable, "-c", SUSPENDED, woken],
        env=os.environ | {"LD_PRELOAD": str(library)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["1", "a"]
