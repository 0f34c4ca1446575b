"""Opens the office behind the sign-in page, in two parts, and says in the window what keeps it shut."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.desktop.opening import open_door, unlock
from app.desktop.parts import Parts
from app.ui.desk import Trouble
from app.ui.job import Job, Progress


class OfficeOpener(QObject):
    """`unlocked` when somebody may sign in, `opened` when every page may be made. `again` before another try."""

    unlocked = Signal()
    opened = Signal()
    again = Signal()

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts

    def begin(self) -> Job:
        """Whoever signs in meanwhile waits behind it, on the same worker. The job tells of a training office made."""
        entrance = self._parts.entrance
        job = entrance.work(self, self._unlock, self._on_unlocked, self._on_trouble)
        entrance.work(self, self._open, self._on_open, self._on_not_open)
        return job

    def _unlock(self, progress: Progress) -> None:
        parts = self._parts
        parts.threshold.close()  # what an earlier try got hold of
        parts.threshold.set_unlocked(unlock(parts.settings, parts.world, progress.step))

    def _open(self, _: Progress) -> None:
        parts = self._parts
        parts.threshold.set_office(open_door(parts.settings, parts.world, parts.threshold.unlocked))

    def _on_unlocked(self, _: None) -> None:
        self.unlocked.emit()

    def _on_open(self, _: None) -> None:
        self.opened.emit()

    def _on_not_open(self, trouble: Trouble) -> None:
        """Where the register could not be unlocked, that was said already."""
        if trouble.code != "not_open":
            self._on_trouble(trouble)

    def _on_trouble(self, trouble: Trouble) -> None:
        """The office stays shut: say why, and what can be done about it."""
        from app.ui.pages.trouble import TroublePage

        page = TroublePage(self._parts.entrance, trouble, self._parts.settings.database, self._parts.window)
        page.again_wanted.connect(self.again)
        self._parts.window.cover.put(page)
