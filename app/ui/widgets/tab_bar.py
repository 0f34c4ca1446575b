"""What every row of tabs has: a name, the help of its keys, and no stop of Tab at the arrows Qt puts beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QToolButton

HELP = "Panah kiri dan kanan berganti bagian; Tab masuk ke isinya."


def dress(bar: QTabBar, name: str, text: str = HELP) -> None:
    bar.setAccessibleName(name)
    bar.setProperty("help", text)
    for arrow in bar.findChildren(QToolButton):
        arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
