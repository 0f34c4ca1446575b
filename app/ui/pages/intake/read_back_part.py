"""At the foot of the summary: let the applicant read the data, the clerk's tick that they did, or why they did not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.ui.look.tokens import SMALL
from app.ui.widgets.button import Button, LinkButton
from app.ui.widgets.card import label
from app.ui.widgets.ready_text import ReadyTextEdit

READ, SHOW, UNREAD = "F8", "F4", "Shift+F8"
ON_SCREEN, HIDE, ON_PAPER = "Tampilkan ke pemohon", "Sembunyikan dari pemohon", "Cetak lembar periksa"
WHY = ("Pemohon tidak dapat membaca, dibacakan petugas", "Diajukan kuasa", "Pemohon tidak di tempat")
OTHER = Qt.FocusReason.OtherFocusReason


class ReadingPart(QWidget):
    """Tick and reason exclude each other. `show_wanted` asks for the screen or the slip, `done` when nothing more is
    to be typed here."""

    show_wanted = Signal()
    changed = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._show = Button(ON_SCREEN, self, shortcut=SHOW, name="show_applicant")
        self._show.setProperty("help", "Pemohon membaca kembali NIK, nama, tanggal lahir, alamat, dan nomor HP.")
        self.tick = QCheckBox(f"Sudah dibaca pemohon  {READ}", self)
        self.tick.setObjectName("read_back")
        self.tick.setAccessibleName("Data sudah dibaca pemohon")
        self.tick.setProperty("help", "Pemohon membaca kembali datanya, lalu Anda memberi tanda.")
        QShortcut(QKeySequence(READ), self.tick).activated.connect(self.tick.click)
        self._unread = LinkButton("Tidak dibaca", self, shortcut=UNREAD, name="unread")
        self._unread.setProperty("help", "Bila pemohon tidak membaca sendiri: tulis alasannya, atau tekan angkanya.")
        self._why = ReadyTextEdit(WHY, self)
        self._why.setObjectName("unread_reason")
        self._why.setAccessibleName("Alasan data tidak dibaca pemohon")
        self._why.setPlaceholderText("Alasan")
        self._hint = label("\n".join(f"{at} {text}" for at, text in enumerate(WHY, 1)), "help", self, wrap=True)
        self._lay_out()
        self._show.clicked.connect(self.show_wanted)
        self.tick.toggled.connect(self._on_ticked)
        self._unread.clicked.connect(self._on_unread)
        self._why.edited.connect(self._on_why)
        self._why.completed.connect(self.done)

    def reason(self) -> str:
        return str(self._why.value())

    def offer(self, words: str) -> None:
        """What the first button does now."""
        self._show.set_words(words)

    def reset(self) -> None:
        """Nothing is confirmed, nothing explained."""
        self.tick.setChecked(False)
        self._why.set_typed("")
        self._open(shown=False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._show, self.tick, self._unread, self._why, self._hint):
            column.addWidget(widget)
        column.setSpacing(SMALL)
        self._open(shown=False)

    def _open(self, *, shown: bool) -> None:
        self._why.setVisible(shown)
        self._hint.setVisible(shown and not self._why.text())
        self._unread.setVisible(not shown)

    def _on_ticked(self, on: bool) -> None:
        if on:
            self._why.set_typed("")
            self._open(shown=False)
        self.changed.emit()

    def _on_unread(self) -> None:
        self._open(shown=True)
        self._why.setFocus(OTHER)

    def _on_why(self) -> None:
        if self._why.text():
            self.tick.setChecked(False)
        self._hint.setVisible(self._why.isVisibleTo(self) and not self._why.text())
        self.changed.emit()
