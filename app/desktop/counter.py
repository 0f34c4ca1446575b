"""The counter program of one office, put together: the only place where its parts meet.

The window and its sign-in page exist before the register is open; what needs heavy modules is made when it is.
"""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desktop.connection import CentreConnection
from app.desktop.first_window import FirstWindow
from app.desktop.opening import PendingOffice
from app.desktop.parts import CounterParts, Stamps
from app.desktop.sign_in import CentreOnSignIn, ChangedCertificate, SignInFlow
from app.desktop.world import World
from app.errors import Unavailable
from app.settings import Settings
from app.ui.shell.board import Board
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.navigator import Navigator
from app.ui.shell.session import Session
from app.ui.shell.window import Window
from app.ui.widgets.header import Searched
from app.ui.words.notices import say

if TYPE_CHECKING:
    from app.desktop.contact import ConnectionLine
    from app.desktop.devices import ApplicantSide, Scans
    from app.desktop.watches import DailyCopy
    from app.ui.papers.paper_desk import PaperDesk

FRONT, SEARCH = "front", "search"


class Counter(QObject):
    """`first_window` stands already; `executor` does all work in tests, otherwise the desks have their own workers.
    `ready` when somebody can sign in and every page can be opened; `anew_wanted` of the training office only."""

    other_office_wanted = Signal()
    anew_wanted = Signal()
    ready = Signal()

    def __init__(
        self,
        settings: Settings,
        world: World,
        first_window: FirstWindow,
        *,
        executor: Executor | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.parts = self._make(settings, world, first_window, executor)
        self.sign_in_flow = SignInFlow(self.parts, first_window.sign_in, self)
        self.arrival = CentreOnSignIn(self.parts, self.sign_in_flow, self)
        self.distrust = ChangedCertificate(self.parts, first_window.sign_in, self)
        self.papers: PaperDesk | None = None
        self._contact: ConnectionLine | None = None
        self._daily: DailyCopy | None = None
        self._scans: Scans | None = None
        self._applicant: ApplicantSide | None = None
        self.sign_in_flow.opened.connect(self._on_opened)
        self.sign_in_flow.other_office_wanted.connect(self.other_office_wanted)
        self.parts.desk.failed.connect(self._on_failed)
        self.parts.window.searched.connect(self._on_searched)
        self.parts.window.lock_wanted.connect(self.parts.session.lock)
        self.parts.window.reload_wanted.connect(self.parts.desk.changed)
        self.parts.session.changed.connect(self._on_session_changed)

    @property
    def window(self) -> Window:
        return self.parts.window

    def begin(self) -> None:
        """Open the office behind the sign-in page."""
        self.sign_in_flow.open_office()

    def show(self) -> None:
        """For whoever has the counter in hand: show the window and open the office at once."""
        self.window.show()
        self.begin()

    def close(self) -> None:
        """Put away what is typed, end the work that was begun, and let go of the register."""
        self.window.pages.forget()
        self.window.close()
        if self._scans is not None:
            self._scans.close()
        if self._applicant is not None:
            self._applicant.close()
        self.parts.desk.close()
        self.parts.entrance.close()
        self.parts.connection.close()
        with suppress(Unavailable):
            self.parts.pending_office.close()
        if self.papers is not None:
            self._forget_papers()

    def _forget_papers(self) -> None:
        """Nobody looks at them any more."""
        from app.upkeep.at_rest import clear_passing

        clear_passing(self.parts.settings.papers)

    def _make(
        self, settings: Settings, world: World, first_window: FirstWindow, executor: Executor | None
    ) -> CounterParts:
        session, board, navigator = Session(self), Board(self), Navigator(self)
        pending_office, stamps = PendingOffice(), Stamps(world, session)

        def desk() -> Desk:
            return Desk(pending_office, stamps, writes=executor, reads=executor, slow=executor, parent=self)

        first_window.window.furnish(session, navigator, board)
        office, entrance = desk(), desk()
        connection = CentreConnection(pending_office, office, entrance, world, threads=executor is None, parent=self)
        return CounterParts(
            settings,
            world,
            session,
            board,
            navigator,
            first_window.memory,
            pending_office,
            stamps,
            office,
            entrance,
            connection,
            first_window.window,
        )

    def _on_opened(self) -> None:
        """The office is open: make what needs its modules, and the pages."""
        from app.desktop.contact import ConnectionLine
        from app.desktop.devices import ApplicantSide, Outlets, Scans
        from app.desktop.pages import Pages
        from app.desktop.parts import safekeeping
        from app.desktop.watches import BackupWatch, BesideWatch, ClockWatch, DailyCopy
        from app.ui.papers.paper_desk import PaperDesk
        from app.upkeep.at_rest import make_passing

        keeping = safekeeping(self.parts)
        outlets = Outlets(self.parts.memory)
        parts = self.parts
        make_passing(parts.settings.papers)
        self.papers = PaperDesk(parts.desk, parts.board, outlets, parts.settings.papers, parts.world, self)
        self._applicant = self._applicant or ApplicantSide(self.parts, outlets, self)
        pages = Pages(self.parts, self.papers, outlets, keeping, self._applicant.aids, self.anew_wanted.emit)
        self.window.set_pages(pages.specs())
        first = self.parts.pending_office.office.first
        if self._contact is None:
            self._contact = ConnectionLine(self.parts, self)
            self._scans = Scans(self.parts, self)
            ClockWatch(self.parts, first.zone, self)
            BackupWatch(self.parts, first.zone, self)
            BesideWatch(self.parts, self)
        if self._daily is not None:
            self._daily.end()  # it has the key and the zone of the office that was open before
        self._daily = DailyCopy(self.parts, keeping, first.zone, self)
        if first.name:
            self._daily.look()
        self.parts.connection.start()
        self.ready.emit()

    def _on_failed(self, trouble: Trouble) -> None:
        self.parts.board.pin(say(trouble.code, trouble.facts), trouble.code)

    def _on_searched(self, searched: Searched) -> None:
        if searched.entered and searched.text.strip():
            self.parts.navigator.open(SEARCH, searched.text)

    def _on_session_changed(self) -> None:
        session = self.parts.session
        if session.signed_in and not session.locked and not self.window.pages.current():
            self.parts.navigator.open(FRONT)
