"""The lock over the window: after idle time or by its key, opened by the same person or left for another."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.desktop.parts import CounterParts
from app.sync.centre_time import steady_clock
from app.ui.pages.entrance.lock import LockPage, TypedPassword
from app.ui.shell.desk import Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.dialogs_aside import DialogsAside
from app.ui.words.notices import say

if TYPE_CHECKING:
    from app.actions.signing_in import SignedInPerson
    from app.ui.shell.session import SignedIn


TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)
LOOK = 1_000  # milliseconds
Clocks = tuple[Callable[[], float], ...]


def clocks() -> Clocks:
    """Seconds. The first counts sleep and nobody can set it; the wall clock also shows that a virtual machine stood."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)  # Linux; elsewhere the steady clock counts sleep
    return partial(time.clock_gettime, boot) if boot is not None else steady_clock(), time.time


class IdleWatch(QObject):
    """Tells when nobody has touched keyboard or mouse for some minutes. Install on the application; `minutes` 0 never
    tells. Qt's timers stand still while the PC sleeps, and a wall clock can be set back: the time is taken from
    outside, whenever the program wakes to do something and once a second, and the clock that has gone furthest counts.
    The touch that ends a time that was too long goes to nobody: what is under the cursor by then is no longer for
    whoever touched it."""

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject | None = None, *, seconds: Clocks | None = None) -> None:
        super().__init__(parent)
        self._limit = minutes * 60
        self._clocks = seconds or clocks()
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(min(LOOK, round(self._limit * 1000)))
        self._timer.timeout.connect(self.look)
        self._since = self._read()
        if self._limit:
            self._timer.start()
            QAbstractEventDispatcher.instance().awake.connect(self.look)  # before what woke the PC is shown anything

    def look(self) -> bool:
        """Whether it is told now: once, until somebody touches something again."""
        passed = max(now - then for now, then in zip(self._read(), self._since, strict=True))
        if self._told or not self._limit or passed < self._limit:
            return False
        self._told = True
        self.idle.emit()
        return True

    def touched(self) -> None:
        self._since, self._told = self._read(), False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in TOUCHES:
            return False
        late = self.look()
        self.touched()
        return late

    def _read(self) -> tuple[float, ...]:
        return tuple(clock() for clock in self._clocks)


class LockKeeper(QObject):
    """`left` when the person has gone and another wants to sign in; pages are put away before that. `idled` when
    nobody has touched anything for so long that it locks, whoever is signed in or not."""

    left = Signal()
    idled = Signal()

    def __init__(self, parts: CounterParts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._username = self._office = self._counter = ""
        self._page: LockPage | None = None
        self._idle: IdleWatch | None = None
        self._dialogs = DialogsAside(parts.window, self)
        parts.session.changed.connect(self._on_session_changed)

    def remember(self, username: str) -> None:
        """Whose password opens the lock."""
        self._username = username

    def show_office(self, office: str, counter: str, minutes: int) -> None:
        """Lock after so many minutes without a key; 0 never does."""
        self._office, self._counter = office, counter
        if self._idle is not None:
            self._idle.deleteLater()
        self._idle = IdleWatch(minutes, self)
        self._idle.idle.connect(self._parts.session.lock)
        self._idle.idle.connect(self.idled)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self._idle)

    def _on_session_changed(self) -> None:
        person = self._parts.session.signed_in
        if person is None:
            self._dialogs.close_all()
            self._drop()
        elif self._parts.session.locked and self._page is None:
            self._lock(person)

    def _lock(self, person: SignedIn) -> None:
        self._page = LockPage(person.display_name, self._office, person.counter, self._parts.window)
        self._page.entered.connect(self._on_entered)
        self._page.other_user_wanted.connect(self._on_other_user)
        self._dialogs.put_away()
        self._parts.window.cover.put(self._page)

    def _on_entered(self, shown: TypedPassword) -> None:
        job, done = partial(self._confirm, shown.password), partial(self._on_confirmed, self._page)
        self._parts.entrance.work(self, job, done, self._on_refused)

    def _confirm(self, password: str, _: JobProgress) -> SignedInPerson:
        return self._parts.pending_office.confirm(self._username, password)

    def _on_confirmed(self, asked: LockPage | None, _: SignedInPerson) -> None:
        """Nothing where the lock is not the one that asked: another wants to sign in by now."""
        if asked is None or asked is not self._page:
            return
        self._parts.window.cover.lift()
        self._drop()
        self._parts.session.unlock()
        self._dialogs.bring_back()

    def _on_refused(self, trouble: Trouble) -> None:
        if self._page is not None:
            self._page.show_notice(say(trouble.code, trouble.facts))

    def _on_other_user(self) -> None:
        """Pages are put away while their owner still sits here, so that drafts are kept under the right name."""
        self._parts.window.pages.forget()
        self._parts.session.sign_out()
        self.left.emit()

    def _drop(self) -> None:
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
            self._page = None
