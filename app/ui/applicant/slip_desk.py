"""The slip on its way to the printer of receipts. No act, no document, no file: it carries the whole NIK."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.print import render
from app.queries.registers import Heading, heading
from app.rules.papers import LetterRow, ReadingSlip
from app.ui.papers.paper_desk import Outlet
from app.ui.shell.board import Board
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.shell.session import Session
from app.ui.words.notices import say

TOPIC, KIND, TITLE = "slip", "receipt", "Lembar periksa data"


class SlipDesk(QObject):
    """`outlet` names the printer of receipts, None where none was chosen. `printed` when the slip has gone out."""

    printed = Signal()

    def __init__(
        self,
        desk: Desk,
        session: Session,
        board: Board,
        outlet: Callable[[str], Outlet | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._session, self._board, self._outlet = desk, session, board, outlet

    def print_rows(self, rows: tuple[LetterRow, ...]) -> None:
        outlet = self._outlet(KIND)
        if outlet is None:
            self._board.pin(say("slip_no_printer"), TOPIC)
            return
        self._desk.ask(self, heading, partial(self._on_heading, rows, outlet), self._on_failed)

    def _on_heading(self, rows: tuple[LetterRow, ...], outlet: Outlet, head: Heading) -> None:
        person = self._session.signed_in
        if person is None:
            return
        card = ReadingSlip(
            letterhead=head.letterhead,
            rows=rows,
            made=head.made,
            officer=person.display_name,
            counter=person.counter,
            training=head.training,
        )
        self._desk.work(self, partial(_send, card, outlet), self._on_sent, self._on_failed)

    def _on_sent(self, _: None) -> None:
        self._board.pin(say("slip_printed"), TOPIC)
        self.printed.emit()

    def _on_failed(self, _: Trouble) -> None:
        self._board.pin(say("slip_failed"), TOPIC)


def _send(card: ReadingSlip, outlet: Outlet, _: JobProgress) -> None:
    """On the slow worker. Raises Unavailable."""
    outlet.printer.send(render.pdf(card, receipt_size=outlet.receipt_size), outlet.name, TITLE)
