"""Asking the look-up service about one file: field by field what it says; the person decides whether it is recorded."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.lookup.protocol import MATCH, IdentityQuestion, LookupAnswer
from app.lookup.service import Lookup
from app.queries.matching import Compared
from app.rules.nik import mask_nik
from app.rules.wording import SEXES, plain_date
from app.ui.look.redress import redress
from app.ui.look.tokens import HUGE, MEDIUM, SMALL
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import label
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.words import match as match_words
from app.ui.words.notices import NoticeLevel, say

TITLE = "Cocokkan lewat layanan"
LETTERS = 64  # width in average letters
STOPPED = "Belum ada jawaban; tidak ada yang dicatat."


@dataclass(frozen=True)
class LookupEntered:
    """What the person wants recorded of the file."""

    application: str
    result: str
    how: str
    note: str


class LookupDialog(QDialog):
    """`open` asks at once. It records nothing itself: `confirmed` tells what the person agreed to."""

    confirmed = Signal(LookupEntered)

    def __init__(self, parent: QWidget, desk: Desk, lookup: Lookup, compared: Compared) -> None:
        super().__init__(parent)
        self.setObjectName("lookup_dialog")
        self.setWindowTitle(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._lookup, self._compared = desk, lookup, compared
        self._service = lookup.setting().name
        self._answer: LookupAnswer | None = None
        self._told = {name: label("", "strong", self, name=f"lookup_{name}") for name in match_words.NAMES}
        self._line, self._strip = HelpLine(self), ProgressStrip(self)
        self._record = PrimaryButton("Catat cocok", self, shortcut="Ctrl+Return", name="lookup_record")
        self._again = Button("Tanya lagi", self, shortcut="F5", name="lookup_again")
        self._back = Button("Tutup", self, name="lookup_close")
        self._back.setText("Tutup   Esc")
        self._lay_out()
        self._record.clicked.connect(self._on_record)
        self._again.clicked.connect(self._ask)
        self._back.clicked.connect(self.reject)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.reject)
        self._ask()

    def text(self) -> str:
        """What the line says."""
        return self._line.text()

    def told(self) -> dict[str, str]:
        """Field -> what the service says of it."""
        return {name: words.text() for name, words in self._told.items() if words.text()}

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(HUGE, HUGE, HUGE, MEDIUM)
        column.setSpacing(MEDIUM)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        column.addWidget(label(f"{TITLE} {self._service}", "section", self))
        column.addLayout(self._rows())
        column.addWidget(self._line)
        column.addWidget(self._strip)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addStretch(1)
        for button in (self._back, self._again, self._record):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column.addLayout(foot)

    def _rows(self) -> QGridLayout:
        asked = self._compared
        values = {
            "nik": mask_nik(asked.nik),
            "name": asked.name,
            "birth_date": plain_date(asked.birth_date),
            "sex": SEXES.get(asked.sex, ""),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(HUGE)
        grid.setVerticalSpacing(SMALL)
        grid.setColumnStretch(1, 1)
        for row, (name, heading) in enumerate(match_words.NAMES.items()):
            grid.addWidget(label(heading, "muted", self), row, 0)
            grid.addWidget(label(values[name], "", self, wrap=True), row, 1)
            grid.addWidget(self._told[name], row, 2, Qt.AlignmentFlag.AlignRight)
        return grid

    def _ask(self) -> None:
        self._show(None)
        self._line.show_text("")
        job = self._desk.work(self, self._asked, self._on_answer, self._on_failed)
        job.ended.connect(self._on_ended)
        self._again.setEnabled(False)
        self._strip.watch(job, f"Menanyakan kepada layanan {self._service}")

    def _asked(self, progress: JobProgress) -> LookupAnswer:
        """In a worker. What came too late for somebody who gave it up is dropped."""
        asked = self._compared
        answer = self._lookup.match(
            IdentityQuestion(nik=asked.nik, name=asked.registered_name, birth_date=asked.birth_date, sex=asked.sex)
        )
        progress.step(1, 1)
        return answer

    def _on_answer(self, answer: LookupAnswer) -> None:
        self._show(answer)
        good = answer.result == MATCH
        self._line.show_text(f"{match_words.note(answer)}.", NoticeLevel.SUCCESS if good else NoticeLevel.WARNING)
        self._record.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, trouble: Trouble) -> None:
        notice = say(trouble.code, trouble.facts)
        self._line.show_text(notice.full, notice.level)

    def _on_ended(self) -> None:
        self._again.setEnabled(True)
        if self._answer is None and not self._line.text():
            self._line.show_text(STOPPED)

    def _show(self, answer: LookupAnswer | None) -> None:
        self._answer = answer
        for name, words in self._told.items():
            told = match_words.field_words(answer, name) if answer else ""
            words.setText(told)
            redress(
                words,
                "tone",
                str(NoticeLevel.SUCCESS if told == match_words.SAME else NoticeLevel.WARNING) if told else "",
            )
        good = answer is None or answer.result == MATCH
        self._record.set_words("Catat cocok" if good else "Catat tidak cocok")
        self._record.setEnabled(answer is not None)

    def _on_record(self) -> None:
        answer = self._answer
        if answer is None:
            return
        how, note = match_words.how(self._service, answer), match_words.note(answer)
        self.confirmed.emit(LookupEntered(self._compared.id, match_words.result(answer), how, note))
        self.accept()
