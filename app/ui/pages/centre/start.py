"""First start with a centre: a PC that has nothing yet is connected, and takes the office from there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.look.scroll import Scroll
from app.ui.look.tokens import HUGE, MEDIUM
from app.ui.pages.centre.pairing import PairingPage
from app.ui.shell.connection import Connection
from app.ui.widgets.button import Button
from app.ui.widgets.front_panel import FrontPanel


class PairingStart(QWidget):
    """`left`: back to the choice of the first start."""

    left = Signal()

    def __init__(self, connection: Connection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pairing_start")
        self.pairing = PairingPage(connection, brings=False, counter_name="Loket 2")
        back = Button("Kembali ke pilihan awal", self, icon="chevron-left", name="pairing_left")
        back.clicked.connect(self.left)
        panel = FrontPanel(self)
        panel.show_office("Selamat datang", "Komputer ini menjadi loket dari kantor yang sudah ada.")
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        around = QVBoxLayout()
        around.setContentsMargins(HUGE, HUGE, HUGE, HUGE)
        around.setSpacing(MEDIUM)
        around.addWidget(Scroll(self.pairing, self), 1)
        around.addLayout(row)
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(panel, 2)
        halves.addLayout(around, 7)
        self.setFocusProxy(self.pairing)
