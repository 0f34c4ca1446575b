"""Pengaturan, Kantor: what stands on every paper, and the rules the office chose for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.commands.office import ChangeOffice, RenameCounter
from app.errors import Refused
from app.queries.people import office
from app.ui.forms.form import Field, FormSection
from app.ui.look.tokens import LARGE, MEDIUM
from app.ui.pages.settings.office_form import OfficeForm
from app.ui.pages.workplace import Workplace
from app.ui.shell.live_query import LiveQuery
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import say

if TYPE_CHECKING:
    from app.actions.door import Done
    from app.queries.people import OfficeRow


NAME = Field(
    "name", "Nama loket", "text", True, max_length=30, help="Tercetak pada tanda terima, misalnya Loket 2. Enter maju."
)


class CounterCard(Card):
    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__("Loket ini", parent, name="counter_card")
        self._desk, self._session, self._board = workplace.desk, workplace.session, workplace.board
        self.form = FormSection((NAME,), self)
        self._rename = Button("Ganti nama", self, icon="save", shortcut="Ctrl+Shift+S", name="rename_counter")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._rename)
        self.add(self.form)
        self.add(row)
        person = self._session.signed_in
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


class OfficeSettings(QWidget):
    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._board = workplace.desk, workplace.board
        self.form = OfficeForm(self, further=True)
        self._line = HelpLine(self)
        self._save = PrimaryButton("Simpan", self, icon="save", shortcut="Ctrl+S", name="save_office")
        self._save.setEnabled(False)
        card = Card("Kantor", self, name="office_card")
        card.add(self.form)
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addWidget(self._line, 1)
        row.addWidget(self._save)
        card.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, LARGE)
        column.setSpacing(MEDIUM)
        column.addWidget(card)
        column.addWidget(CounterCard(workplace, self))
        column.addStretch(1)
        self._save.clicked.connect(self._on_save)
        self.form.edited.connect(self._on_edited)
        LiveQuery(self._desk, self, lambda: office, self._show).ask()

    def text(self) -> str:
        return self._line.text()

    def _show(self, row: OfficeRow | None) -> None:
        """What somebody else changed stands here at once; where something is being typed, once that is saved."""
        if row is not None and not self._save.isEnabled():
            self.form.show_office(row)
            self._save.setEnabled(False)

    def _on_edited(self) -> None:
        self._save.setEnabled(True)

    def _on_save(self) -> None:
        wrong = self.form.check()
        self.form.show_codes(wrong)
        if not wrong:
            self._desk.ask(self, office, self._send)

    def _send(self, now: OfficeRow | None) -> None:
        """What was typed here, beside what somebody else has changed since."""
        clashes = self.form.join(now) if now is not None else ()
        if clashes:
            self.form.show_codes(dict.fromkeys(clashes, "changed_meanwhile"))
            notice = say("changed_beside", {"now": self.form.as_kept(clashes)})
            self._line.show_text(notice.full, notice.level)
            return
        command = ChangeOffice(stamp=self._desk.stamp(), profile=self.form.profile())
        self._desk.do(self, command, self._on_done, self._on_refused)

    def _on_done(self, _: Done) -> None:
        self._save.setEnabled(False)
        self._line.show_text("")
        self._board.pin(say("saved"), "settings")

    def _on_refused(self, refused: Refused) -> None:
        notice = say(refused.code, refused.facts)
        self._line.show_text(notice.full, notice.level)
        self.form.show_codes(refused.fields)
