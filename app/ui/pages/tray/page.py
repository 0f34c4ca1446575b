"""Perlu keputusan: acts that could not stand, or stand with a question mark. Each is closed by a person's own word."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.queries.look import Look
from app.queries.tray import Tray, TrayMatter, tray
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.pages.tray.foot import TrayFoot
from app.ui.pages.tray.item import TrayCard
from app.ui.pages.tray.lists import EMPTY, TrayLists
from app.ui.pages.tray.settling import Settling, place_of
from app.ui.pages.workplace import Workplace
from app.ui.shell.live_query import LiveQuery
from app.ui.shell.pages_open import may_take_cursor

KEY = "tray"
FILE = "file"


class TrayPage(QWidget):
    """For a `PageSpec` with `scrolls=False`."""

    subtitle_changed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tray_page")
        self._session, self._navigator = workplace.session, workplace.navigator
        self._found = Tray((), (), supervises=False)
        self._arriving = False
        self._settling = Settling(self, workplace)
        self._live = LiveQuery(workplace.desk, self, self._query, self._show, follows=self._follows)
        self.lists, self.item, self.foot = TrayLists(self), TrayCard(self), TrayFoot(self)
        self._beside = Scroll(_beside(self.item), self)
        self._lay_out()
        self._wire()

    @property
    def subtitle(self) -> str:
        count = len(self._found.open)
        whose = "dari semua petugas" if self._found.supervises else "dari Anda"
        return f"{count} hal {whose} menunggu keputusan" if count else EMPTY

    def activate(self, argument: object) -> None:
        self._arriving = True
        self.lists.open.show_loading()
        self._live.ask()

    def current(self) -> TrayMatter | None:
        """The matter in sight."""
        return self.lists.current()

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(MEDIUM)
        sides.addWidget(self.lists, 5)
        sides.addWidget(self._beside, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SMALL)
        column.setSpacing(MEDIUM)
        column.addLayout(sides, 1)
        column.addWidget(self.foot)
        self.setFocusProxy(self.lists.open)

    def _wire(self) -> None:
        self.lists.looked.connect(self._tell)
        for told, slot in (
            (self.lists.opened, self._on_open_file),
            (self.lists.adopt_wanted, self._on_adopt),
            (self.lists.close_wanted, self._on_close),
            (self.foot.open.clicked, self._on_open_file),
            (self.foot.adopt.clicked, self._on_adopt),
            (self.foot.settle.clicked, self._on_close),
            (self.foot.redo.clicked, self._on_redo),
        ):
            told.connect(slot)
        self._tell()

    def _query(self) -> Callable[[Look], Tray] | None:
        person = self._session.signed_in
        return partial(tray, staff_id=person.user_id) if person is not None else None

    def _follows(self) -> bool:
        return self.isVisible() or bool(self._settling.redoing)

    def _show(self, found: Tray) -> None:
        arrived, self._arriving = self._arriving, False
        self._found = found
        self.lists.show_tray(found)
        self._tell()
        self.subtitle_changed.emit()
        if arrived and may_take_cursor(self):
            self.lists.take_cursor()
        self._settling.follow(found)

    def _tell(self) -> None:
        """What is known of the matter in focus, and what may be done about it."""
        matter = self.current()
        self._beside.setVisible(matter is not None)
        if matter is not None:
            self.item.show_matter(matter)
        is_open = matter is not None and matter.closed is None
        self.foot.show_offers(matter, self._settling.offers(matter) if matter and is_open else None)

    def _on_open_file(self) -> None:
        matter = self.current()
        if matter is not None and matter.application:
            self._navigator.open(FILE, matter.application)

    def _on_redo(self) -> None:
        """Opens where it can be done again; when that has happened the matter is closed."""
        matter = self.current()
        if matter is not None and self._settling.begin_again(matter):
            self._navigator.open(*place_of(matter))

    def _on_adopt(self) -> None:
        matter = self.current()
        if matter is not None and not self.foot.adopt.isHidden():
            self._settling.adopt(matter)

    def _on_close(self) -> None:
        matter = self.current()
        if matter is not None and self.foot.settle.isEnabled():
            self._settling.ask_reason(matter)


def _beside(item: TrayCard) -> QWidget:
    """Room for the matter, which scrolls where it is long."""
    room = QWidget()
    column = QVBoxLayout(room)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(item)
    return room
