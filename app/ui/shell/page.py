"""What the window knows of a page: its place in the navigation, how to make it, and what it may offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget


def everybody(_: frozenset[str]) -> bool:
    return True


@dataclass(frozen=True)
class PageSpec:
    """`allowed` looks at the roles of the person signed in. A page without `in_menu` is opened by other pages only.
    A page with `scrolls` is put into a scroll area by the window."""

    key: str
    title: str
    icon: str
    factory: Callable[[], QWidget]
    allowed: Callable[[frozenset[str]], bool] = everybody
    in_menu: bool = True
    scrolls: bool = True


@runtime_checkable
class ActivatedPage(Protocol):
    """A page that wants to know when it comes into view, and with what argument."""

    def activate(self, argument: object) -> None: ...


@runtime_checkable
class Leaving(Protocol):
    """A page that may refuse to be left, because something begun needs an answer first."""

    def leave(self) -> bool: ...


@runtime_checkable
class Subtitled(Protocol):
    """A page with a line below its title. After a change it emits `subtitle_changed`, if it has that signal."""

    @property
    def subtitle(self) -> str: ...


@runtime_checkable
class CardReading(Protocol):
    """A page that takes the number of an identity card from a reader."""

    def read_card(self, number: str) -> None: ...
