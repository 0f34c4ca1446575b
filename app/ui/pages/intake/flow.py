"""Going on by itself: Enter goes to the next field, and so does a field where nothing more fits.

Whoever presses Enter or Tab after such a field by habit would skip the next one: that one key is swallowed, where the
next field is a duty and still empty.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit, QWidget

from app.ui.pages.intake.questions import QuestionRow
from app.ui.widgets.field_row import FieldRow
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
