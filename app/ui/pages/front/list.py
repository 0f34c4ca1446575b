"""The files behind one number of the front page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.queries.front import CORRECTIONS, LATE, READY, RECEIVED, RETURNED, SOON, listed
from app.reference.labels import label
from app.rules.wording import short_date
from app.ui.pages.file.page import FileTarget
from app.ui.pages.workplace import Workplace
from app.ui.shell.live_query import LiveQuery
from app.ui.widgets.button import Button
from app.ui.widgets.days_left import ESTIMATE_LETTERS, DaysLeft, DaysLeftDelegate, days_words
from app.ui.widgets.table import Column, DataTable, RowActivated

if TYPE_CHECKING:
    from app.queries.front import ListRow
    from app.queries.look import Look

APPROVAL = "approve_correction"
NAMES = {
    SOON: "Jatuh tempo hari ini dan besok",
    LATE: "Melewati jatuh tempo",
    RECEIVED: "Diterima hari ini",
    READY: "Siap diambil di loket penyerahan",
    RETURNED: "Menunggu perbaikan dari pemohon",
    CORRECTIONS: "Koreksi data menunggu persetujuan",
}


class FrontListPage(QWidget):
    subtitle_changed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._navigator = workplace.navigator
        self._tile = ""
        self._table: DataTable[ListRow] = DataTable(
            _columns(),
            attrgetter("id"),
            self,
            name="front_rows",
            title="Daftar permohonan",
            empty="Tidak ada permohonan di sini.",
        )
        self._table.set_delegate(5, DaysLeftDelegate(self._table))
        back = Button("Kembali", self, icon="chevron-left", shortcut="Escape", name="back")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 1)
        column.addWidget(back)
        back.clicked.connect(self._navigator.back)
        self._table.activated.connect(self._on_row)
        self._live = LiveQuery(workplace.desk, self, self._query, self._table.set_rows)

    @property
    def subtitle(self) -> str:
        return f"{NAMES.get(self._tile, '')} · Enter membuka permohonan"

    def activate(self, argument: object) -> None:
        self._tile = str(argument or self._tile)
        self._table.show_loading()
        self._live.ask()
        self._table.setFocus()
        self.subtitle_changed.emit()

    def _query(self) -> Callable[[Look], tuple[ListRow, ...]] | None:
        return partial(listed, tile=self._tile) if self._tile else None

    def _on_row(self, activated: RowActivated) -> None:
        answered = self._tile == CORRECTIONS
        self._navigator.open("file", FileTarget(activated.key, APPROVAL) if answered else activated.key)


def _columns() -> tuple[Column[ListRow], ...]:
    return (
        Column("Nomor", attrgetter("number"), width=20, strong=True),
        Column("Pemohon", attrgetter("applicant")),
        Column("Layanan", attrgetter("service"), width=22),
        Column("Tahap", _stage, width=28),
        Column("Pada", _holder, width=18),
        Column("Sisa waktu", _left, width=ESTIMATE_LETTERS, formatter=days_words),
        Column("Diterima", _received, width=12),
    )


def _stage(row: ListRow) -> str:
    return label(row.stage)


def _holder(row: ListRow) -> str:
    return label(row.holder) if row.holder else ""


def _left(row: ListRow) -> DaysLeft | None:
    return None if row.left is None else DaysLeft(False, row.left, row.days, row.estimate)


def _received(row: ListRow) -> str:
    return short_date(row.received.date())
