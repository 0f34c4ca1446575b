"""A table's model over a tuple of frozen rows. Columns say how to get, write and align; rows are known by a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Roles = Qt.ItemDataRole
NOWHERE = QModelIndex()


def plain(value: object) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Column(Generic[R]):
    """`getter` gives the value that is sorted by; `formatter` writes it. `width` in average letters, 0 stretches.
    `number` is right-aligned. `strong` is written bold. A table narrower than `room` average letters leaves it out."""

    title: str
    getter: Callable[[R], Any]
    width: int = 0
    formatter: Callable[[Any], str] = plain
    number: bool = False
    strong: bool = False
    room: int = 0

    @property
    def align(self) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class RowsModel(QAbstractTableModel, Generic[R]):
    """`key` names a row through every refresh; the order is the caller's until somebody sorts."""

    def __init__(self, columns: tuple[Column[R], ...], key: Callable[[R], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self._key = key
        self._given: tuple[R, ...] = ()
        self._rows: list[R] = []
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def set_rows(self, rows: tuple[R, ...]) -> None:
        self.beginResetModel()
        self._given = rows
        self._arrange()
        self.endResetModel()

    def row(self, place: int) -> R:
        return self._rows[place]

    def rows(self) -> tuple[R, ...]:
        return tuple(self._rows)

    def key(self, place: int) -> str:
        return self._key(self._rows[place])

    def place(self, key: str) -> int:
        """The row with that key, or -1."""
        return next((place for place, row in enumerate(self._rows) if self._key(row) == key), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Roles.TextAlignmentRole:
            return column.align
        if role not in (Roles.DisplayRole, Roles.UserRole, Roles.ToolTipRole):
            return None
        value = column.getter(self._rows[index.row()])
        return value if role == Roles.UserRole else column.formatter(value)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Roles.TextAlignmentRole:
            return self.columns[section].align
        return self.columns[section].title if role == Roles.DisplayRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        keys = [self.key(index.row()) for index in kept]
        self._arrange()
        places = {self._key(row): place for place, row in enumerate(self._rows)}
        moved = [self.index(places[key], index.column()) for index, key in zip(kept, keys, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        column, order = self._sorted
        self._rows = list(self._given)
        if column >= 0:
            getter = self.columns[column].getter
            self._rows.sort(key=lambda row: _rank(getter(row)), reverse=order is Qt.SortOrder.DescendingOrder)


def _rank(value: Any) -> tuple[bool, Any]:
    """Nothing sorts after something; words without regard to capitals."""
    if value is None:
        return True, 0
    return False, value.casefold() if isinstance(value, str) else value
