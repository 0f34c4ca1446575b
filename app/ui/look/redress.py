"""A property the style sheet looks at, changed on a living widget."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def redress(widget: QWidget, name: str, value: object) -> None:
    """Set the property and let the style sheet look again, if it is another value and the widget was shown before."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
