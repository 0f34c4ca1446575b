"""Tab order is reading order, also for fields that came later.

Positions are compared, not layout items: PySide keeps the wrapper of an item it has shown once, and when Qt reuses the
address of a deleted one, another object answers to it; that ends in a crash after some dozens of registrations.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from app.ui.widgets.help_line import HelpLine

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
