"""The steps of connecting to the centre after the form: the certificate to be compared, and what is next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QWidget

from app.rules.wording import thousands
from app.sync.state import COMPLETE, IMPORT, Brought, Presented, State
from app.ui.look.tokens import SMALL
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.fingerprint import Fingerprint
from app.ui.words.exchange import percent, stage
from app.ui.words.notices import say

COMPARE = (
    "Bandingkan sidik jari sertifikat ini dengan yang tampil di layar server. Apabila berbeda, jangan melanjutkan: "
    "mungkin bukan pusat kantor Anda yang menjawab."
)
LOOPBACK = "Alamat ini tanpa sertifikat dan hanya berlaku untuk pusat di komputer ini sendiri."
TRUSTED = (
    "Sertifikat pusat dikeluarkan oleh lembaga yang dipercaya komputer ini, untuk alamat itu. Tidak ada yang perlu "
    "dibandingkan, dan sertifikat itu dapat diperbarui kapan saja."
)
NEXT_FOUNDING = (
    "Data sedang dibawa ke pusat; Anda tetap dapat bekerja. Setelah selesai, setiap petugas masuk kembali "
    "satu kali, dan komputer lain dapat disambungkan dari layar mulai pertamanya."
)
NEXT = "Setiap petugas keluar lalu masuk kembali satu kali di komputer ini agar tanda tangannya dikenal pusat."


def buttons_in(card: Card, *buttons: Button) -> None:
    """At the right, below the rest."""
    row = QHBoxLayout()
    row.setSpacing(SMALL)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    card.body.addSpacing(SMALL)
    card.add(row)


class Comparison(Card):
    """`agreed`: a person has compared, or there is nothing to compare."""

    agreed = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Cocokkan sertifikat pusat", parent, name="pairing_compare")
        self._words = label("", "", self, wrap=True, name="compare")
        self._fingerprint = Fingerprint("fingerprint", self)
        self._fingerprint.set_title("Sidik jari sertifikat, SHA-256")
        self._same = QCheckBox("Sidik jari ini sama dengan yang tampil di layar server", self)
        self._same.setObjectName("same_fingerprint")
        self._brought = label("", "", self, wrap=True, name="brought")
        self._pair = PrimaryButton("Sambungkan", self, shortcut="Ctrl+Return", name="pair")
        self._back = Button("Kembali", self, name="pairing_back")
        for part in (self._words, self._fingerprint, self._same, self._brought):
            self.add(part)
        buttons_in(self, self._back, self._pair)
        self._same.toggled.connect(self._pair.setEnabled)
        self._pair.clicked.connect(self.agreed)
        self._back.clicked.connect(self.back)

    def first(self) -> QWidget:
        return self._pair if self._same.isHidden() else self._same

    def show_certificate(self, presented: Presented) -> None:
        tls = bool(presented.fingerprint) and not presented.trusted
        self._words.setText(COMPARE if tls else TRUSTED if presented.trusted else LOOPBACK)
        self._fingerprint.show_value(presented.fingerprint if tls else "")
        self._same.setVisible(tls)
        self._same.setChecked(False)
        self._pair.setEnabled(not tls)
        self._brought.hide()

    def show_brought(self, brought: Brought) -> None:
        acts, files = thousands(brought.acts), thousands(brought.files)
        self._brought.setText(f"{acts} tindakan, {files} permohonan dibawa ke pusat.")
        self._brought.show()


class Connected(Card):
    """How far it is with what comes along, and with what comes from there; what people do next."""

    details_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tersambung ke pusat", parent, name="pairing_connected")
        self._words = label("", "", self, wrap=True, name="pairing_end")
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self.details = PrimaryButton("Buka halaman sambungan", self, name="pairing_details")
        self.add(self._words)
        self.add(self._progress)
        buttons_in(self, self.details)
        self.details.clicked.connect(self.details_wanted)

    def text(self) -> str:
        return self._words.text()

    def show_state(self, state: State) -> None:
        share = percent(state)
        running = state.stage not in ("", COMPLETE)
        known = "" if share is None else f": {share} %"
        told = f"{doing}{known}." if (doing := stage(state.stage)) else ""
        where = f"Komputer ini tersambung ke {state.address} dengan kode loket {state.device}." if state.address else ""
        trouble = say(state.trouble).full if state.trouble and running else ""
        following = NEXT_FOUNDING if state.stage == IMPORT else NEXT
        self._words.setText("\n\n".join(filter(None, (where, told, trouble, following))))
        self._progress.setVisible(running)
        self._progress.setAccessibleName(told)
        self._progress.setRange(0, 0 if share is None else 100)
        self._progress.setValue(share or 0)
