"""Key presses as a clerk makes them, counted. They go to whatever has the focus, through Qt's own event queue."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE = 20.0


class TourStoppedError(Exception):
    """What was waited for did not come; `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Typist:
    """`keys` counts every key press, Tab and Enter included; modifiers held count once with their key."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.keys = 0

    def type(self, text: str) -> None:
        """Letter by letter into the focus."""
        for letter in text:
            self.keys += 1
            QTest.keyClicks(self._focus(), letter)
        self.settle()

    def press(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.keys += 1
            QTest.keyClick(self._focus(), key, with_)
            self.settle()

    def control(self, key: Qt.Key) -> None:
        self.press(key, with_=Qt.KeyboardModifier.ControlModifier)

    def settle(self) -> None:
        """Let everything that is queued happen."""
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)

    def until(self, what: str, holds: Callable[[], bool]) -> None:
        """Go on as soon as it holds. Raises TourStoppedError after 20 seconds, with `what` was waited for."""
        end = monotonic() + PATIENCE
        while not holds():
            if monotonic() > end:
                raise TourStoppedError(what)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, QDeadlineTimer(50))
        self.settle()

    def _focus(self) -> QWidget:
        focus = QApplication.focusWidget() or QApplication.activeWindow() or self._window
        return focus
