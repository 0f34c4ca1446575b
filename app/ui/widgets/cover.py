"""The inside of the window and what may lie over it: sign-in, lock. What is behind keeps all it holds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid


class Cover(QStackedWidget):
    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inside = inside
        self._over: QWidget | None = None
        self._focused: QWidget | None = None
        self.addWidget(inside)

    def set_inside(self, inside: QWidget) -> None:
        """Another inside, in place of the one there was; what lies over it stays."""
        self.inside.deleteLater()
        self.removeWidget(self.inside)
        self.inside = inside
        self.insertWidget(0, inside)
        if self._over is None:
            self.setCurrentWidget(inside)

    def is_on(self) -> bool:
        return self._over is not None

    def put(self, widget: QWidget) -> None:
        """Show `widget` and nothing else, until `lift`. The keys of the inside sleep meanwhile."""
        if self._over is None:
            self._focused = self.inside.focusWidget()
        else:
            self.removeWidget(self._over)
        self._over = widget
        self.addWidget(widget)
        self.setCurrentWidget(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def lift(self) -> None:
        """Show the inside again, the cursor where it was. The widget put over it is handed back, not deleted."""
        if self._over is None:
            return
        self.setCurrentWidget(self.inside)
        self.removeWidget(self._over)
        self._over = None
        if self._focused is not None and isValid(self._focused):  # a different user closes all pages
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
