"""The one window: navigation, header, notices, a stack of pages and the line at the foot. No business word in it.

It can be shown before it is furnished, with nothing but its cover: only that has to be loaded before it is painted.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.errors import Unavailable
from app.ui.look.tokens import HUGE, MEDIUM, SMALL
from app.ui.widgets.cover import Cover
from app.ui.widgets.header import Searched

if TYPE_CHECKING:
    from app.ui.shell.board import Board
    from app.ui.shell.navigator import Navigator, Route
    from app.ui.shell.page import PageSpec
    from app.ui.shell.pages_open import PagesOpen
    from app.ui.shell.session import Session
    from app.ui.widgets.header import Header
    from app.ui.widgets.notice_bar import NoticeBar
    from app.ui.widgets.sidebar import PageChosen, Sidebar
    from app.ui.widgets.status_line import StatusLine

NARROW = 130  # below this width in average letters the navigation shows icons alone
LEAST = QSize(760, 420)  # a screen of 1366x768 at 150 % is 911x512 points
USUAL = QSize(1366, 740)


class Window(QMainWindow):
    """`memory` keeps the geometry between runs; who owns it saves it. `cover` takes sign-in and lock. `lock_wanted`
    comes from Ctrl+L, `reload_wanted` from F5. Until `furnish` there is its cover alone."""

    searched = Signal(Searched)
    lock_wanted = Signal()
    reload_wanted = Signal()
    sidebar: Sidebar
    header: Header
    status: StatusLine
    notices: NoticeBar
    pages: PagesOpen

    def __init__(
        self,
        title: str,
        session: Session | None = None,
        navigator: Navigator | None = None,
        board: Board | None = None,
        memory: MutableMapping[str, str] | None = None,
        *,
        practising: bool = False,
    ) -> None:
        super().__init__()
        self._memory = memory if memory is not None else {}
        self._practising = practising
        self._user = ""
        self._furnished = False
        self.setWindowTitle(f"{title} - MODE LATIHAN" if practising else title)
        self.cover = Cover(QWidget(self), self)
        self.setCentralWidget(self.cover)
        self.setMinimumSize(LEAST)
        self._restore()
        if session is not None and navigator is not None and board is not None:
            self.furnish(session, navigator, board)
        if practising:
            from app.ui.look import training

            training.frame(self)

    def furnish(self, session: Session, navigator: Navigator, board: Board) -> None:
        """Put everything in that lies under the cover."""
        from app.ui.shell.pages_open import PagesOpen
        from app.ui.widgets.header import Header
        from app.ui.widgets.help_popover import HelpPopover
        from app.ui.widgets.notice_bar import NoticeBar
        from app.ui.widgets.sidebar import Sidebar
        from app.ui.widgets.status_line import StatusLine

        self._session = session
        self.sidebar, self.header, self.status = Sidebar(self), Header(self), StatusLine(session, self)
        self.status.lock_wanted.connect(self.lock_wanted)
        self.notices, self.pages, self._help = NoticeBar(board, self), PagesOpen(self), HelpPopover(self)
        self.cover.set_inside(self._lay_out())
        self._wire(navigator)
        self._furnished = True
        self.sidebar.set_narrow(is_narrow(self))
        if self._practising:
            self.status.show_training()

    def set_pages(self, specs: tuple[PageSpec, ...]) -> None:
        """Give the pages; what the person signed in may not open is left out of the navigation."""
        self.pages.set_specs(specs)
        self._on_session_changed()

    def open(self, key: str, argument: object = None) -> bool:
        """Go to a page. False if the present one does not let go, or it is not for this person."""
        return self.pages.open(key, argument, self._session.roles)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where no page had a use for it: out of the explanation, the newest notice, the search box, the page."""
        if event.key() != Qt.Key.Key_Escape or not self._furnished or self.cover.is_on():
            super().keyPressEvent(event)
        elif self._help.isVisible():
            self._help.hide()
        elif not self.notices.dismiss_newest():
            (self.pages.enter if self.header.search.hasFocus() else self.pages.back)()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._furnished:
            self.sidebar.set_narrow(is_narrow(self))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._furnished and not self.pages.may_leave():
            event.ignore()
            return
        with suppress(Unavailable):  # where it stood is not worth a full disk's trouble
            self._memory["geometry"] = bytes(self.saveGeometry().toBase64().data()).decode()
        super().closeEvent(event)

    def _lay_out(self) -> QWidget:
        inside = QWidget(self)
        content = QVBoxLayout()
        content.setContentsMargins(HUGE, MEDIUM, HUGE, SMALL)
        content.setSpacing(SMALL)
        for widget in (self.header, self.notices):
            content.addWidget(widget)
        content.addWidget(self.pages, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(content, 1)
        right.addWidget(self.status)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        return inside

    def _wire(self, navigator: Navigator) -> None:
        """The keys belong to the inside: while the window is covered they do nothing, but for F1."""
        inside = self.cover.inside
        for keys, owner, slot in (
            ("Ctrl+K", inside, self.header.go_to_search),
            ("Alt+Left", inside, self.pages.back),
            ("F5", inside, self.reload_wanted.emit),
            ("F1", self, self._on_help),
        ):
            QShortcut(keys, owner).activated.connect(slot)
        self.sidebar.chosen.connect(self._on_chosen)
        self.header.searched.connect(self.searched)
        self.pages.words_changed.connect(self._on_words_changed)
        navigator.wanted.connect(self._on_wanted)
        navigator.back_wanted.connect(self.pages.back)
        self._session.changed.connect(self._on_session_changed)

    def _restore(self) -> None:
        kept = self._memory.get("geometry", "")
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode())))):
            screen = self.screen().availableGeometry().size() if self.screen() else USUAL
            self.resize(USUAL.boundedTo(screen))

    def _on_chosen(self, chosen: PageChosen) -> None:
        self.open(chosen.key)
        self.sidebar.mark(self.pages.current())

    def _on_wanted(self, route: Route) -> None:
        self.open(route.key, route.argument)

    def _on_words_changed(self) -> None:
        self.header.show_words(*self.pages.words())
        self.sidebar.mark(self.pages.current())

    def _on_help(self) -> None:
        self._help.toggle(QApplication.focusWidget())

    def _on_session_changed(self) -> None:
        """Offer what this person may open; close what belonged to another."""
        from app.ui.widgets.sidebar import SidebarEntry

        user = self._session.signed_in.user_id if self._session.signed_in else ""
        if user != self._user:
            self.pages.forget()
            self.notices.forget_good_news()
            self._user = user
        menu = [spec for spec in self.pages.specs() if spec.in_menu and spec.allowed(self._session.roles)]
        entries = (SidebarEntry(spec.key, spec.title, spec.icon, number) for number, spec in enumerate(menu, 1))
        self.sidebar.set_entries(tuple(entries))
        self.sidebar.mark(self.pages.current())


def is_narrow(window: QWidget) -> bool:
    return window.width() < window.fontMetrics().averageCharWidth() * NARROW
