"""Who else has a part in an application: a proxy, a legal body, a resident foreigner instead of a citizen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app.actions.commands.intake import LegalBody, Proxy
from app.reference.numbered import TAX_NUMBER
from app.rules.numbers import check_mobile
from app.ui.forms.fields import Field
from app.ui.forms.form import CursorPlace, Option
from app.ui.look.tokens import LARGE
from app.ui.pages.intake.sheet import SheetForm

FOREIGN, PROXY, BODY = "foreign", "proxy", "body"
TOGGLES = {
    FOREIGN: ("WNA", "Alt+W", "Warga negara asing yang tinggal di Indonesia: paspor atau KITAS menggantikan NIK."),
    PROXY: ("Kuasa", "Alt+K", "Permohonan diajukan atau izin diambil melalui penerima kuasa."),
    BODY: ("Badan", "Alt+B", "Permohonan atas nama badan; pemohon adalah orang yang mewakilinya."),
}

PROXY_FIELDS = (
    Field("proxy_name", "Nama kuasa", "text", True, max_length=100, help="Seperti tercetak pada KTP-el."),
    Field("proxy_nik", "NIK kuasa", "nik", True, help="Enam belas angka pada KTP-el penerima kuasa."),
    Field("proxy_phone", "HP kuasa", "phone"),
    Field(
        "proxy_scope",
        "Dikuasakan untuk",
        "choice",
        True,
        options=(
            Option("ajukan", "Mengajukan"),
            Option("ambil", "Mengambil"),
            Option("keduanya", "Mengajukan dan mengambil"),
        ),
    ),
    Field("proxy_letter_date", "Tanggal surat", "date", True, help="Tanggal surat kuasa."),
    Field("proxy_stamped", "Bermeterai", "boolean", True, help="Surat kuasa harus bermeterai."),
)
BODY_FIELDS = (
    Field("body_name", "Nama badan", "text", True, max_length=150, help="Seperti pada akta pendirian."),
    Field(
        "body_form",
        "Bentuk",
        "choice",
        True,
        options=tuple(
            Option(name, name)
            for name in ("PT", "CV", "Yayasan", "Koperasi", "Perkumpulan", "BUMDes", "Instansi pemerintah", "Lainnya")
        ),
    ),
    Field(TAX_NUMBER, "NPWP", "digits", max_length=16, help="15 atau 16 angka; boleh kosong."),
    Field("body_address", "Alamat badan", "text", True, max_length=200, wide=True),
)


class ProxyForm(SheetForm):
    """`today` is the day at the office."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(PROXY_FIELDS, parent)
        self._today = today
        self.setObjectName("proxy")
        self.hide()

    def check(self) -> dict[str, str]:
        found = super().check()
        if "proxy_stamped" not in found and self.values()["proxy_stamped"] is False:
            found["proxy_stamped"] = "proxy_stamp"
        letter = self.values()["proxy_letter_date"]
        if isinstance(letter, date) and letter > self._today():
            found["proxy_letter_date"] = "date_future"
        return found

    def proxy(self) -> Proxy | None:
        """None while nobody acts for the applicant. Only after `check` found nothing."""
        if self.isHidden():
            return None
        values = self.values()
        letter = values["proxy_letter_date"]
        assert isinstance(letter, date)  # checked
        return Proxy(
            name=self.text("proxy_name"),
            nik=self.text("proxy_nik"),
            phone=check_mobile(phone).value if (phone := self.text("proxy_phone")) else "",
            scope=self.text("proxy_scope"),
            letter_date=letter,
            stamped=values["proxy_stamped"] is True,
        )


class BodyForm(SheetForm):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(BODY_FIELDS, parent)
        self._wrong: dict[str, str] = {}
        self.setObjectName("body")
        self.hide()

    def judge(self, wrong: Mapping[str, str]) -> None:
        """What is wrong with its numbers."""
        self._wrong = {name: code for name, code in wrong.items() if name == TAX_NUMBER}

    def check(self) -> dict[str, str]:
        return self._wrong | super().check()

    def body(self) -> LegalBody | None:
        """None where the applicant is a person. Only after `check` found nothing."""
        if self.isHidden():
            return None
        return LegalBody(
            name=self.text("body_name"),
            form=self.text("body_form"),
            tax_number=self.text(TAX_NUMBER),
            address=self.text("body_address"),
        )


class Toggles(QWidget):
    """What opens further fields. Before the number in reading order, so that the usual way never passes them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(LARGE)
        self._boxes: dict[str, QCheckBox] = {}
        for name, (text, keys, explained) in TOGGLES.items():
            box = QCheckBox(f"{text}  {keys}", self)
            box.setObjectName(name)
            box.setAccessibleName(text)
            box.setToolTip(explained)
            box.setProperty("help", explained)
            QShortcut(QKeySequence(keys), box).activated.connect(box.click)
            box.toggled.connect(self.changed)
            self._boxes[name] = box
            row.addWidget(box)
        self.offer_body(offered=False)

    def is_on(self, name: str) -> bool:
        return self._boxes[name].isChecked() and not self._boxes[name].isHidden()

    def set_on(self, name: str, *, on: bool) -> None:
        self._boxes[name].setChecked(on)

    def offer_body(self, *, offered: bool) -> None:
        """Only where the permit type is given to legal bodies."""
        self._boxes[BODY].setVisible(offered)

    def typed(self) -> dict[str, str]:
        return {name: "1" if box.isChecked() else "" for name, box in self._boxes.items()}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        for name, box in self._boxes.items():
            box.setChecked(bool(typed.get(name)))

    def check(self) -> dict[str, str]:
        return {}

    def show_codes(self, codes: Mapping[str, str], facts: Mapping[str, str] | None = None) -> None:
        """Nothing here can be wrong."""

    def label_of(self, field: str) -> str:
        return TOGGLES[field][0]

    def focus(self, field: str) -> None:
        self._boxes[field].setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> CursorPlace | None:
        return next((CursorPlace(name) for name, box in self._boxes.items() if box.hasFocus()), None)

    def go(self, place: CursorPlace) -> None:
        self.focus(place.field)

    def clear(self) -> None:
        self.set_typed({})
