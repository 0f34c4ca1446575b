"""Opens the office behind the sign-in page, in two parts, and says in the window what keeps it shut; puts a copy in the
place of a register, or makes it anew from the centre."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desktop.first_window import OFFICE_OF_QT, OFFICE_PLAIN, Steps
from app.desktop.opening import open_door, unlock
from app.desktop.parts import CounterParts
from app.desktop.world import World
from app.errors import Refused, Unavailable
from app.settings import Settings
from app.ui.pages.entrance.sign_in import BROKEN
from app.ui.shell.desk import Trouble
from app.ui.shell.job import GivenUpError, Job, JobProgress
from app.ui.words.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.pages.entrance.trouble_rebuild import Rebuild
    from app.upkeep.restore import GoodCopy


class Rebuilding:
    """Everything runs beside the GUI thread."""

    def __init__(self, settings: Settings, world: World) -> None:
        self._settings, self._world = settings, world

    def possible(self, _: JobProgress) -> bool:
        """Whether this PC has a centre."""
        from app.sync.rebuild import can_rebuild
        from app.upkeep.keys import obtain_key

        return can_rebuild(self._settings.database, obtain_key(self._settings.data).key)

    def run(self, progress: JobProgress) -> None:
        """Raises Unavailable or Refused, and then all is as before."""
        from app.reference.reference import load
        from app.sync import first, rebuild
        from app.sync.centre_time import CentreTime, steady_clock
        from app.upkeep.instance import only_instance
        from app.upkeep.keys import obtain_key
        from app.upkeep.machine import machine_id

        settings, now = self._settings, self._world.now

        def told(rows: first.FirstProgress) -> None:
            progress.step(rows.done, rows.total)

        with only_instance(settings.data):
            site = rebuild.Site(
                settings.database,
                obtain_key(settings.data).key,
                load(settings.data),
                self._world.line,
                CentreTime(steady_clock(), now),
                now,
                machine_id(),
            )
            rebuild.rebuild(site, told)


class Restoring:
    """Of this office. Afterwards it is to be opened anew."""

    def __init__(self, parts: CounterParts) -> None:
        self._parts = parts

    def __call__(self, copy: GoodCopy, key: bytes, keep_key: Callable[[], object] | None = None) -> None:
        """Raises Unavailable, after which the register that was open is open again: no other program can have its
        folder. Where it cannot be opened either, the office is shut (`PendingOffice.office` raises)."""
        from app.upkeep.restore import restore_alone

        parts = self._parts
        try:
            parts.pending_office.close()
            restore_alone(parts.settings.database, copy, key, keep_key)
        except Unavailable:
            with suppress(Unavailable):
                self._open_again()
            raise

    def _open_again(self) -> None:
        parts = self._parts
        unlocked = unlock(parts.settings, parts.world, _untold)
        parts.pending_office.set_unlocked(unlocked)
        try:
            parts.pending_office.set_office(open_door(parts.settings, parts.world, unlocked))
        except Unavailable:
            parts.pending_office.close()
            raise


def _untold(*_: int) -> None:
    """An office that was open needs no making."""


class OfficeOpener(QObject):
    """`unlocked` when somebody may sign in, `opened` when every page may be made. `again` before another try. `broken`
    where the program itself is wrong: whoever looks after errors hears of it too, and nothing else comes."""

    unlocked = Signal()
    opened = Signal()
    again = Signal()
    broken = Signal(Notice)

    def __init__(self, parts: CounterParts, parent: QObject) -> None:
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

    def _unlock(self, progress: JobProgress) -> None:
        parts = self._parts
        parts.pending_office.close()  # what an earlier try got hold of
        parts.pending_office.set_unlocked(unlock(parts.settings, parts.world, progress.step))

    def _load(self, _: JobProgress) -> None:
        for name in OFFICE_PLAIN:
            import_module(name)

    def _open(self, _: JobProgress) -> None:
        parts = self._parts
        parts.pending_office.set_office(open_door(parts.settings, parts.world, parts.pending_office.unlocked))

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
                self._parts.pending_office.close()
            self._on_trouble(trouble)

    def _on_trouble(self, trouble: Trouble) -> None:
        """The office stays shut: say why, and what can be done about it."""
        from app.ui.pages.entrance.trouble import WIPED, TroublePage

        parts = self._parts
        page = TroublePage(parts.entrance, trouble, parts.settings.database, parts.window, rebuild=self._rebuilding())
        if trouble.code == WIPED:
            page.again_wanted.connect(self._begin_anew)  # first, so that the office opened next is a new one
        page.again_wanted.connect(self.again)
        parts.window.cover.put(page)

    def _rebuilding(self) -> Rebuild | None:
        """The training office has no centre."""

        parts = self._parts
        return None if parts.settings.training else Rebuilding(parts.settings, parts.world)

    def _begin_anew(self) -> None:
        from app.upkeep.wiping import begin_anew

        begin_anew(self._parts.settings.data)

    def wipe(self) -> None:
        """The centre has revoked this PC: nothing of the office stays here."""
        self._parts.entrance.work(self, self._wipe, self._on_unlocked, self._on_trouble)

    def _wipe(self, _: JobProgress) -> None:
        from app.upkeep.wiping import wipe

        self._parts.pending_office.close()
        wipe(self._parts.settings.data)
        raise Unavailable("device_wiped")
