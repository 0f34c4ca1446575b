"""Pengaturan, Kata sandi: one's own, with the old one shown first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.commands.office import SetPassword
from app.errors import Refused
from app.ui.forms.form import Field, FormSection
from app.ui.look.tokens import LARGE, MEDIUM
from app.ui.pages.settings.staff_form import PASSWORDS, password_codes, password_facts
from app.ui.pages.workplace import Workplace
from app.ui.shell.desk import Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.button import PrimaryButton
from app.ui.widgets.card import Card
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import Notice, NoticeLevel, say

if TYPE_CHECKING:
    from app.actions.door import Done

OLD = Field("old", "Kata sandi lama", "password", True, wide=True, help="Kata sandi yang Anda pakai untuk masuk.")
# (staff id, password as typed) -> the person again; raises Refused.
Confirming = Callable[[str, str], object]


class PasswordSettings(QWidget):
    """`confirm` proves the old password, `verifier` makes what is kept of the new one."""

    def __init__(
        self,
        workplace: Workplace,
        confirm: Confirming,
        verifier: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._session, self._board = workplace.desk, workplace.session, workplace.board
        self._confirm, self._verifier = confirm, verifier
        self.form = FormSection((OLD, *PASSWORDS), self)
        self._line = HelpLine(self)
        self._save = PrimaryButton("Ganti kata sandi", self, icon="key-round", shortcut="Ctrl+S", name="save_password")
        card = Card("Kata sandi Anda", self, name="password_card")
        card.add(self.form)
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addWidget(self._line, 1)
        row.addWidget(self._save)
        card.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, LARGE)
        column.addWidget(card)
        column.addStretch(1)
        self.setFocusProxy(self.form.control("old"))
        self._save.clicked.connect(self._on_save)

    def text(self) -> str:
        return self._line.text()

    def _on_save(self) -> None:
        values = self.form.values()
        wrong = self.form.check() or password_codes(values)
        if not wrong and values["old"] == values["password"]:
            wrong = {"password": "password_same"}
        self.form.show_codes(wrong, password_facts(wrong))
        person = self._session.signed_in
        if wrong:
            self.form.focus(next(iter(wrong)))
        elif person is not None:
            self._save.setEnabled(False)
            job = partial(self._change, person.user_id, str(values["old"]), str(values["password"]))
            self._desk.work(self, job, partial(self._on_proved, person.user_id), self._on_failed)

    def _change(self, staff: str, old: str, new: str, _: JobProgress) -> str:
        self._confirm(staff, old)
        return self._verifier(new)

    def _on_proved(self, staff: str, verifier: str) -> None:
        command = SetPassword(stamp=self._desk.stamp(), staff=staff, password=verifier)
        self._desk.do(self, command, self._on_done, self._on_refused)

    def _on_done(self, _: Done) -> None:
        self._save.setEnabled(True)
        self.form.clear()
        self._line.show_text("")
        self._board.pin(Notice("Kata sandi Anda telah diganti.", NoticeLevel.SUCCESS), "settings")

    def _on_refused(self, refused: Refused) -> None:
        self._on_failed(Trouble(refused.code, refused.facts))

    def _on_failed(self, trouble: Trouble) -> None:
        self._save.setEnabled(True)
        notice = say(trouble.code, trouble.facts)
        self._line.show_text(notice.full, notice.level)
        self.form.focus("old")
