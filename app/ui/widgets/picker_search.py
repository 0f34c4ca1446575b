"""Asks a provider a little after the last key and passes on only the answer to what stands there now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from app.ui.widgets.picker_list import PickRow

Answer = Callable[[tuple[PickRow, ...]], None]
Provider = Callable[[str, Answer], None]


@dataclass(frozen=True)
class PickerAnswer:
    rows: tuple[PickRow, ...]


class PickerSearch(QObject):
    """`wait` in milliseconds; texts shorter than `least` find nothing and are not asked."""

    found = Signal(PickerAnswer)

    def __init__(self, provider: Provider, parent: QObject, *, wait: int, least: int) -> None:
        super().__init__(parent)
        self._provider = provider
        self._least = least
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(wait)
        self._timer.timeout.connect(self.now)

    def later(self, text: str) -> None:
        self._text = text.strip()
        self._timer.start()

    def now(self) -> None:
        """Ask for what was named last, without waiting longer."""
        self._timer.stop()
        if len(self._text) >= self._least:
            self._provider(self._text, PickerQuestion(self, self._text))

    def is_waiting(self) -> bool:
        return self._timer.isActive()

    def text(self) -> str:
        return self._text


class PickerQuestion:
    """One question; called with its answer, early, late or never."""

    def __init__(self, search: PickerSearch, text: str) -> None:
        self._search = search
        self._text = text

    def __call__(self, rows: tuple[PickRow, ...]) -> None:
        if isValid(self._search) and self._text == self._search.text():
            self._search.found.emit(PickerAnswer(rows))
