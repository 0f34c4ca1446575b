"""Opens the office behind the sign-in page, in two parts, and says in the window what keeps it shut."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desktop.loading import OFFICE_OF_QT, OFFICE_PLAIN, Steps
from app.desktop.opening import open_door, unlock
from app.desktop.parts import Parts
from app.errors import Refused, Unavailable
from app.ui.desk import Trouble
from app.ui.job import GivenUpError, Job, Progress
from app.ui.notices import Notice
from app.ui.pages.sign_in import BROKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.pages.trouble_rebuild import Rebuild


class OfficeOpener(QObject):
    """`unlocked` when somebody may sign in, `opened` when every page may be made. `again` before another try. `broken`
    where the program itself is wrong: whoever looks after errors hears of it too, and nothing else comes."""

    unlocked = Signal()
    opened = Signal()
    again = Signal()
    broken = Signal(Notice)

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._furnishing = Steps(OFFICE_OF_QT, self)

    def begin(self) -> Job:
        """Whoever signs in meanwhile waits behind it, on the same worker. The job tells of a training office made."""
        entrance = self._parts.entrance
        job = entrance.work(self, self._told(self._unlock), self._on_unlocked, self._on_trouble)
        entrance.work(self, self._told(self._load), self._on_loaded)
        entrance.work(self, self._told(self._open), self._on_open, self._on_not_open)
        return job

    def _told(self, work: Callable[..., None]) -> Callable[..., None]:
        """From whichever thread it runs in."""

        def done(*given: object) -> None:
            try:
                work(*given)
            except (Refused, Unavailable, GivenUpError):
                raise
            except Exception:
                self.broken.emit(BROKEN)
                raise

        return done

    def _unlock(self, progress: Progress) -> None:
        parts = self._parts
        parts.threshold.close()  # what an earlier try got hold of
        parts.threshold.set_unlocked(unlock(parts.settings, parts.world, progress.step))

    def _load(self, _: Progress) -> None:
        for name in OFFICE_PLAIN:
            import_module(name)

    def _open(self, _: Progress) -> None:
        parts = self._parts
        parts.threshold.set_office(open_door(parts.settings, parts.world, parts.threshold.unlocked))

    def _on_unlocked(self, _: None) -> None:
        self.unlocked.emit()

    def _on_loaded(self, _: None) -> None:
        """While the worker goes on with the register."""
        self._furnishing.begin()

    def _on_open(self, _: None) -> None:
        self._told(self._furnishing.finish)()
        self.opened.emit()

    def _on_not_open(self, trouble: Trouble) -> None:
        """Where the register could not be unlocked, that was said already. The folder is let go of: what the page
        offers needs it."""
        if trouble.code != "not_open":
            with suppress(Unavailable):
                self._parts.threshold.close()
            self._on_trouble(trouble)

    def _on_trouble(self, trouble: Trouble) -> None:
        """The office stays shut: say why, and what can be done about it."""
        from app.ui.pages.trouble import WIPED, TroublePage

        parts = self._parts
        page = TroublePage(parts.entrance, trouble, parts.settings.database, parts.window, rebuild=self._rebuilding())
        if trouble.code == WIPED:
            page.again_wanted.connect(self._begin_anew)  # first, so that the office opened next is a new one
        page.again_wanted.connect(self.again)
        parts.window.cover.put(page)

    def _rebuilding(self) -> Rebuild | None:
        """The training office has no centre."""
        from app.desktop.rebuilding import Rebuilding

        parts = self._parts
        return None if parts.settings.training else Rebuilding(parts.settings, parts.world)

    def _begin_anew(self) -> None:
        from app.upkeep.wiping import begin_anew

        begin_anew(self._parts.settings.data)

    def wipe(self) -> None:
        """The centre has revoked this PC: nothing of the office stays here."""
        self._parts.entrance.work(self, self._wipe, self._on_unlocked, self._on_trouble)

    def _wipe(self, _: Progress) -> None:
        from app.upkeep.wiping import wipe

        self._parts.threshold.close()
        wipe(self._parts.settings.data)
        raise Unavailable("device_wiped")
