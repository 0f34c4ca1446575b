"""Pengaturan, Latihan: the training office from its first day again, when it has been worked through or has aged."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.look.tokens import LARGE
from app.ui.widgets.button import DangerButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.confirm import Confirm

ABOUT = (
    "Permohonan contoh diatur menurut hari pembuatan kantor latihan. Setelah lama dipakai, sebagian besar selesai atau "
    "melewati jatuh tempo. Kantor latihan yang baru berisi contoh menurut tanggal hari ini."
)
QUESTION = (
    "Seluruh isi kantor latihan dihapus dan disiapkan kembali, kira-kira satu menit. Data kantor yang sebenarnya tidak "
    "tersentuh. Lanjutkan?"
)


class TrainingSettings(QWidget):
    """`anew_wanted` after it was confirmed."""

    anew_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anew = DangerButton("Mulai kantor latihan baru", self, icon="refresh-cw", name="training_anew")
        card = Card("Kantor latihan", self, name="training_card")
        card.add(label(ABOUT, "", self, wrap=True))
        row = QHBoxLayout()
        row.addWidget(self._anew)
        row.addStretch(1)
        card.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, LARGE)
        column.addWidget(card)
        column.addStretch(1)
        self._anew.clicked.connect(self._on_anew)

    def _on_anew(self) -> None:
        confirm = Confirm(self, "Mulai kantor latihan baru", QUESTION, "Mulai baru", danger=True)
        confirm.confirmed.connect(self.anew_wanted)
        confirm.open()
