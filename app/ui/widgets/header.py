"""The head of every page: title, a line below it, and the one search box."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.ui.look import icons
from app.ui.look.tokens import LARGE, current_tokens


class Searched(NamedTuple):
    """`entered` when Enter was pressed, False while typing."""

    text: str
    entered: bool


class Header(QWidget):
    searched = Signal(Searched)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setObjectName("page_title")
        self._title.setProperty("role", "title")
        self._subtitle = QLabel(self)
        self._subtitle.setObjectName("page_subtitle")
        self._subtitle.setProperty("role", "muted")
        self.search = QLineEdit(self)
        self.search.setObjectName("search")
        self.search.setAccessibleName("Cari permohonan")
        self.search.setPlaceholderText("Cari nomor, nama, NIK, telepon   Ctrl+K")
        self.search.setProperty("help", "Ketik nomor registrasi, kode lacak, NIK, nama, telepon, atau nomor izin.")
        self.search.setFixedWidth(self.fontMetrics().averageCharWidth() * 42)
        self._glass = QAction(QIcon(), "", self.search)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(LARGE)
        row.addLayout(words, 1)
        row.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        self.search.textEdited.connect(self._on_typed)
        self.search.returnPressed.connect(self._on_entered)
        self._dress()

    def show_words(self, title: str, subtitle: str) -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def title(self) -> str:
        return self._title.text()

    def subtitle(self) -> str:
        return self._subtitle.text()

    def go_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_glass"):
            self._dress()

    def _dress(self) -> None:
        self._glass.setIcon(icons.icon("search", current_tokens().muted))

    def _on_typed(self, text: str) -> None:
        self.searched.emit(Searched(text, entered=False))

    def _on_entered(self) -> None:
        """What was asked for is on the page of answers now; here it would stay for the next person to read."""
        text = self.search.text()
        self.search.clear()
        self.searched.emit(Searched(text, entered=True))
