"""The list of found files as a spreadsheet, the NIK masked."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.queries.finding import FoundRow
from app.queries.registers import Heading, heading
from app.rules.wording import thousands
from app.ui.pages.reports import columns as reports_columns
from app.ui.pages.reports.columns import Report
from app.ui.pages.reports.saving import XLSX, Saver
from app.ui.pages.search.columns import EXPORTED
from app.ui.shell.board import Board
from app.ui.shell.desk import Desk
from app.ui.shell.session import Session
from app.ui.widgets.progress_strip import ProgressStrip


class Exporter(QObject):
    def __init__(
        self, desk: Desk, session: Session, board: Board, strip: ProgressStrip, folder: Path, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, session
        self._saver = Saver(desk, board, strip, folder, self)

    def export(self, rows: tuple[FoundRow, ...]) -> None:
        self._desk.ask(self, heading, partial(self._on_heading, rows), latest="heading")

    def _on_heading(self, rows: tuple[FoundRow, ...], head: Heading) -> None:
        person = self._session.signed_in
        report = Report("Daftar Permohonan", f"{thousands(len(rows))} permohonan", EXPORTED, rows)
        made = reports_columns.card(report, head, person.display_name if person else "")
        self._saver.save(made, f"daftar-permohonan_{head.made:%Y-%m-%d}", XLSX)
