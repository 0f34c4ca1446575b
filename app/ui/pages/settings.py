"""Pengaturan: office, people, stand-ins, copies, printers, and one's own password. Each tab is made when first seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.scroll import Scroll
from app.ui.session import Session
from app.ui.tokens import MEDIUM
from app.ui.widgets import tab_bar

ADMIN = "administrator"


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
    def __init__(self, session: Session, tabs: tuple[Tab, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs = tuple(tab for tab in tabs if tab.allowed(session.roles))
        self._made: set[str] = set()
        self._book = QTabWidget(self)
        self._book.setObjectName("settings_tabs")
        tab_bar.dress(self._book.tabBar(), "Bagian pengaturan")
        self._columns = tuple(self._empty(tab.title) for tab in self._tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._book)
        self._book.currentChanged.connect(self._on_changed)
        self._on_changed(0)

    def activate(self, argument: object) -> None:
        """`argument` is the key of a tab."""
        place = next((at for at, tab in enumerate(self._tabs) if tab.key == argument), self._book.currentIndex())
        self._book.setCurrentIndex(place)
        self._book.tabBar().setFocus()

    def tab_keys(self) -> tuple[str, ...]:
        return tuple(tab.key for tab in self._tabs)

    def current(self) -> str:
        return self._tabs[self._book.currentIndex()].key

    def _on_changed(self, place: int) -> None:
        tab = self._tabs[place]
        if tab.key not in self._made:
            self._made.add(tab.key)
            page = tab.make()
            self._columns[place].addWidget(Scroll(page) if tab.scrolls else page)

    def _empty(self, title: str) -> QVBoxLayout:
        """Room for a tab's page."""
        holder = QWidget(self._book)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, MEDIUM, 0, 0)
        self._book.addTab(holder, title)
        return column
