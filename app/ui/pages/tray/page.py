"""Perlu keputusan: acts that could not stand, or stand with a question mark. Each is closed by a person's own word."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.queries.look import Look
from app.queries.tray import Tray, TrayMatter, tray
from app.reference.labels import label as named
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.pages.tray.foot import ADOPT_KEY, CLOSE_KEY, TrayFoot
from app.ui.pages.tray.item import TrayCard
from app.ui.pages.tray.settling import Settling, place_of
from app.ui.pages.workplace import Workplace
from app.ui.shell.live_query import LiveQuery
from app.ui.shell.pages_open import may_take_cursor
from app.ui.widgets import tab_bar
from app.ui.widgets.rows_model import Column
from app.ui.widgets.table import DataTable
from app.ui.words.exchange import cause, settled

KEY = "tray"
FILE = "file"


EMPTY = "Tidak ada yang perlu diputuskan."
EMPTY_CLOSED = "Belum ada yang diputuskan."
HELP = "Enter membuka berkas, F8 melakukan ulang, A mengambil alih, T menutup dengan alasan."


def _act(matter: TrayMatter) -> str:
    return f"{named(matter.act)} dan {matter.more} lainnya" if matter.more else named(matter.act)


def _cause(matter: TrayMatter) -> str:
    return cause(matter.cause)


def _settled(matter: TrayMatter) -> str:
    return settled(matter.settled)


OPEN: tuple[Column[TrayMatter], ...] = (
    Column("Tindakan", _act, strong=True),
    Column("Nomor registrasi", attrgetter("number"), 19),
    Column("Keadaan", _cause, 15, room=58),
)
CLOSED: tuple[Column[TrayMatter], ...] = (
    Column("Tindakan", _act, strong=True),
    Column("Nomor registrasi", attrgetter("number"), 19),
    Column("Keputusan", _settled, 20, room=58),
)


class TrayLists(QTabWidget):
    """`looked`: another matter is in focus; the others are the keys of the lists."""

    looked = Signal()
    opened = Signal()
    adopt_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tray_tabs")
        self.setDocumentMode(True)
        tab_bar.dress(self.tabBar(), "Bagian keputusan")
        self.open = self._table("tray_open", "Perlu keputusan", OPEN, EMPTY, "circle-check")
        self.closed = self._table("tray_closed", "Sudah diputuskan", CLOSED, EMPTY_CLOSED, "history")
        self.addTab(self.open, "Terbuka")
        self.addTab(self.closed, "Selesai")
        self.setFocusProxy(self.open)
        self.currentChanged.connect(self.looked)

    def current(self) -> TrayMatter | None:
        return self._shown().current()

    def show_tray(self, found: Tray) -> None:
        self.open.set_rows(found.open)
        self.closed.set_rows(found.closed)
        self.setTabText(0, f"Terbuka ({len(found.open)})" if found.open else "Terbuka")

    def take_cursor(self) -> None:
        self._shown().setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self) -> DataTable[TrayMatter]:
        return self.open if self.currentIndex() == 0 else self.closed

    def _table(
        self, name: str, title: str, columns: tuple[Column[TrayMatter], ...], empty: str, icon: str
    ) -> DataTable[TrayMatter]:
        table: DataTable[TrayMatter] = DataTable(
            columns, attrgetter("id"), self, name=name, title=title, empty=empty, icon=icon
        )
        table.view.setProperty("help", HELP)
        table.selection_changed.connect(self.looked)
        table.activated.connect(self.opened)
        for keys, told in ((ADOPT_KEY, self.adopt_wanted), (CLOSE_KEY, self.close_wanted)):
            shortcut = QShortcut(QKeySequence(keys), table.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(told)
        return table


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
