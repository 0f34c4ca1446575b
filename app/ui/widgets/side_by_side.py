"""Two sides of the same things, one line a thing, with what differs marked by a sign and by weight."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from app.ui.look.tokens import MEDIUM, TIGHT
from app.ui.widgets.card import label

DIFFERS = "\u2260"
NAMES = 17  # average letters of the column of names, as in a form
NAME, LEFT, MARK, RIGHT = range(4)


@dataclass(frozen=True)
class Pair:
    """What a thing is called, and what either side says of it."""

    name: str
    left: str
    right: str

    @property
    def text(self) -> str:
        return f"{self.name}: {self.left} {DIFFERS} {self.right}" if self.differs else f"{self.name}: {self.left}"

    @property
    def differs(self) -> bool:
        return self.left != self.right


class SideBySide(QWidget):
    """Hidden while there is nothing to compare."""

    def __init__(self, left: str, right: str, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._left, self._right = left, right
        self._pairs: tuple[Pair, ...] = ()
        self._parts: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(MEDIUM)
        self._grid.setVerticalSpacing(TIGHT)
        for column, share in ((LEFT, 1), (RIGHT, 1)):
            self._grid.setColumnStretch(column, share)
        self.hide()

    def pairs(self) -> tuple[Pair, ...]:
        return self._pairs

    def text(self) -> str:
        """One line a thing, for a screen reader and for tests; "" where there is nothing."""
        if not self._pairs:
            return ""
        return "\n".join((f"{self._left} {DIFFERS} {self._right}", *(pair.text for pair in self._pairs)))

    def show_pairs(self, pairs: tuple[Pair, ...]) -> None:
        if pairs != self._pairs:
            self._pairs = pairs
            self._fill()
        self.setVisible(bool(pairs))

    def _fill(self) -> None:
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        self._put(label(self._left, "muted", self, wrap=True), 0, LEFT)
        self._put(label(self._right, "muted", self, wrap=True), 0, RIGHT)
        for row, pair in enumerate(self._pairs):
            self._put(self._line(), 2 * row + 1, NAME, 4)
            self._put_pair(pair, 2 * row + 2)
        self.setAccessibleName(self.text())

    def _put_pair(self, pair: Pair, row: int) -> None:
        role = "strong" if pair.differs else ""
        named = label(pair.name, "muted", self, wrap=True)
        named.setFixedWidth(self.fontMetrics().averageCharWidth() * NAMES)
        self._put(named, row, NAME)
        for text, column in ((pair.left, LEFT), (DIFFERS if pair.differs else "", MARK), (pair.right, RIGHT)):
            said = label(text, role, self, wrap=column != MARK)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._put(said, row, column)

    def _line(self) -> QFrame:
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.HLine)
        line.setProperty("role", "divider")
        return line

    def _put(self, part: QLabel | QFrame, row: int, column: int, span: int = 1) -> None:
        self._parts.append(part)
        if isinstance(part, QLabel):
            self._grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
        else:
            self._grid.addWidget(part, row, column, 1, span)
        part.show()
