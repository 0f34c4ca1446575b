"""What only the officer can see and the catalogue asks about: ticked or not."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.ui.forms.form import CursorPlace
from app.ui.look.tokens import TIGHT


class Ticks(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        self._kept: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(TIGHT)
        self.hide()

    def ask(self, questions: tuple[tuple[str, str], ...]) -> None:
        """Name and sentence of each."""
        if [name for name, _ in questions] == list(self._boxes):
            return
        self._kept |= self.typed()
        for old in self._boxes.values():
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._boxes = {name: self._box(name, text) for name, text in questions}
        self.setVisible(bool(questions))

    def ticks(self) -> tuple[str, ...]:
        return tuple(name for name, box in self._boxes.items() if box.isChecked())

    def typed(self) -> dict[str, str]:
        return self._kept | {name: "1" if box.isChecked() else "" for name, box in self._boxes.items()}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        self._kept = dict(typed)
        for name, box in self._boxes.items():
            box.setChecked(bool(typed.get(name)))

    def check(self) -> dict[str, str]:
        return {}

    def show_codes(self, codes: Mapping[str, str], facts: Mapping[str, str] | None = None) -> None:
        """A tick or none is never wrong."""

    def label_of(self, field: str) -> str:
        return self._boxes[field].text()

    def focus(self, field: str) -> None:
        self._boxes[field].setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> CursorPlace | None:
        return next((CursorPlace(name) for name, box in self._boxes.items() if box.hasFocus()), None)

    def go(self, place: CursorPlace) -> None:
        if place.field in self._boxes:
            self.focus(place.field)

    def clear(self) -> None:
        self.ask(())
        self._kept = {}

    def _box(self, name: str, text: str) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setObjectName(name)
        box.setProperty("help", "Spasi memberi atau menghapus tanda. Persyaratan menyesuaikan.")
        box.setChecked(bool(self._kept.get(name)))
        box.toggled.connect(self.changed)
        self._column.addWidget(box)
        return box
