"""Earlier applicants who may be the one at the counter, beside what was typed, with what differs marked.

A key takes one over, another says that it is nobody of them. Nothing here is reached by Enter or Tab: whoever goes
through the form by habit takes nobody over.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.queries.applicants import Lookalike
from app.rules.difference import beside
from app.rules.nik import mask_nik
from app.rules.wording import short_date
from app.ui.look.tokens import MEDIUM, SMALL, TIGHT
from app.ui.pages.intake.memory import Entry
from app.ui.widgets.button import Button, LinkButton
from app.ui.widgets.card import label
from app.ui.widgets.versions import Version
from app.ui.words.notices import NoticeLevel

HEADS = ("", "NIK", "Nama", "Tanggal lahir", "Terakhir dikonfirmasi")
PARTS = ("nik", "name", "born")


class Take(Button):
    """Arrow keys go from one to the next."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)


class _PersonRow:
    """One person; row 0 is the entry itself."""

    def __init__(self, line: int, panel: QWidget, grid: QGridLayout) -> None:
        self.take = Take("Gunakan", panel, shortcut=f"Alt+{line}", name=f"lookalike_{line}") if line else None
        self.versions = {part: Version(panel, name=f"lookalike_{line}_{part}") for part in PARTS}
        self.versions["name"].setWordWrap(True)
        self.confirmed = label("", "", panel, name=f"lookalike_{line}_confirmed")
        first = self.take or label("Diketik", "muted", panel)
        self.widgets: tuple[QWidget, ...] = (first, *self.versions.values(), self.confirmed)
        if self.take is not None:
            self.take.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for column, widget in enumerate(self.widgets):
            grid.addWidget(widget, line + 1, column)

    def set_visible(self, shown: bool) -> None:
        for widget in self.widgets:
            widget.setVisible(shown)


class Lookalikes(QFrame):
    """`taken` tells the place of the one who is meant, `turned_away` that nobody is."""

    taken = Signal(int)
    turned_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lookalikes")
        self.setProperty("role", "notice")
        self.setProperty("level", str(NoticeLevel.INFO))
        self._entry: tuple[str, str, str] = ("", "", "")
        self._found: tuple[Lookalike, ...] = ()
        self._covered = False
        self._rows: list[_PersonRow] = []
        self._heading = label("Pemohon terdahulu yang mirip", "strong", self)
        self._nobody = LinkButton("Bukan orang ini", self, shortcut="Alt+0", name="lookalike_nobody")
        self._nobody.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._nobody.clicked.connect(self.turned_away)
        QShortcut(QKeySequence("Alt+Down"), self).activated.connect(self._on_entered)
        self._grid = QGridLayout()
        self._lay_out()
        self.hide()

    def is_open(self) -> bool:
        return not self.isHidden()

    def compare(self, entry: Entry, found: Sequence[Lookalike]) -> None:
        nik, name, born = entry
        shown = (nik, name, short_date(born) if born else "")
        if (shown, tuple(found)) == (self._entry, self._found) and self.is_open():
            return
        self._entry, self._found = shown, tuple(found)
        while len(self._rows) <= len(self._found):
            self._add()
        self._show()
        self.setVisible(True)

    def withdraw(self) -> None:
        self._entry, self._found = ("", "", ""), ()
        self.hide()

    def cover(self, covered: bool) -> None:
        """No number is in sight while one is keyed again."""
        self._covered = covered
        if self.is_open():
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        takes = [row.take for row in self._rows if row.take is not None and row.take.isVisible()]
        places = [place for place, take in enumerate(takes) if take.hasFocus()]
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and places:
            takes[(places[0] + step) % len(takes)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._nobody)
        self._grid.setHorizontalSpacing(MEDIUM)
        self._grid.setVerticalSpacing(TIGHT)
        self._grid.setColumnStretch(2, 1)
        for column, text in enumerate(HEADS):
            self._grid.addWidget(label(text, "help", self), 0, column)
        below = QVBoxLayout(self)
        below.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        below.setSpacing(TIGHT)
        below.addLayout(head)
        below.addLayout(self._grid)

    def _add(self) -> None:
        row = _PersonRow(len(self._rows), self, self._grid)
        self._rows.append(row)
        if row.take is not None:
            row.take.clicked.connect(self._on_taken)

    def _show(self) -> None:
        for place, row in enumerate(self._rows):
            row.set_visible(place <= len(self._found))
        for line, each in enumerate(self._found, 1):
            self._compare(line, each)
        for part, text in zip(PARTS, self._entry, strict=True):
            self._show_version(0, part, ((text, False),))

    def _compare(self, line: int, found: Lookalike) -> None:
        """Marked beside the entry: what differs."""
        known = found.known
        theirs = (known.nik, known.name, short_date(known.birth_date))
        for part, one, other in zip(PARTS, self._entry, theirs, strict=True):
            self._show_version(line, part, beside(one, other)[1])
        row = self._rows[line]
        row.confirmed.setText(short_date(known.confirmed))
        if row.take is not None:
            said = theirs[1:] if self._covered else theirs
            row.take.setAccessibleDescription(", ".join((*said, f"terakhir dikonfirmasi {row.confirmed.text()}")))

    def _show_version(self, line: int, part: str, runs: Sequence[tuple[str, bool]]) -> None:
        hidden = self._covered and part == "nik"
        shown = ((mask_nik(""), False),) if hidden else tuple(runs)
        self._rows[line].versions[part].show_runs(shown, fours=part == "nik" and not hidden)

    def _on_taken(self) -> None:
        taken = [place for place, row in enumerate(self._rows) if row.take is self.sender()]
        if taken and taken[0] <= len(self._found):
            self.taken.emit(taken[0] - 1)

    def _on_entered(self) -> None:
        first = self._rows[1].take if self._found else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
