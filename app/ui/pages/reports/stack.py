"""The tables of the reports, one in sight. Enter on a file of the register book opens it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.pages.reports.kinds import KINDS, Kind
from app.ui.shell.navigator import Navigator
from app.ui.widgets.table import DataTable, RowActivated

FILE = "file"


class ReportStack(QStackedWidget):
    def __init__(self, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._navigator = navigator
        for kind in KINDS:
            self.addWidget(self._table(kind))

    def current(self) -> DataTable[Any]:
        table = self.currentWidget()
        assert isinstance(table, DataTable)
        return table

    def _table(self, kind: Kind) -> DataTable[Any]:
        columns = tuple(column.on_screen for column in kind.columns)
        table: DataTable[Any] = DataTable(
            columns, kind.key, self, name=kind.stem, title=kind.tab, empty=kind.empty, icon="chart-column"
        )
        if kind.opens:
            table.activated.connect(self._on_activated)
        return table

    def _on_activated(self, activated: RowActivated) -> None:
        self._navigator.open(FILE, activated.key)
