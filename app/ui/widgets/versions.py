"""Versions of a number or a name one below the other; what differs is bold, underlined and coloured, what is
missing a line.

The words for screen readers name both versions, because weight and colour are not heard.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.rules.difference import Runs
from app.ui.look.tokens import current_tokens

MISSING = "_"
MARK = '<span style="color:{}; font-weight:bold; text-decoration:underline;">{}</span>'


class Version(QLabel):
    """One version. `fours`: its digits stand in groups of four."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.RichText)
        self._runs: Runs = ()
        self._fours = False

    def show_runs(self, runs: Runs, *, fours: bool = False) -> None:
        self._runs, self._fours = runs, fours
        self.setAccessibleName(self.plain())
        self._dress()

    def plain(self) -> str:
        return "".join(text for text, _ in self._runs)

    def marked(self) -> str:
        """What is marked as differing, the rest as dots."""
        return "".join(text or MISSING if differs else "·" * len(text) for text, differs in self._runs)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_runs"):
            self._dress()

    def _dress(self) -> None:
        colour = current_tokens().danger
        parts, place = [], 0
        for text, differs in self._runs:
            for letter in text or MISSING:
                gap = " " if self._fours and place and place % 4 == 0 else ""
                parts.append(gap + (MARK.format(colour, escape(letter)) if differs else escape(letter)))
                place += bool(text)
        self.setText("".join(parts))
