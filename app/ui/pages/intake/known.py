"""Taking over what is known: a person's data, the fields of the last application. Nothing typed is overwritten."""

from __future__ import annotations

from collections.abc import Mapping

from app.queries.applicants import KnownApplicant, LastApplication
from app.reference.catalogue import PermitType
from app.rules.names import folded
from app.rules.numbers import shown_mobile
from app.rules.wording import plain_date, short_date
from app.ui.forms import catalogue_fields
from app.ui.pages.intake.others import BODY
from app.ui.pages.intake.parts import IntakeParts
from app.ui.widgets.picker_list import PickRow
from app.ui.words.notices import NoticeLevel, say

TYPED = "Tadi diketik:"
NEEDED = ("name", "birth_date", "sex", "address", "village", "phone")


def person_is_open(parts: IntakeParts) -> bool:
    """Whether there is anything to fill with what is known."""
    typed = parts.identity.typed()
    return any(not typed[name] for name in NEEDED)


def details_are_open(parts: IntakeParts, last: LastApplication) -> bool:
    typed = parts.details.typed()
    return any(value is not None and typed.get(name) == "" for name, value in last.details.items())


def person_offer(known: KnownApplicant) -> str:
    return say("known_applicant", {"date": plain_date(known.confirmed)}).full


def details_offer(permit: PermitType, last: LastApplication) -> str:
    return f"Isian {permit.short_name} terakhir ({last.number}, {plain_date(last.received)}) dapat digunakan kembali."


def is_same(parts: IntakeParts, known: KnownApplicant) -> bool:
    """Whether name and birth date on the form are those of the register."""
    form = parts.identity
    return folded(form.text("name")) == folded(known.name) and form.values().get("birth_date") == known.birth_date


def take_person(parts: IntakeParts, known: KnownApplicant) -> None:
    """Fill what is empty; beside what was typed differently stands what was known before."""
    village, _, district = known.village_text.partition(", ")
    values: dict[str, object] = {
        "name": known.name,
        "birth_date": known.birth_date,
        "sex": known.sex,
        "address": known.address,
        "village": PickRow(known.village, village, district) if known.village else None,
        "phone": known.phone and shown_mobile(known.phone),
        "birth_place": known.birth_place,
        "email": known.email,
    }
    typed = parts.identity.typed()
    parts.identity.set_values({name: value for name, value in values.items() if value and not typed[name]})
    _remark(parts, typed, values | {"birth_date": short_date(known.birth_date), "village": known.village_text})


def take_lookalike(parts: IntakeParts, known: KnownApplicant) -> None:
    """The clerk says that this person is meant: number, name and birth date become those of the register, and what
    was typed stands beside them."""
    form = parts.identity
    values: dict[str, object] = {"nik": known.nik, "name": known.name, "birth_date": known.birth_date}
    typed = form.typed()
    form.set_values(values)
    now = form.typed()
    other = {name: typed[name] for name in values if typed[name] and folded(typed[name]) != folded(now[name])}
    form.keep_number(f"{TYPED} {other.pop('nik')}" if "nik" in other else "")
    take_person(parts, known)
    for name, text in other.items():
        form.remark(name, f"{TYPED} {text}", NoticeLevel.INFO)


def _remark(parts: IntakeParts, typed: Mapping[str, str], before: Mapping[str, object]) -> None:
    now = parts.identity.typed()
    for name, value in before.items():
        if (
            value
            and typed[name]
            and name not in ("sex", "village", "phone")
            and folded(now[name]) != folded(str(value))
        ):
            parts.identity.remark(name, f"Sebelumnya: {value}", NoticeLevel.INFO)


def take_details(parts: IntakeParts, permit: PermitType, last: LastApplication) -> None:
    if permit.variant(last.variant) and not parts.permit.variant:
        parts.permit.set_values({"variant": last.variant})
    fields = {field.id: field for field in permit.form_fields}
    parts.details.put_empty(
        {
            name: catalogue_fields.typed_of(fields[name], value)
            for name, value in last.details.items()
            if name in fields and value is not None
        }
    )
    if last.body:
        parts.toggles.set_on(BODY, on=True)
        typed = parts.body.typed()
        before = {f"body_{name}": value for name, value in last.body.items()}
        parts.body.set_values({name: value for name, value in before.items() if value and not typed.get(name)})
