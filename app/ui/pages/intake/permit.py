"""Which permit, in which variant, and why: new, renewed, changed; and the permit that stood before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.queries.applicants import HeldPermit
from app.reference.catalogue import Catalogue, PermitType
from app.reference.labels import label
from app.reference.terms import Terms
from app.rules.wording import short_date
from app.ui.forms.fields import Field
from app.ui.forms.form import CursorPlace, FieldChanged, FieldCompleted, Option
from app.ui.pages.intake import catalogue as intake_catalogue
from app.ui.pages.intake.sheet import SheetForm
from app.ui.widgets.choice import ChoiceEdit
from app.ui.widgets.picker import Answer
from app.ui.widgets.picker_list import PickRow

NEW = "baru"


class Previous:
    """Permits this person holds, and any other number as typed: older ones are in no register."""

    def __init__(self) -> None:
        self.held: tuple[HeldPermit, ...] = ()

    def __call__(self, text: str, answer: Answer) -> None:
        found = tuple(_held_row(permit) for permit in self.held if text.casefold() in permit.number.casefold())
        typed = () if any(row.key == text for row in found) else (PickRow(text, text, "nomor seperti diketik"),)
        answer(found + typed)


def _held_row(permit: HeldPermit) -> PickRow:
    until = f"sampai {short_date(permit.valid_until)}" if permit.valid_until else "selama beroperasi"
    return PickRow(permit.number, permit.number, f"{label(permit.state)}, {until}")


class PermitForm(SheetForm):
    """The choice itself. `chosen` fires when another permit type stands there."""

    chosen = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        self._previous = Previous()
        super().__init__(
            (
                Field(
                    "permit",
                    "Jenis izin",
                    "search",
                    True,
                    wide=True,
                    provider=intake_catalogue.Permits(catalogue),
                    placeholder="kode atau nama",
                    help="Ketik kode (bd) atau bagian nama (bidan), lalu Enter.",
                ),
                Field("kind", "Permohonan", "choice", True, help="Baru, perpanjangan, perubahan, dan lainnya."),
                Field("variant", "Varian", "choice", True, help="Menentukan syarat dan jangka waktu."),
                Field(
                    "previous",
                    "Izin terdahulu",
                    "search",
                    True,
                    provider=self._previous,
                    help="Nomor izin yang diperpanjang, diubah, atau diganti. Panah bawah menampilkan yang dimiliki.",
                ),
            ),
            parent,
        )
        self.setObjectName("permit_form")
        self._catalogue = catalogue
        self._permit: PermitType | None = None
        self.changed.connect(self._on_changed)
        self._show()

    @property
    def permit(self) -> PermitType | None:
        return self._permit

    @property
    def variant(self) -> str:
        return self.text("variant")

    @property
    def kind(self) -> str:
        return self.text("kind")

    @property
    def previous(self) -> str:
        return self.text("previous")

    def choose(self, code: str) -> None:
        permit = self._catalogue.permit(code)
        self.set_values({"permit": intake_catalogue.row(permit) if permit else None})

    def set_held(self, held: tuple[HeldPermit, ...]) -> None:
        """Permits of this person; a single one is taken as the one meant."""
        self._previous.held = held
        if len(held) == 1 and self.is_shown("previous") and not self.typed()["previous"]:
            self.set_values({"previous": _held_row(held[0])})

    def _on_changed(self, changed: FieldChanged) -> None:
        if changed.field == "kind":
            self._show()
        if changed.field != "permit":
            return
        code = self.text("permit")
        permit = self._catalogue.permit(code) if code else None
        if permit is not self._permit:
            self._permit = permit
            self._offer(permit)
            self._show()
            self.chosen.emit()

    def _offer(self, permit: PermitType | None) -> None:
        kind, variant = self.control("kind"), self.control("variant")
        assert isinstance(kind, ChoiceEdit)
        assert isinstance(variant, ChoiceEdit)
        kinds = permit.application_kinds if permit else ()
        kind.set_options(tuple(Option(name, label(name)) for name in kinds))
        variant.set_options(tuple(Option(each.id, each.label) for each in permit.variants) if permit else ())
        if kind.value() == "" and NEW in kinds:
            kind.set_value(NEW)

    def _show(self) -> None:
        permit = self._permit
        wanted = {
            "kind": permit is not None,
            "variant": bool(permit and permit.variants),
            "previous": permit is not None and self.kind not in ("", NEW),
        }
        for name, shown in wanted.items():
            self.offer(name, shown=shown)


class DetailsPart(QWidget):
    """The fields of the permit type chosen; another type keeps what fields of the same name hold."""

    changed = Signal(FieldChanged)
    completed = Signal(FieldCompleted)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form: SheetForm | None = None
        self._kept: dict[str, str] = {}
        self._disordered: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def set_permit(self, permit: PermitType | None) -> None:
        self._kept |= self.typed()
        self._disordered = {}
        if self._form is not None:
            self._column.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._form = SheetForm(intake_catalogue.form_fields(permit), self) if permit else None
        if self._form is not None:
            self._form.set_typed(self._kept)
            self._form.changed.connect(self.changed)
            self._form.completed.connect(self.completed)
            self._column.addWidget(self._form)
        self.setVisible(self._form is not None)

    def follow(self, terms: Terms, today: date, wrong: Mapping[str, str]) -> None:
        """Show what is asked under these terms: a field with a condition only while the condition holds. `wrong` is
        what its numbers are known to be."""
        if self._form is None:
            return
        known = {field.id for field in terms.permit.form_fields}
        self._disordered = intake_catalogue.disordered(terms, today) | {
            name: code for name, code in wrong.items() if name in known
        }
        for field in terms.permit.form_fields:
            if field.required_at_step or not field.required_if:
                continue
            required = terms.required(field)
            self._form.offer(field.id, shown=required)
            self._form.require(field.id, required)

    def values(self) -> dict[str, object]:
        return self._form.values() if self._form else {}

    def put_empty(self, values: Mapping[str, object]) -> None:
        """Put values in where nothing stands yet."""
        if self._form is not None:
            typed = self._form.typed()
            self._form.set_values({name: value for name, value in values.items() if typed.get(name) == ""})

    def typed(self) -> dict[str, str]:
        return self._form.typed() if self._form else {}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        self._kept = dict(typed)
        if self._form is not None:
            self._form.set_typed(typed)

    def check(self) -> dict[str, str]:
        return self._disordered | self._form.check() if self._form else {}

    def show_codes(self, codes: Mapping[str, str], facts: Mapping[str, str] | None = None) -> None:
        if self._form is not None:
            self._form.show_codes(codes, facts)

    def is_doubtful(self, field: str) -> bool:
        return self._form is not None and self._form.is_doubtful(field)

    def label_of(self, field: str) -> str:
        return self._form.label_of(field) if self._form else ""

    def focus(self, field: str) -> None:
        if self._form is not None:
            self._form.focus(field)

    def place(self) -> CursorPlace | None:
        return self._form.place() if self._form else None

    def go(self, place: CursorPlace) -> None:
        if self._form is not None:
            self._form.go(place)

    def clear(self) -> None:
        self._kept = {}
        self.set_permit(None)
        self._kept = {}
