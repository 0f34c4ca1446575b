"""Pengaturan, Kantor: what this counter is called on the screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.actions.commands.office import RenameCounter
from app.errors import Refused
from app.ui.forms.form import Field, FormSection
from app.ui.shell.board import Board
from app.ui.shell.desk import Desk
from app.ui.shell.session import Session
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card
from app.ui.words.notices import say

if TYPE_CHECKING:
    from app.actions.door import Done

NAME = Field(
    "name", "Nama loket", "text", True, max_length=30, help="Tercetak pada tanda terima, misalnya Loket 2. Enter maju."
)


class CounterCard(Card):
    def __init__(self, desk: Desk, session: Session, board: Board, parent: QWidget | None = None) -> None:
        super().__init__("Loket ini", parent, name="counter_card")
        self._desk, self._session, self._board = desk, session, board
        self.form = FormSection((NAME,), self)
        self._rename = Button("Ganti nama", self, icon="save", shortcut="Ctrl+Shift+S", name="rename_counter")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._rename)
        self.add(self.form)
        self.add(row)
        person = session.signed_in
        self.form.set_values({"name": person.counter if person else ""})
        self._rename.clicked.connect(self._on_rename)

    def _on_rename(self) -> None:
        wrong = self.form.check()
        self.form.show_codes(wrong)
        if wrong:
            self.form.focus("name")
            return
        command = RenameCounter(stamp=self._desk.stamp(), name=str(self.form.values()["name"]))
        self._desk.do(self, command, self._on_done, self._on_refused)

    def _on_done(self, _: Done) -> None:
        self._session.rename_counter(str(self.form.values()["name"]).strip())
        self._board.pin(say("saved"), "settings")

    def _on_refused(self, refused: Refused) -> None:
        self.form.show_codes(refused.fields)
        self._board.pin(say(refused.code, refused.facts), "settings")
