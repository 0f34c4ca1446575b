"""What the applicant reads on a screen of their own: five fields in large type, or nothing but the office's name.

It takes no key, no click and no focus, and is laid out anew for every size: the type is as large as the text allows.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QStackedWidget, QVBoxLayout, QWidget

from app.rules.papers import LetterRow
from app.ui.look.redress import redress

QUESTION = "Data sudah benar?"
SAY_SO = "Sampaikan kepada petugas bila ada yang keliru."
NEW = "baru diubah"
EMPTY = "belum diisi"
LARGEST, SMALLEST = 60, 11
"""Of the type of a value, in pixels; the window is never so small that the smallest does not fit."""
BAR = 6
"""Pixels of the mark at the left of a changed field, as in the style sheet."""
FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
    | Qt.WindowType.WindowTransparentForInput
)


class _FieldRow(QFrame):
    """One field: what it is called, and as it was typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "reading")
        self.heading, self.value = _label(self, "muted"), _label(self, "")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.value)

    def show_row(self, row: LetterRow, *, new: bool) -> None:
        self.heading.setText(f"{row.heading} · {NEW}" if new else row.heading)
        self.value.setText(row.text or EMPTY)
        redress(self, "level", "warning" if new else "")

    def scale(self, size: int) -> None:
        _size(self.heading, size * 5 // 9)
        _size(self.value, size, bold=True)
        self._column.setContentsMargins(size // 2, size // 8, size // 2, size // 8)
        self._column.setSpacing(0)
        self._column.invalidate()
        self.updateGeometry()  # the layout around keeps the height of before otherwise


class ApplicantWindow(QWidget):
    """`show_rows` and `show_office` only change what stands there; who owns the window shows and hides it. `activated`
    where the system gave it the focus all the same."""

    activated = Signal()

    def __init__(self, *, practising: bool = False) -> None:
        super().__init__(None, FLAGS)
        self.setObjectName("applicant_window")
        self.setWindowTitle("Layar pemohon")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._office, self._head = _label(self, ""), _label(self, "muted")
        self._question, self._say_so = _label(self, ""), _label(self, "")
        self._rows: tuple[_FieldRow, ...] = ()
        self._stack = QStackedWidget(self)
        self._data = QWidget(self)
        self._column = QVBoxLayout(self._data)
        self._column.addWidget(self._head)
        self._column.addStretch(1)
        for widget in (self._question, self._say_so):
            self._column.addWidget(widget)
        self._stack.addWidget(self._office)
        self._stack.addWidget(self._data)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the screen gives the size, never the text
        around.addWidget(self._stack)
        self._office.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._question.setText(QUESTION)
        self._say_so.setText(SAY_SO)
        if practising:
            from app.ui.look import training

            training.frame(self)

    def show_office(self, name: str) -> None:
        """Nothing of anybody is left in it."""
        self._office.setText(name)
        self._head.setText(name)
        for row in self._rows:
            row.show_row(LetterRow(heading="", text=""), new=False)
        self._stack.setCurrentWidget(self._office)
        self._fit()

    def show_rows(self, rows: tuple[LetterRow, ...], new: frozenset[str] = frozenset()) -> None:
        """`new` are the headings of what was changed since the applicant began to read."""
        if len(self._rows) != len(rows):
            self._make(len(rows))
        for widget, row in zip(self._rows, rows, strict=True):
            widget.show_row(row, new=row.heading in new)
        self._stack.setCurrentWidget(self._data)
        self._fit()

    def texts(self) -> tuple[str, ...]:
        """All that can be read on it now."""
        return tuple(each.text() for each in self.findChildren(QLabel) if each.isVisibleTo(self) and each.text())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self.activated.emit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _make(self, count: int) -> None:
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = tuple(_FieldRow(self._data) for _ in range(count))
        for place, row in enumerate(self._rows, 1):
            self._column.insertWidget(place, row)

    def _fit(self) -> None:
        """The largest type with which everything stands on the screen."""
        largest = min(LARGEST, max(SMALLEST, self.height() // 14))
        _size(self._office, max(SMALLEST, min(self.width(), self.height()) // 14), bold=True)
        for size in range(largest, SMALLEST - 1, -1):
            self._scale(size)
            if self._column.totalHeightForWidth(self.width()) <= self.height():
                return

    def _scale(self, size: int) -> None:
        _size(self._head, size * 2 // 3)
        _size(self._question, size, bold=True)
        _size(self._say_so, size * 2 // 3)
        for label in (self._head, self._question, self._say_so):
            label.setIndent(size // 2 + BAR)
        for row in self._rows:
            row.scale(size)
        self._column.setContentsMargins(size, size // 2, size, size)
        self._column.setSpacing(size // 4)
        self._column.invalidate()


def _label(parent: QWidget, role: str) -> QLabel:
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setProperty("role", role)
    return made


def _size(label: QLabel, pixels: int, *, bold: bool = False) -> None:
    font = QFont(label.font())
    font.setPixelSize(max(pixels, 8))
    font.setBold(bold)
    label.setFont(font)
