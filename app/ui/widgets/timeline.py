"""What happened to a file, newest first: when, what, who, why, on a line of dots."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.look.tokens import LARGE, SMALL, current_tokens
from app.ui.widgets.card import label


@dataclass(frozen=True)
class Happening:
    """`tone` is info, success, warning or error; the words say the same."""

    when: str
    what: str
    who: str = ""
    why: str = ""
    tone: str = "info"


class TimelineEntry(QWidget):
    def __init__(self, happening: Happening, parent: QWidget, *, last: bool) -> None:
        super().__init__(parent)
        self.happening = happening
        self._last = last
        grid = QGridLayout(self)
        grid.setContentsMargins(LARGE + SMALL, 0, 0, LARGE)
        grid.setHorizontalSpacing(LARGE)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        what = label(happening.what, "strong", self, wrap=True)
        grid.addWidget(what, 0, 0)
        grid.addWidget(label(happening.when, "muted", self), 0, 1, Qt.AlignmentFlag.AlignTop)
        if happening.who:
            grid.addWidget(label(happening.who, "muted", self, wrap=True), 1, 0, 1, 2)
        if happening.why:
            grid.addWidget(label(happening.why, "", self, wrap=True), 2, 0, 1, 2)
        self.setAccessibleName(", ".join(part for part in (happening.when, happening.what, happening.who) if part))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = current_tokens()
        middle, top = 7, self.fontMetrics().height() // 2
        if not self._last:
            painter.setPen(QPen(QColor(tokens.line), 2))
            painter.drawLine(middle, top, middle, self.height() + top)
        painter.setPen(QPen(QColor(tokens.surface), 2))
        painter.setBrush(QColor(tokens.of_level(self.happening.tone)[0]))
        painter.drawEllipse(middle - 5, top - 5, 11, 11)


class Timeline(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._entries: list[TimelineEntry] = []

    def set_happenings(self, happenings: tuple[Happening, ...]) -> None:
        for old in self._entries:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        last = len(happenings) - 1
        self._entries = [TimelineEntry(each, self, last=place == last) for place, each in enumerate(happenings)]
        for place, entry in enumerate(self._entries):
            self._column.insertWidget(place, entry)

    def happenings(self) -> tuple[Happening, ...]:
        return tuple(entry.happening for entry in self._entries)
