"""The questions that come before the papers: one key each, and at once what the answer means."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.reference.catalogue import EligibilityQuestion
from app.ui.forms.form import CursorPlace
from app.ui.look.tokens import MEDIUM, TIGHT
from app.ui.widgets.card import label
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.segments import YesNo
from app.ui.words.notices import NoticeLevel, words

ANSWERS = {"Y": "ya", "T": "tidak"}
MEANT = (("block_if", NoticeLevel.ERROR), ("warn_if", NoticeLevel.WARNING), ("info_if", NoticeLevel.INFO))


class QuestionRow(QWidget):
    required = True

    def __init__(self, question: EligibilityQuestion, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = question
        self.edit = YesNo(self)
        self.edit.setObjectName(question.id)
        self.edit.setAccessibleName(question.question)
        self.edit.setProperty("help", question.message or "Jawab dengan Y untuk ya atau T untuk tidak.")
        self.edit.setFixedWidth(self.fontMetrics().averageCharWidth() * 26)
        self.line = HelpLine(self)
        asked = label(question.question, "field", self, wrap=True)
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addWidget(asked, 1)
        row.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(row)
        column.addWidget(self.line)
        self.edit.edited.connect(self.show_meaning)
        self.show_meaning()

    def answer(self) -> str:
        return ANSWERS.get(self.edit.typed(), "")

    def show_meaning(self) -> None:
        level = self.meaning()
        text = self.question.message or words("not_eligible") if level else ""
        self.line.show_text(text, level or NoticeLevel.INFO)
        self.line.setVisible(bool(text))

    def meaning(self) -> NoticeLevel | None:
        """What the answer means, None where nothing follows from it."""
        given = self.answer()
        return next((level for name, level in MEANT if given and getattr(self.question, name) == given), None)

    def show_missing(self) -> None:
        self.line.show_text(words("required"), NoticeLevel.ERROR)
        self.line.show()


class QuestionsSection(QWidget):
    changed = Signal()
    completed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, QuestionRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(TIGHT)
        self.hide()

    def set_questions(self, questions: tuple[EligibilityQuestion, ...]) -> None:
        """Ask these; an answer given to the same question of another permit type is not taken over."""
        for old in self._rows.values():
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = {question.id: QuestionRow(question, self) for question in questions}
        for row in self._rows.values():
            row.edit.edited.connect(self.changed)
            row.edit.completed.connect(self.completed)
            self._column.addWidget(row)
        self.setVisible(bool(questions))

    def answers(self) -> dict[str, str]:
        return {name: row.answer() for name, row in self._rows.items() if row.answer()}

    def typed(self) -> dict[str, str]:
        return {name: row.edit.typed() for name, row in self._rows.items()}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        for name, row in self._rows.items():
            row.edit.set_typed(typed.get(name, ""))

    def check(self) -> dict[str, str]:
        found = {name: "required" for name, row in self._rows.items() if not row.answer()}
        return found | {name: "not_eligible" for name, row in self._rows.items() if row.meaning() is NoticeLevel.ERROR}

    def show_codes(self, codes: Mapping[str, str], facts: Mapping[str, str] | None = None) -> None:
        for name, row in self._rows.items():
            if codes.get(name) == "required":
                row.show_missing()
            else:
                row.show_meaning()

    def label_of(self, field: str) -> str:
        return f"Pertanyaan {list(self._rows).index(field) + 1}"

    def focus(self, field: str) -> None:
        self._rows[field].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> CursorPlace | None:
        return next((CursorPlace(name) for name, row in self._rows.items() if row.edit.hasFocus()), None)

    def go(self, place: CursorPlace) -> None:
        if place.field in self._rows:
            self.focus(place.field)

    def clear(self) -> None:
        self.set_questions(())
