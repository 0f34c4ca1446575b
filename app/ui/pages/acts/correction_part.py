"""Koreksi data: the fields as they stand, to be typed over; what differs is asked for, and nothing else.

A number that changes is keyed a second time blind, and judged as at the intake: warnings ask for a reason here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.commands.correction import Change
from app.queries.corrections import DETAILS
from app.queries.file_particulars import FileParticulars
from app.rules.nik import KNOWN_NEAR_NIK, KNOWN_OTHER_NAME
from app.rules.numbers import shown_mobile
from app.ui.forms.catalogue_fields import detail, field_of, typed_of
from app.ui.forms.form import FormSection
from app.ui.look.tokens import MEDIUM
from app.ui.pages.acts.plan import Values
from app.ui.pages.intake.identity import IdentityForm, VillageSearch
from app.ui.pages.intake.reasons import Reasons
from app.ui.pages.intake.verdict import opinion
from app.ui.widgets.card import label
from app.ui.widgets.picker_list import PickRow

REASONS = "reasons."
IDENTITY = ("nik", "name", "birth_date", "sex")
# Warnings that only the register can give: known once the act was refused for them.
OF_THE_REGISTER = (KNOWN_NEAR_NIK.code, KNOWN_OTHER_NAME.code)


class CorrectionPart(QWidget):
    edited = Signal()

    def __init__(self, matters: FileParticulars, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("correction")
        self._matters, self._register = matters, set[str]()
        self.identity = IdentityForm(VillageSearch(matters.office), self)
        self.reasons = Reasons(self)
        self.details = FormSection(tuple(field_of(field) for field in matters.form_fields), self)
        self.details.setObjectName("details")
        self._fill()
        self._person = self._now()
        self._details = self._now_details()
        self._lay_out()
        self._follow()
        for part in (self.identity, self.details, self.reasons):
            part.changed.connect(self._on_changed)

    def values(self) -> Values:
        """Person and matter, field by field, as they stood and as they are to be."""
        now, details = self._now(), self._now_details()
        changes = [
            Change(field=name, before=self._matters.person.get(name, ""), after=value)
            for name, value in now.items()
            if value != self._person[name]
        ]
        changes += [
            Change(field=f"{DETAILS}{name}", before=self._matters.details.get(name), after=value)
            for name, value in details.items()
            if value != self._details[name]
        ]
        return {"changes": tuple(changes), "confirmed": self.reasons.given()}

    def typed(self) -> dict[str, str]:
        return (
            self.identity.typed()
            | {f"{DETAILS}{name}": text for name, text in self.details.typed().items()}
            | {f"{REASONS}{code}": text for code, text in self.reasons.typed().items()}
        )

    def set_typed(self, typed: Mapping[str, str]) -> None:
        self.identity.set_typed(typed)
        self.details.set_typed(_named(typed, DETAILS))
        self.reasons.set_typed(_named(typed, REASONS))
        self._follow()

    def check(self) -> dict[str, str]:
        return (
            self.identity.check()
            | {f"{DETAILS}{name}": code for name, code in self.details.check().items()}
            | {f"{REASONS}{code}": wrong for code, wrong in self.reasons.check().items()}
        )

    def show_codes(self, codes: Mapping[str, str]) -> None:
        """Of own checks and of a refusal, which names a field of the permit type by its id alone."""
        self._register |= {code for code in codes.values() if code in OF_THE_REGISTER}
        self.identity.show_codes({name: code for name, code in codes.items() if code not in OF_THE_REGISTER})
        self.details.show_codes({**codes, **_named(codes, DETAILS)})
        self._follow()
        self.reasons.show_codes(_named(codes, REASONS))

    def start(self) -> None:
        """At what is wrong, at a reason that is lacking, else at the name: that is what was mistyped most often."""
        for section in (self.identity, self.details):
            if section.first_error():
                section.focus(section.first_error())
                return
        lacking = next(iter(self.reasons.check()), "")
        if lacking:
            self.reasons.focus(lacking)
        else:
            self.identity.focus("name")

    def _fill(self) -> None:
        person = self._matters.person
        self.identity.set_foreign(foreign=not person["nik"])
        village, _, district = person["village_text"].partition(", ")
        same = {name: person[name] for name in ("nik", "foreign_id", "name", "sex", "address", "birth_place", "email")}
        self.identity.set_values(
            same
            | {"birth_date": date.fromisoformat(person["birth_date"]), "phone": shown_mobile(person["phone"])}
            | {"village": PickRow(person["village"], village, district) if person["village"] else None}
        )
        kept = self._matters.details
        self.details.set_values({field.id: typed_of(field, kept.get(field.id)) for field in self._matters.form_fields})

    def _now(self) -> dict[str, Any]:
        """The person as on the form; asked for once nothing is half-typed."""
        person = self.identity.person()
        return {name: getattr(person, name) for name in person.__struct_fields__} | {
            "birth_date": person.birth_date.isoformat()
        }

    def _now_details(self) -> dict[str, Any]:
        values = self.details.values()
        return {field.id: detail(field, values.get(field.id)) for field in self._matters.form_fields}

    def _follow(self) -> None:
        """What is to be said of the number, and whether it has to be keyed again."""
        card = self.identity.card()
        now = {"nik": card.nik, "name": self.identity.text("name"), "sex": card.sex}
        now["birth_date"] = card.born.isoformat() if card.born else ""
        differs = any(now[name] != self._matters.person[name] for name in IDENTITY)
        said = opinion(card, self._matters.today, tuple(self._register) if differs else ())
        self.identity.confirmed_by_register = card.nik == self._matters.person["nik"]
        self.identity.show_opinion(said)
        self.reasons.ask(said.warnings if differs else {})

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        for heading, parts in (("Pemohon", (self.identity, self.reasons)), ("Permohonan", (self.details,))):
            column.addWidget(label(heading, "section", self))
            for part in parts:
                column.addWidget(part)
        QWidget.setTabOrder(self.identity, self.reasons)
        QWidget.setTabOrder(self.reasons, self.details)

    def _on_changed(self) -> None:
        self._follow()
        self.edited.emit()


def _named(texts: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): text for name, text in texts.items() if name.startswith(prefix)}
