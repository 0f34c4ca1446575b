"""How a page asks for another page without knowing the window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True)
class Route:
    """`argument` is given to the page's `activate`."""

    key: str
    argument: object = None


class Navigator(QObject):
    wanted = Signal(Route)
    back_wanted = Signal()

    def open(self, key: str, argument: object = None) -> None:
        self.wanted.emit(Route(key, argument))

    def back(self) -> None:
        self.back_wanted.emit()
