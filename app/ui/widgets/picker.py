"""Search while typing: a provider answers with rows, Enter takes the first or the one marked.

The provider may answer later (`Desk.ask(..., latest=...)`). Who types fast and presses Enter before the answer gets the
first row as soon as it comes. The list is a child of the window, not a window of its own: focus stays in the field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from app.ui.widgets.picker_list import PickerList, PickRow

__all__ = ["Answer", "PickRow", "Picked", "Provider", "SearchPicker"]

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


WAIT = 80  # milliseconds after the last key before the provider is asked


@dataclass(frozen=True)
class Picked:
    row: PickRow


class SearchPicker(QLineEdit):
    """The value is the key of the row taken, "" while none is. Changing the text lets go of it."""

    edited = Signal()
    completed = Signal()
    picked = Signal(Picked)

    def __init__(self, provider: Provider, parent: QWidget | None = None, *, wait: int = WAIT, least: int = 1) -> None:
        super().__init__(parent)
        self._row: PickRow | None = None
        self._take_first = False
        self._search = PickerSearch(provider, self, wait=wait, least=least)
        self._list = PickerList(self)
        self._search.found.connect(self._on_found)
        self._list.clicked_row.connect(self.take)
        self.textEdited.connect(self._on_text_edited)

    def value(self) -> object:
        return self._row.key if self._row else ""

    def row(self) -> PickRow | None:
        return self._row

    def set_value(self, value: object) -> None:
        """A `PickRow`, or None for nothing. A bare key cannot be shown: give its row."""
        self._row = value if isinstance(value, PickRow) else None
        self.setText(self._row.label if self._row else "")
        self._list.hide()
        self.edited.emit()

    def typed(self) -> str:
        """The row as "key<TAB>label<TAB>detail" when one is taken, so that a draft brings it back without a search."""
        return "\t".join((self._row.key, self._row.label, self._row.detail)) if self._row else self.text()

    def set_typed(self, typed: str) -> None:
        parts = typed.split("\t")
        self.set_value(PickRow(*parts) if len(parts) == 3 else None)
        if self._row is None:
            self.setText(typed)

    def problem(self) -> str:
        return "not_picked" if self.text().strip() and self._row is None else ""

    def live(self) -> str:
        return self._row.detail if self._row else "Ketik untuk mencari; Enter memilih yang teratas"

    def list_rows(self) -> tuple[PickRow, ...]:
        """What is offered now; empty while the list is hidden."""
        return self._list.rows() if self._list.isVisible() else ()

    def take(self, row: PickRow) -> None:
        self._take_first = False
        self.set_value(row)
        self.picked.emit(Picked(row))
        self.completed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            self._on_enter()
        elif event.key() == Qt.Key.Key_Down and not self._list.isVisible():
            self._search.later(self.text())
            self._search.now()
        elif not self._list.handles(event.key()):
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        if self._row is not None or not self.text().strip():
            self.focusNextChild()
        elif self._list.isVisible() and not self._search.is_waiting() and self._list.marked():
            self._take_and_go(self._list.marked())
        else:
            self._take_first = True
            self._search.later(self.text())
            self._search.now()

    def _take_and_go(self, row: PickRow | None) -> None:
        if row is not None:
            self.take(row)
            self.focusNextChild()

    def _on_text_edited(self) -> None:
        self._row = None
        self._take_first = False
        if self.text().strip():
            self._search.later(self.text())
        else:
            self._list.hide()
        self.edited.emit()

    def _on_found(self, found: PickerAnswer) -> None:
        if self._take_first and found.rows:
            self._take_and_go(found.rows[0])
        elif self._row is None and self.hasFocus() and self.text().strip():
            self._take_first = False
            self._list.show_rows(found.rows)


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
