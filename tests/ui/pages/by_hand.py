"""The mouse in a person's hand: it goes to what is in sight and takes whatever lies under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QListWidget, QScrollArea, QTableView, QWidget

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SMALL = (911, 512)
"""What a screen of 1366x768 leaves at 150 % text."""


class Hand:
    """`settle` lets every answer arrive that is under way."""

    def __init__(self, settle: Callable[[], None]) -> None:
        self._settle = settle

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """A tick box is met on its mark, everything else in the middle."""
        left = QPoint(10, widget.height() // 2)
        target, place = under(widget, at or (left if isinstance(widget, QCheckBox) else widget.rect().center()))
        QTest.mouseClick(target, LEFT, NONE, place)
        self._settle()

    def double(self, widget: QWidget, at: QPoint | None = None) -> None:
        target, place = under(widget, at or widget.rect().center())
        QTest.mouseClick(target, LEFT, NONE, place)
        QTest.mouseDClick(target, LEFT, NONE, place)
        self._settle()

    def type(self, widget: QWidget, text: str) -> None:
        """Click into a field and type, letter by letter, to whatever has the cursor by then."""
        self.click(widget)
        for letter in text:
            QTest.keyClick(QApplication.focusWidget() or widget, letter)
        self._settle()

    def cell(self, table: QTableView, row: int, column: int = 0, *, double: bool = False) -> None:
        index = table.model().index(row, column)
        table.scrollTo(index)
        (self.double if double else self.click)(table.viewport(), table.visualRect(index).center())

    def line(self, rows: QListWidget, place: int, *, double: bool = False) -> None:
        item = rows.item(place)
        rows.scrollToItem(item)
        (self.double if double else self.click)(rows.viewport(), rows.visualItemRect(item).center())

    def choose(self, box: QComboBox, words: str) -> None:
        """Open the list below a field and click what it is to be."""
        with slowly():
            self.click(box)
            view = box.view()
            place = next(at for at in range(box.count()) if words in box.itemText(at))
            index = box.model().index(place, box.modelColumn())
            view.scrollTo(index)
            spot = view.visualRect(index).center()
            QTest.mouseMove(view.viewport(), spot)
            QTest.mouseClick(view.viewport(), LEFT, NONE, spot)
            self._settle()


@contextmanager
def slowly() -> Iterator[None]:
    """Clicks that are as far apart as two are that make no double click."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.doubleClickInterval()
    app.setDoubleClickInterval(0)
    try:
        yield
    finally:
        app.setDoubleClickInterval(before)


def under(widget: QWidget, at: QPoint) -> tuple[QWidget, QPoint]:
    """What lies at that place of a widget, scrolled into sight where it can be, and the place in it."""
    scrolled_to(widget)
    window = widget.window()
    assert QApplication.activeModalWidget() in (None, window), "a question is open above it"
    found = window.childAt(widget.mapTo(window, at)) or window
    assert found is widget or widget.isAncestorOf(found), f"{found.objectName()!r} lies over {widget.objectName()!r}"
    assert widget.isEnabled(), f"{widget.objectName()!r} is grey"
    return found, found.mapFrom(window, widget.mapTo(window, at))


def scrolled_to(widget: QWidget) -> None:
    """As the wheel does it."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def in_sight(widget: QWidget) -> bool:
    """All of it, without scrolling."""
    window = widget.window()
    return widget.isVisible() and all(
        (found := window.childAt(widget.mapTo(window, corner))) is not None
        and (found is widget or widget.isAncestorOf(found))
        for corner in (
            QPoint(2, 2),
            QPoint(widget.width() - 3, 2),
            QPoint(2, widget.height() - 3),
            QPoint(widget.width() - 3, widget.height() - 3),
        )
    )


def whole(label: QLabel) -> bool:
    """Whether no word of it is cut, at its end or at its foot."""
    if label.wordWrap():
        return label.height() >= label.heightForWidth(label.width())
    return label.width() >= label.sizeHint().width()
