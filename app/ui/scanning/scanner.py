"""The scanner at this PC, which types like a keyboard: whatever the page and the field, its keys are caught here.

Only keys that arrive at a window are looked at, before Qt gives them to a widget. A hand loses nothing and notices
nothing: a lone key comes 40 ms later, and never after what was pressed, clicked or focused behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from shiboken6 import isValid

from app.ui.scanning.scan_reader import ScanReader

ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
MODIFIERS = (
    *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta),
    *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock),
)
PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
POINTING = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin)
BUSY = 20
"""A timer that comes so late comes from a busy program: keys may be waiting behind it."""


@dataclass(frozen=True)
class Scanned:
    """What the scanner read; `text` may have several lines."""

    text: str


class Timer(Protocol):
    """Calls back once after so many milliseconds, unless started again or stopped."""

    def start(self, milliseconds: int) -> None: ...

    def stop(self) -> None: ...


class QuietTimer(QTimer):
    def __init__(self, call: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self.timeout.connect(call)


@dataclass(frozen=True)
class _Key:
    """A key event kept for later, and the window it came to."""

    window: QWindow
    event: QKeyEvent


class Scanner(QObject):
    """Install on the application. `now` counts milliseconds, `timer` makes the one timer from what it is to call."""

    scanned = Signal(Scanned)

    def __init__(
        self,
        now: Callable[[], int],
        timer: Callable[[Callable[[], None], QObject], Timer] = QuietTimer,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._reader: ScanReader[_Key] = ScanReader(self._release, self._tell)
        self._timer = timer(self._on_quiet, self)
        self._due = 0
        self._releasing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._releasing:
            return False
        if isinstance(event, QKeyEvent):
            return isinstance(watched, QWindow) and self._on_key(watched, event)
        if self._reader.holds and (kind in POINTING or (_moves_focus(kind) and not self._reader.sure)):
            self._settle()
        return False

    def _on_key(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() in MODIFIERS:
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._reader.lift(_kept(window, event))
        printable, ends = _is_printable(event), _ends(event)
        if not printable and not ends:
            self._settle()
            return False
        return event.type() == QEvent.Type.KeyPress and self._on_press(window, event, ends=ends)

    def _on_press(self, window: QWindow, event: QKeyEvent, *, ends: bool) -> bool:
        at = event.timestamp() or self._now()
        key = _kept(window, event)
        held = self._reader.end(at, key) if ends else self._reader.press(at, event.text(), key)
        if self._reader.holds:
            self._due = self._now() + self._reader.wait
            self._timer.start(self._reader.wait)
        return held

    def _on_quiet(self) -> None:
        late = self._now() - self._due
        if late > BUSY:
            self._due = self._now()
            self._timer.start(0)
            return
        self._settle()

    def _settle(self) -> None:
        self._timer.stop()
        self._reader.settle()

    def _release(self, key: _Key) -> None:
        if not isValid(key.window):
            return
        self._releasing = True
        QCoreApplication.sendEvent(key.window, key.event)
        self._releasing = False

    def _tell(self, text: str) -> None:
        self.scanned.emit(Scanned(text))


def _is_printable(event: QKeyEvent) -> bool:
    return bool(event.text()) and event.text().isprintable() and _is_plain(event)


def _ends(event: QKeyEvent) -> bool:
    return event.key() in ENDS and _is_plain(event)


def _is_plain(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~PLAIN and not event.isAutoRepeat()


def _moves_focus(kind: QEvent.Type) -> bool:
    return kind in (QEvent.Type.FocusAboutToChange, QEvent.Type.WindowDeactivate)


def _kept(window: QWindow, event: QKeyEvent) -> _Key:
    """A copy: the event itself is gone when its handler returns."""
    copy = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    copy.setTimestamp(event.timestamp())
    return _Key(window, copy)
