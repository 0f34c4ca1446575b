"""Perlu keputusan: acts that could not stand, or stand with a question mark. Each is closed by a person's own word."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.actions.settling import REDO
from app.queries.tray import Matter, Tray, tray
from app.reference.labels import label as named
from app.rules.wording import short_date
from app.ui.board import Board
from app.ui.desk import Desk
from app.ui.exchange_words import CAUSES, SETTLED
from app.ui.navigator import Navigator
from app.ui.pages.tray_item import TrayItem
from app.ui.pages.tray_settling import Settling, place_of
from app.ui.pages_open import may_take_cursor
from app.ui.paper_desk import PaperDesk
from app.ui.scroll import Scroll
from app.ui.session import Session
from app.ui.tokens import MEDIUM, SMALL
from app.ui.widgets import tab_bar
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import label
from app.ui.widgets.rows_model import Column
from app.ui.widgets.table import DataTable

KEY = "tray"
EMPTY = "Tidak ada yang perlu diputuskan."
EMPTY_CLOSED = "Belum ada yang diputuskan."
HELP = "Enter membuka berkas, F8 melakukan ulang, A mengambil alih, T menutup dengan alasan."
FILE = "file"


def _act(matter: Matter) -> str:
    return named(matter.act)


def _cause(matter: Matter) -> str:
    return CAUSES.get(matter.cause, matter.cause)


def _opened(matter: Matter) -> str:
    return f"{short_date(matter.opened.date())} {matter.opened:%H.%M}"


def _settled(matter: Matter) -> str:
    return SETTLED.get(matter.settled, matter.settled)


OPEN: tuple[Column[Matter], ...] = (
    Column("Tindakan", _act, strong=True),
    Column("Nomor registrasi", attrgetter("number"), 19),
    Column("Keadaan", _cause, 15),
)
CLOSED: tuple[Column[Matter], ...] = (
    Column("Tindakan", _act, strong=True),
    Column("Nomor registrasi", attrgetter("number"), 19),
    Column("Keputusan", _settled, 20),
)


class TrayPage(QWidget):
    """For a `PageSpec` with `scrolls=False`."""

    subtitle_changed = Signal()

    def __init__(
        self,
        desk: Desk,
        session: Session,
        board: Board,
        navigator: Navigator,
        papers: PaperDesk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tray_page")
        self._desk, self._session, self._navigator = desk, session, navigator
        self._found = Tray((), (), supervises=False)
        self._redoing = ""
        self._arriving = False
        self._settling = Settling(self, desk, session, board, papers)
        self.open = _table("tray_open", "Perlu keputusan", OPEN, EMPTY, "circle-check", self)
        self.closed = _table("tray_closed", "Sudah diputuskan", CLOSED, EMPTY_CLOSED, "history", self)
        self.item = TrayItem(self)
        self._beside = Scroll(_beside(self.item), self)
        self._book = QTabWidget(self)
        self._redo = PrimaryButton("Lakukan ulang", self, shortcut="F8", name="tray_redo")
        self._adopt = Button("", self, name="tray_adopt")
        self._close = Button("", self, name="tray_close")
        self._open_file = Button("", self, name="tray_open_file")
        self._hint = label("", "muted", self, wrap=True, name="tray_hint")
        self._lay_out()
        self._wire()

    @property
    def subtitle(self) -> str:
        count = len(self._found.open)
        whose = "dari semua petugas" if self._found.supervises else "dari Anda"
        return f"{count} hal {whose} menunggu keputusan" if count else EMPTY

    def activate(self, argument: object) -> None:
        """`argument` may be the id of a matter."""
        self._arriving = True
        self.open.show_loading()
        self._load()
        if argument:
            self.open.select(str(argument))

    def current(self) -> Matter | None:
        """The matter in sight."""
        return self._table().current()

    def _table(self) -> DataTable[Matter]:
        return self.open if self._book.currentIndex() == 0 else self.closed

    def _lay_out(self) -> None:
        self._book.setObjectName("tray_tabs")
        self._book.setDocumentMode(True)
        tab_bar.dress(self._book.tabBar(), "Bagian keputusan")
        self._book.addTab(self.open, "Terbuka")
        self._book.addTab(self.closed, "Selesai")
        sides = QHBoxLayout()
        sides.setSpacing(MEDIUM)
        sides.addWidget(self._book, 5)
        sides.addWidget(self._beside, 6)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(self._hint, 1)
        for button in (self._close, self._open_file, self._adopt, self._redo):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SMALL)
        column.setSpacing(MEDIUM)
        column.addLayout(sides, 1)
        column.addLayout(foot)
        self.setFocusProxy(self.open)

    def _wire(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self._session.changed.connect(self._forget)
        self._book.currentChanged.connect(self._tell)
        for table in (self.open, self.closed):
            table.view.setProperty("help", HELP)
            table.selection_changed.connect(self._tell)
            table.activated.connect(self._on_open_file)
            for keys, slot in (("A", self._on_adopt), ("T", self._on_close)):
                shortcut = QShortcut(QKeySequence(keys), table.view)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(slot)
        self._redo.clicked.connect(self._on_redo)
        self._adopt.clicked.connect(self._on_adopt)
        self._close.clicked.connect(self._on_close)
        self._open_file.clicked.connect(self._on_open_file)
        self._tell()

    def _load(self) -> None:
        person = self._session.signed_in
        if person is not None:
            self._desk.ask(self, partial(tray, staff_id=person.user_id), self._show, latest="tray")

    def _show(self, found: Tray) -> None:
        arrived, self._arriving = self._arriving, False
        self._found = found
        self.open.set_rows(found.open)
        self.closed.set_rows(found.closed)
        self._book.setTabText(0, f"Terbuka ({len(found.open)})" if found.open else "Terbuka")
        self._tell()
        self.subtitle_changed.emit()
        if arrived and may_take_cursor(self):
            self._table().setFocus(Qt.FocusReason.OtherFocusReason)
        self._close_redone()

    def _tell(self) -> None:
        """What is known of the matter in focus, and what may be done about it."""
        matter = self.current()
        self._beside.setVisible(matter is not None)
        if matter is not None:
            self.item.show_matter(matter)
        is_open = matter is not None and matter.closed is None
        offers = self._settling.offers(matter) if matter and is_open else None
        self._redo.setVisible(bool(offers and offers.redo))
        self._redo.set_words("Tutup, sudah dilakukan ulang" if matter and matter.again else "Lakukan ulang")
        self._adopt.setVisible(bool(offers and offers.adopt))
        self._adopt.setText(f"{offers.adopt_words if offers else ''}   A")
        self._close.setVisible(is_open)
        self._close.setText("Tutup dengan alasan   T")
        self._open_file.setVisible(bool(matter and matter.application))
        self._open_file.setText("Buka berkas   Enter")
        self._hint.setText(offers.hint if offers else "")

    def _on_open_file(self, _: object = None) -> None:
        matter = self.current()
        if matter is not None and matter.application:
            self._navigator.open(FILE, matter.application)

    def _on_redo(self) -> None:
        """Opens where it can be done again; when that has happened the matter is closed."""
        matter = self.current()
        if matter is None or not self._redo.isVisible():
            return
        if matter.again:
            self._settling.close(matter, REDO)
            return
        self._redoing = matter.id
        self._navigator.open(*place_of(matter))

    def _on_adopt(self) -> None:
        matter = self.current()
        if matter is not None and self._adopt.isVisible():
            self._settling.adopt(matter)

    def _on_close(self) -> None:
        matter = self.current()
        if matter is not None and self._close.isVisible():
            self._settling.ask_reason(matter)

    def _close_redone(self) -> None:
        done = next((each for each in self._found.open if each.id == self._redoing and each.again), None)
        if done is not None:
            self._redoing = ""
            self._settling.close(done, REDO)

    def _forget(self) -> None:
        """Another person does not close what this one set out to do again."""
        self._redoing = ""

    def _on_changed(self) -> None:
        if self.isVisible() or self._redoing:
            self._load()


def _table(
    name: str, title: str, columns: tuple[Column[Matter], ...], empty: str, icon: str, parent: QWidget
) -> DataTable[Matter]:
    return DataTable(columns, attrgetter("id"), parent, name=name, title=title, empty=empty, icon=icon)


def _beside(item: TrayItem) -> QWidget:
    """Room for the matter, which scrolls where it is long."""
    room = QWidget()
    column = QVBoxLayout(room)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(item)
    return room
