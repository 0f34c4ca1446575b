"""The calm bar under the header: what happened and what to do, with a button to act and one to dismiss. Never modal."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.ui.look import icons
from app.ui.look.tokens import MEDIUM, SMALL, TIGHT, current_tokens
from app.ui.shell.board import Board, NoticePressed, Pinned, Topic
from app.ui.widgets.button import Button
from app.ui.words.notices import NoticeLevel

DRAWINGS = {
    NoticeLevel.INFO: "info",
    NoticeLevel.SUCCESS: "circle-check",
    NoticeLevel.WARNING: "triangle-alert",
    NoticeLevel.ERROR: "circle-alert",
}
NAMES = {
    NoticeLevel.INFO: "Pemberitahuan",
    NoticeLevel.SUCCESS: "Berhasil",
    NoticeLevel.WARNING: "Perhatian",
    NoticeLevel.ERROR: "Belum berhasil",
}
MOST = 3
GOOD_NEWS = 2
"""More than the news of one act, and what it printed, only takes room."""


class NoticeStrip(QFrame):
    """One notice."""

    dismissed = Signal(Topic)
    taken = Signal(NoticePressed)

    def __init__(self, pinned: Pinned, parent: QWidget) -> None:
        super().__init__(parent)
        self.pinned = pinned
        notice = pinned.notice
        self.setObjectName(f"notice_{pinned.topic}")
        self.setProperty("role", "notice")
        self.setProperty("level", str(notice.level))
        self.setAccessibleName(f"{NAMES[notice.level]}: {notice.full}")
        self._mark = QLabel(self)
        words = QLabel(notice.full, self)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setObjectName("notice_text")
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, SMALL - 2, SMALL, SMALL - 2)
        row.setSpacing(MEDIUM)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        if pinned.offer is not None:
            offer = pinned.offer
            act = Button(offer.text, self, shortcut=offer.shortcut, name=f"notice_act_{offer.key}")
            act.clicked.connect(self._on_taken)
            row.addWidget(act)
        self._close = QToolButton(self)
        self._close.setObjectName("notice_dismiss")
        self._close.setAccessibleName("Tutup pemberitahuan")
        self._close.setToolTip("Tutup (Esc)")
        self._close.clicked.connect(self._on_dismissed)
        self._close.setVisible(not pinned.lasts)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_close"):
            self._dress()

    def _dress(self) -> None:
        tokens = current_tokens()
        level = self.pinned.notice.level
        colour, _ = tokens.of_level(level)
        self._mark.setPixmap(icons.pixmap(DRAWINGS[level], colour, 18, self.devicePixelRatioF()))
        self._close.setIcon(icons.icon("x", tokens.text))

    def _on_dismissed(self) -> None:
        self.dismissed.emit(Topic(self.pinned.topic))

    def _on_taken(self) -> None:
        offer = self.pinned.offer
        if offer is not None:
            self.taken.emit(NoticePressed(self.pinned.topic, offer.key))


class NoticeBar(QWidget):
    """Shows what is pinned to the board, newest first, three at most. Esc dismisses the newest that may go."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._strips: list[NoticeStrip] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(TIGHT)
        self.setObjectName("notice_bar")
        self.hide()
        board.pinned.connect(self._on_pinned)
        board.removed.connect(self._on_removed)

    def strips(self) -> tuple[NoticeStrip, ...]:
        return tuple(self._strips)

    def texts(self) -> tuple[str, ...]:
        return tuple(strip.pinned.notice.full for strip in self._strips)

    def dismiss_newest(self) -> bool:
        newest = next((strip for strip in self._strips if not strip.pinned.lasts), None)
        if newest is None:
            return False
        self._drop(newest)
        return True

    def forget_good_news(self) -> None:
        """Somebody else sits here now: what went well for another is no news, troubles stay."""
        for strip in self._passing():
            if strip.pinned.notice.level in (NoticeLevel.SUCCESS, NoticeLevel.INFO):
                self._drop(strip)

    def _on_pinned(self, pinned: Pinned) -> None:
        for strip in [s for s in self._strips if s.pinned.topic == pinned.topic]:
            self._drop(strip)
        strip = NoticeStrip(pinned, self)
        strip.dismissed.connect(self._on_removed)
        strip.taken.connect(self._on_taken)
        self._strips.insert(0, strip)
        self._column.insertWidget(0, strip)
        good = [s for s in self._strips if s.pinned.notice.level in (NoticeLevel.SUCCESS, NoticeLevel.INFO)]
        for old in good[GOOD_NEWS:]:
            self._drop(old)
        lasting = len(self._strips) - len(self._passing())
        for old in self._passing()[max(1, MOST - lasting) :]:
            self._drop(old)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(strip, strip.accessibleName()))

    def _passing(self) -> list[NoticeStrip]:
        return [strip for strip in self._strips if not strip.pinned.lasts]

    def _on_removed(self, topic: Topic) -> None:
        for strip in [s for s in self._strips if s.pinned.topic == topic.name]:
            self._drop(strip)

    def _on_taken(self, taken: NoticePressed) -> None:
        if any(strip.pinned.topic == taken.topic for strip in self._passing()):
            self._on_removed(Topic(taken.topic))
        self._board.take(taken.topic, taken.key)

    def _drop(self, strip: NoticeStrip) -> None:
        self._strips.remove(strip)
        self._column.removeWidget(strip)
        strip.hide()
        strip.deleteLater()
        self.setVisible(bool(self._strips))
