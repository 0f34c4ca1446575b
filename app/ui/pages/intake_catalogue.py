"""From the catalogue to the form and back: permit types to choose from, their fields, what was typed as details."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from app.actions.commands.intake import Details
from app.reference.catalogue import Catalogue, FormField, PermitType
from app.reference.terms import Terms, too_long
from app.rules.conditions import compares
from app.ui.fields import Field
from app.ui.form import Option
from app.ui.widgets.picker import Answer
from app.ui.widgets.picker_list import PickRow

LIMITS = {"text": 150, "longtext": 1000, "address": 300, "list_text": 1000}
WIDE = ("longtext", "address", "multichoice", "list_text")
DATE_CODES = {">= today": "date_past", "<= today": "date_future"}


class Permits:
    """Permit types by code, by a part of it, or by the beginning of any word of their names."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._permits = catalogue.permits

    def __call__(self, text: str, answer: Answer) -> None:
        wanted = text.casefold().split()
        ranked = sorted((_rank(permit, wanted), place) for place, permit in enumerate(self._permits))
        answer(tuple(row(self._permits[place]) for rank, place in ranked if rank < UNLIKE))


UNLIKE = 9


def row(permit: PermitType) -> PickRow:
    return PickRow(permit.code, permit.name, f"{permit.code} · {permit.days('')} hari kerja")


def _rank(permit: PermitType, wanted: list[str]) -> int:
    """0 for the code itself, then its parts, the short name, the words of the name; all that was typed must fit."""
    code = permit.code.casefold()
    if wanted == [code]:
        return 0
    places = ([code], code.split("-"), [permit.short_name.casefold()], permit.name.casefold().split())
    ranks = [next((i for i, words in enumerate(places, 1) if _begins(words, part)), UNLIKE) for part in wanted]
    return max(ranks, default=1)


def _begins(words: list[str], part: str) -> bool:
    return any(word.startswith(part) for word in words)


def form_fields(permit: PermitType) -> tuple[Field, ...]:
    """What is asked at the counter; what a later step finds out is left to it."""
    return tuple(_field(field) for field in permit.form_fields if not field.required_at_step)


def _field(field: FormField) -> Field:
    kind = "text" if field.type == "choice_master" and not field.options else field.type
    return Field(
        field.id,
        field.label,
        kind,
        field.required,
        options=tuple(Option(str(option), _option_label(field, option)) for option in field.options),
        help=_help(field),
        max_length=LIMITS.get(kind, 0),
        length=field.length or 0,
        least=None if field.min is None else Decimal(str(field.min)),
        wide=kind in WIDE,
    )


def _option_label(field: FormField, option: str | int) -> str:
    """ "SIP ke-" and 2 is "SIP ke-2": a bare number would stand beside the number that chooses it."""
    return f"{field.label}{option}" if field.label.endswith("-") else str(option)


def _help(field: FormField) -> str:
    need = "Wajib diisi." if field.required else "Diisi bila ada."
    return f"{field.label}. {need}" if not field.required_if else f"{field.label}. Ditanyakan menurut isian lain."


def details(permit: PermitType, values: Mapping[str, object]) -> Details:
    """What was meant, as the command keeps it: dates as ISO text, numbers as the catalogue writes them. A field out of
    sight or empty is None, so that a condition such as `lembaga is empty` is decided."""
    return {field.id: _detail(field, values.get(field.id)) for field in permit.form_fields}


def _detail(field: FormField, value: object) -> str | int | float | bool | list[str] | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple):
        return [str(each) for each in value] or None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, str) and value:
        return next((option for option in field.options if str(option) == value), value)
    return None


def typed_of(field: FormField, value: object) -> object:
    """The other way: a detail of an earlier application as the editor takes it."""
    if field.type == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    if field.type == "decimal" and isinstance(value, int | float):
        return Decimal(str(value))
    if field.type in ("multichoice", "list_text") and isinstance(value, list):
        return tuple(str(each) for each in value)
    return str(value) if field.options and value is not None else value


def disordered(terms: Terms, today: date) -> dict[str, str]:
    """Date fields that break their own rule, and a period longer than the catalogue allows: field -> code."""
    wrong: dict[str, str] = {}
    for field in terms.permit.form_fields:
        value = terms.facts.get(field.id)
        if field.rule and isinstance(value, date) and not compares(field.rule, value, terms.facts, today):
            wrong[field.id] = DATE_CODES.get(field.rule, "date_order")
    validity = terms.permit.validity_of(terms.variant)
    if too_long(validity, terms.facts):
        wrong.setdefault(validity.to_field, "period_too_long")
    return wrong
