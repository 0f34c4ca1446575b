"""Asking the look-up service from the page of a file: a quiet button in its head, where the service is on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.actions.door import Done
from app.errors import Refused
from app.lookup.service import Lookup
from app.queries.file_view import FileView
from app.queries.matching import ACT, Compared, compared
from app.ui.pages.acts.doing import REFUSED_TOPIC, Doing
from app.ui.pages.acts.refusals import refused
from app.ui.pages.file.head import FileHead
from app.ui.pages.file.lookup_dialog import TITLE, LookupDialog, LookupEntered
from app.ui.pages.queue.match_panel import SERVICE_KEY, record
from app.ui.shell.board import Board
from app.ui.shell.desk import Desk
from app.ui.shell.session import Session
from app.ui.widgets.button import LinkButton


class FileLookup(QObject):
    def __init__(
        self,
        page: QWidget,
        head: FileHead,
        session: Session,
        desk: Desk,
        board: Board,
        doing: Doing,
        lookup: Lookup,
    ) -> None:
        super().__init__(page)
        self._page, self._session, self._desk = page, session, desk
        self._board, self._doing, self._lookup = board, doing, lookup
        self._application = ""
        self.button = LinkButton(TITLE, head, shortcut=SERVICE_KEY, name="file_lookup")
        self.button.hide()
        head.put_beside(self.button)
        self.button.clicked.connect(self._on_clicked)

    def show_file(self, view: FileView) -> None:
        """Offered to who may record the result, of files with a NIK."""
        self._application = view.id
        may = any(option.act == ACT and option.allowed for option in view.acts)
        self.button.setVisible(self._lookup.setting().on and may and bool(view.match))

    def _on_clicked(self) -> None:
        person = self._session.signed_in
        if person is not None:
            asked = partial(compared, application_id=self._application, staff_id=person.user_id)
            self._desk.ask(self, asked, self._open, latest="compared")

    def _open(self, person: Compared) -> None:
        dialog = LookupDialog(self._page, self._desk, self._lookup, person)
        dialog.confirmed.connect(self._record)
        dialog.open()

    def _record(self, found: LookupEntered) -> None:
        self._doing.do(self._page, record(self._desk, found), self._on_done, self._on_refused)

    def _on_done(self, _: Done) -> None:
        self._board.remove(REFUSED_TOPIC)

    def _on_refused(self, refusal: Refused) -> None:
        self._board.pin(refused(refusal), REFUSED_TOPIC)
