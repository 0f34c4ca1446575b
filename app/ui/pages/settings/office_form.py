"""The office as a form: asked at the first start, changed in the settings. Choosing the region fills what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.commands.office import OfficeProfile
from app.reference.regions import ZONES, Regency, find_regencies, regency
from app.ui.forms.form import Field, FormSection, Option
from app.ui.forms.merging import merged
from app.ui.look.tokens import SMALL
from app.ui.widgets.picker import Answer, Picked, SearchPicker
from app.ui.widgets.picker_list import PickRow

if TYPE_CHECKING:
    from app.queries.people import OfficeRow

AGENCY = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"
MATCHING = (
    Option("ingatkan", "Tidak wajib; penanda tangan diingatkan"),
    Option("tolak", "Wajib sebelum izin ditandatangani"),
)
SEPARATION = (
    Option("peringatan", "Diingatkan; satu orang boleh beberapa peran"),
    Option("ketat", "Ketat; penyusun tidak boleh memaraf"),
)


def find(text: str, answer: Answer) -> None:
    answer(tuple(_row(each) for each in find_regencies(text)))


def _row(each: Regency) -> PickRow:
    return PickRow(each.code, each.name, each.province)


BASICS = (
    Field("regency", "Kabupaten/Kota", "search", True, provider=find, help="Ketik beberapa huruf, lalu Enter."),
    Field(
        "code",
        "Kode kantor",
        required=True,
        max_length=3,
        help="Tiga huruf besar, menjadi awal setiap nomor registrasi. Nomor yang sudah terbit tidak berubah.",
    ),
    Field("government", "Pemerintah", required=True, wide=True, help="Baris pertama kop surat."),
    Field("name", "Nama dinas", required=True, wide=True, help="Baris kedua kop surat."),
    Field("address", "Alamat", required=True, wide=True, max_length=200, help="Baris ketiga kop surat."),
    Field("place", "Tempat surat", required=True, help="Kota atau kecamatan yang tertulis di depan tanggal surat."),
    Field("phone", "Telepon kantor", required=True, help="Tercetak pada tanda terima untuk pelacakan."),
    Field(
        "zone",
        "Zona waktu",
        "choice",
        True,
        options=tuple(Option(name, shown) for name, shown in ZONES.items()),
        help="Zona waktu kantor, tercetak pada tanda terima.",
    ),
    Field(
        "match_policy",
        "Pencocokan NIK",
        "choice",
        True,
        options=MATCHING,
        help="Apakah penandatanganan menunggu NIK pemohon dicocokkan dengan data pusat.",
    ),
)
FURTHER = (
    Field("website", "Laman"),
    Field("email", "Surel", "email"),
    Field(
        "cutoff",
        "Batas jam terima",
        "time",
        required=True,
        help="Lewat jam ini, hari ke-0 adalah hari kerja berikutnya.",
    ),
    Field(
        "idle_minutes",
        "Kunci otomatis",
        "integer",
        True,
        unit="menit",
        help="Layar terkunci setelah sekian menit tanpa ketikan; 0 tidak pernah.",
    ),
    Field("separation", "Pemisahan tugas", "choice", True, options=SEPARATION),
    Field("public_address", "Alamat pelacakan", wide=True, help="Alamat https:// laman pelacakan publik, bila ada."),
)


class OfficeForm(QWidget):
    """`further` also asks what has a sensible value from the start."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None, *, further: bool = False) -> None:
        super().__init__(parent)
        self.section = FormSection(BASICS + (FURTHER if further else ()), self)
        self._kept: dict[str, Any] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self.section)
        self.setFocusProxy(self.section.control("regency"))
        picker = self.section.control("regency")
        if isinstance(picker, SearchPicker):
            picker.picked.connect(self._on_region)
        self.section.changed.connect(self.edited)

    def start(self) -> None:
        """What most offices have."""
        self.section.set_values({"name": AGENCY, "zone": "Asia/Makassar", "match_policy": "ingatkan"})

    def show_office(self, row: OfficeRow) -> None:
        values = {name: getattr(row, name) for name in OfficeProfile.__struct_fields__}
        found = regency(row.region)
        self._kept = values
        self.section.set_values(values | {"regency": _row(found) if found else None})

    def join(self, now: OfficeRow) -> tuple[str, ...]:
        """Take what somebody else has changed since, beside what is typed here. The fields both have changed: they keep
        what is typed, and it is written at the next saving."""
        told = {name: getattr(now, name) for name in OfficeProfile.__struct_fields__}
        found = merged(self._kept or told, asdict(self.profile()), told)
        if not found.clashes:
            region = regency(str(found.values["region"]))
            self.section.set_values(found.values | {"regency": _row(region) if region else None})
        self._kept = told
        return found.clashes

    def as_kept(self, fields: tuple[str, ...]) -> str:
        """What the register says of these fields, in words."""
        labels = {field.id: field.label for field in BASICS + FURTHER}
        return "; ".join(
            f"{labels.get(name, name)} {self._kept[name] or 'kosong'}" for name in fields if name in labels
        )

    def check(self) -> dict[str, str]:
        return self.section.check()

    def profile(self) -> OfficeProfile:
        """What stands in the form; what it does not ask keeps its value."""
        typed = self.section.values()
        region = str(typed.pop("regency"))
        found = regency(region)
        values = self._kept | {name: str(value) for name, value in typed.items()}
        values |= {"region": region, "regency": found.short if found else "", "code": values["code"].upper()}
        values |= {"bali": bool(found and found.bali)}
        if "idle_minutes" in typed:
            values["idle_minutes"] = int(str(typed["idle_minutes"] or 0))
        return OfficeProfile(**values)

    def show_codes(self, codes: dict[str, str]) -> None:
        """Where the region is at fault, the field it was chosen in says so."""
        shown = {("regency" if name == "region" else name): code for name, code in codes.items()}
        self.section.show_codes(shown)
        if first := self.section.first_error():
            self.section.focus(first)

    def _on_region(self, picked: Picked) -> None:
        found = regency(picked.row.key)
        if found is not None:
            values = {"code": found.letters, "government": found.government, "zone": found.zone}
            self.section.set_values(values)
