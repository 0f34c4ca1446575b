"""The filters of the search: stage, permit type, days of receipt, counter. Every change is told at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.queries.finding import Choices, Filters
from app.reference.labels import label as name_of
from app.rules.stages import STAGES
from app.ui.look.tokens import MEDIUM, TIGHT
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, label
from app.ui.widgets.choice import ChoiceEdit, Option
from app.ui.widgets.number_edit import DateEdit
from app.ui.words.notices import words

STRETCH = (3, 3, 2, 2, 2, 0)
WIDE_LETTERS = 120


class FilterRow(Card):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, name="filters")
        stages = tuple(Option(stage, name_of(stage)) for stage in STAGES)
        self.stage, self.permit = ChoiceEdit(stages, self), ChoiceEdit((), self)
        self.since, self.until = DateEdit(self), DateEdit(self)
        self.counter = ChoiceEdit((), self)
        self._clear = Button("Hapus saringan", self, icon="x", name="clear_filters")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(MEDIUM)
        self._grid.setVerticalSpacing(TIGHT)
        named = (
            ("filter_stage", "Tahap", self.stage),
            ("filter_permit", "Jenis izin", self.permit),
            ("filter_since", "Diterima sejak", self.since),
            ("filter_until", "sampai", self.until),
            ("filter_counter", "Loket", self.counter),
        )
        self._cells = [self._named(*each) for each in named]
        self._columns = 0
        self._wrong = label("", "help", self, name="filter_wrong")
        self._wrong.hide()
        self._flow(len(named) + 1)
        self.add(self._grid)
        self.add(self._wrong)
        for edit in (self.stage, self.permit, self.counter):
            edit.setPlaceholderText("Semua")
            edit.setProperty("help", "Ketik huruf awal untuk memilih; Delete menampilkan semua.")
        for control in (self.stage, self.permit, self.since, self.until, self.counter):
            control.edited.connect(self._on_edited)
        self._clear.clicked.connect(self.clear)

    def offer(self, choices: Choices) -> None:
        self.permit.set_options(tuple(Option(code, name) for code, name in choices.permits))
        self.counter.set_options(tuple(Option(code, name) for code, name in choices.counters))

    def filters(self) -> Filters:
        """What is chosen. A date that is only half typed does not narrow yet."""
        return Filters(
            stage=str(self.stage.value()),
            permit=str(self.permit.value()),
            since=self.since.day(),
            until=self.until.day(),
            counter=str(self.counter.value()),
        )

    def _on_edited(self) -> None:
        since, until = self.since.day(), self.until.day()
        wrong = since is not None and until is not None and until < since
        self._wrong.setText(words("period_reversed") if wrong else "")
        self._wrong.setVisible(wrong)
        self.changed.emit()

    def clear(self) -> None:
        for control in (self.stage, self.permit, self.since, self.until, self.counter):
            control.set_value(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * WIDE_LETTERS
        self._flow(6 if wide else 3)

    def _named(self, name: str, title: str, control: QWidget) -> tuple[QLabel, QWidget]:
        control.setObjectName(name)
        control.setAccessibleName(title)
        heading = label(title, "small", self)
        heading.setBuddy(control)
        return heading, control

    def _flow(self, columns: int) -> None:
        """In one line, or in two where the window is narrow or the text large."""
        if columns == self._columns:
            return
        self._columns = columns
        for place, (heading, control) in enumerate(self._cells):
            line, at = divmod(place, columns)
            self._grid.addWidget(heading, 2 * line, at)
            self._grid.addWidget(control, 2 * line + 1, at)
        line, at = divmod(len(self._cells), columns)
        self._grid.addWidget(self._clear, 2 * line + 1, at)
        for place in range(6):
            self._grid.setColumnStretch(place, STRETCH[place] if columns == 6 else int(place < columns))
