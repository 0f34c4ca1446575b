"""What a list of papers knows: which lie on the counter, which follow later, whose original was shown, notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from app.ui.look.tokens import current_tokens

Index = QModelIndex | QPersistentModelIndex
Roles = Qt.ItemDataRole
Flags = Qt.ItemFlag
NOWHERE = QModelIndex()
PAPER, STATE, ORIGINAL, NOTE = range(4)
TITLES = ("Persyaratan", "Keadaan", "Asli", "Catatan")
SPOKEN = ("Persyaratan", "Keadaan", "Asli ditunjukkan", "Catatan")
IF_ANY = "(bila ada)"
HERE, LATER, AWAY = "ada", "susulan", "tidak"
WORDS = {HERE: "ada", LATER: "menyusul", AWAY: "belum ada"}


@dataclass(frozen=True)
class CheckRow:
    """`deferrable` may follow later; `original` asks to see the original; `detail` is shown for the current row;
    `asked`, what the applicant was to put right, below the name."""

    id: str
    label: str
    detail: str = ""
    mandatory: bool = True
    original: bool = True
    deferrable: bool = False
    asked: str = ""


@dataclass(frozen=True)
class Ticked:
    """`state` is ada, susulan or tidak, as in the commands."""

    id: str
    state: str = AWAY
    original_shown: bool = False
    note: str = ""


class CheckModel(QAbstractTableModel):
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._papers: tuple[CheckRow, ...] = ()
        self._ticks: list[Ticked] = []
        self._wrong: frozenset[str] = frozenset()

    def set_papers(self, papers: tuple[CheckRow, ...]) -> None:
        """Show other papers; what was ticked of those that stay, stays ticked."""
        kept = {tick.id: tick for tick in self._ticks}
        self.beginResetModel()
        self._papers = papers
        self._ticks = [kept.get(paper.id, Ticked(paper.id)) for paper in papers]
        self.endResetModel()
        self.changed.emit()

    def paper(self, place: int) -> CheckRow:
        return self._papers[place]

    def ticks(self) -> tuple[Ticked, ...]:
        return tuple(self._ticks)

    def put(self, tick: Ticked) -> None:
        """Replace what is known of one paper; unknown papers are passed over."""
        place = next((i for i, paper in enumerate(self._papers) if paper.id == tick.id), -1)
        if place >= 0 and self._ticks[place] != tick:
            self._ticks[place] = tick
            if tick.state != AWAY:
                self._wrong -= {tick.id}
            self._tell()

    def set_wrong(self, wrong: frozenset[str]) -> None:
        self._wrong = wrong
        self._tell()

    def wrong(self) -> frozenset[str]:
        return self._wrong

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._papers)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Roles.DisplayRole:
            return TITLES[section]
        if orientation is Qt.Orientation.Horizontal and role in (Roles.ToolTipRole, Roles.AccessibleTextRole):
            return SPOKEN[section]
        if role == Roles.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Flags.ItemIsEnabled | Flags.ItemIsSelectable
        if index.column() == NOTE:
            return flags | Flags.ItemIsEditable
        checks = index.column() == PAPER or (index.column() == ORIGINAL and self._papers[index.row()].original)
        return flags | Flags.ItemIsUserCheckable if checks else flags

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid():
            return None
        paper, tick = self._papers[index.row()], self._ticks[index.row()]
        if role in (Roles.DisplayRole, Roles.EditRole):
            return self._text(index.column(), paper, tick)
        if role == Roles.CheckStateRole:
            return _check(index.column(), paper, tick)
        if role == Roles.ToolTipRole and index.column() == PAPER:
            return " - ".join(part for part in (paper.label, paper.detail) if part)
        if role in (Roles.ForegroundRole, Roles.FontRole) and paper.id in self._wrong and index.column() == STATE:
            return _wrong_look(role)
        return None

    def setData(self, index: Index, value: Any, role: int = Roles.EditRole) -> bool:
        tick = self._ticks[index.row()]
        on = Qt.CheckState(value) is Qt.CheckState.Checked if role == Roles.CheckStateRole else False
        if role == Roles.CheckStateRole and index.column() == PAPER:
            self.put(replace(tick, state=HERE if on else AWAY, original_shown=tick.original_shown and on))
        elif role == Roles.CheckStateRole and index.column() == ORIGINAL:
            self.put(replace(tick, state=HERE if on else tick.state, original_shown=on))
        elif role == Roles.EditRole and index.column() == NOTE:
            self.put(replace(tick, note=str(value).strip()))
        else:
            return False
        return True

    def _text(self, column: int, paper: CheckRow, tick: Ticked) -> str:
        need = "" if paper.mandatory or paper.label.endswith(IF_ANY) else f" {IF_ANY}"
        asked = f"\nDiminta: {paper.asked}" if paper.asked else ""
        mark = "! " if paper.id in self._wrong else ""
        return {PAPER: paper.label + need + asked, STATE: mark + WORDS[tick.state], NOTE: tick.note}.get(column, "")

    def _tell(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._papers) - 1, NOTE))
        self.changed.emit()


def _check(column: int, paper: CheckRow, tick: Ticked) -> Qt.CheckState | None:
    if column == PAPER:
        on = tick.state == HERE
    elif column == ORIGINAL and paper.original:
        on = tick.original_shown
    else:
        return None
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked


def _wrong_look(role: int) -> QColor | QFont:
    if role == Roles.ForegroundRole:
        return QColor(current_tokens().danger)
    font = QFont()
    font.setBold(True)
    return font
