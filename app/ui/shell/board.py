"""Where anybody may pin a notice; the window's notice bar shows it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.ui.words.notices import Notice, NoticeLevel


@dataclass(frozen=True)
class NoticeButton:
    """A button on a notice: its words and the key told when it is pressed; `shortcut` presses it from anywhere."""

    text: str
    key: str
    shortcut: str = ""


@dataclass(frozen=True)
class Pinned:
    """A notice takes the place of an older one with the same `topic`. One that `lasts` cannot be dismissed: it stays
    until what it says is over."""

    notice: Notice
    topic: str = ""
    offer: NoticeButton | None = None
    lasts: bool = False


@dataclass(frozen=True)
class Topic:
    name: str


@dataclass(frozen=True)
class NoticePressed:
    """The button of a notice was pressed."""

    topic: str
    key: str


class Board(QObject):
    pinned = Signal(Pinned)
    removed = Signal(Topic)
    taken = Signal(NoticePressed)

    def pin(self, notice: Notice, topic: str = "", offer: NoticeButton | None = None, *, lasts: bool = False) -> None:
        self.pinned.emit(Pinned(notice, topic, offer, lasts))

    def tell(self, text: str, level: NoticeLevel = NoticeLevel.INFO, topic: str = "") -> None:
        self.pin(Notice(text, level), topic)

    def remove(self, topic: str) -> None:
        self.removed.emit(Topic(topic))

    def take(self, topic: str, key: str) -> None:
        self.taken.emit(NoticePressed(topic, key))
