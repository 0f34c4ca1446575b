"""Pengaturan: office, people, stand-ins, copies, printers, and one's own password. Each tab is made when first seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from app.ui.look.scroll import Scroll
from app.ui.look.tokens import MEDIUM, SMALL, control_height
from app.ui.shell.session import Session

ADMIN = "administrator"
LETTERS = 21  # width of the list of tabs
HELP = "Panah atas dan bawah atau Ctrl+Tab berganti bagian; Tab masuk ke isinya."


@dataclass(frozen=True)
class Tab:
    """`roles` may see it; empty is everybody. `scrolls` False for a page whose table fills the height."""

    key: str
    title: str
    make: Callable[[], QWidget]
    roles: frozenset[str] = frozenset()
    scrolls: bool = True

    def allowed(self, roles: frozenset[str]) -> bool:
        return not self.roles or bool(self.roles & roles)


class SettingsPage(QWidget):
    """The tabs stand in a list at the left: there are more of them than a line has room for."""

    def __init__(self, session: Session, tabs: tuple[Tab, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs = tuple(tab for tab in tabs if tab.allowed(session.roles))
        self._made: set[str] = set()
        self._list, self._stack = QListWidget(self), QStackedWidget(self)
        self._columns = tuple(self._empty(tab.title) for tab in self._tabs)
        self._lay_out()
        self._list.currentRowChanged.connect(self._on_changed)
        for keys, by in ((QKeySequence.StandardKey.NextChild, 1), (QKeySequence.StandardKey.PreviousChild, -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._step, by))
        self._list.setCurrentRow(0)

    def activate(self, argument: object) -> None:
        """`argument` is the key of a tab."""
        place = next((at for at, tab in enumerate(self._tabs) if tab.key == argument), self._list.currentRow())
        self._list.setCurrentRow(place)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def tab_keys(self) -> tuple[str, ...]:
        return tuple(tab.key for tab in self._tabs)

    def current(self) -> str:
        return self._tabs[self._list.currentRow()].key

    def _lay_out(self) -> None:
        self._list.setObjectName("settings_tabs")
        self._list.setAccessibleName("Bagian pengaturan")
        self._list.setProperty("help", HELP)
        self._list.setFixedWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, SMALL)
        line.setSpacing(MEDIUM)
        line.addWidget(self._list)
        line.addWidget(self._stack, 1)

    def _step(self, by: int) -> None:
        self._list.setCurrentRow((self._list.currentRow() + by) % len(self._tabs))

    def _on_changed(self, place: int) -> None:
        tab = self._tabs[place]
        if tab.key not in self._made:
            self._made.add(tab.key)
            page = tab.make()
            self._columns[place].addWidget(Scroll(page) if tab.scrolls else page)
        self._stack.setCurrentIndex(place)

    def _empty(self, title: str) -> QVBoxLayout:
        """Room for a tab's page."""
        item = QListWidgetItem(title, self._list)
        item.setSizeHint(QSize(0, control_height(self.fontMetrics())))
        holder = QWidget(self._stack)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(holder)
        return column
