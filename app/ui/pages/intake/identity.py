"""The applicant's own fields: number, name, birth, address, telephone, and the second, blind keying of the number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.actions.commands.intake import Person
from app.reference.regions import find_villages
from app.rules.names import check_name
from app.rules.numbers import check_mobile
from app.rules.verdicts import Level as Grade
from app.ui.forms.fields import Field
from app.ui.forms.form import FieldChanged
from app.ui.pages.intake.passport import Passport
from app.ui.pages.intake.rekeying import REKEYED, Rekeying
from app.ui.pages.intake.sheet import SheetForm
from app.ui.pages.intake.verdict import NikOpinion, TypedIdentity
from app.ui.widgets.picker import Answer, SearchPicker
from app.ui.widgets.picker_list import PickRow
from app.ui.words.notices import NoticeLevel, say, words

AS_PRINTED = "Seperti tercetak pada KTP-el"


class Home(Protocol):
    """Who knows the four digits of the office's regency."""

    @property
    def region(self) -> str: ...


class VillageSearch:
    """Villages as they are searched; those of the office's regency come first."""

    def __init__(self, home: Home) -> None:
        self._home = home

    @property
    def near(self) -> str:
        return self._home.region

    def __call__(self, text: str, answer: Answer) -> None:
        answer(
            tuple(
                PickRow(row.code, row.village, f"Kec. {row.district}, {row.regency}")
                for row in find_villages(text, self.near)
            )
        )


AGAIN = "ketik ulang"
CARD = (
    Field("nik", "NIK", "nik", True, help="Enam belas angka pada KTP-el. Spasi dan titik boleh ikut ditempel."),
    Field(
        "foreign_id",
        "Paspor/KITAS",
        "text",
        True,
        max_length=30,
        help="Nomor paspor atau KITAS orang asing yang tinggal di Indonesia: huruf dan angka, 5 sampai 20.",
    ),
    Field("name", "Nama", "text", True, max_length=100, help=f"{AS_PRINTED}, tanpa gelar."),
    Field("birth_date", "Tanggal lahir", "date", True, help="Dibaca dari KTP-el, bukan dari NIK."),
    Field("sex", "Jenis kelamin", "sex", True, help="Dibaca dari KTP-el, bukan dari NIK."),
    Field("address", "Alamat", "text", True, max_length=200, wide=True, help=f"{AS_PRINTED}, tanpa desa."),
)
REST = (
    Field("phone", "Nomor HP", "phone", True, help="Nomor yang dapat dihubungi saat izin terbit."),
    Field(
        "last4",
        "4 angka akhir NIK",
        "digits",
        True,
        length=4,
        placeholder=AGAIN,
        help="Ketik ulang empat angka terakhir dari KTP-el. NIK di atas ditutup selama itu.",
    ),
    Field(
        "first6",
        "6 angka awal NIK",
        "digits",
        True,
        length=6,
        placeholder=AGAIN,
        help="NIK berasal dari kecamatan lain: ketik ulang enam angka pertama dari KTP-el.",
    ),
    Field("birth_place", "Tempat lahir", "text", max_length=60, help="Boleh kosong."),
    Field("email", "Surel", "email", max_length=100, help="Boleh kosong."),
)


def fields(villages: VillageSearch) -> tuple[Field, ...]:
    village = Field(
        "village",
        "Desa/Kelurahan",
        "village",
        True,
        provider=villages,
        help="Ketik awal nama desa atau kecamatan. Koma mempersempit: abang, karang.",
    )
    return (*CARD, village, *REST)


DIFFERED = "differed"


class IdentityForm(SheetForm):
    """`confirmed_by_register`, said before an opinion is shown: number, name and birth date are those of an earlier
    applicant, so that keying the number a second time would add nothing. `is_covered`: the number is out of sight while
    a part of it is keyed again; `covered` tells when that changes."""

    covered = Signal(bool)

    def __init__(self, villages: VillageSearch, parent: QWidget | None = None) -> None:
        super().__init__(fields(villages), parent)
        self.setObjectName("identity")
        self._villages = villages
        self._opinion = NikOpinion()
        self._foreign = False
        self.passport = Passport(self)
        self.rekeying = Rekeying(self)
        self.confirmed_by_register = False
        self.is_covered = False
        self._kept_number = ""
        self.set_foreign(foreign=False)
        self.changed.connect(self._on_field_changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)

    @property
    def foreign(self) -> bool:
        return self._foreign

    def set_foreign(self, *, foreign: bool) -> None:
        self._foreign = foreign
        self.offer("nik", shown=not foreign)
        self.offer("foreign_id", shown=foreign)
        self.show_opinion(self._opinion)

    def keep_number(self, said: str) -> None:
        """What to say of the number that stood here before; out of sight while the number is covered."""
        self._kept_number = said
        self.show_opinion(self._opinion)

    def card(self) -> TypedIdentity:
        """What there is to be judged: nothing half-typed."""
        values = self.values()
        born = values.get("birth_date")
        return TypedIdentity(
            nik=self.text("nik"),
            born=born if isinstance(born, date) else None,
            sex=self.text("sex"),
            home=self.text("village")[:6],
        )

    def show_opinion(self, said: NikOpinion) -> None:
        self._opinion = said
        kept = "" if self.is_covered else self._kept_number
        if said.errors:
            self.remark("nik", " ".join(say(code).text for code in said.errors), NoticeLevel.ERROR)
        else:
            mark = ("Perlu alasan di bawah",) if said.warnings else ()
            level = NoticeLevel.WARNING if said.warnings else NoticeLevel.INFO
            self.remark("nik", " · ".join(part for part in (said.place, *said.notes, *mark, kept) if part), level)
        self.remark("sex", "Cocok dengan NIK" if said.agrees else "", NoticeLevel.SUCCESS)
        rekeyed = not self._foreign and not self.confirmed_by_register
        self.offer("last4", shown=rekeyed)
        self.offer("first6", shown=rekeyed and said.asks_first6)

    def check(self) -> dict[str, str]:
        found = super().check()
        if self._foreign and "foreign_id" not in found and not self.passport.is_sound():
            found["foreign_id"] = "foreign_id"
        if "name" not in found and check_name(self.text("name")).level is Grade.ERROR:
            found["name"] = "name"
        for name in REKEYED:
            if self.is_shown(name) and name not in found and self.rekeying.differs(name):
                found[name] = "rekey_differs"
        return found

    def show_codes(self, codes: Mapping[str, str], facts: Mapping[str, str] | None = None) -> None:
        super().show_codes(codes, facts)
        self.rekeying.show()

    def typed(self) -> dict[str, str]:
        """A draft taken up again still knows what was keyed differently."""
        kept = super().typed()
        return {**kept, DIFFERED: " ".join(self.rekeying.differed) if any(kept.values()) else ""}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        super().set_typed(typed)
        self.rekeying.remember(typed.get(DIFFERED, "").split())

    def clear(self) -> None:
        super().clear()
        self._kept_number = ""
        self.rekeying.clear()

    def is_doubtful(self, field: str) -> bool:
        return super().is_doubtful(field) or (field == "nik" and bool(self._opinion.errors))

    def person(self) -> Person:
        """Only after `check` found nothing."""
        values = self.values()
        born = values["birth_date"]
        assert isinstance(born, date)  # checked
        picker = self.control("village")
        return Person(
            nik="" if self._foreign else self.text("nik"),
            foreign_id=self.passport.number(),
            name=check_name(self.text("name")).value,
            birth_place=self.text("birth_place"),
            birth_date=born,
            sex=self.text("sex"),
            address=self.text("address"),
            village=self.text("village"),
            village_text=_village_text(picker, self._villages.near) if isinstance(picker, SearchPicker) else "",
            phone=check_mobile(self.text("phone")).value,
            email=self.text("email"),
        )

    def _on_field_changed(self, changed: FieldChanged) -> None:
        self.rekeying.follow(changed.field)
        if changed.field == "phone":
            doubtful = check_mobile(self.text("phone")).codes == ("prefix_unknown",)
            self.remark("phone", words("phone_prefix") if doubtful else "", NoticeLevel.WARNING)
        elif changed.field == "name":
            titled = check_name(self.text("name")).codes == ("title",)
            self.remark("name", words("name_title") if titled else "", NoticeLevel.WARNING)

    def _on_focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Nobody copies the number from the screen: it is covered while it is keyed a second time."""
        if self._foreign and old is self.control("foreign_id") and not self.passport.is_sound():
            self.changed.emit(FieldChanged("foreign_id", self.text("foreign_id")))
        nik = self.control("nik")
        if isinstance(nik, QLineEdit):
            blind = new is not None and new in (self.control("last4"), self.control("first6"))
            mode = QLineEdit.EchoMode.Password if blind else QLineEdit.EchoMode.Normal
            if nik.echoMode() is not mode:
                nik.setEchoMode(mode)
                self.is_covered = blind
                self.show_opinion(self._opinion)
                self.covered.emit(blind)


def _village_text(picker: SearchPicker, near: str) -> str:
    """The regency is named where it is not `near`, the office's own."""
    row = picker.row()
    if row is None:
        return ""
    district = row.detail.partition(",")[0]
    home = bool(near) and row.key.startswith(near)
    away = "" if home else row.detail.removeprefix(district)
    return f"{row.label}, {district}{away}"
