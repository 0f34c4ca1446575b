"""Dialogues that lie above a window: out of sight while it is locked, gone when somebody else comes to it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid


class DialogsAside(QObject):
    """A lock lies in the window, a dialogue above it: it would show what it holds, take keys, and keep the lock from
    them. What was typed in one stays."""

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._aside: list[QDialog] = []
        self._locked = False

    def put_away(self) -> None:
        """Until `bring_back`; what an answer opens meanwhile goes the same way."""
        self._locked = True
        _program().installEventFilter(self)
        self._hide_open()

    def bring_back(self) -> None:
        aside = self._let_go()
        for dialog in filter(isValid, aside):
            dialog.open()

    def close_all(self) -> None:
        """Somebody else may come: nothing that was asked is answered any more."""
        for dialog in (*self._let_go(), *self._open()):
            if isValid(dialog):
                dialog.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog):
            QTimer.singleShot(0, self, self._hide_open)  # it is not in sight yet
        return False

    def _let_go(self) -> list[QDialog]:
        if self._locked:
            _program().removeEventFilter(self)
        aside, self._aside, self._locked = self._aside, [], False
        return aside

    def _open(self) -> list[QDialog]:
        return [each for each in self._window.findChildren(QDialog) if each.isVisible()]

    def _hide_open(self) -> None:
        if not self._locked:
            return
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for dialog in self._open():
            self._aside.append(dialog)
            dialog.hide()
            self._window.activateWindow()


def _program() -> QCoreApplication:
    program = QApplication.instance()
    assert program is not None  # there is a window
    return program
