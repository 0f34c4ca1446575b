"""Connecting this PC to the centre: what is asked, the certificate to be compared, what comes along, what is next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.sync.state import PairingWish, Presented, State
from app.ui.forms.form import Field, FormSection
from app.ui.look.tokens import LARGE
from app.ui.pages.centre.parts import Comparison, Connected, buttons_in
from app.ui.shell.connection import Connection
from app.ui.shell.desk import Trouble
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import Notice, say

ASKING, COMPARING, BUSY, CONNECTED = range(4)
FIELDS = (
    Field(
        "address",
        "Alamat pusat",
        required=True,
        wide=True,
        max_length=200,
        placeholder="https://pusat.kantor.go.id:8443",
        help="Alamat server loket-server, dengan https:// di depannya.",
    ),
    Field(
        "code",
        "Kode pemasangan",
        required=True,
        max_length=40,
        help="Dibuat di server dengan loket-server device add; berlaku 24 jam untuk satu komputer.",
    ),
    Field(
        "counter_name", "Nama loket", required=True, max_length=30, help="Misalnya Loket 2; tercetak pada tanda terima."
    ),
    Field("username", "Nama pengguna administrator", required=True, max_length=32),
    Field("password", "Kata sandi administrator", "password", True),
)
# Which field a refusal is about.
ABOUT = {
    "pairing_code": "code",
    "wrong_login": "password",
    "login_blocked": "password",
    "no_right": "username",
    "centre_address": "address",
    "centre_away": "address",
    "centre_slow": "address",
    "centre_certificate": "address",
    "centre_expired": "address",
    "centre_clock": "address",
}
WITH_OFFICE = (
    "Pusat menyatukan register semua loket. Seluruh data komputer ini dibawa ke pusat, dan loket tetap dapat bekerja "
    "ketika jaringan terputus. Siapkan alamat pusat dan kode pemasangan dari pengelola server."
)
EMPTY_PC = (
    "Komputer ini belum memiliki data. Setelah tersambung, data kantor diambil dari pusat, dan setiap petugas masuk "
    "dengan nama penggunanya sendiri. Nama pengguna dan kata sandi di bawah ini milik administrator kantor."
)


def pairing_notice(trouble: Trouble) -> Notice:
    """What a refusal means here."""
    return say(trouble.code, trouble.facts, "pairing")


class PairingPage(QWidget):
    """`brings`: this PC has an office, which comes along. `details_wanted`: the page of the connection."""

    details_wanted = Signal()

    def __init__(
        self, connection: Connection, *, brings: bool, counter_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pairing_page")
        self._connection, self._brings = connection, brings
        self._presented = Presented("", "")
        self.form = FormSection(FIELDS, self)
        self._line = HelpLine(self)
        self._check = PrimaryButton("Periksa pusat", self, shortcut="Ctrl+Return", name="check_centre")
        self.comparison, self.connected = Comparison(self), Connected(self)
        self._busy = label("", "", self, wrap=True, name="pairing_busy")
        self._cancel = Button("Batalkan", self, name="pairing_cancel")
        self._steps = QStackedWidget(self)
        self._lay_out()
        self._check.clicked.connect(self._on_check)
        self.comparison.agreed.connect(self._on_agreed)
        self.comparison.back.connect(self._on_back)
        self._cancel.clicked.connect(self._on_cancel)
        self.connected.details_wanted.connect(self.details_wanted)
        connection.changed.connect(self._on_state)
        self.form.set_values({"counter_name": counter_name})
        self._go(CONNECTED if connection.state.linked else ASKING)
        self._on_state(connection.state)

    def step(self) -> int:
        return self._steps.currentIndex()

    def text(self) -> str:
        """What is said below the fields."""
        return self._line.text()

    def _lay_out(self) -> None:
        asking, busy = Card("Sambungkan ke pusat", self), Card("Menyambungkan", self)
        for part in (label(WITH_OFFICE if self._brings else EMPTY_PC, "muted", self, wrap=True), self.form, self._line):
            asking.add(part)
        buttons_in(asking, self._check)
        bar = QProgressBar(self)
        bar.setTextVisible(False)
        bar.setRange(0, 0)
        bar.setAccessibleName("Menyambungkan")
        busy.add(self._busy)
        busy.add(bar)
        buttons_in(busy, self._cancel)
        for card in (asking, self.comparison, busy, self.connected):
            card.body.addStretch(1)
            self._steps.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, LARGE)
        column.addWidget(self._steps)
        column.addStretch(1)

    def _go(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        firsts = (self.form.control("address"), self.comparison.first(), self._cancel, self.connected.details)
        self.setFocusProxy(firsts[step])
        if self.isVisible():
            firsts[step].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_check(self) -> None:
        """Whether everything is there, and who answers at that address."""
        wrong = self.form.check()
        self.form.show_codes(wrong)
        if wrong:
            self.form.focus(next(iter(wrong)))
            return
        self._check.setEnabled(False)
        self._line.show_text("Menghubungi pusat.")
        self._connection.present(self, self._typed("address"), self._on_presented, self._on_failed)

    def _on_presented(self, presented: Presented) -> None:
        self._presented = presented
        self._check.setEnabled(True)
        self._line.show_text("")
        self.comparison.show_certificate(presented)
        if self._brings:
            self._connection.brought(self, self.comparison.show_brought)
        self._go(COMPARING)

    def _on_back(self) -> None:
        self._go(ASKING)

    def _on_agreed(self) -> None:
        self._busy.setText(f"Menyambungkan ke {self._typed('address')}. Belum ada yang berubah di komputer ini.")
        self._cancel.setEnabled(True)
        self._go(BUSY)
        wish = PairingWish(
            address=self._typed("address"),
            code=self._typed("code").replace(" ", "").upper(),
            counter_name=self._typed("counter_name"),
            username=self._typed("username"),
            password=str(self.form.values()["password"]),
            certificate=self._presented.certificate,
        )
        self._connection.pair(self, wish, self._on_paired, self._on_failed)

    def _on_cancel(self) -> None:
        """Too late if the centre said yes meanwhile: then that is shown."""
        self._connection.cancel()
        self._line.show_text("Penyambungan dibatalkan. Tidak ada yang berubah di komputer ini.")
        self._go(ASKING)

    def _on_paired(self) -> None:
        self.form.set_values({"password": ""})
        self._line.show_text("")
        self._go(CONNECTED)
        self._on_state(self._connection.state)

    def _on_failed(self, trouble: Trouble) -> None:
        self._check.setEnabled(True)
        notice = pairing_notice(trouble)
        self._line.show_text(notice.full, notice.level)
        self._go(ASKING)
        self.form.focus(ABOUT.get(trouble.code, "address"))

    def _on_state(self, state: State) -> None:
        if self.step() == CONNECTED:
            self.connected.show_state(state)

    def _typed(self, field: str) -> str:
        return str(self.form.values()[field] or "").strip()
