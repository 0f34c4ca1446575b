"""What a card's picture proposes, field by field, the letters to be looked at again marked and said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.reading.card import Proposal, Read
from app.rules.difference import Runs
from app.rules.wording import listed
from app.ui.look.tokens import LARGE, TIGHT, control_height
from app.ui.widgets.button import LinkButton
from app.ui.widgets.card import label
from app.ui.widgets.versions import Version

NAMES = {
    "nik": "NIK",
    "name": "Nama",
    "birth_date": "Tanggal lahir",
    "sex": "Jenis kelamin",
    "address": "Alamat",
    "village": "Desa/Kelurahan",
    "birth_place": "Tempat lahir",
}
FILLED, UNREAD, TAKEN = "Sudah diisi", "Tidak terbaca", "Digunakan"


class _PhotoRow:
    """`place` counts from 1 and is the key that takes the row."""

    def __init__(self, place: int, field: str, panel: QWidget, grid: QGridLayout) -> None:
        self.shown = Version(panel, name=f"photo_{field}")
        self.shown.setWordWrap(True)
        self.said = label("", "muted", panel, name=f"photo_{field}_said")
        self.take = LinkButton("Gunakan", panel, shortcut=f"Alt+{place}", name=f"photo_{field}_take")
        self.take.setAutoDefault(False)
        self.take.setAccessibleName(f"Gunakan {NAMES[field]}")
        grid.addWidget(label(NAMES[field], "muted", panel), place, 0)
        for column, widget in enumerate((self.shown, self.said, self.take), 1):
            grid.addWidget(widget, place, min(column, 2))

    def show(self, read: Read | None, said: str, *, fours: bool) -> None:
        self.shown.show_runs(runs(read) if read else (), fours=fours)
        self.shown.setAccessibleDescription(spoken(read) if read else "")
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.take.setVisible(not said)


class PhotoRows(QWidget):
    """`taken` names a field the clerk wants as it was read."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open: dict[str, Read] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(LARGE)
        grid.setVerticalSpacing(TIGHT)
        grid.setColumnStretch(1, 1)
        for place in range(1, len(NAMES) + 1):
            grid.setRowMinimumHeight(place, control_height(self.fontMetrics()))
        self._rows = {field: _PhotoRow(place, field, self, grid) for place, field in enumerate(NAMES, 1)}
        for row in self._rows.values():
            grid.setAlignment(row.take, Qt.AlignmentFlag.AlignRight)
            grid.setAlignment(row.said, Qt.AlignmentFlag.AlignRight)
            row.take.clicked.connect(self._on_taken)

    def left(self) -> Proposal:
        """What was read and is not taken yet."""
        return dict(self._open)

    def propose(self, proposal: Proposal, filled: Sequence[str]) -> None:
        """Of what stands on the form already nothing is shown: nobody copies a number from here."""
        self._open = {field: read for field, read in proposal.items() if field not in filled}
        for field, row in self._rows.items():
            said = FILLED if field in filled else "" if field in proposal else UNREAD
            row.show(self._open.get(field), said, fours=field == "nik")

    def _on_taken(self) -> None:
        for field, row in self._rows.items():
            if row.take is self.sender() and field in self._open:
                row.show(self._open.pop(field), TAKEN, fours=field == "nik")
                self.taken.emit(field)


def runs(read: Read) -> Runs:
    return tuple((letter, place in read.doubtful) for place, letter in enumerate(read.text))


def spoken(read: Read) -> str:
    """For those who cannot see a mark: which letters, counted as they are read."""
    return f"Kurang jelas: {places(read)}." if read.doubtful else ""


def places(read: Read) -> str:
    """huruf ke-3 (I) dan ke-5 (O); digits are called digits."""
    named = [f"ke-{place + 1} ({read.text[place]})" for place in read.doubtful]
    if len(named) == len(read.text):
        return "seluruhnya"
    kind = "huruf" if any(letter.isalpha() for letter in read.text) else "angka"
    return f"{kind} {listed(named)}"
