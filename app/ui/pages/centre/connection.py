"""Sambungan: how it stands with the centre, every act that waits and what to do about it, and losses of contact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from operator import attrgetter

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.queries.exchange import WaitingAct, WaitingActs, waiting
from app.reference.labels import label as named
from app.sync.state import State
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.pages.centre.certificate_change import CertificateChange
from app.ui.pages.centre.connection_head import ConnectionHead
from app.ui.pages.centre.outages import OutagesTab
from app.ui.pages.workplace import Workplace
from app.ui.shell.connection import Connection
from app.ui.shell.live_query import LiveQuery
from app.ui.shell.navigator import Navigator
from app.ui.widgets import tab_bar
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import label
from app.ui.widgets.table import Column, DataTable, RowActivated
from app.ui.words.exchange import ago, answer, counsel, is_stuck

KEY = "connection"
FILE = "file"
REFRESH = 30_000  # milliseconds: ages are told in minutes
EMPTY = "Tidak ada tindakan yang menunggu. Semua sudah sampai di pusat."
EMPTY_ALONE = "Tidak ada yang perlu dikirim: komputer ini bekerja tanpa pusat."


def _act(row: WaitingAct) -> str:
    return f"{named(row.act)} (menunggu nomor)" if row.unnumbered else named(row.act)


def _times(tries: int) -> str:
    return f"{tries} kali"


COLUMNS: tuple[Column[WaitingAct], ...] = (
    Column("Tindakan", _act, strong=True),
    Column("Nomor registrasi", attrgetter("number"), width=19),
    Column("Petugas", attrgetter("who"), width=20),
    Column("Umur", attrgetter("age"), 17, ago),
    Column("Jawaban terakhir", answer, 19),
    Column("Dicoba", attrgetter("tries"), 8, _times, number=True, room=106),
)


class ConnectionPage(QWidget):
    """For a `PageSpec` with `scrolls=False` and `in_menu=False`. `now` is the clock of this PC (UTC)."""

    subtitle_changed = Signal()

    def __init__(
        self,
        workplace: Workplace,
        connection: Connection,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("connection_page")
        self._connection, self._now = connection, now
        self._live = LiveQuery(workplace.desk, self, lambda: waiting, self._show)
        self._zone: tzinfo = UTC
        self._retry = PrimaryButton("Coba sekarang", self, icon="refresh-cw", shortcut="Ctrl+R", name="try_now")
        self.head = ConnectionHead(self._retry, self)
        self.waiting = WaitingTab(workplace.navigator, connection, self)
        self.outages = OutagesTab(workplace.desk, self)
        self.certificate = CertificateChange(connection, self)
        self._comparing = Scroll(_held(self.certificate), self)
        self._book = QTabWidget(self)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH)
        self._lay_out()
        self.setFocusProxy(self.waiting.table)
        self._retry.clicked.connect(self._on_retry)
        self._timer.timeout.connect(self._live.follow)
        self._timer.start()
        connection.changed.connect(self._on_state)

    @property
    def subtitle(self) -> str:
        return "Hubungan loket ini dengan pusat, dan tindakan yang menunggu dikirim"

    def activate(self, argument: object) -> None:
        self._live.ask()
        self.outages.load()

    def _lay_out(self) -> None:
        self._book.setObjectName("connection_tabs")
        self._book.setDocumentMode(True)
        tab_bar.dress(self._book.tabBar(), "Bagian sambungan")
        self._book.addTab(self.waiting, "Menunggu dikirim")
        self._book.addTab(self.outages, "Gangguan")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SMALL)
        column.setSpacing(MEDIUM)
        column.addWidget(self.head)
        column.addWidget(self._comparing, 1)
        column.addWidget(self._book, 1)

    def _show(self, found: WaitingActs) -> None:
        self._zone = found.zone
        self.waiting.show_waiting(found, linked=self._connection.state.linked)
        self._book.setTabText(0, f"Menunggu dikirim ({found.total})" if found.total else "Menunggu dikirim")
        self._show_state(self._connection.state)

    def _show_state(self, state: State) -> None:
        """What waits is out of sight while an administrator has to look at the certificate."""
        self.head.show_state(state, self._now(), self._zone)
        self.certificate.show_state(state)
        comparing = not self.certificate.isHidden()
        self._retry.setVisible(state.linked and not comparing)
        self.head.setVisible(not comparing)
        self._comparing.setVisible(comparing)
        self._book.setVisible(not comparing)
        self.setFocusProxy(self.certificate if comparing else self.waiting.table)

    def _on_state(self, state: State) -> None:
        """The head at once; the list asks the register, because answers have come."""
        self._show_state(state)
        self._live.follow()

    def _on_retry(self) -> None:
        self._connection.wake()


def _held(card: QWidget) -> QWidget:
    """In a room that scrolls: a card keeps its own look."""
    room = QWidget()
    column = QVBoxLayout(room)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(card)
    column.addStretch(1)
    return room


class WaitingTab(QWidget):
    """The acts, and below them what the centre said of the one in focus and what to do."""

    def __init__(self, navigator: Navigator, connection: Connection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._navigator, self._connection = navigator, connection
        self.table: DataTable[WaitingAct] = DataTable(
            COLUMNS,
            attrgetter("id"),
            self,
            name="waiting_acts",
            title="Tindakan yang menunggu",
            empty=EMPTY,
            icon="send",
        )
        self._counsel = label("", "", self, wrap=True, name="waiting_counsel")
        self._again = Button("Kirim ulang", self, icon="send", shortcut="Ctrl+Shift+R", name="send_again")
        self._open = Button("Buka berkas", self, name="open_waiting")
        self._open.setText("Buka berkas   Enter")
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(self._counsel, 1)
        foot.addWidget(self._again)
        foot.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MEDIUM, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.table.view.setProperty("help", "Enter membuka berkas; di bawah daftar tertulis yang perlu dilakukan.")
        self.table.activated.connect(self._on_activated)
        self.table.selection_changed.connect(self._tell)
        self._open.clicked.connect(self._on_open)
        self._again.clicked.connect(self._on_again)
        self._tell()

    def text(self) -> str:
        """What is said of the act in focus."""
        return self._counsel.text()

    def show_waiting(self, found: WaitingActs, *, linked: bool) -> None:
        self.table.set_empty_text(EMPTY if linked else EMPTY_ALONE)
        self.table.set_rows(found.rows)
        self._tell()

    def _tell(self) -> None:
        row = self.table.current()
        self._counsel.setText(counsel(row) if row else "")
        self._open.setVisible(row is not None)
        self._open.setEnabled(bool(row and row.application))
        self._again.setVisible(bool(row and is_stuck(row)))

    def _on_activated(self, _: RowActivated) -> None:
        self._on_open()

    def _on_open(self) -> None:
        row = self.table.current()
        if row is not None and row.application:
            self._navigator.open(FILE, row.application)

    def _on_again(self) -> None:
        row = self.table.current()
        if row is not None:
            self._connection.retry(row.id)
