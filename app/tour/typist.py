"""Key presses as a clerk makes them, counted. They go to whatever has the focus, through Qt's own event queue."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE = 20.0
LOOK_MS = 10
MOST_TABS = 60
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class TourStoppedError(Exception):
    """What was waited for did not come; `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Typist:
    """`keys` counts every key press: Tab, Enter, and Ctrl or Shift held for a shortcut too. `at_rest`: the program has
    answered all it was asked."""

    def __init__(self, window: QWidget, at_rest: Callable[[], bool] = lambda: True) -> None:
        self._window, self._at_rest = window, at_rest
        self.keys = 0

    def type(self, text: str) -> None:
        """Letter by letter into the focus."""
        for letter in text:
            self.keys += 1
            _strike(self._focus(), letter)
        self.settle()

    def press(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        held = sum(bool(with_ & key) for key in (CONTROL, SHIFT))
        for key in keys:
            self.keys += 1 + held
            QTest.keyClick(self._focus(), key, with_)
            self.settle()

    def to(self, name: str) -> None:
        """Tab until the control of that object name has the focus. Raises TourStoppedError where it never does."""
        for _ in range(MOST_TABS):
            if self.focus_name() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise TourStoppedError(f"focus on {name}")

    def fill(self, name: str, text: str) -> None:
        """Go there and type."""
        self.to(name)
        self.type(text)

    def focus_name(self) -> str:
        return self._focus().objectName()

    def control(self, key: Qt.Key) -> None:
        self.press(key, with_=CONTROL)

    def settle(self) -> None:
        """Let everything that is queued happen."""
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)

    def rest(self) -> None:
        """Let everything happen that was asked for, as far as it does in time."""
        with suppress(TourStoppedError):
            self.until("all answers", self._at_rest)

    def sit_down(self) -> None:
        """Turn to this window, where there are several."""
        self._window.activateWindow()
        self.until("the window in front", self._window.isActiveWindow)

    def come_back(self) -> None:
        """Wait until the window has the keys again after a dialog; proposals still open are closed by Esc."""
        self.until("the window in front", self._is_back)

    def _is_back(self) -> bool:
        if QApplication.activePopupWidget() is not None:
            self.press(Qt.Key.Key_Escape)
        focus = self._focus()
        return QApplication.activePopupWidget() is None and focus.window() is self._window

    def until(self, what: str, holds: Callable[[], bool]) -> None:
        """Go on when it holds. Raises TourStoppedError after 20 seconds, with `what` was waited for.

        It sleeps in Qt between two looks. `processEvents` with a deadline does not: it turns half a million times a
        second, taking Python's lock back each time before a worker that was woken can have it, so that on an idle
        machine the answer waited for never came.
        """
        end = monotonic() + PATIENCE
        loop, look = QEventLoop(), QTimer()
        look.start(LOOK_MS)
        while not holds():
            if monotonic() > end:
                raise TourStoppedError(what)
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        look.stop()
        self.settle()

    def _focus(self) -> QWidget:
        """As Qt's own dispatch: an open popup gets the keys first."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        focus = QApplication.focusWidget()
        if focus is None or not focus.isVisible():  # without a window manager nobody gives the focus back
            self._window.activateWindow()
            self.settle()
            focus = QApplication.focusWidget()
        return focus or self._window


def _strike(focus: QWidget, letter: str) -> None:
    """One letter of any script. QTest knows the keys of Latin-1 only, and ends the process at some of those."""
    if letter.isascii():
        QTest.keyClicks(focus, letter)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        stroke = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(focus, stroke)
