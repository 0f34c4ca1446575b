"""The papers as the back office judges them: Space sesuai, T tidak sesuai, C catatan, S semua sesuai."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.actions.commands.office_work import ItemVerdict
from app.queries.file_view import ItemView
from app.ui.look.tokens import current_tokens
from app.ui.pages.acts.plan import Values
from app.ui.widgets.tall_table import TallTable

NAME_OF_PART = "verdicts"
WIDTHS = (0, 11, 16, 22)  # Persyaratan, Keadaan, Putusan, Catatan


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


class VerdictsPart(TallTable):
    """As high as its rows. What was judged before stands there again."""

    edited = Signal()

    def __init__(self, items: tuple[ItemView, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(NAME_OF_PART)
        self.setAccessibleName("Penilaian persyaratan")
        self.setProperty("help", "Spasi: sesuai. T: tidak sesuai. C: catatan. S: semua sesuai.")
        self._model = VerdictModel(items, self)
        self.setModel(self._model)
        self._model.changed.connect(self.edited)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.set_widths(WIDTHS)
        self.fit_height()
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, NAME))

    def values(self) -> Values:
        return {
            NAME_OF_PART: tuple(
                ItemVerdict(requirement=each.requirement, verdict=each.verdict, note=each.note)
                for each in self._model.judged()
                if each.verdict
            )
        }

    def judged(self) -> tuple[JudgedItem, ...]:
        return self._model.judged()

    def typed(self) -> dict[str, str]:
        return {each.requirement: f"{each.verdict}\t{each.note}" for each in self._model.judged()}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        kept = {name: JudgedItem(name, *text.split("\t", 1)) for name, text in typed.items() if "\t" in text}
        self._model.restore(kept)

    def check(self) -> dict[str, str]:
        return {}

    def show_codes(self, codes: Mapping[str, str]) -> None:
        self._model.set_wrong(frozenset(codes))

    def start(self) -> None:
        self.setFocus()
        places = range(self._model.rowCount())
        undecided = (at for at in places if not self._model.waits(at) and self._model.judged()[at].verdict != FITS)
        first = next(undecided, 0)
        self.setCurrentIndex(self._model.index(first, NAME))

    def tick_all(self) -> None:
        """Everything that nobody has found wanting is in order."""
        for place, each in enumerate(self._model.judged()):
            if not each.verdict:
                self._model.put(place, verdict=FITS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, pressed = self.currentIndex().row(), event.text().upper()
        if row < 0 or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif pressed in (" ", "T"):
            wanted = FITS if pressed == " " else FAILS
            before = self._model.judged()[row].verdict
            self._model.put(row, verdict="" if before == wanted else wanted)
            self._go_on(row, leave=False)
        elif pressed == "S":
            self.tick_all()
        elif pressed == "C" or event.key() == Qt.Key.Key_F2:
            self.edit(self._model.index(row, NOTE))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on(row, leave=True)
        else:
            super().keyPressEvent(event)

    def _go_on(self, row: int, *, leave: bool) -> None:
        if row + 1 < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row + 1, NAME))
        elif leave:
            self.focusNextChild()
