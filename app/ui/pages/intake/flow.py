"""Going on by itself: Enter goes to the next field, and so does a field that is full; Tab goes in reading order, also
to fields that came later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit, QScrollArea, QWidget

from app.ui.pages.intake.questions import QuestionRow
from app.ui.widgets.field_row import FieldRow
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.picker import SearchPicker

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ONWARDS = (*ENTER, Qt.Key.Key_Tab)
KEYPAD = Qt.KeyboardModifier.KeypadModifier


class KeyFlow(QWidget):
    """The part of a page where keys go on. Connect `completed` of its fields to `go_on`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._landed: QWidget | None = None

    def go_on(self, _: object = None) -> None:
        """Leave the field in focus, unless it was only corrected in the middle. A picker goes on by itself."""
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused) or isinstance(focused, SearchPicker):
            return
        if isinstance(focused, QLineEdit) and focused.cursorPosition() < len(focused.text()):
            return
        focused.focusNextChild()
        self._watch(QApplication.focusWidget())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        if event.key() not in ENTER or event.modifiers() & ~KEYPAD or focused is None:
            super().keyPressEvent(event)
        elif isinstance(focused, QAbstractButton) and not isinstance(focused, QCheckBox):
            focused.click()
        else:
            focused.focusNextChild()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._watch(None)
            return event.key() in ONWARDS and not event.modifiers() & ~KEYPAD
        if event.type() == QEvent.Type.FocusOut:
            self._watch(None)
        return False

    def _watch(self, landed: QWidget | None) -> None:
        if self._landed is not None:
            self._landed.removeEventFilter(self)
        self._landed = landed if landed is not None and _waits(landed) else None
        if self._landed is not None:
            self._landed.installEventFilter(self)


def _waits(widget: QWidget) -> bool:
    """Whether something must be typed here and nothing stands there yet."""
    row = widget.parentWidget()
    if isinstance(row, FieldRow):
        return row.required and row.control.editor.value() in (None, "", ())
    return isinstance(row, QuestionRow) and not row.answer()


WORDS = (QLabel, HelpLine)  # most of a form, and no place for the cursor
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def chain(page: QWidget) -> None:
    """Set the order of everything under `page` that Tab reaches, as it stands there."""
    for before, after in pairwise(reading_order(page)):
        QWidget.setTabOrder(before, after)


def reading_order(widget: QWidget) -> Iterator[QWidget]:
    """What takes the focus is not looked into: its own parts are its own affair."""
    if isinstance(widget, WORDS):
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    elif isinstance(widget, QScrollArea):
        inside = widget.widget()
        yield from reading_order(inside) if inside is not None else ()
    else:
        layout = widget.layout()
        if layout is not None:
            layout.activate()
        shown = [child for child in widget.findChildren(QWidget, options=DIRECT) if not child.isHidden()]
        for child in sorted(shown, key=_place):
            yield from reading_order(child)


def _place(widget: QWidget) -> tuple[int, int]:
    return widget.y(), widget.x()
