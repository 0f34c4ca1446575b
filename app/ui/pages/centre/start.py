"""Before anybody has signed in: a PC that has nothing yet is connected, or the centre shows another certificate."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.sync.state import State
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import HUGE, MEDIUM
from app.ui.pages.centre.certificate_change import CertificateChange
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


class CertificateStart(QWidget):
    """`left`: back to the sign-in page, also where the centre is believed again."""

    left = Signal()

    def __init__(self, connection: Connection, office: str, counter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("certificate_start")
        self.change = CertificateChange(connection, self)
        back = Button("Kembali", self, icon="chevron-left", shortcut="Esc", name="certificate_left")
        back.clicked.connect(self._leave)
        panel = FrontPanel(self)
        panel.show_office(office, counter)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.change)
        column.addStretch(1)
        around = QVBoxLayout()
        around.setContentsMargins(HUGE, HUGE, HUGE, HUGE)
        around.setSpacing(MEDIUM)
        around.addWidget(Scroll(content, self), 1)
        around.addLayout(row)
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(panel, 2)
        halves.addLayout(around, 7)
        self.setFocusProxy(back)
        self._connection = connection
        connection.changed.connect(self._on_state)
        self._on_state(connection.state)

    def _on_state(self, state: State) -> None:
        self.change.show_state(state)
        if self.change.isHidden():
            self._leave()

    def _leave(self) -> None:
        """Once: what happens to the connection later is no matter of this page."""
        self._connection.changed.disconnect(self._on_state)
        self.left.emit()
