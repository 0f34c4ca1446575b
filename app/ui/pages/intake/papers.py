"""The papers on the counter, as the terms of the moment ask for them; one key says that all are there."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.commands.intake import ItemState
from app.reference.labels import label
from app.reference.terms import Requirement, Terms
from app.ui.forms.form import CursorPlace
from app.ui.look.tokens import TIGHT
from app.ui.widgets.button import Button
from app.ui.widgets.check_list import CheckList, CheckRow, Ticked
from app.ui.widgets.check_model import AWAY, HERE, LATER
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import NoticeLevel, words

ALL = "papers"


class PapersSection(QWidget):
    """A draft keeps each paper as "state|original|note"."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._requirements: tuple[Requirement, ...] = ()
        self._kept: dict[str, str] = {}
        self._told: dict[str, str] = {}
        self.list = CheckList((), self, name=ALL)
        self._line = HelpLine(self)
        self.all_here = Button("Semua ada", self, icon="list-checks", shortcut="Ctrl+Shift+A", name="all_here")
        self.all_here.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.all_here.clicked.connect(self.tick_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.list)
        column.addWidget(self._line)
        self.list.edited.connect(self._on_edited)
        self.follow(None)

    def follow(self, terms: Terms | None) -> None:
        """Ask for what these terms need; what was ticked stays, also of papers that go and come back."""
        wanted = terms.requirements if terms else ()
        if wanted != self._requirements:
            self._kept |= _kept_as(self.list.value())
            self._requirements = wanted
            self.list.set_papers(tuple(_paper(each) for each in wanted))
            self.set_typed(self._kept)
        self.setVisible(bool(wanted))
        self.all_here.setVisible(bool(wanted))

    def tick_all(self) -> None:
        """Everything lies here with its original; what may follow is said to follow."""
        self.list.set_value(tuple(_all_right(each) for each in self._requirements))

    def items(self) -> tuple[ItemState, ...]:
        copies = {each.id: each.copies for each in self._requirements}
        return tuple(
            ItemState(
                requirement=tick.id,
                state=tick.state,
                original_shown=tick.original_shown,
                copies=copies[tick.id],
                note=tick.note,
            )
            for tick in self.list.value()
        )

    def missing(self) -> tuple[str, ...]:
        return self.list.missing()

    def typed(self) -> dict[str, str]:
        return self._kept | _kept_as(self.list.value())

    def set_typed(self, typed: Mapping[str, str]) -> None:
        self._kept = dict(typed)
        self.list.set_value(tuple(_tick(each.id, typed[each.id]) for each in self._requirements if each.id in typed))

    def check(self) -> dict[str, str]:
        return {ALL: "not_complete"} if self.list.missing() else {}

    def show_codes(self, codes: Mapping[str, str], facts: Mapping[str, str] | None = None) -> None:
        missing = frozenset(self.list.missing()) if codes else frozenset()
        text = words("papers_missing", {"count": str(len(missing))}) if missing else ""
        self._line.show_text(text, NoticeLevel.ERROR)
        self.list.show_wrong(missing)

    def label_of(self, field: str) -> str:
        return "Persyaratan"

    def focus(self, field: str) -> None:
        """The first paper that is missing."""
        missing = self.list.missing()
        ids = [each.id for each in self._requirements]
        self.go(CursorPlace(field, ids.index(missing[0]) if missing else 0))

    def place(self) -> CursorPlace | None:
        return CursorPlace(ALL, self.list.currentIndex().row()) if self.list.hasFocus() else None

    def go(self, place: CursorPlace) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setCurrentIndex(self.list.model().index(place.position, 0))

    def clear(self) -> None:
        self.follow(None)
        self._kept = {}
        self._line.show_text("")

    def _on_edited(self) -> None:
        """The list tells also that rows were marked, which changes nothing."""
        ticked = _kept_as(self.list.value())
        if ticked == self._told:
            return
        self._told = ticked
        if self._line.text() and not self.list.missing():
            self.show_codes({})
        self.changed.emit()


def _paper(each: Requirement) -> CheckRow:
    later = f"Boleh menyusul sampai tahap {label(each.deferred_until)}" if each.deferred_until else ""
    return CheckRow(
        each.id,
        each.name,
        later,
        mandatory=each.mandatory,
        original=each.original_shown,
        deferrable=bool(each.deferred_until),
    )


def _all_right(each: Requirement) -> Ticked:
    if each.deferred_until:
        return Ticked(each.id, LATER)
    return Ticked(each.id, HERE, original_shown=each.original_shown)


def _kept_as(ticks: tuple[Ticked, ...]) -> dict[str, str]:
    return {tick.id: f"{tick.state}|{'1' if tick.original_shown else ''}|{tick.note}" for tick in ticks}


def _tick(requirement: str, kept: str) -> Ticked:
    state, shown, note = kept.split("|", 2)
    return Ticked(requirement, state if state in (HERE, LATER) else AWAY, bool(shown), note)
