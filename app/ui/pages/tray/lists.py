"""The two lists of the tray: what is open, newest first, and what has been decided."""

from __future__ import annotations

from operator import attrgetter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from app.queries.tray import Tray, TrayMatter
from app.reference.labels import label as named
from app.ui.pages.tray.foot import ADOPT_KEY, CLOSE_KEY
from app.ui.widgets import tab_bar
from app.ui.widgets.rows_model import Column
from app.ui.widgets.table import DataTable
from app.ui.words.exchange import cause, settled

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
