"""Search while typing: a provider answers with rows, Enter takes the first or the one marked.

The provider may answer later (`Desk.ask(..., latest=...)`). Who types fast and presses Enter before the answer gets the
first row as soon as it comes. The list is a child of the window, not a window of its own: focus stays in the field.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.widgets.picker_list import PickerList, PickRow

Answer = Callable[[tuple[PickRow, ...]], None]
Provider = Callable[[str, Answer], None]
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
        self._provider = provider
        self._least = least
        self._row: PickRow | None = None
        self._asked = ""
        self._take_first = False
        self._list: PickerList | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(wait)
        self._timer.timeout.connect(self.ask)
        self.textEdited.connect(self._on_text_edited)

    def value(self) -> object:
        return self._row.key if self._row else ""

    def row(self) -> PickRow | None:
        return self._row

    def set_value(self, value: object) -> None:
        """A `PickRow`, or None for nothing. A bare key cannot be shown: give its row."""
        self._row = value if isinstance(value, PickRow) else None
        self.setText(self._row.label if self._row else "")
        self.hide_list()
        self.edited.emit()

    def typed(self) -> str:
        """The row as "key<TAB>label<TAB>detail" when one is taken, so that a draft brings it back without a search."""
        return "\t".join((self._row.key, self._row.label, self._row.detail)) if self._row else self.text()

    def set_typed(self, typed: str) -> None:
        parts = typed.split("\t")
        if len(parts) == 3:
            self.set_value(PickRow(*parts))
            return
        self._row = None
        self.setText(typed)
        self.edited.emit()

    def problem(self) -> str:
        return "not_picked" if self.text().strip() and self._row is None else ""

    def live(self) -> str:
        return self._row.detail if self._row else "Ketik untuk mencari; Enter memilih yang teratas"

    def ask(self) -> None:
        """Ask the provider for what stands there now."""
        self._timer.stop()
        self._asked = self.text().strip()
        if len(self._asked) < self._least:
            self.hide_list()
            return
        asked = self._asked

        def answer(rows: tuple[PickRow, ...]) -> None:
            self._on_answer(asked, rows)

        self._provider(asked, answer)

    def list_rows(self) -> tuple[PickRow, ...]:
        """What is offered now; empty while the list is hidden."""
        return self._list.rows() if self._list and self._list.isVisible() else ()

    def hide_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    def take(self, row: PickRow) -> None:
        self._take_first = False
        self.set_value(row)
        self.picked.emit(Picked(row))
        self.completed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        shown = self._list if self._list and self._list.isVisible() else None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._on_enter()
        elif key == Qt.Key.Key_Escape and shown:
            shown.hide()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._on_arrow(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide_list()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.hide_list()
        return super().event(event)

    def _on_arrow(self, step: int) -> None:
        if self._list is not None and self._list.isVisible():
            self._list.move_mark(step)
        else:
            self.ask()

    def _on_enter(self) -> None:
        marked = self._list.marked() if self._list and self._list.isVisible() else None
        if marked is not None and self._asked == self.text().strip():
            self.take(marked)
            self.focusNextChild()
        elif self.text().strip() and self._row is None:
            self._take_first = True
            self.ask()
        else:
            self.focusNextChild()

    def _on_text_edited(self) -> None:
        self._row = None
        self._take_first = False
        self._timer.start()
        self.edited.emit()

    def _on_answer(self, asked: str, rows: tuple[PickRow, ...]) -> None:
        if asked != self.text().strip() or self._row is not None:
            return
        if self._take_first and rows:
            self.take(rows[0])
            self.focusNextChild()
            return
        self._take_first = False
        if not self.hasFocus():
            return
        if self._list is None:
            self._list = PickerList(self)
            self._list.clicked_row.connect(self._on_clicked_row)
        self._list.show_rows(rows)

    def _on_clicked_row(self, picked: PickRow) -> None:
        self.take(picked)
