"""What a correction is to change, both versions side by side; what differs is marked letter by letter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.queries.corrections import ChangeRow, CorrectionView
from app.rules.difference import Runs, beside
from app.rules.wording import clock_time, long_date
from app.ui.look.tokens import LARGE, MEDIUM, SMALL
from app.ui.pages.acts.parts import OnlyRead
from app.ui.pages.acts.plan import Values
from app.ui.widgets.card import label
from app.ui.widgets.versions import Version

HEADINGS = ("Isian", "Semula", "Menjadi")
EMPTY = "kosong"


class ChangesPart(OnlyRead, QWidget):
    """Only read: nothing of it is part of the command but the correction's id."""

    def __init__(self, correction: CorrectionView | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert correction is not None  # the act is offered with one only
        self.setObjectName("changes")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._correction = correction
        when = f"{long_date(correction.asked.date())}, pukul {clock_time(correction.asked)}"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(label(f"Diajukan {correction.who}, {when}.", "muted", self, wrap=True, name="asked"))
        column.addWidget(label(f"Alasan: {correction.reason}", "", self, wrap=True, name="asked_because"))
        column.addLayout(self._table())
        self.setAccessibleName("Koreksi. " + " ".join(f"{row.label}: {_heard(row)}." for row in correction.changes))

    def values(self) -> Values:
        return {"correction": self._correction.id}

    def start(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(LARGE)
        grid.setVerticalSpacing(SMALL)
        for place, heading in enumerate(HEADINGS):
            grid.addWidget(label(heading, "muted", self), 0, place)
            grid.setColumnStretch(place, 2 if place else 1)
        for line, row in enumerate(self._correction.changes, 1):
            grid.addWidget(label(row.label, "field", self, wrap=True), line, 0, Qt.AlignmentFlag.AlignTop)
            for place, runs in enumerate(_marked(row), 1):
                version = Version(self, name=f"{row.field}_{place}")
                version.setWordWrap(True)
                version.show_runs(runs, fours=row.number and row.after.isdigit())
                grid.addWidget(version, line, place, Qt.AlignmentFlag.AlignTop)
        return grid


def _marked(row: ChangeRow) -> tuple[Runs, Runs]:
    """Letter by letter where little differs; what was empty is said, and of other words nothing is marked."""
    if row.before and row.after:
        runs = beside(row.before, row.after)
        marked = sum(len(text) for text, differs in runs[1] if differs)
        return runs if row.number or 2 * marked <= len(row.after) else (((row.before, False),), ((row.after, False),))
    return ((row.before or EMPTY, bool(row.before)),), ((row.after or EMPTY, bool(row.after)),)


def _heard(row: ChangeRow) -> str:
    spelt = (" ".join(text) if row.number else text for text in (row.before, row.after))
    before, after = (text or EMPTY for text in spelt)
    return f"semula {before}, menjadi {after}"
