"""From the catalogue to the form and back: permit types to choose from, what was typed as details, what contradicts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.actions.commands.intake import Details
from app.reference.catalogue import Catalogue, PermitType
from app.reference.terms import Terms, too_long
from app.rules.conditions import compares
from app.ui.forms import catalogue_fields
from app.ui.forms.fields import Field
from app.ui.widgets.picker import Answer
from app.ui.widgets.picker_list import PickRow

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
    return tuple(catalogue_fields.field_of(field) for field in permit.form_fields if not field.required_at_step)


def details(permit: PermitType, values: Mapping[str, object]) -> Details:
    """What was meant, as the command keeps it: dates as ISO text, numbers as the catalogue writes them. A field out of
    sight or empty is None, so that a condition such as `lembaga is empty` is decided."""
    return {field.id: catalogue_fields.detail(field, values.get(field.id)) for field in permit.form_fields}


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
