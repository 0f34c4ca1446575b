"""How the back office judges each requirement: what a table of verdicts knows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from app.queries.file_view import ItemView
from app.ui.look.tokens import current_tokens

Index = QModelIndex | QPersistentModelIndex
Roles = Qt.ItemDataRole
NOWHERE = QModelIndex()
NAME, STATE, VERDICT, NOTE = range(4)
TITLES = ("Persyaratan", "Keadaan", "Putusan", "Catatan")
FITS, FAILS = "sesuai", "tidak_sesuai"
WORDS = {FITS: "✓ sesuai", FAILS: "✗ tidak sesuai", "": "belum dinilai"}
STATES = {"ada": "ada", "susulan": "menyusul", "tidak": "belum ada"}


@dataclass(frozen=True)
class JudgedItem:
    requirement: str
    verdict: str = ""
    note: str = ""


class VerdictModel(QAbstractTableModel):
    """Papers that are there are judged; one that may still follow is judged when it has come."""

    changed = Signal()

    def __init__(self, items: tuple[ItemView, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items = tuple(item for item in items if item.state != "tidak")
        self._judged = [JudgedItem(item.requirement, item.verdict, item.verdict_note) for item in self._items]
        self._wrong: frozenset[str] = frozenset()

    def judged(self) -> tuple[JudgedItem, ...]:
        return tuple(self._judged)

    def waits(self, place: int) -> bool:
        """Whether the paper has not come yet, lawfully."""
        return self._items[place].state == "susulan"

    def put(self, place: int, **changes: str) -> None:
        if not self.waits(place):
            self._judged[place] = replace(self._judged[place], **changes)
            self._tell()
            self.changed.emit()

    def restore(self, kept: dict[str, JudgedItem]) -> None:
        self._judged = [kept.get(each.requirement, each) for each in self._judged]
        self._tell()

    def set_wrong(self, wrong: frozenset[str]) -> None:
        self._wrong = wrong
        self._tell()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Roles.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return TITLES[section] if role == Roles.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == NOTE else flags

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item, judged = self._items[index.row()], self._judged[index.row()]
        if role in (Roles.DisplayRole, Roles.EditRole):
            return self._text(index.column(), item, judged)
        if role == Roles.ToolTipRole and index.column() in (NAME, NOTE):
            return self._text(index.column(), item, judged)
        if role == Roles.ForegroundRole and index.column() == VERDICT:
            return QColor(self._colour(judged))
        return None

    def setData(self, index: Index, value: Any, role: int = Roles.EditRole) -> bool:
        if role != Roles.EditRole or index.column() != NOTE:
            return False
        self.put(index.row(), note=str(value).strip())
        return True

    def _text(self, column: int, item: ItemView, judged: JudgedItem) -> str:
        if column == NAME:
            return item.name if item.mandatory else f"{item.name} (bila ada)"
        if column == STATE:
            return "ada, asli" if item.state == "ada" and item.original_shown else STATES[item.state]
        if column == NOTE:
            return judged.note
        mark = "! " if judged.requirement in self._wrong and judged.verdict != FITS else ""
        return mark + ("dinilai kemudian" if item.state == "susulan" else WORDS[judged.verdict])

    def _colour(self, judged: JudgedItem) -> str:
        tokens = current_tokens()
        if judged.verdict == FITS:
            return tokens.success
        return tokens.danger if judged.verdict == FAILS or judged.requirement in self._wrong else tokens.muted

    def _tell(self) -> None:
        if self._items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._items) - 1, NOTE))
