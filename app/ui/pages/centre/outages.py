"""Gangguan: each loss of contact by counter, and what they come to in a month."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.queries.exchange import MonthOfOutages, OutageList, OutageRow, outages
from app.rules.wording import month_name, short_date
from app.ui.look.tokens import MEDIUM
from app.ui.shell.desk import Desk
from app.ui.shell.live_query import LiveQuery
from app.ui.widgets.table import Column, DataTable
from app.ui.words.exchange import length, outage_cause

EMPTY = "Belum pernah ada gangguan sambungan yang tercatat."


def _moment(at: datetime) -> str:
    return f"{short_date(at.date())} {at:%H.%M}"


def _ended(row: OutageRow) -> str:
    """The day only where it is another one."""
    if row.ended is None:
        return "masih luring"
    return f"{row.ended:%H.%M}" if row.ended.date() == row.began.date() else _moment(row.ended)


def _cause(row: OutageRow) -> str:
    return outage_cause(row.cause)


def _month(month: MonthOfOutages) -> str:
    return f"{month_name(month.month)} {month.year}"


def _key(month: MonthOfOutages) -> str:
    return f"{month.year}-{month.month}"


LOSSES: tuple[Column[OutageRow], ...] = (
    Column("Loket", attrgetter("counter"), 10, strong=True),
    Column("Mulai", attrgetter("began"), 17, _moment),
    Column("Selesai", _ended, 17, room=82),
    Column("Lama", attrgetter("length"), 0, length),
    Column("Tindakan", attrgetter("acts"), 10, number=True),
    Column("Sebab", _cause, room=82),
)
MONTHS: tuple[Column[MonthOfOutages], ...] = (
    Column("Bulan", _month, strong=True),
    Column("Kali", attrgetter("count"), 6, number=True),
    Column("Lama", attrgetter("length"), 12, length),
)


class OutagesTab(QWidget):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: DataTable[OutageRow] = DataTable(
            LOSSES, attrgetter("id"), self, name="outages", title="Gangguan sambungan", empty=EMPTY, icon="wifi-off"
        )
        self.months: DataTable[MonthOfOutages] = DataTable(
            MONTHS, _key, self, name="outage_months", title="Gangguan menurut bulan", empty=EMPTY, icon="calendar"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, MEDIUM, 0, 0)
        row.setSpacing(MEDIUM)
        row.addWidget(self.rows, 12)
        row.addWidget(self.months, 7)
        self.setFocusProxy(self.rows)
        self._live = LiveQuery(desk, self, lambda: outages, self._show)

    def load(self) -> None:
        self.rows.show_loading()
        self._live.ask()

    def _show(self, found: OutageList) -> None:
        self.months.setVisible(bool(found.months))
        self.rows.set_rows(found.rows)
        self.months.set_rows(found.months)
