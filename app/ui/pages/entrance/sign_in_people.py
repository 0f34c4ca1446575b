"""Those who signed in at this PC before, to be walked through by arrow or taken with the mouse."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.ui.look.tokens import SMALL, TIGHT, control_height

ROWS, FEW = 6, 3
LOW = 17  # heights of a control


class PersonChosen(NamedTuple):
    """`taken` when it was clicked or entered, not only passed by arrow."""

    username: str
    taken: bool = False


class PeopleList(QListWidget):
    chosen = Signal(PersonChosen)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._on_taken)
        self.itemActivated.connect(self._on_taken)

    def show_people(self, known: tuple[tuple[str, str], ...]) -> None:
        """(username, name) of each."""
        self.clear()
        for username, name in known:
            item = QListWidgetItem(f"{name}  ({username})", self)
            item.setData(Qt.ItemDataRole.UserRole, username)
            item.setToolTip(item.text())  # a long name leaves no room for what tells it from another
            item.setSizeHint(QSize(0, self._row()))

    def go(self, place: int) -> None:
        self._tell(max(0, min(self.count() - 1, place)), taken=False)

    def step(self, by: int) -> None:
        self.go(self.currentRow() + by)

    def fit(self, height: int) -> None:
        """Fewer of the names in sight where the window is low."""
        rows = ROWS if height > LOW * control_height(self.fontMetrics()) else FEW
        self.setFixedHeight(self._row() * min(rows, max(1, self.count())) + TIGHT)

    def _row(self) -> int:
        return control_height(self.fontMetrics()) - SMALL

    def _tell(self, place: int, *, taken: bool) -> None:
        item = self.item(place)
        if self.count() and item is not None:
            self.setCurrentRow(place)
            self.scrollToItem(item)
            self.chosen.emit(PersonChosen(str(item.data(Qt.ItemDataRole.UserRole)), taken))

    def _on_taken(self, item: QListWidgetItem) -> None:
        self._tell(self.row(item), taken=True)
