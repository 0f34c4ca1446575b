"""A small labelled mark for a stage or a state; words always, colour beside them."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.look.redress import redress


class Badge(QLabel):
    """`tone` is neutral, info, success, warning or error."""

    def __init__(self, text: str = "", tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "badge")
        self.setProperty("badge", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_state(self, text: str, tone: str = "neutral") -> None:
        self.setText(text)
        self.setVisible(bool(text))
        redress(self, "badge", tone)
