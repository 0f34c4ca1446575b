"""A property the style sheet looks at, changed on a living widget."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def redress(widget: QWidget, name: str, value: object) -> None:
    """Set the property and let the style sheet look again, if it is another value."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
