"""Beranda: the numbers of the day, what presses most, what is better not forgotten. Each number opens its list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.queries.front import LATE, MINE, READY, RECEIVED, RETURNED, SOON, Front, front
from app.queries.work import MATCHING
from app.reference.labels import label as named
from app.rules.wording import clock_time, long_date
from app.ui.look.tokens import LARGE, MEDIUM, SMALL
from app.ui.pages.front.reminders import Reminder, reminders
from app.ui.pages.workplace import Workplace
from app.ui.shell.live_query import LiveQuery
from app.ui.shell.navigator import Navigator
from app.ui.shell.pages_open import may_take_cursor
from app.ui.widgets.button import LinkButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.days_left import ESTIMATE_LETTERS, DaysLeft, DaysLeftDelegate, days_words
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.table import Column, DataTable, RowActivated
from app.ui.widgets.tile import Opened, Tile

if TYPE_CHECKING:
    from app.queries.look import Look
    from app.queries.work import WorkRow
    from app.upkeep.safekeeping import Safekeeping

QUEUE, FILE, LIST, SETTINGS = "queue", "file", "front_list", "settings"
ADMIN = "administrator"
ROWS = 5
LINES = 2  # of numbers
NARROW = 115  # average letters
NOTHING = "Tidak ada yang perlu diingatkan saat ini."
WATCHED = "Kalender hari libur, masa Plh. dan Plt., serta cadangan data diingatkan di sini."
TITLES = {
    MINE: ("Menunggu saya", "inbox", "info"),
    SOON: ("Jatuh tempo hari ini dan besok", "clock", "warning"),
    LATE: ("Melewati jatuh tempo", "triangle-alert", "error"),
    RECEIVED: ("Diterima hari ini", "file-plus", "info"),
    READY: ("Siap diambil", "package-check", "info"),
    RETURNED: ("Menunggu perbaikan pemohon", "undo-2", "info"),
    MATCHING: ("Belum dicocokkan data pusat", "id-card", "info"),
}


def columns() -> tuple[Column[WorkRow], ...]:
    return (
        Column("Sisa waktu", _left, width=13, formatter=days_words),
        Column("Nomor", attrgetter("number"), width=17, strong=True),
        Column("Pemohon", attrgetter("applicant")),
        Column("Layanan", attrgetter("service"), width=13),
        Column("Tahap", _stage, width=25),
    )


class FrontPage(QWidget):
    subtitle_changed = Signal()

    def __init__(
        self,
        workplace: Workplace,
        safekeeping: Safekeeping,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._navigator = workplace.session, workplace.navigator
        self._live = LiveQuery(workplace.desk, self, self._query, self._show)
        self._safekeeping, self._now = safekeeping, now
        self._tiles = {key: Tile(key, *TITLES[key], self) for key in TITLES}
        self._pressing: DataTable[WorkRow] = DataTable(
            columns(),
            attrgetter("id"),
            self,
            name="pressing",
            title="Paling mendesak bagi Anda",
            empty="Tidak ada yang menunggu Anda saat ini.",
            icon="circle-check",
        )
        self._pressing.set_delegate(0, DaysLeftDelegate(self._pressing))
        self._reminders = Card("Pengingat", self, name="reminders")
        self._reminders.add(label("Memuat data", "muted", self._reminders))
        self._start = StartCard(self)
        self._subtitle = ""
        self._arriving = False
        self._placed: tuple[str, ...] = ()
        self._lay_out()
        for tile in self._tiles.values():
            tile.opened.connect(self._on_tile)
        self._pressing.activated.connect(self._on_row)
        self._pressing.show_loading()

    @property
    def subtitle(self) -> str:
        return self._subtitle

    def activate(self, argument: object) -> None:
        self._live.ask()
        self._arriving = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is better not forgotten stands below where there is no room beside."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * NARROW
        self._below.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setSpacing(MEDIUM)
        self._place(tuple(key for key in TITLES if key != MATCHING))
        pressing = Card("Paling mendesak bagi Anda", self, name="pressing_card")
        rows = self._pressing.view.verticalHeader().defaultSectionSize()
        self._pressing.setMinimumHeight(rows * (ROWS + 1) + SMALL)
        pressing.add(self._pressing)
        self._below = QHBoxLayout()
        self._below.setSpacing(MEDIUM)
        self._below.addWidget(pressing, 5)
        self._below.addWidget(self._reminders, 2, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, LARGE)
        column.setSpacing(MEDIUM)
        column.addWidget(self._start)
        column.addLayout(self._grid)
        column.addLayout(self._below, 1)
        self._start.hide()

    def _place(self, keys: tuple[str, ...]) -> None:
        """These numbers in two lines, whichever are of this person."""
        if keys == self._placed:
            return
        self._placed = keys
        wide = -(-len(keys) // LINES)
        for key, tile in self._tiles.items():
            self._grid.removeWidget(tile)
            tile.setVisible(key in keys)
        for place, key in enumerate(keys):
            self._grid.addWidget(self._tiles[key], place // wide, place % wide)

    def _query(self) -> Callable[[Look], Front] | None:
        person = self._session.signed_in
        return partial(front, staff_id=person.user_id) if person is not None else None

    def _show(self, found: Front) -> None:
        self._place(tuple(key for key in TITLES if key in found.counts))
        for key in self._placed:
            self._tiles[key].show_number(found.counts[key])
        self._pressing.set_rows(found.pressing)
        estimated = any(row.estimate for row in found.pressing)
        wanted = (ESTIMATE_LETTERS if estimated else columns()[0].width, *(each.width for each in columns()[1:]))
        self._pressing.view.set_widths(wanted)
        self._start.setVisible(found.empty)
        self._start.show_for(self._session.roles)
        self._show_reminders(found)
        now = self._now().astimezone(found.zone)
        self._subtitle = f"{long_date(now.date())}, pukul {clock_time(now)}"
        self.subtitle_changed.emit()
        if self._arriving:  # not before: a page that is not laid out yet would be scrolled
            self._arriving = False
            if may_take_cursor(self):
                self._tiles[MINE].setFocus()

    def _show_reminders(self, found: Front) -> None:
        body = self._reminders.body
        while (item := body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        state = self._safekeeping.state()
        for each in reminders(found, state, self._now(), administers=ADMIN in self._session.roles):
            body.addWidget(ReminderLine(each, self._navigator, self._reminders))
        if not body.count():
            body.addWidget(label(NOTHING, "", self._reminders, wrap=True, name="no_reminder"))
            body.addWidget(label(WATCHED, "help", self._reminders, wrap=True))
        daily = f"Salinan harian terakhir: {long_date(state.daily)}." if state.daily else "Salinan harian belum ada."
        body.addWidget(label(daily, "muted", self._reminders, wrap=True, name="daily_copy"))
        body.addStretch(1)

    def _on_tile(self, opened: Opened) -> None:
        if opened.key in (MINE, MATCHING):
            self._navigator.open(QUEUE, opened.key if opened.key == MATCHING else None)
        else:
            self._navigator.open(LIST, opened.key)

    def _on_row(self, activated: RowActivated) -> None:
        self._navigator.open(FILE, activated.key)


class ReminderLine(QWidget):
    """One reminder, with a way to where it can be put right."""

    def __init__(self, reminder: Reminder, navigator: Navigator, parent: QWidget) -> None:
        super().__init__(parent)
        self._reminder, self._navigator = reminder, navigator
        line = HelpLine(self)
        line.show_text(reminder.text, reminder.level)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(line)
        if reminder.page:
            go = LinkButton(reminder.link, self, name=f"reminder_{reminder.argument}")
            go.clicked.connect(self._on_go)
            row.addWidget(go)

    def _on_go(self) -> None:
        self._navigator.open(self._reminder.page, self._reminder.argument)


class StartCard(Card):
    """First help, while there is no file yet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Mulai", parent, name="start_help")
        self._steps = label("", "", self, wrap=True, name="start_steps")
        self.add(self._steps)

    def show_for(self, roles: frozenset[str]) -> None:
        steps = []
        if ADMIN in roles:
            steps += [
                "Pengaturan, Pengguna: tambahkan petugas dan perannya.",
                "Pengaturan, Pencetak: pilih pencetak tanda terima.",
                "Pengaturan, Cadangan: buat cadangan pertama ke luar komputer ini.",
            ]
        steps.append("Permohonan Baru: daftarkan permohonan pertama. Tekan F1 pada isian mana pun untuk penjelasan.")
        self._steps.setText("\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))


def _stage(row: WorkRow) -> str:
    return named(row.stage)


def _left(row: WorkRow) -> DaysLeft | None:
    return None if row.left is None else DaysLeft(False, row.left, row.days, row.estimate)
