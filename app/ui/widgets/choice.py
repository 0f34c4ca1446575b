"""One of several choices by typing: first letters, or the number shown before it. Down opens the list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

PAUSE = 1200  # milliseconds after which typed letters begin a new word


@dataclass(frozen=True)
class Option:
    key: str
    label: str


class ChoiceEdit(QComboBox):
    """The value is the key of the option, "" while none is chosen. Numbers choose where there are at most nine."""

    edited = Signal()

    def __init__(self, options: tuple[Option, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[Option, ...] = ()
        self._word = ""
        self._since = QElapsedTimer()
        self.setMaxVisibleItems(12)
        self.setMinimumContentsLength(10)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setPlaceholderText("Pilih")
        self.set_options(options)
        self.currentIndexChanged.connect(self._on_index_changed)

    def set_options(self, options: tuple[Option, ...]) -> None:
        """Put other options in; what was chosen stays chosen if it is still among them."""
        kept = self.value() if self._options else ""
        was_blocked = self.blockSignals(True)
        self.clear()
        self._options = options
        numbered = len(options) <= 9
        self.addItems([f"{i}  {o.label}" if numbered else o.label for i, o in enumerate(options, 1)])
        self.setCurrentIndex(self._place(kept))
        self.blockSignals(was_blocked)

    def value(self) -> object:
        return self._options[self.currentIndex()].key if self.currentIndex() >= 0 else ""

    def set_value(self, value: object) -> None:
        self.setCurrentIndex(self._place(value))

    def typed(self) -> str:
        return str(self.value())

    def set_typed(self, typed: str) -> None:
        self.set_value(typed)

    def problem(self) -> str:
        return ""

    def live(self) -> str:
        how = "nomor atau huruf awal" if len(self._options) <= 9 else "huruf awal"
        return f"Ketik {how}; panah bawah membuka daftar"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._word = ""
            self.setCurrentIndex(-1)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4) and not event.modifiers():
            self.showPopup()
        elif text.isdigit() and len(self._options) <= 9 and not self._word:
            self._word = ""
            if 0 < int(text) <= len(self._options):
                self.setCurrentIndex(int(text) - 1)
        elif self._is_spelling(text) and not event.modifiers() & _COMMAND:
            self._spell(text.lower())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turning the wheel scrolls the page; it never changes a choice by accident."""
        event.ignore()

    def _is_spelling(self, text: str) -> bool:
        """A space goes on with a word that is being typed; alone it opens the list."""
        goes_on = text == " " and bool(self._word) and self._since.elapsed() <= PAUSE
        return goes_on or bool(text.isprintable() and text.strip())

    def _spell(self, letter: str) -> None:
        if not self._since.isValid() or self._since.elapsed() > PAUSE:
            self._word = ""
        self._since.start()
        for word in (self._word + letter, letter):
            found = self._beginning_with(word)
            if found >= 0:
                self._word = word
                self.setCurrentIndex(found)
                return

    def _beginning_with(self, word: str) -> int:
        """The first label with a word that begins so; labels that begin so themselves come before."""
        labels = [option.label.lower() for option in self._options]
        starts = (i for i, label in enumerate(labels) if label.startswith(word))
        inside = (i for i, label in enumerate(labels) if f" {word}" in label)
        return next(starts, next(inside, -1))

    def _place(self, value: object) -> int:
        return next((i for i, option in enumerate(self._options) if option.key == value), -1)

    def _on_index_changed(self) -> None:
        self.edited.emit()


_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
