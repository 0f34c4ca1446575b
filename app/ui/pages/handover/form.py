"""The hand-over itself: who takes it, on which identity, against which paper. One key fills in the receiver."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.commands import Stamp
from app.actions.commands.intake import HandOver
from app.errors import Refused
from app.queries.collection import Collectable
from app.ui.forms.form import Field, FieldChanged, FormSection, Option
from app.ui.look.scroll import Scroll
from app.ui.widgets.button import LinkButton, PrimaryButton
from app.ui.widgets.card import Card
from app.ui.words.notices import say

APPLICANT, PROXY = "pemohon", "kuasa"
RECEIVERS = (Option(APPLICANT, "Pemohon sendiri"), Option(PROXY, "Kuasa"))
CARDS = ("KTP-el", "Identitas Kependudukan Digital", "SIM", "Paspor", "KITAS/KITAP", "Surat keterangan perekaman")
FIELDS = (
    Field(
        "receiver_is",
        "Yang mengambil",
        "choice",
        True,
        RECEIVERS,
        help="Tekan 1 atau P untuk pemohon, 2 atau K untuk kuasa; nama terisi sendiri.",
    ),
    Field("receiver", "Nama penerima", "text", True, help="Seperti pada kartu identitas yang ditunjukkan."),
    Field(
        "identity_shown",
        "Identitas",
        "choice",
        True,
        tuple(Option(card, card) for card in CARDS),
        help="Kartu yang ditunjukkan penerima. Cocokkan nama dan foto.",
    ),
    Field("proxy_letter", "Surat kuasa", "boolean", True, help="Surat kuasa bermeterai telah diperiksa."),
    Field("receipt_shown", "Tanda terima", "boolean", True, help="Tanda terima berkas ditunjukkan."),
    Field("reason_without_receipt", "Alasan", "text", True, help="Mengapa diserahkan tanpa tanda terima."),
)


class HandoverForm(Card):
    """`wanted`: everything is filled in. The acts stay in sight while the fields scroll."""

    wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Penyerahan", parent, name="handover_form")
        self._file: Collectable | None = None
        self.section = FormSection(FIELDS, self)
        back = LinkButton("Kembali", self, icon="chevron-left", shortcut="Escape", name="back")
        done = PrimaryButton("Serahkan", self, icon="package-check", shortcut="Ctrl+Return", name="hand_over")
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(done)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.section)
        column.addStretch(1)
        self.add(Scroll(inside, self), 1)
        self.add(row)
        self.section.changed.connect(self._on_changed)
        back.clicked.connect(self.left)
        done.clicked.connect(self._on_done)

    def start(self, file: Collectable, *, receipt_shown: bool) -> None:
        """A new hand-over. A receipt that was scanned was shown."""
        self._file = file
        self.section.clear()
        self.section.set_values({"identity_shown": CARDS[0], "receipt_shown": True if receipt_shown else None})
        self._arrange()
        self.section.focus("receiver_is")

    def go_on(self) -> None:
        """Back from a call: the cursor to the first field that is open."""
        values = self.section.values()
        self.section.focus(next((name for name, value in values.items() if value in (None, "")), "receiver_is"))

    def command(self, stamp: Stamp) -> HandOver:
        assert self._file is not None  # started with it
        values = self.section.values()
        return HandOver(
            stamp=stamp,
            application=self._file.id,
            receiver=str(values["receiver"]),
            receiver_is=str(values["receiver_is"]),
            identity_shown=str(values["identity_shown"]),
            receipt_shown=bool(values["receipt_shown"]),
            reason_without_receipt=str(values.get("reason_without_receipt", "")),
            proxy_letter=bool(values.get("proxy_letter", False)),
        )

    def refuse(self, refusal: Refused) -> None:
        """What the register refused, beside the fields it names."""
        self.section.show_codes({})
        for field in refusal.fields:
            self.section.error(field, say(refusal.code, refusal.facts).full)
        self._go_to_error()

    def _on_changed(self, changed: FieldChanged) -> None:
        if changed.field == "receiver_is" and self._file is not None:
            names = {APPLICANT: self._file.applicant, PROXY: self._file.proxy}
            self.section.set_values({"receiver": names.get(str(changed.value), "")})
        if changed.field in ("receiver_is", "receipt_shown"):
            self._arrange()

    def _arrange(self) -> None:
        """Only what applies is asked."""
        values = self.section.values()
        self.section.show_field("proxy_letter", values["receiver_is"] == PROXY)
        self.section.show_field("reason_without_receipt", values["receipt_shown"] is False)

    def _on_done(self) -> None:
        wrong = self.section.check()
        if self.section.values().get("proxy_letter") is False:
            wrong["proxy_letter"] = "proxy_letter"
        self.section.show_codes(wrong)
        if wrong:
            self._go_to_error()
        else:
            self.wanted.emit()

    def _go_to_error(self) -> None:
        if first := self.section.first_error():
            self.section.focus(first)
